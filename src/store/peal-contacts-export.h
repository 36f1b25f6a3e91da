/* peal-contacts-export.h: everything that is known of contacts, a batch at a time.
 *
 * Main thread only; every function returns at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-contacts.h"
#include "peal-export-contact.h"

G_BEGIN_DECLS

/* What a table of all contacts needs columns for. */
typedef struct
{
  guint n_phones;            /* as many as the contact with the most has */
  guint n_emails;
  GPtrArray *values;         /* of PealExportValue: key and kind of each custom field; the texts are "" */
} PealExportExtent;

GType peal_export_extent_get_type (void);
#define PEAL_TYPE_EXPORT_EXTENT (peal_export_extent_get_type ())
PealExportExtent *peal_export_extent_copy (const PealExportExtent *self);
void peal_export_extent_free (PealExportExtent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealExportExtent, peal_export_extent_free)

/* Resolves to a PealExportExtent. */
DexFuture *peal_contacts_get_extent (PealStore *store) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to a GPtrArray of PealExportContact in the order of @ids; those that are gone or deleted are
 * left out, unless @with_deleted. */
DexFuture *peal_contacts_load_for_export (PealStore    *store,
                                          const gint64 *ids,
                                          guint         n_ids,
                                          gboolean      with_deleted) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
