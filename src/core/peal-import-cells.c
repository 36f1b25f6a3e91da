/* peal-import-cells.c: what single cells of a contact file mean.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-import-cells.h"

#include "peal-key.h"

#include <string.h>

/* Fewer digits on one side of a slash are an area code or an extension, not a number. */
#define NUMBER_MIN 7
#define E164_MAX 15

static guint
count_digits (const char *text,
              gsize       length)
{
  guint n = 0;

  for (const char *c = text; c < text + length; c = g_utf8_next_char (c))
    n += g_unichar_isdigit (g_utf8_get_char (c));
  return n;
}

/* Whether the slash at @slash, with a number's worth of digits on both sides, parts two numbers:
 * "0049(0)171/2345671" and "+49 1512/3456789" are one. */
static gboolean
slash_parts (const char *start,
             const char *slash,
             guint       n_before,
             guint       n_after)
{
  const char *after = slash + 1;

  while (*after == ' ')
    after++;
  if (*after == '+' || *after == '0' || n_before + n_after > E164_MAX)
    return TRUE;
  return n_before == n_after && *start != '+' && !g_str_has_prefix (start, "00");
}

/* Whether the separator of @length at @text parts two numbers: without seven digits on both sides it
 * is "030/1234567" or "...;ext=12". */
static gboolean
parts_numbers (const char *start,
               const char *text,
               gsize       length)
{
  guint n_before = count_digits (start, (gsize) (text - start));
  guint n_after = count_digits (text + length, strcspn (text + length, ";/,|&\n"));

  if (n_before < NUMBER_MIN || n_after < NUMBER_MIN)
    return FALSE;
  return *text != '/' || slash_parts (start, text, n_before, n_after);
}

/* Whether @text is " C: ...", the label of a number that follows another. */
static gboolean
begins_label (const char *text)
{
  const char *c = text + 1;

  while (g_ascii_isalpha (*c))
    c++;
  return *text == ' ' && c > text + 1 && *c == ':';
}

/* Whether @text is the blank behind "201 555 0123 (cell)". */
static gboolean
ends_label (const char *cell,
            const char *text)
{
  return *text == ' ' && text - cell >= 2 && text[-1] == ')' && g_ascii_isalpha (text[-2]);
}

/* The length of a separator at @text in @cell, 0 if there is none. Words must stand alone. */
static gsize
separator_length (const char *cell,
                  const char *text)
{
  static const char *const words[] = { " or ", " and ", " oder ", " und ", " ou ", " et ", " o ", " y ", " e " };

  if (g_str_has_prefix (text, ":::"))
    return 3;
  if (strchr (";/,|&\n", *text) != NULL || begins_label (text) || ends_label (cell, text))
    return 1;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strncasecmp (text, words[i], strlen (words[i])) == 0)
      return strlen (words[i]);
  return 0;
}

GStrv
peal_import_split_phones (const char *cell)
{
  g_autoptr(GStrvBuilder) parts = g_strv_builder_new ();
  const char *start = cell;

  for (const char *c = cell; *c != '\0';)
    {
      gsize length = separator_length (cell, c);
      const gboolean is_strong = length == 3 && *c == ':';

      if (length > 0 && (is_strong || parts_numbers (start, c, length)))
        {
          g_strv_builder_take (parts, peal_text_clean (start, c - start));
          start = c + length;
        }
      c += MAX (length, 1);
    }
  g_strv_builder_take (parts, peal_text_clean (start, -1));
  return g_strv_builder_end (parts);
}

static gboolean
is_system_group (const char *tag)
{
  static const char *const groups[] = { "mycontacts", "starred", "othercontacts" };
  g_autofree char *key = peal_key_fold (tag, -1);

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    if (g_str_equal (key, groups[i]))
      return TRUE;
  return *key == '\0';
}

