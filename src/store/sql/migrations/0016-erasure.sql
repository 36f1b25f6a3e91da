-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Erasing a person for good: store/peal-erasure.h, store/peal-ledger.h.

-- That a number must not be texted, without the number: HMAC-SHA-256 of it under the key of this workspace.
CREATE TABLE suppression (
  key    BLOB PRIMARY KEY CHECK (length (key) = 32),
  at     INTEGER NOT NULL,
  reason TEXT NOT NULL                     -- opted_out, do_not_contact, erased
) STRICT, WITHOUT ROWID;

CREATE TABLE suppression_key (
  id  INTEGER PRIMARY KEY CHECK (id = 1),
  key BLOB NOT NULL CHECK (length (key) = 32)
) STRICT;

INSERT INTO suppression_key (id, key) VALUES (1, randomblob (32));

-- What a row of the ledger says is bound to the chain by a hash with a salt. Erasing it takes the salt and what it
-- said, and leaves that hash as a seal: the chain still follows, and nobody can try what it may have said.
ALTER TABLE ledger ADD COLUMN salt BLOB;   -- NULL: from before there were any, or erased
ALTER TABLE ledger ADD COLUMN seal BLOB;   -- NULL: not erased; empty: erased, and from before there were salts

DROP TRIGGER ledger_no_update;
CREATE TRIGGER ledger_no_update BEFORE UPDATE ON ledger
WHEN NOT (NEW.seq = OLD.seq AND NEW.at = OLD.at AND NEW.actor = OLD.actor AND NEW.event = OLD.event
          AND NEW.hash = OLD.hash AND NEW.subject = 'erased' AND NEW.payload = '{}' AND NEW.salt IS NULL
          AND OLD.seal IS NULL AND NEW.seal IS NOT NULL)
BEGIN SELECT RAISE (ABORT, 'the ledger is append-only'); END;

-- Which rows from before there were salts were erased.
CREATE INDEX ledger_erasure ON ledger (seq) WHERE event = 'privacy.erased';
