/* peal-person-private.h: the page about one person.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-person-data.h"
#include "peal-person.h"

G_BEGIN_DECLS

/* The page, of which nothing that @person holds is markup. @photo may be empty. The caller frees it. */
char *peal_person_dup_page (const PealPerson *person,
                            GBytes           *photo,
                            gint64            now,
                            PealTranslate     translate);

G_END_DECLS
