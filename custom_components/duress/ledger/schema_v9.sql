-- The ledger, version 9: what desks answered to messages that are no incident's is found by the message. Such an entry is
-- always written with that fact, and no other entry pays for the index.
CREATE INDEX entry_message_answered ON entry (json_extract(data, '$.message_id')) WHERE kind = 'message_answered';
