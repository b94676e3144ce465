-- The ledger, version 1. Times are UTC seconds; data and values are JSON text.

CREATE TABLE entry (
  seq         INTEGER PRIMARY KEY AUTOINCREMENT,
  event_id    TEXT NOT NULL UNIQUE,
  kind        TEXT NOT NULL,
  at          REAL NOT NULL,
  incident_id TEXT,
  data        TEXT NOT NULL
) STRICT;

CREATE INDEX entry_of_incident ON entry (incident_id, seq) WHERE incident_id IS NOT NULL;
CREATE INDEX entry_closing ON entry (incident_id) WHERE kind = 'incident_closed';

CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
BEGIN
  SELECT RAISE(ABORT, 'what happened is never changed');
END;

CREATE TRIGGER entry_is_never_removed BEFORE DELETE ON entry
BEGIN
  SELECT RAISE(ABORT, 'what happened is never removed');
END;

-- One row per endpoint that ever had a delivery: the last sequence given out.
CREATE TABLE endpoint (
  endpoint_id   TEXT PRIMARY KEY,
  last_sequence INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE delivery (
  delivery_id  INTEGER PRIMARY KEY AUTOINCREMENT,
  event_id     TEXT NOT NULL,
  endpoint_id  TEXT NOT NULL REFERENCES endpoint,
  sequence     INTEGER NOT NULL,
  incident_id  TEXT,
  kind         TEXT NOT NULL,
  priority     INTEGER NOT NULL,
  at           REAL NOT NULL,
  content_type TEXT NOT NULL,
  body         BLOB NOT NULL,
  state        TEXT NOT NULL DEFAULT 'queued',
  attempts     INTEGER NOT NULL DEFAULT 0,
  next_attempt REAL,
  first_posted REAL,
  answered_at  REAL,
  last_answer  TEXT,
  UNIQUE (event_id, endpoint_id),
  UNIQUE (endpoint_id, sequence),
  CHECK (state IN ('queued', 'sent', 'refused', 'accepted', 'delivered', 'desk_accepted', 'declined', 'dead_letter'))
) STRICT;

CREATE INDEX delivery_unfinished ON delivery (endpoint_id, priority, delivery_id)
  WHERE state IN ('queued', 'sent', 'refused', 'accepted');
CREATE INDEX delivery_confirmed ON delivery (endpoint_id, answered_at)
  WHERE state IN ('delivered', 'desk_accepted', 'declined');
CREATE INDEX delivery_given_up ON delivery (endpoint_id, delivery_id) WHERE state = 'dead_letter';
CREATE INDEX delivery_of_incident ON delivery (incident_id, delivery_id) WHERE incident_id IS NOT NULL;

CREATE TABLE attempt (
  delivery_id INTEGER NOT NULL REFERENCES delivery,
  number      INTEGER NOT NULL,
  posted_at   REAL NOT NULL,
  answered_at REAL NOT NULL,
  outcome     TEXT NOT NULL,
  status      INTEGER,
  detail      TEXT NOT NULL,
  PRIMARY KEY (delivery_id, number)
) STRICT, WITHOUT ROWID;

-- Small facts that are wanted again after a restart.
CREATE TABLE fact (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
