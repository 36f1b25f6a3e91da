-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- When a message was last held though its time had come: it may go from then on, whatever not_before says it waits for.
ALTER TABLE message ADD COLUMN held_at INTEGER NOT NULL DEFAULT 0;
