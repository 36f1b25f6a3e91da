/* peal-json.h: reading a provider's JSON without trusting it.
 *
 * Providers write null for "nothing", numbers as text and text as numbers.
 * These readers take what is there in whatever form, and give the fallback for
 * everything else; none of them can fail or warn. Pure; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <yyjson.h>

G_BEGIN_DECLS

G_DEFINE_AUTOPTR_CLEANUP_FUNC (yyjson_doc, yyjson_doc_free)

/* The object at the root of @body, or NULL if that is anything else or is cut short. @doc keeps it
 * alive; the caller frees @doc, which may be NULL. */
yyjson_val *peal_json_parse (GBytes      *body,
                             yyjson_doc **doc);

/* Text of a string or number member; "" for everything else. Borrowed from @object for a string;
 * numbers are written into @scratch, which must have room for 32 bytes (NULL = strings only). */
const char *peal_json_text (yyjson_val *object,
                            const char *name,
                            char       *scratch);

/* A whole number, also one written as text; @fallback for everything else. */
gint64 peal_json_int (yyjson_val *object,
                      const char *name,
                      gint64      fallback);

gboolean peal_json_bool (yyjson_val *object,
                         const char *name);

/* The array, or object, of that name; NULL if there is none. Borrowed. */
yyjson_val *peal_json_array (yyjson_val *object,
                            const char *name);
yyjson_val *peal_json_object (yyjson_val *object,
                              const char *name);

/* The next element of an array that is an object; NULL at the end. Borrowed. */
yyjson_val *peal_json_next (yyjson_arr_iter *iter);

/* "-0.00750" to -7500: exact decimal text to millionths, further digits cut off. FALSE, and
 * @micros alone, for anything that is no plain decimal number of at most 12 digits before the point. */
gboolean peal_micros_from_decimal (const char *text,
                                   gint64     *micros);

G_END_DECLS
