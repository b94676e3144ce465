-- The ledger, version 8: messages for a backup are held until its primary has, or has not, taken the same.
ALTER TABLE delivery ADD COLUMN backup_for TEXT;
ALTER TABLE delivery ADD COLUMN held_until REAL;
ALTER TABLE delivery ADD COLUMN released_because TEXT;
ALTER TABLE delivery ADD COLUMN released_at REAL;
-- The trouble, test or drill a message belongs to.
ALTER TABLE delivery ADD COLUMN thread TEXT;

-- Two more states. SQLite has no statement for that, and a copy of the table could fill a small disk; what is stored
-- fits into the wider check as it is (https://www.sqlite.org/lang_altertable.html, end of section 7).
PRAGMA writable_schema = ON;
UPDATE sqlite_schema
  SET sql = replace(sql, '''declined'', ''dead_letter''', '''declined'', ''dead_letter'', ''held'', ''spared''')
  WHERE type = 'table' AND name = 'delivery';
PRAGMA writable_schema = RESET;

CREATE INDEX delivery_of_thread ON delivery (thread, endpoint_id) WHERE thread IS NOT NULL;
CREATE INDEX delivery_held ON delivery (endpoint_id, delivery_id) WHERE state = 'held';
-- A held message gets its sequence late, so that those of an endpoint are no longer in the order of its sequences.
CREATE INDEX delivery_of_endpoint ON delivery (endpoint_id, delivery_id);
