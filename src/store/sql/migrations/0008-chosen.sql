-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- 1: a person chose the account, or it is an answer: rules that name other accounts do not move it.
ALTER TABLE message ADD COLUMN chosen INTEGER NOT NULL DEFAULT 0;
