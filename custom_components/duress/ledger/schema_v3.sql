-- The ledger, version 3: people, and who carried which device when. Names are in "person" and nowhere else.

CREATE TABLE person (
  person_id  TEXT PRIMARY KEY,
  name       TEXT NOT NULL,
  staff_id   TEXT UNIQUE,
  room_id    TEXT,
  trained_on TEXT
) STRICT, WITHOUT ROWID;

-- One row per stretch of a device's life. A person may have been removed since; what is left of them is an opaque id.
CREATE TABLE custody (
  custody_id INTEGER PRIMARY KEY AUTOINCREMENT,
  device_id  TEXT NOT NULL,
  life       TEXT NOT NULL,
  since      REAL NOT NULL,
  until      REAL,
  person_id  TEXT,
  due        REAL,
  actor      TEXT NOT NULL,
  reason     TEXT NOT NULL,
  CHECK (until >= since)
) STRICT;

CREATE UNIQUE INDEX custody_now ON custody (device_id) WHERE until IS NULL;
CREATE INDEX custody_of_device ON custody (device_id, since);

-- Which hardware, by its radio identifier, a device was when; without "until" it still is.
CREATE TABLE hardware (
  device_id TEXT NOT NULL,
  uid       TEXT NOT NULL,
  since     REAL NOT NULL,
  until     REAL,
  CHECK (until >= since)
) STRICT;

CREATE UNIQUE INDEX hardware_now ON hardware (device_id) WHERE until IS NULL;
CREATE INDEX hardware_of_uid ON hardware (uid, since);
