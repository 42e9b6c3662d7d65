-- The picture of all cells: where each cell has its dot. One row of `picture`,
-- none before it is laid for the first time. Places are kept so that a dot
-- stays where it is until the tree changes there.

CREATE TABLE picture (
  id           INTEGER PRIMARY KEY,        -- seen by: all; always 1
  stamp        TEXT NOT NULL,              -- seen by: all; another one after
                                           -- each change of a place
  made_on      INTEGER NOT NULL,           -- seen by: all; day it was laid
  dot          INTEGER NOT NULL,           -- seen by: all; pixels wide
  share        INTEGER NOT NULL,           -- seen by: all; cells of a dot
  spots        INTEGER NOT NULL,           -- seen by: all; free ones too
  waiting      INTEGER NOT NULL            -- seen by: all; cells that found no
                                           -- free spot
);

CREATE TABLE picture_region (
  n            INTEGER PRIMARY KEY,        -- seen by: all; in the tree's order
  unit_id      INTEGER NOT NULL REFERENCES unit,  -- seen by: all
  x            INTEGER NOT NULL,           -- seen by: all; pixels
  y            INTEGER NOT NULL,           -- seen by: all; pixels
  width        INTEGER NOT NULL,           -- seen by: all; pixels
  height       INTEGER NOT NULL            -- seen by: all; pixels
);

CREATE TABLE picture_block (
  n            INTEGER PRIMARY KEY,        -- seen by: all; in the tree's order
  unit_id      INTEGER NOT NULL REFERENCES unit,  -- seen by: all; whose cells
  region_id    INTEGER NOT NULL REFERENCES unit,  -- seen by: all
  x            INTEGER NOT NULL,           -- seen by: all; pixels
  y            INTEGER NOT NULL,           -- seen by: all; pixels
  across       INTEGER NOT NULL,           -- seen by: all; dots
  down         INTEGER NOT NULL,           -- seen by: all; dots
  first_spot   INTEGER NOT NULL            -- seen by: all; along the curve
);

-- The cells of the spots, 4,096 in a row: the id of each as eight bytes, the
-- lowest first; 0 is a free spot.
CREATE TABLE picture_cells (
  n            INTEGER PRIMARY KEY,        -- seen by: all; from spot n * 4096
  ids          BLOB NOT NULL               -- seen by: all
);
