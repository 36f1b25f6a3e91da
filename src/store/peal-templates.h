/* peal-templates.h: texts to use again.
 *
 * Main thread only; every function returns at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-message.h"
#include "peal-store.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 id;                 /* 0 = not stored yet */
  char *name;
  char *category;
  char *body;                /* with merge fields */
  PealMessageKind kind;
  gint64 uses;               /* out only, as are the next two */
  gint64 created_at;
  gint64 updated_at;
} PealTemplate;

PealTemplate *peal_template_new (const char *name,
                                 const char *body);
PealTemplate *peal_template_copy (const PealTemplate *self);
void peal_template_free (PealTemplate *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealTemplate, peal_template_free)

/* Resolves to a GPtrArray of PealTemplate in order of name, without deleted ones. */
DexFuture *peal_templates_list (PealStore *store) G_GNUC_WARN_UNUSED_RESULT;

/* Stores a new template (id 0) or replaces an old one. Resolves to its id (gint64).
 * Rejects with PEAL_STORE_ERROR_EXISTS if another one has the name, _NOT_FOUND. */
DexFuture *peal_templates_save (PealStore          *store,
                                const PealTemplate *template,
                                const char         *actor) G_GNUC_WARN_UNUSED_RESULT;

/* Somebody put it into a text. Resolves to TRUE, also where it is gone. The ledger has nothing of it: what was sent
 * stands there. */
DexFuture *peal_templates_count_use (PealStore *store,
                                     gint64     id) G_GNUC_WARN_UNUSED_RESULT;

/* Into the recycle bin (TRUE) or out of it. Resolves to TRUE. Rejects with _NOT_FOUND, or _EXISTS
 * if its name is in use again. */
DexFuture *peal_templates_set_deleted (PealStore  *store,
                                       gint64      id,
                                       gboolean    deleted,
                                       const char *actor) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
