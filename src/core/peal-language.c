/* peal-language.c: languages that people speak, and what they are called.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-language.h"

#include <string.h>
#include <unicode/uloc.h>

#define MAX_NAME 128

static gpointer
make_list (gpointer data)
{
  g_autoptr(GPtrArray) codes = g_ptr_array_new ();

  for (const char *const *code = uloc_getISOLanguages (); *code != NULL; code++)
    if (strlen (*code) == 2)
      g_ptr_array_add (codes, (gpointer) *code);
  g_ptr_array_add (codes, NULL);
  return g_ptr_array_steal (codes, NULL);
}

const char *const *
peal_language_list (void)
{
  static GOnce once = G_ONCE_INIT;

  return g_once (&once, make_list, NULL);
}

char *
peal_language_dup_name (const char *code,
                        const char *language)
{
  g_autofree char *plain = NULL;
  UChar name[MAX_NAME];
  UErrorCode status = U_ZERO_ERROR;
  int length;

  g_return_val_if_fail (code != NULL && language != NULL, NULL);

  if (*code == '\0')
    return g_strdup ("");
  plain = g_strndup (language, strcspn (language, ".@"));
  if (g_str_equal (plain, "C") || g_str_equal (plain, "POSIX"))
    g_set_str (&plain, "en");
  length = uloc_getDisplayName (code, plain, name, MAX_NAME, &status);
  if (U_FAILURE (status) || length <= 0 || length >= MAX_NAME)
    return g_strdup (code);
  return g_utf16_to_utf8 ((const gunichar2 *) name, length, NULL, NULL, NULL);
}
