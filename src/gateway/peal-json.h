/* peal-json.h: reading a provider's JSON without trusting it.
 *
 * Providers write null for "nothing", numbers as text and text as numbers.
 * These readers take what is there in whatever form, and give the fallback for
 * everything else; none of them can fail or warn. Pure; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The object at the root of @body, or NULL if that is anything else, is cut short, or is nested
 * too deeply to be parsed safely. @parser keeps it alive; the caller unrefs @parser in any case. */
JsonObject *peal_json_parse (GBytes      *body,
                             JsonParser **parser);

/* Text of a string or number member; "" for everything else. Borrowed from @object for a string;
 * numbers are written into @scratch, which must have room for 32 bytes (NULL = strings only). */
const char *peal_json_text (JsonObject *object,
                            const char *name,
                            char       *scratch);

/* A whole number, also one written as text; @fallback for everything else. */
gint64 peal_json_int (JsonObject *object,
                      const char *name,
                      gint64      fallback);

gboolean peal_json_bool (JsonObject *object,
                         const char *name);

/* The array, or object, of that name; NULL if there is none. Borrowed. */
JsonArray *peal_json_array (JsonObject *object,
                            const char *name);
JsonObject *peal_json_object (JsonObject *object,
                              const char *name);

/* The @i-th element if it is an object, or NULL. Borrowed. */
JsonObject *peal_json_element (JsonArray *array,
                               guint      i);

/* "-0.00750" to -7500: exact decimal text to millionths, further digits cut off. FALSE, and
 * @micros alone, for anything that is no plain decimal number of at most 12 digits before the point. */
gboolean peal_micros_from_decimal (const char *text,
                                   gint64     *micros);

G_END_DECLS
