-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- How people write and are written to is asked by rules of groups, of all conversations at once: this answers it
-- without a look at any text. What goes out enters it once, when the gateway has it, and does not move in it after.
CREATE INDEX message_habit ON message (conversation_id, id, direction, submitted_at) WHERE state IN (3, 4, 6, 7, 11);
