/* peal-intent-languages.c: the languages in which people of a country may write STOP.
 *
 * Official and widely spoken languages of which resources/rules/intent.json knows the words;
 * English counts everywhere and is not repeated.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-intent.h"

#include <stdlib.h>
#include <string.h>

typedef struct
{
  char region[3];
  const char *const *languages;
} Row;

#define SPEAK(...) ((const char *const[]) { __VA_ARGS__, NULL })

/* In the order of their codes. */
static const Row rows[] = {
  { "AD", SPEAK ("es", "fr") },       { "AE", SPEAK ("ar", "hi") },       { "AO", SPEAK ("pt") },
  { "AR", SPEAK ("es") },             { "AT", SPEAK ("de") },             { "AX", SPEAK ("sv") },
  { "BE", SPEAK ("nl", "fr", "de") }, { "BF", SPEAK ("fr") },             { "BH", SPEAK ("ar") },
  { "BI", SPEAK ("fr") },             { "BJ", SPEAK ("fr") },             { "BO", SPEAK ("es") },
  { "BR", SPEAK ("pt") },             { "BY", SPEAK ("ru") },             { "CA", SPEAK ("fr") },
  { "CD", SPEAK ("fr") },             { "CF", SPEAK ("fr") },             { "CG", SPEAK ("fr") },
  { "CH", SPEAK ("de", "fr", "it") }, { "CI", SPEAK ("fr") },             { "CL", SPEAK ("es") },
  { "CM", SPEAK ("fr") },             { "CN", SPEAK ("zh") },             { "CO", SPEAK ("es") },
  { "CR", SPEAK ("es") },             { "CU", SPEAK ("es") },             { "CV", SPEAK ("pt") },
  { "CY", SPEAK ("tr") },             { "DE", SPEAK ("de") },             { "DK", SPEAK ("da") },
  { "DO", SPEAK ("es") },             { "DZ", SPEAK ("ar", "fr") },       { "EC", SPEAK ("es") },
  { "EE", SPEAK ("ru") },             { "EG", SPEAK ("ar") },             { "ES", SPEAK ("es") },
  { "FI", SPEAK ("fi", "sv") },       { "FO", SPEAK ("da") },             { "FR", SPEAK ("fr") },
  { "GA", SPEAK ("fr") },             { "GF", SPEAK ("fr") },             { "GL", SPEAK ("da") },
  { "GN", SPEAK ("fr") },             { "GP", SPEAK ("fr") },             { "GQ", SPEAK ("es", "fr") },
  { "GT", SPEAK ("es") },             { "GW", SPEAK ("pt") },             { "HK", SPEAK ("zh") },
  { "HN", SPEAK ("es") },             { "HT", SPEAK ("fr") },             { "IL", SPEAK ("he", "ar", "ru") },
  { "IN", SPEAK ("hi") },             { "IQ", SPEAK ("ar") },             { "IT", SPEAK ("it", "de") },
  { "JO", SPEAK ("ar") },             { "JP", SPEAK ("ja") },             { "KG", SPEAK ("ru") },
  { "KM", SPEAK ("ar", "fr") },       { "KR", SPEAK ("ko") },             { "KW", SPEAK ("ar") },
  { "KZ", SPEAK ("ru") },             { "LB", SPEAK ("ar", "fr") },       { "LI", SPEAK ("de") },
  { "LU", SPEAK ("fr", "de") },       { "LV", SPEAK ("ru") },             { "LY", SPEAK ("ar") },
  { "MA", SPEAK ("ar", "fr") },       { "MC", SPEAK ("fr") },             { "MD", SPEAK ("ru") },
  { "MG", SPEAK ("fr") },             { "ML", SPEAK ("fr") },             { "MO", SPEAK ("zh", "pt") },
  { "MQ", SPEAK ("fr") },             { "MR", SPEAK ("ar", "fr") },       { "MU", SPEAK ("fr") },
  { "MX", SPEAK ("es") },             { "MZ", SPEAK ("pt") },             { "NC", SPEAK ("fr") },
  { "NE", SPEAK ("fr") },             { "NI", SPEAK ("es") },             { "NL", SPEAK ("nl") },
  { "NO", SPEAK ("nb") },             { "OM", SPEAK ("ar") },             { "PA", SPEAK ("es") },
  { "PE", SPEAK ("es") },             { "PF", SPEAK ("fr") },             { "PL", SPEAK ("pl") },
  { "PR", SPEAK ("es") },             { "PS", SPEAK ("ar") },             { "PT", SPEAK ("pt") },
  { "PY", SPEAK ("es") },             { "QA", SPEAK ("ar") },             { "RE", SPEAK ("fr") },
  { "RU", SPEAK ("ru") },             { "RW", SPEAK ("fr") },             { "SA", SPEAK ("ar") },
  { "SC", SPEAK ("fr") },             { "SD", SPEAK ("ar") },             { "SE", SPEAK ("sv", "fi") },
  { "SG", SPEAK ("zh") },             { "SJ", SPEAK ("nb") },             { "SM", SPEAK ("it") },
  { "SN", SPEAK ("fr") },             { "SR", SPEAK ("nl") },             { "ST", SPEAK ("pt") },
  { "SV", SPEAK ("es") },             { "SY", SPEAK ("ar") },             { "TD", SPEAK ("fr", "ar") },
  { "TG", SPEAK ("fr") },             { "TN", SPEAK ("ar", "fr") },       { "TR", SPEAK ("tr") },
  { "TW", SPEAK ("zh") },             { "UA", SPEAK ("ru") },             { "US", SPEAK ("es") },
  { "UY", SPEAK ("es") },             { "VA", SPEAK ("it") },             { "VE", SPEAK ("es") },
  { "YE", SPEAK ("ar") },             { "YT", SPEAK ("fr") },
};

static int
compare (const void *key,
         const void *row)
{
  return strcmp (key, ((const Row *) row)->region);
}

const char *const *
peal_intent_list_languages (const char *region)
{
  const Row *row = bsearch (region, rows, G_N_ELEMENTS (rows), sizeof rows[0], compare);

  return row != NULL ? row->languages : NULL;
}
