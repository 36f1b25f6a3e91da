/* peal-custom.h: the fields of contacts that a business makes up itself.
 *
 * What types there are, what somebody may write into one, and what a field is
 * called in texts. A value is kept as a canonical text: "12.5", "2026-05-17",
 * "yes"; the store puts it into contact.custom as JSON (store/peal-contact-custom.h).
 * No I/O; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Stored in the database: append only. */
typedef enum
{
  PEAL_CUSTOM_TEXT = 0,
  PEAL_CUSTOM_NUMBER = 1,
  PEAL_CUSTOM_DATE = 2,   /* ISO 8601: "2026-05-17", without a year "--05-17" */
  PEAL_CUSTOM_CHOICE = 3, /* one of a list */
  PEAL_CUSTOM_YES_NO = 4, /* "yes", "no" */
} PealCustomType;

#define PEAL_N_CUSTOM_TYPES 5

/* Stable identifiers: "text", "number", "date", "choice", "yes_no". Static. */
const char *peal_custom_type_to_string (PealCustomType type);
gboolean peal_custom_type_from_string (const char     *text,
                                       PealCustomType *type);

/* What @text, as somebody typed it, means in a field of @type: the canonical text, "" for nothing, NULL
 * if it is no such value. A choice is found in @choices whatever its case; with NULL, or none of them,
 * every text is one. @region (ISO 3166) says how people write days, @decimal ('.' or ',') how they write
 * numbers. The caller frees it. */
char *peal_custom_read (PealCustomType     type,
                        const char *const *choices,
                        const char        *text,
                        const char        *region,
                        char               decimal);

/* The names that a text knows without any field of this kind ("first_name"), in order, NULL-terminated;
 * static. No field may take one of them as its key. */
const char *const *peal_custom_list_reserved (void);

/* How a field called @name is called in texts, of a-z, 0-9 and _: "Größe in cm" is "grosse_in_cm". Never
 * empty, and no reserved name. The caller frees it. */
char *peal_custom_make_key (const char *name);

G_END_DECLS
