/* peal-merge.h: texts with fields that each recipient's values fill.
 *
 *   Hi {first_name|there}, see you on {appointment_date}!
 *
 * {name} is replaced by the recipient's value, {name|fallback} by the fallback
 * where there is none. A name is of a-z, 0-9 and _, in either case; spaces
 * around the name and around the fallback do not count. {{ and }} stand for one
 * brace, in a fallback too, and are read from left to right. The fallback may be
 * empty: {company|} says that nothing is missing without it.
 *
 * Values are inserted as they are and never read again: a customer called
 * "{balance}" is greeted as such. A template is immutable; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  PEAL_MERGE_ERROR_UNCLOSED,  /* a { without its } */
  PEAL_MERGE_ERROR_UNOPENED,  /* a } without its { */
  PEAL_MERGE_ERROR_NAME,      /* nothing between the braces, or no name */
  PEAL_MERGE_ERROR_UNKNOWN,   /* a name that is no field */
} PealMergeError;

#define PEAL_MERGE_ERROR (peal_merge_error_quark ())
GQuark peal_merge_error_quark (void);

typedef struct _PealMergeTemplate PealMergeTemplate;

/* The recipient's value for @field (lower case), or NULL if there is none; the template copies it
 * before the next call. A value of nothing but white space counts as none. */
typedef const char *(*PealMergeLookup) (const char *field,
                                        gpointer    data);

/* Parses @source, valid UTF-8. With @known, NULL-terminated and in lower case, every other field is
 * an error. Returns NULL with PEAL_MERGE_ERROR; @error_offset, if given, is then the place of the
 * opening or stray brace, in code points. */
PealMergeTemplate *peal_merge_template_new (const char        *source,
                                            const char *const *known,
                                            guint             *error_offset,
                                            GError           **error);
void peal_merge_template_free (PealMergeTemplate *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealMergeTemplate, peal_merge_template_free)

/* The fields it uses, each once, in the order of their first use. */
const char *const *peal_merge_template_get_fields (PealMergeTemplate *self);

/* The same template as text, without needless space and with names in lower case; the caller frees
 * it. Parsing it gives an equal template. */
char *peal_merge_template_to_source (PealMergeTemplate *self);

/* The text for one recipient; the caller frees it. NULL if a field has neither value nor fallback;
 * @missing, if given, is then set to the names of all those, for g_strfreev (). */
char *peal_merge_template_render (PealMergeTemplate *self,
                                  PealMergeLookup    lookup,
                                  gpointer           data,
                                  GStrv             *missing) G_GNUC_WARN_UNUSED_RESULT;

/* A place in a text where somebody must still write something, in code points. */
typedef struct
{
  guint start;
  guint end;
} PealMergeGap;

/* The text for one recipient, in which a field that has neither value nor fallback stands as it is in the source,
 * "{city}"; the caller frees it. @gaps, if given, is then set to where those are, an array of PealMergeGap in their
 * order, for g_array_unref (). */
char *peal_merge_template_fill (PealMergeTemplate *self,
                                PealMergeLookup    lookup,
                                gpointer           data,
                                GArray           **gaps) G_GNUC_WARN_UNUSED_RESULT;

/* @text as a source that renders to it: every brace doubled. The caller frees it. */
char *peal_merge_escape (const char *text);

G_END_DECLS
