-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Fragments of names alone, for the first rows of a search (store/peal-contacts-first.c).

-- A space before the name makes its beginning that of a word; two after it let every character begin a fragment, so
-- that those of one and two characters are beginnings of what the vocabulary lists.
CREATE VIRTUAL TABLE contact_name_search USING fts5 (
  name, content = '', contentless_delete = 1, tokenize = 'trigram case_sensitive 1'
);

CREATE VIRTUAL TABLE contact_name_fragment USING fts5vocab ('contact_name_search', 'instance');

INSERT INTO contact_name_search (rowid, name) SELECT id, ' ' || sort_name || '  ' FROM contact;
