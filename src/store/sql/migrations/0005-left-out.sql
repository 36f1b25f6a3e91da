-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What was left out after it had been queued, for as long as somebody should see it.
CREATE INDEX message_left_out ON message (settled_at) WHERE state = 9;
