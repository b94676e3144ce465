-- The ledger, version 10: of a message that is tried for days the first 5 and the latest 15 attempts are kept (as in
-- attempts.py), and of those between them how often each outcome came, and from when to when.
CREATE TABLE attempt_left_out (
  delivery_id INTEGER NOT NULL REFERENCES delivery,
  outcome     TEXT NOT NULL,
  times       INTEGER NOT NULL,
  since       REAL NOT NULL,
  until       REAL NOT NULL,
  PRIMARY KEY (delivery_id, outcome)
) STRICT, WITHOUT ROWID;

INSERT INTO attempt_left_out
  SELECT delivery_id, outcome, count(*), min(posted_at), max(posted_at) FROM attempt JOIN delivery USING (delivery_id)
  WHERE number > 5 AND number <= attempts - 15 GROUP BY delivery_id, outcome;
DELETE FROM attempt WHERE number > 5
  AND number <= (SELECT attempts - 15 FROM delivery WHERE delivery.delivery_id = attempt.delivery_id);
