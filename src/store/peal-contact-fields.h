/* peal-contact-fields.h: fields of contacts that the business makes up itself.
 *
 * What is in them stands in contact.custom by their keys (peal-contact-custom.h).
 * Taking a field away leaves that alone, so bringing it back brings back all.
 * Main thread only; every function returns at once and copies what it needs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-custom.h"
#include "peal-store.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 id;                 /* 0 = not stored yet */
  char *key;                 /* in contact.custom and in texts; "" = made of the name when stored */
  char *name;
  PealCustomType type;
  GStrv choices;             /* of PEAL_CUSTOM_CHOICE; else empty; never NULL */
} PealCustomField;

PealCustomField *peal_custom_field_new (const char    *name,
                                        PealCustomType type);
PealCustomField *peal_custom_field_copy (const PealCustomField *self);
void peal_custom_field_free (PealCustomField *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealCustomField, peal_custom_field_free)

/* Resolves to a GPtrArray of PealCustomField in their order. */
DexFuture *peal_contact_fields_list (PealStore *store) G_GNUC_WARN_UNUSED_RESULT;

/* Adds a field at the end (id 0; a key that is given, a-z 0-9 _, is taken unless it is in use or a
 * reserved name), or gives an old one its name and choices: key and type stay. Resolves to its id
 * (gint64). Rejects with PEAL_STORE_ERROR_EXISTS if another one has the name, _INVALID without a name,
 * _NOT_FOUND. Ledger events field.added and field.updated. */
DexFuture *peal_contact_fields_save (PealStore             *store,
                                     const PealCustomField *field,
                                     const char            *actor) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to the ledger number (gint64) of field.deleted, for the next. Rejects with _NOT_FOUND. */
DexFuture *peal_contact_fields_delete (PealStore  *store,
                                       gint64      id,
                                       const char *actor) G_GNUC_WARN_UNUSED_RESULT;

/* Brings back the field that ledger event @seq deleted, in its place. Resolves to its id (gint64).
 * Rejects with _NOT_FOUND, or _EXISTS if its name or its key is in use again. */
DexFuture *peal_contact_fields_restore (PealStore  *store,
                                        gint64      seq,
                                        const char *actor) G_GNUC_WARN_UNUSED_RESULT;

/* Puts the fields in the order of @ids; those that it does not name come after them. Resolves to TRUE.
 * Ledger event field.ordered. */
DexFuture *peal_contact_fields_order (PealStore    *store,
                                      const gint64 *ids,
                                      guint         n_ids,
                                      const char   *actor) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to how many contacts have a value under @key (gint64), not counting deleted ones. Walks all
 * of them. */
DexFuture *peal_contact_fields_count_values (PealStore  *store,
                                             const char *key) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
