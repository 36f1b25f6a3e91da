-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- How people write and are written to is asked by rules of groups, of all conversations at once: these answer
-- it without a look at any text.
DROP INDEX message_thread;
CREATE INDEX message_thread ON message (conversation_id, id, direction, state, submitted_at);
CREATE INDEX message_reply ON message (conversation_id, submitted_at) WHERE direction = 2;
