-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Who was added since some day: what a rule group of new people asks each time it is looked at.
CREATE INDEX contact_created ON contact (created_at) WHERE deleted_at IS NULL;