/* Mailchimp writes "\"Spring, 24\",\"VIP\"": within quotes nothing parts. */
static GStrv
split_at_separators (const char *cell)
{
  g_autoptr(GStrvBuilder) parts = g_strv_builder_new ();
  g_autoptr(GString) even = g_string_new (cell);
  const gboolean has_quotes = *cell == '"';
  gboolean is_quoted = FALSE;
  const char *start;
  const char *c;

  g_string_replace (even, ":::", ",", 0);
  for (c = start = even->str; *c != '\0'; c++)
    {
      is_quoted ^= has_quotes && *c == '"';
      if (is_quoted || strchr (",;|\n", *c) == NULL)
        continue;
      g_strv_builder_take (parts, g_strndup (start, c - start));
      start = c + 1;
    }
  g_strv_builder_add (parts, start);
  return g_strv_builder_end (parts);
}

GStrv
peal_import_split_tags (const char *cell)
{
  g_autoptr(GStrvBuilder) out = g_strv_builder_new ();
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto(GStrv) parts = split_at_separators (cell);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const gboolean is_google = g_str_has_prefix (g_strstrip (parts[i]), "* ");
      g_autofree char *tag = NULL;

      /* Mailchimp's "\"A\",\"B\"", Google's "* myContacts" */
      g_strdelimit (parts[i], "\"", ' ');
      tag = peal_text_clean (parts[i] + (is_google ? 2 : 0), -1);
      if (*tag == '\0' || (is_google && is_system_group (tag)))
        continue;
      if (g_hash_table_add (seen, g_utf8_casefold (tag, -1)))
        g_strv_builder_add (out, tag);
    }
  return g_strv_builder_end (out);
}

static gboolean
is_word (const char        *key,
         const char *const *words)
{
  for (; *words != NULL; words++)
    if (g_str_equal (key, *words))
      return TRUE;
  return FALSE;
}

/* "Yes" and what says the same; nothing that one could also read otherwise. */
static const char *const yes_words[] = {
  "yes", "y", "true", "1", "optedin", "optin", "subscribed", "ja", "wahr", "oui", "vrai", "si", "verdadero", "sim",
  "abonniert", "angemeldet", "abonne", "inscrit", "suscrito", NULL
};

/* In a column about objections a mark or a date means that there is one. */
static const char *const mark_words[] = { "x", "t", "on", "checked", "set", "j", "o", "s", "v", NULL };

static const char *const objection_words[] = {
  "unsubscribed", "unsubscribe", "optedout", "optout", "stop", "stopped", "stopall", "donottext", "donotsms",
  "donotcontact", "donotcall", "dnc", "dnt", "revoked", "withdrawn", "blacklisted", "blocked", "objected", "objection",
  "abgemeldet", "widerspruch", "widersprochen", "widerrufen", "gesperrt", "desabonne", "desinscrit", "refuse",
  "oppose", "baja", "cancelado", "desuscrito", "nocontactar", NULL
};

static gboolean
is_mark (const char *cell)
{
  return g_str_equal (cell, "✓") || g_str_equal (cell, "✔") || g_str_equal (cell, "☑") || g_str_equal (cell, "✗")
         || g_str_equal (cell, "☒");
}

PealImportConsent
peal_import_read_consent (const char *cell,
                          PealField   field)
{
  g_autofree char *key = peal_key_fold (cell, -1);
  g_autofree char *day = NULL;

  if (is_word (key, objection_words))
    return PEAL_IMPORT_CONSENT_OPTED_OUT;
  if (field == PEAL_FIELD_SMS_CONSENT)
    return is_word (key, yes_words) || g_str_equal (cell, "1.0") ? PEAL_IMPORT_CONSENT_OPTED_IN : PEAL_IMPORT_CONSENT_UNKNOWN;

  day = peal_import_read_birthday (cell, "US");
  if (is_word (key, yes_words) || is_word (key, mark_words) || is_mark (cell) || day != NULL)
    return PEAL_IMPORT_CONSENT_OPTED_OUT;
  return PEAL_IMPORT_CONSENT_UNKNOWN;
}

