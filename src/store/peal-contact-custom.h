/* peal-contact-custom.h: the values of a contact's own fields, as contact.custom keeps them.
 *
 * A JSON object: numbers are JSON numbers and "yes" and "no" are booleans, so that SQL compares them as
 * such; everything else is a string. What is in there need not be of the field's type (a file may have
 * brought it in): it is read as the text that it is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-custom.h"

G_BEGIN_DECLS

/* The value under @key as a canonical text (core/peal-custom.h); "" where there is none. The caller frees it. */
char *peal_contact_custom_get (const char *custom,
                               const char *key);

/* All values as texts, without "yes" and "no": what a search may find. NULL-terminated; for g_strfreev (). */
GStrv peal_contact_custom_list_values (const char *custom);

/* @custom with @value, a canonical text of @type, under @key (what is none of that type, as a text); "" takes it away. What is no object counts as
 * an empty one. The caller frees it. */
char *peal_contact_custom_set (const char    *custom,
                               const char    *key,
                               PealCustomType type,
                               const char    *value);

G_END_DECLS
