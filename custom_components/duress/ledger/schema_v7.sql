-- The ledger, version 7: when each state of a delivery was first reached; "queued" is when it was stored, which is not
-- known of what earlier versions stored.
CREATE TABLE delivery_time (
  delivery_id INTEGER NOT NULL REFERENCES delivery,
  state       TEXT NOT NULL,
  at          REAL NOT NULL,
  PRIMARY KEY (delivery_id, state)
) STRICT, WITHOUT ROWID;

INSERT INTO delivery_time
  SELECT delivery_id, 'sent', first_posted FROM delivery WHERE first_posted IS NOT NULL;
INSERT INTO delivery_time
  SELECT delivery_id, outcome, min(answered_at) FROM attempt WHERE outcome IN ('refused', 'accepted', 'delivered')
  GROUP BY delivery_id, outcome;
INSERT INTO delivery_time
  SELECT delivery_id, state, answered_at FROM delivery WHERE state NOT IN ('queued', 'sent') AND answered_at IS NOT NULL
  ON CONFLICT DO NOTHING;

-- Alarms by when they were confirmed. What is only queued is not in it, so storing an alarm does not pay for it.
CREATE INDEX delivery_alarm_confirmed ON delivery (endpoint_id, answered_at)
  WHERE priority = 0 AND state IN ('delivered', 'desk_accepted', 'declined');
