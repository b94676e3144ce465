-- The ledger, version 2: entries of one trouble belong together.
ALTER TABLE entry ADD COLUMN trouble_id TEXT;
CREATE INDEX entry_of_trouble ON entry (trouble_id, seq) WHERE trouble_id IS NOT NULL;
