/* peal-import-restore.h: what Peal wrote itself, into the workspace as it was.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-contacts-import.h"
#include "peal-import-contact.h"

G_BEGIN_DECLS

/* Makes the groups that @contacts (PealImportContact) name, where there are none yet, as those of import
 * @job_id, and puts the id of each into @groups (name -> gint64). Inside a fiber. */
gboolean peal_import_ensure_groups (PealStore       *store,
                                    gint64           job_id,
                                    const GPtrArray *contacts,
                                    GHashTable      *groups,
                                    const char      *actor,
                                    GError         **error);

/* What an import of other files does not know: labels, e-mail addresses, custom fields, and consent for
 * each number. Any thread. */
void peal_import_restore (PealContactRecord       *record,
                          const PealExportContact *own);

/* The groups that @read names, as far as @groups has them. */
void peal_import_restore_groups (PealContactRecord       *record,
                                 const PealImportContact *read,
                                 GHashTable              *groups);

G_END_DECLS
