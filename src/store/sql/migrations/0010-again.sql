-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The failed message that a person sent again as this one. Only one such message of a failed one is not cancelled
-- (R-SEND-1).
ALTER TABLE message ADD COLUMN again_of INTEGER REFERENCES message (id);
CREATE INDEX message_again ON message (again_of) WHERE again_of IS NOT NULL;
