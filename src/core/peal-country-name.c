/* peal-country-name.c: what a country is called.
 *
 * The names are those of CLDR, out of ICU, which the phone numbers' library is built on.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-country.h"

#include <string.h>
#include <unicode/uloc.h>

/* The longest of CLDR has less than 60 characters. */
#define MAX_NAME 120

/* "pt_BR" of "pt_BR.UTF-8"; the C locale speaks English. */
static char *
dup_plain_language (const char *language)
{
  g_autofree char *plain = g_strndup (language, strcspn (language, ".@"));

  if (g_str_equal (plain, "C") || g_str_equal (plain, "POSIX"))
    return g_strdup ("en");
  return g_steal_pointer (&plain);
}

char *
peal_country_dup_name (const char *code,
                       const char *language)
{
  g_autofree char *plain = NULL;
  g_autofree char *locale = NULL;
  UChar name[MAX_NAME];
  UErrorCode status = U_ZERO_ERROR;
  int length;

  g_return_val_if_fail (code != NULL && language != NULL, NULL);

  plain = dup_plain_language (language);
  locale = g_strconcat ("und_", code, NULL);
  length = uloc_getDisplayCountry (locale, plain, name, MAX_NAME, &status);
  if (U_FAILURE (status) || length <= 0 || length >= MAX_NAME)
    return g_strdup (code);
  return g_utf16_to_utf8 ((const gunichar2 *) name, length, NULL, NULL, NULL);
}
