-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Contacts that are the same person, and such as are not.

-- Two contacts became one: what happened with this one is told of the other.
ALTER TABLE contact ADD COLUMN merged_into INTEGER REFERENCES contact (id);
CREATE INDEX contact_merged ON contact (merged_into) WHERE merged_into IS NOT NULL;

-- A person said that these two are not the same.
CREATE TABLE contact_distinct (
  first_id  INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE, -- the smaller id
  second_id INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
  at        INTEGER NOT NULL,
  PRIMARY KEY (first_id, second_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX contact_distinct_second ON contact_distinct (second_id);
