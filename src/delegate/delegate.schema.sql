-- Who is sent to a conference: the rules it adopted, the key of delegates with
-- its arithmetic, who comes where another cannot, who votes for whom.

CREATE TABLE delegate_rule (
  conference_id INTEGER PRIMARY KEY REFERENCES conference,  -- seen by: all
  tier         TEXT NOT NULL,              -- seen by: all; its units send
                                           -- delegations; "": not said
  per_n        INTEGER NOT NULL,           -- seen by: all; so many delegates
  per_m        INTEGER NOT NULL,           -- seen by: all; for so many; 0: the key
                                           -- is not said
  base         INTEGER NOT NULL,           -- seen by: all; enum key_base
  rounding     INTEGER NOT NULL,           -- seen by: all; enum key_rounding
  key_article  TEXT NOT NULL,              -- seen by: all; which says so
  key_day      INTEGER,                    -- seen by: all; day of the register it
                                           -- was counted from; NULL: not yet
  proxies_max  INTEGER NOT NULL,           -- seen by: all; votes of others that
                                           -- one may cast; 0: none
  proxies_article TEXT NOT NULL,           -- seen by: all; or ""
  quorum_num   INTEGER NOT NULL,           -- seen by: all; 0: not said
  quorum_den   INTEGER NOT NULL,           -- seen by: all
  quorum_more  INTEGER NOT NULL,           -- seen by: all; 1: more than this part
  quorum_article TEXT NOT NULL,            -- seen by: all; or ""
  online_counts INTEGER NOT NULL           -- seen by: all; 1: who is here online
                                           -- is present
);

-- A line of the key: how many delegates a delegation sends, and why.
CREATE TABLE delegate_share (
  conference_id INTEGER NOT NULL REFERENCES conference,  -- seen by: all
  unit_id      INTEGER NOT NULL REFERENCES unit,    -- seen by: all; the delegation
  position     INTEGER NOT NULL,           -- seen by: all; on the list, from 1
  base         INTEGER NOT NULL,           -- seen by: all; cells or members
  whole        INTEGER NOT NULL,           -- seen by: all; of the quotient
  rest         INTEGER NOT NULL,           -- seen by: all; so many per_m-th parts
  seats        INTEGER NOT NULL,           -- seen by: all
  rounded_up   INTEGER NOT NULL,           -- seen by: all; 1: more than whole
  tied         INTEGER NOT NULL,           -- seen by: all; 1: as much as another
  PRIMARY KEY (conference_id, unit_id)
);

-- Who comes where a delegate cannot.
CREATE TABLE substitute (
  id           INTEGER PRIMARY KEY,        -- seen by: self, conference
  public_id    TEXT NOT NULL UNIQUE,       -- seen by: self, conference
  conference_id INTEGER NOT NULL REFERENCES conference,  -- seen by: self,
                                           -- conference
  unit_id      INTEGER NOT NULL REFERENCES unit,    -- seen by: self, conference;
                                           -- the delegation
  sent_by      INTEGER NOT NULL REFERENCES unit,    -- seen by: self, conference
  meeting_id   INTEGER NOT NULL REFERENCES meeting, -- seen by: self, conference;
                                           -- at which he or she was elected
  member_id    INTEGER NOT NULL REFERENCES member,  -- seen by: self, conference
  position     INTEGER NOT NULL,           -- seen by: self, conference; in the
                                           -- delegation, from 1
  state        INTEGER NOT NULL,           -- seen by: self, conference;
                                           -- enum substitute_state
  entered_at   INTEGER NOT NULL,           -- seen by: self, conference; moment
  entered_by   INTEGER REFERENCES account  -- seen by: self, conference; NULL: the
                                           -- shell
);
CREATE UNIQUE INDEX substitute_once ON substitute (conference_id, member_id)
 WHERE state = 1;
CREATE INDEX substitute_by_unit ON substitute (conference_id, unit_id, position);
CREATE INDEX substitute_by_member ON substitute (member_id);

-- Who casts the vote of another.
CREATE TABLE proxy (
  id           INTEGER PRIMARY KEY,        -- seen by: self, conference
  conference_id INTEGER NOT NULL REFERENCES conference,  -- seen by: self,
                                           -- conference
  giver        INTEGER NOT NULL REFERENCES participant,  -- seen by: self,
                                           -- conference
  holder       INTEGER NOT NULL REFERENCES participant,  -- seen by: self,
                                           -- conference
  from_at      INTEGER NOT NULL,           -- seen by: self, conference; moment
  until_at     INTEGER,                    -- seen by: self, conference; first
                                           -- moment no longer; NULL: still
  entered_by   INTEGER REFERENCES account  -- seen by: self, conference; NULL: the
                                           -- shell
);
CREATE UNIQUE INDEX proxy_once ON proxy (giver) WHERE until_at IS NULL;
CREATE INDEX proxy_by_giver ON proxy (giver, from_at);
CREATE INDEX proxy_by_holder ON proxy (holder, from_at);
CREATE INDEX proxy_by_conference ON proxy (conference_id, from_at);
