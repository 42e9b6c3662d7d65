-- Motions and amendments to a conference, and the documents that lie before it. A
-- text is paragraphs with an empty line between them; they count from 1.

CREATE TABLE motion_rule (
  conference_id INTEGER PRIMARY KEY REFERENCES conference,  -- seen by: all
  motions_until INTEGER,                   -- seen by: all; last day to hand one
                                           -- in; NULL: until it is over
  amendments_until INTEGER,                -- seen by: all; the same of amendments
  article      TEXT NOT NULL               -- seen by: all; where that is said, or
                                           -- ""
);

CREATE TABLE motion (
  id           INTEGER PRIMARY KEY,        -- seen by: all
  public_id    TEXT NOT NULL UNIQUE,       -- seen by: all
  conference_id INTEGER NOT NULL REFERENCES conference,  -- seen by: all
  number       INTEGER NOT NULL,           -- seen by: all; from 1
  title        TEXT NOT NULL,              -- seen by: all
  text         TEXT NOT NULL,              -- seen by: all; as handed in
  reason       TEXT NOT NULL,              -- seen by: all; why, or ""
  unit_id      INTEGER NOT NULL REFERENCES unit,    -- seen by: all; who moves it
  meeting_id   INTEGER REFERENCES meeting, -- seen by: all; that decided to; NULL
  topic        TEXT NOT NULL,              -- seen by: all; it is grouped under,
                                           -- or ""
  position     INTEGER NOT NULL,           -- seen by: all; among all, from 1
  state        INTEGER NOT NULL,           -- seen by: all; enum motion_state
  leading_id   INTEGER REFERENCES motion,  -- seen by: all; it is taken together
                                           -- with that one; NULL: none
  final_text   TEXT,                       -- seen by: all; as carried; NULL: not
                                           -- decided
  decided_at   INTEGER,                    -- seen by: all; moment; NULL: not yet
  handed_in_at INTEGER NOT NULL,           -- seen by: all; moment
  entered_by   INTEGER REFERENCES account, -- seen by: all; NULL: the shell
  UNIQUE (conference_id, number)
);
CREATE INDEX motion_by_unit ON motion (unit_id);
CREATE INDEX motion_in_order ON motion (conference_id, position);

CREATE TABLE amendment (
  id           INTEGER PRIMARY KEY,        -- seen by: all
  public_id    TEXT NOT NULL UNIQUE,       -- seen by: all
  motion_id    INTEGER NOT NULL REFERENCES motion,  -- seen by: all
  number       INTEGER NOT NULL,           -- seen by: all; 1: 12-A, 2: 12-B ...
  paragraph    INTEGER NOT NULL,           -- seen by: all; of the motion; for
                                           -- AMEND_INSERT 0: before the first
  kind         INTEGER NOT NULL,           -- seen by: all; enum amendment_kind
  text         TEXT NOT NULL,              -- seen by: all; "" where taken out
  reason       TEXT NOT NULL,              -- seen by: all; why, or ""
  unit_id      INTEGER NOT NULL REFERENCES unit,    -- seen by: all; who moves it
  meeting_id   INTEGER REFERENCES meeting, -- seen by: all; that decided to; NULL
  position     INTEGER NOT NULL,           -- seen by: all; in the order of votes
  state        INTEGER NOT NULL,           -- seen by: all; enum motion_state
  decided_at   INTEGER,                    -- seen by: all; moment; NULL: not yet
  handed_in_at INTEGER NOT NULL,           -- seen by: all; moment
  entered_by   INTEGER REFERENCES account, -- seen by: all; NULL: the shell
  UNIQUE (motion_id, number)
);
CREATE INDEX amendment_by_unit ON amendment (unit_id);

-- What lies before the conference: a report, a draft, rules of order.
CREATE TABLE conference_document (
  id           INTEGER PRIMARY KEY,        -- seen by: conference
  public_id    TEXT NOT NULL UNIQUE,       -- seen by: conference
  conference_id INTEGER NOT NULL REFERENCES conference,  -- seen by: conference
  item_id      INTEGER REFERENCES item,    -- seen by: conference; NULL: none
  position     INTEGER NOT NULL,           -- seen by: conference; from 1
  language     TEXT NOT NULL,              -- seen by: conference; "en"
  title        TEXT NOT NULL,              -- seen by: conference
  text         TEXT NOT NULL,              -- seen by: conference; Markdown
  state        INTEGER NOT NULL,           -- seen by: conference; 1: a draft, for
                                           -- who prepares, and interpreters,
                                           -- 2: laid before all, 3: taken back
  entered_at   INTEGER NOT NULL,           -- seen by: conference; moment
  entered_by   INTEGER REFERENCES account  -- seen by: conference
);
CREATE INDEX conference_document_in_order
 ON conference_document (conference_id, position);
