-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- A row of the ledger has one subject; who joined or left a group together stands in its payload, by the hundred.
-- This finds the rows of one of them.
CREATE TABLE ledger_about (
  contact_id INTEGER NOT NULL,             -- of no foreign key: history outlives whom it is about
  seq        INTEGER NOT NULL,
  PRIMARY KEY (contact_id, seq)
) STRICT, WITHOUT ROWID;

INSERT OR IGNORE INTO ledger_about (contact_id, seq)
SELECT j.value, l.seq FROM ledger AS l, json_each (l.payload, '$.contacts') AS j
WHERE l.event IN ('group.joined', 'group.left') AND j.type = 'integer';
