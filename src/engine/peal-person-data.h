/* peal-person-data.h: all that is known of one person, as two files to hand out.
 *
 * person.json for programs, and person.html for people: one page that can be
 * printed, with its picture and its style in it, that asks nothing of any
 * network. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"

G_BEGIN_DECLS

#define PEAL_PERSON_JSON "person.json"
#define PEAL_PERSON_PAGE "person.html"

/* The words of the page in the reader's language, as gettext () gives them for the English ones; static. NULL:
 * they stay English. */
typedef const char *(*PealTranslate) (const char *english);

/* Writes both files into @folder, which is made if it is missing; only its owner may read them. Each is there
 * whole or not at all. Ledger event contact.data_given. Resolves to TRUE. Rejects with PEAL_ENGINE_ERROR_FULL,
 * _WRITE or PealStoreError. */
DexFuture *peal_engine_write_person (PealEngine   *self,
                                     gint64        contact_id,
                                     const char   *folder,
                                     PealTranslate translate,
                                     const char   *actor) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
