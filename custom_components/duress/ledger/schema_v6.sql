-- The ledger, version 6: the survey, which says how each room is heard. Data and levels are JSON text.

-- One row per change of the survey.
CREATE TABLE survey_version (
  version INTEGER PRIMARY KEY AUTOINCREMENT,
  at      REAL NOT NULL,
  why     TEXT NOT NULL
) STRICT;

-- A press is part of the survey from version "since" on, until version "until"; no row is ever removed, so that every
-- earlier survey can be read back.
CREATE TABLE survey_press (
  row_id    INTEGER PRIMARY KEY AUTOINCREMENT,
  press_id  TEXT NOT NULL,
  room_id   TEXT NOT NULL,
  source    TEXT NOT NULL,
  at        REAL NOT NULL,
  device_id TEXT,
  heard     TEXT NOT NULL,
  since     INTEGER NOT NULL REFERENCES survey_version,
  until     INTEGER REFERENCES survey_version,
  CHECK (until > since)
) STRICT;

CREATE UNIQUE INDEX survey_press_now ON survey_press (press_id) WHERE until IS NULL;

-- What each room of the survey was called last, also after its area was deleted.
CREATE TABLE survey_room (
  room_id  TEXT PRIMARY KEY,
  name     TEXT NOT NULL,
  floor_id TEXT,
  floor    TEXT,
  building TEXT
) STRICT, WITHOUT ROWID;

-- Where each walk stands.
CREATE TABLE survey_walk (
  walk_id TEXT PRIMARY KEY,
  at      REAL NOT NULL,
  data    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Since when each listener is the hardware it is and hangs where it hangs; 0 means longer than anybody can say.
CREATE TABLE survey_listener (
  listener_id TEXT PRIMARY KEY,
  uid         TEXT NOT NULL,
  room_id     TEXT,
  since       REAL NOT NULL
) STRICT, WITHOUT ROWID;
