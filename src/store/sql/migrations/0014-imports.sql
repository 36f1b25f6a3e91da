-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What an import has changed, for its undo: whom it brought says contact.import_job.
CREATE TABLE import_change (
  job_id     INTEGER NOT NULL REFERENCES job (id),
  contact_id INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
  seq        INTEGER,                      -- ledger: what was before; NULL: the import brought the person itself
  left_at    INTEGER NOT NULL,             -- contact.updated_at as the import left it
  PRIMARY KEY (job_id, contact_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX import_change_contact ON import_change (contact_id);

ALTER TABLE consent_event ADD COLUMN import_job INTEGER REFERENCES job (id); -- what brought this event in
CREATE INDEX consent_event_import ON consent_event (import_job, id) WHERE import_job IS NOT NULL;
