-- The doors of a conference: what signs its badges, which badge of somebody is
-- good, and who passed where. What stands on a badge is stored nowhere.

CREATE TABLE badge_key (
  conference_id INTEGER PRIMARY KEY REFERENCES conference,  -- seen by: nobody
  public_key   TEXT NOT NULL,              -- seen by: all; Ed25519, hex
  seed         TEXT NOT NULL               -- seen by: nobody; of the secret key,
                                           -- hex; "" once the conference is over
);

-- Badges that were issued anew; who is not here has his or her first one.
CREATE TABLE badge (
  participant_id INTEGER PRIMARY KEY REFERENCES participant,  -- seen by: self,
                                           -- conference
  issue        INTEGER NOT NULL,           -- seen by: self, conference; from 2
  issued_at    INTEGER NOT NULL,           -- seen by: self, conference; moment
  issued_by    INTEGER REFERENCES account  -- seen by: self, conference; NULL: the
                                           -- shell
);

-- Somebody passed a door.
CREATE TABLE passage (
  id           INTEGER PRIMARY KEY,        -- seen by: self, conference
  conference_id INTEGER NOT NULL REFERENCES conference,  -- seen by: self,
                                           -- conference
  participant_id INTEGER NOT NULL REFERENCES participant,  -- seen by: self,
                                           -- conference
  kind         INTEGER NOT NULL,           -- seen by: self, conference;
                                           -- enum passage_kind
  doubt        INTEGER NOT NULL,           -- seen by: self, conference;
                                           -- enum passage_doubt
  door         TEXT NOT NULL,              -- seen by: self, conference; "14"
  at           INTEGER NOT NULL,           -- seen by: self, conference; moment
  device       TEXT,                       -- seen by: self, conference; NULL:
                                           -- one that numbers nothing
  sequence     INTEGER,                    -- seen by: self, conference; the
                                           -- device's own number; NULL
  note         TEXT NOT NULL,              -- seen by: self, conference; what was
                                           -- done about a doubt, or ""
  noted_by     INTEGER REFERENCES account, -- seen by: self, conference; NULL
  entered_at   INTEGER NOT NULL,           -- seen by: self, conference; moment
  entered_by   INTEGER REFERENCES account, -- seen by: self, conference; NULL: the
                                           -- shell
  UNIQUE (conference_id, device, sequence)
);
CREATE INDEX passage_by_participant ON passage (participant_id, at, id);
CREATE INDEX passage_in_doubt ON passage (conference_id, at) WHERE doubt <> 0;
