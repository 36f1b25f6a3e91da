-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Fields of contacts that the business makes up itself: core/peal-custom.h. Their values stand in contact.custom,
-- and stay there when a field is taken away: it may come back.
CREATE TABLE contact_field (
  id       INTEGER PRIMARY KEY,
  key      TEXT NOT NULL UNIQUE,         -- in contact.custom and in texts: {renewal_date}; never changes
  name     TEXT NOT NULL UNIQUE COLLATE NOCASE,
  type     INTEGER NOT NULL,             -- PealCustomType
  choices  TEXT NOT NULL DEFAULT '[]' CHECK (json_valid (choices)),
  position INTEGER NOT NULL
) STRICT;
