-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The desk: who looks after a conversation, until when it may wait, what was begun and what was noted
-- (store/peal-desk.h); and the words of all messages (store/peal-message-search.h).

-- Whoever answers here. No accounts and no passwords: names, so that a conversation can be somebody's.
CREATE TABLE staff (
  id      INTEGER PRIMARY KEY,
  name    TEXT NOT NULL COLLATE NOCASE,
  gone_at INTEGER                          -- NULL: works here; the names in notes stay
) STRICT;

CREATE UNIQUE INDEX staff_name ON staff (name) WHERE gone_at IS NULL;

ALTER TABLE conversation ADD COLUMN staff_id INTEGER REFERENCES staff (id) ON DELETE SET NULL;
ALTER TABLE conversation ADD COLUMN snoozed_until INTEGER;  -- NULL: it does not wait
ALTER TABLE conversation ADD COLUMN blocked_at INTEGER;     -- NULL: it is not; all that have one number are, or none

CREATE INDEX conversation_open ON conversation (last_at DESC, id DESC)
WHERE state = 1 AND snoozed_until IS NULL AND blocked_at IS NULL;
CREATE INDEX conversation_staff ON conversation (staff_id, last_at) WHERE staff_id IS NOT NULL;
-- Strangers, by a fragment of their number.
CREATE INDEX conversation_stranger ON conversation (theirs) WHERE contact_id IS NULL;
CREATE INDEX conversation_snoozed ON conversation (snoozed_until) WHERE snoozed_until IS NOT NULL;

-- On which shelves it stands: bit n is PealTalkShelf n. What is left of people who were erased has no last message
-- and stands on none.
CREATE VIEW conversation_shelf AS
SELECT id, ours, theirs, contact_id, staff_id, last_at,
       CASE
         WHEN last_at = 0 THEN 0
         WHEN blocked_at IS NOT NULL THEN 1 + 128
         ELSE 1 + 2 * (unread > 0) + 4 * (failed > 0) + 8 * (state = 1 AND snoozed_until IS NULL)
              + 16 * (unanswered_since IS NOT NULL AND snoozed_until IS NULL)
              + 32 * (snoozed_until IS NOT NULL) + 64 * (state = 2)
       END AS shelves
FROM conversation;

CREATE TABLE draft (
  conversation_id INTEGER PRIMARY KEY REFERENCES conversation (id) ON DELETE CASCADE,
  body            TEXT NOT NULL CHECK (body <> ''),
  updated_at      INTEGER NOT NULL
) STRICT;

-- What the desk says to itself: it is never sent.
CREATE TABLE talk_note (
  id              INTEGER PRIMARY KEY,
  conversation_id INTEGER NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
  staff_id        INTEGER REFERENCES staff (id),
  body            TEXT NOT NULL CHECK (body <> ''),
  created_at      INTEGER NOT NULL
) STRICT;

CREATE INDEX talk_note_conversation ON talk_note (conversation_id, id);

-- Whom a note asks to look.
CREATE TABLE talk_mention (
  note_id  INTEGER NOT NULL REFERENCES talk_note (id) ON DELETE CASCADE,
  staff_id INTEGER NOT NULL REFERENCES staff (id) ON DELETE CASCADE,
  seen_at  INTEGER,
  PRIMARY KEY (note_id, staff_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX talk_mention_unseen ON talk_mention (staff_id) WHERE seen_at IS NULL;

-- Filters of the list that somebody wants again: PealTalkFilter as JSON.
CREATE TABLE talk_filter (
  id       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL UNIQUE COLLATE NOCASE,
  filter   TEXT NOT NULL CHECK (json_valid (filter)),
  position INTEGER NOT NULL
) STRICT;

-- Words of messages, and facts about them that a search can ask for as if they were words: v<conversation>, in or
-- out, link.
CREATE VIEW message_text AS
SELECT id, body,
       'v' || conversation_id || iif (direction = 2, ' in', ' out')
         || iif (body LIKE '%http://%' OR body LIKE '%https://%' OR body LIKE '%www.%', ' link', '') AS facts
FROM message;

CREATE VIRTUAL TABLE message_search USING fts5 (
  body, facts, content = 'message_text', content_rowid = 'id', columnsize = 0, prefix = '3',
  tokenize = 'unicode61 remove_diacritics 2'
);

-- What is taken out of it is gone from the file, too.
INSERT INTO message_search (message_search, rank) VALUES ('secure-delete', 1);

INSERT INTO message_search (rowid, body, facts) SELECT id, body, facts FROM message_text ORDER BY id;

CREATE TRIGGER message_search_insert AFTER INSERT ON message BEGIN
  INSERT INTO message_search (rowid, body, facts) SELECT id, body, facts FROM message_text WHERE id = NEW.id;
END;

CREATE TRIGGER message_search_take BEFORE UPDATE OF body, conversation_id ON message BEGIN
  INSERT INTO message_search (message_search, rowid, body, facts)
  SELECT 'delete', id, body, facts FROM message_text WHERE id = OLD.id;
END;

CREATE TRIGGER message_search_put AFTER UPDATE OF body, conversation_id ON message BEGIN
  INSERT INTO message_search (rowid, body, facts) SELECT id, body, facts FROM message_text WHERE id = NEW.id;
END;

CREATE TRIGGER message_search_delete BEFORE DELETE ON message BEGIN
  INSERT INTO message_search (message_search, rowid, body, facts)
  SELECT 'delete', id, body, facts FROM message_text WHERE id = OLD.id;
END;
