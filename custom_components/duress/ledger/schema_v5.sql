-- The ledger, version 5: each entry carries the SHA-256 over the one before and itself; what is there is chained by
-- the step's own program, because SQLite has no such function.

DROP TRIGGER entry_is_never_changed;
ALTER TABLE entry ADD COLUMN hash BLOB NOT NULL DEFAULT x'';
CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry WHEN OLD.hash <> x''
BEGIN
  SELECT RAISE(ABORT, 'what happened is never changed');
END;

-- The newest entry once more, in a second place, so that a cut at the end shows.
CREATE TABLE chain_head (
  one  INTEGER PRIMARY KEY CHECK (one = 1),
  seq  INTEGER NOT NULL,
  hash BLOB NOT NULL
) STRICT;

-- Ranges whose time to be kept is over; "before" and "after" are the hashes of the entries around them.
CREATE TABLE removed (
  first  INTEGER PRIMARY KEY,
  last   INTEGER NOT NULL,
  before BLOB NOT NULL,
  after  BLOB NOT NULL,
  CHECK (last >= first)
) STRICT;

DROP TRIGGER entry_is_never_removed;
CREATE TRIGGER entry_is_never_removed BEFORE DELETE ON entry
WHEN NOT EXISTS (SELECT 1 FROM removed WHERE OLD.seq BETWEEN first AND last)
BEGIN
  SELECT RAISE(ABORT, 'what happened is never removed');
END;

CREATE INDEX entry_about_ledger ON entry (seq) WHERE kind IN ('ledger_purged', 'hold_placed', 'hold_released');
