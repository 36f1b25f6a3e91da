-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Any number of e-mail addresses of a contact, and a picture of it.

-- contact.email is the address in the first row.
CREATE TABLE email (
  id         INTEGER PRIMARY KEY,
  contact_id INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
  position   INTEGER NOT NULL,           -- 1 is the one that is shown
  label      TEXT NOT NULL DEFAULT '',
  address    TEXT NOT NULL COLLATE NOCASE,
  UNIQUE (contact_id, position),
  UNIQUE (contact_id, address)
) STRICT;

CREATE INDEX email_address ON email (address);

INSERT INTO email (contact_id, position, address) SELECT id, 1, email FROM contact WHERE email <> '';

CREATE TABLE contact_photo (
  contact_id INTEGER PRIMARY KEY REFERENCES contact (id) ON DELETE CASCADE,
  image      BLOB NOT NULL               -- PNG or JPEG, as small as it is shown
) STRICT;
