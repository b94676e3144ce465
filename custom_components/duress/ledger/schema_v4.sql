-- The ledger, version 4: what is needed to undo the last import of each kind. That of people has names and goes with them.
CREATE TABLE last_import (
  what      TEXT PRIMARY KEY,
  import_id TEXT NOT NULL,
  at        REAL NOT NULL,
  record    TEXT NOT NULL,
  CHECK (what IN ('roster', 'places'))
) STRICT, WITHOUT ROWID;