/* Up to three numbers parted by any of "-./ ", then an end or a time. */
static guint
read_numbers (const char *cell,
              guint       numbers[3],
              gsize       lengths[3])
{
  guint n = 0;

  while (n < 3 && g_ascii_isdigit (*cell))
    {
      char *end;
      guint64 value = g_ascii_strtoull (cell, &end, 10);

      numbers[n] = (guint) MIN (value, 99999999);
      lengths[n++] = (gsize) (end - cell);
      cell = end;
      if (n < 3 && *cell != '\0' && strchr ("-./", *cell) != NULL)
        cell += 1 + (cell[1] == ' ');
    }
  return *cell == '\0' || *cell == ' ' || *cell == 'T' || *cell == '.' ? n : 0;
}

/* Month first is the habit of few countries; where the day cannot be a month there is no choice. */
static gboolean
is_month_first (const char *cell,
                const char *region,
                guint       first,
                guint       second)
{
  if (first > 12 || second > 12)
    return second > 12;
  return strchr (cell, '/') != NULL
         && (g_str_equal (region, "US") || g_str_equal (region, "PH") || g_str_equal (region, "PR"));
}

char *
peal_import_read_birthday (const char *cell,
                           const char *region)
{
  guint numbers[3] = { 0 };
  gsize lengths[3] = { 0 };
  const gboolean has_no_year = g_str_has_prefix (cell, "--");
  guint n = read_numbers (cell + (has_no_year ? 2 : 0), numbers, lengths);
  guint year = 0, month = 0, day = 0;

  if (has_no_year && n == 2)
    month = numbers[0], day = numbers[1];
  else if (has_no_year && n == 1 && lengths[0] == 4)
    month = numbers[0] / 100, day = numbers[0] % 100;
  else if (n == 1 && lengths[0] == 8)
    year = numbers[0] / 10000, month = numbers[0] / 100 % 100, day = numbers[0] % 100;
  else if (n == 3 && lengths[0] == 4)
    year = numbers[0], month = numbers[1], day = numbers[2];
  else if (n == 3 && lengths[2] == 4)
    {
      gboolean swap = is_month_first (cell, region, numbers[0], numbers[1]);

      year = numbers[2], month = numbers[swap ? 0 : 1], day = numbers[swap ? 1 : 0];
    }

  if (has_no_year ? g_date_valid_dmy ((GDateDay) MIN (day, 99), (GDateMonth) MIN (month, 99), 2000)
                  : year >= 1850 && g_date_valid_dmy ((GDateDay) MIN (day, 99), (GDateMonth) MIN (month, 99),
                                                      (GDateYear) MIN (year, 9999)))
    return has_no_year ? g_strdup_printf ("--%02u-%02u", month, day)
                       : g_strdup_printf ("%04u-%02u-%02u", year, month, day);
  return NULL;
}

char *
peal_import_read_email (const char *cell)
{
  g_auto(GStrv) parts = g_strsplit_set (cell, " ;,<>\"'()|\t\n", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *at = strchr (parts[i], '@');
      const char *text = g_ascii_strncasecmp (parts[i], "mailto:", 7) == 0 ? parts[i] + 7 : parts[i];

      if (at != NULL && at > text && at[1] != '\0' && strchr (at + 1, '@') == NULL)
        return g_strdup (text);
    }
  return NULL;
}

gboolean
peal_import_is_footer (const char *cell)
{
  static const char *const openings[] = {
    "copyright", "(c) ", "©", "confidential information", "generated by", "report generated", "filtered by", "as of ",
    "grand total", "total:", "totals", "total records", "total rows", "record count", "rows:", "count:", "end of report",
    "end of file", "exported from", "exported on", "summe:", "gesamt:", "gesamtsumme", "fin du rapport", "nombre total",
    "total general", "---", "===", "***", "___", "#"
  };
  g_autofree char *folded = g_utf8_casefold (cell, -1);

  if (g_str_equal (folded, "total") || g_str_equal (folded, "summe") || g_str_equal (folded, "gesamt"))
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (openings); i++)
    if (g_str_has_prefix (folded, openings[i]))
      return TRUE;
  return FALSE;
}
