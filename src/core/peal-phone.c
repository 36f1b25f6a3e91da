/* peal-phone.c: which numbers are taken, and which are refused and why.
 *
 * North American numbers are read here, because their plan fits in one table and
 * most lists hold nothing else; the test compares this with libphonenumber for
 * every area code. All others go through libphonenumber, once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-phone.h"

#include "peal-phone-private.h"
#include "peal-rules-private.h"

#include <string.h>

#define E164_DIGITS_MAX 15
#define E164_DIGITS_MIN 3
#define FILLER_MIN 7
#define NANP_DIGITS 10

static gboolean
all_digits (const char *text)
{
  return text[strspn (text, "0123456789")] == '\0';
}

gboolean
peal_phone_is_e164 (const char *text)
{
  gsize length;

  if (text == NULL || text[0] != '+' || text[1] < '1' || text[1] > '9' || !all_digits (text + 1))
    return FALSE;
  length = strlen (text + 1);
  return length >= E164_DIGITS_MIN && length <= E164_DIGITS_MAX;
}

/* P7: nothing but one digit, or counted up or down: typed to get past a form. */
static gboolean
is_filler (const char *digits)
{
  static const char *const counts[] = { "1234567890", "0123456789", "9876543210", "0987654321" };
  gsize length = strlen (digits);

  if (length == 0)
    return FALSE;
  if (strspn (digits, (char[]) { digits[0], '\0' }) == length)
    return length >= FILLER_MIN || digits[0] == '0';
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    if (length >= FILLER_MIN && strncmp (counts[i], digits, length) == 0)
      return TRUE;
  return FALSE;
}

/* The ten digits of a North American number in its full form; NULL if it is none. */
static const char *
nanp_digits (const PealPhoneDigits *digits,
             const char            *region)
{
  const char *p = digits->digits;
  gsize length = strlen (p);

  if (g_str_has_prefix (p, "+1") && length == NANP_DIGITS + 2)
    return p + 2;
  if (digits->has_plus || (strcmp (region, "US") != 0 && strcmp (region, "CA") != 0))
    return NULL;
  if (length == NANP_DIGITS + 1 && p[0] == '1')
    return p + 1;
  return length == NANP_DIGITS ? p : NULL;
}

static guint
nanp_code (const char *national)
{
  return (national[0] - '0') * 100 + (national[1] - '0') * 10 + (national[2] - '0');
}

/* An area code and an exchange that begins with 2 to 9 make a number of the plan. FALSE if it is
 * not as simple as that, and libphonenumber must say. */
static gboolean
read_nanp (const PealPhoneDigits *digits,
           const char            *region,
           PealPhoneReading      *reading)
{
  const char *national = nanp_digits (digits, region);
  const PealAreaCode *area;

  if (national == NULL || national[3] < '2')
    return FALSE;
  area = peal_area_code_find (nanp_code (national));
  if (area == NULL)
    return FALSE;

  reading->reason = PEAL_PHONE_OK;
  reading->e164[0] = '+';
  reading->e164[1] = '1';
  memcpy (reading->e164 + 2, national, NANP_DIGITS + 1);
  reading->national_at = 2;
  memcpy (reading->region, area->jurisdictions[0], 2);
  reading->region[2] = '\0';
  reading->type = PEAL_PHONE_TYPE_FIXED_LINE_OR_MOBILE;
  reading->is_valid = TRUE;
  return TRUE;
}

/* North America's numbers without an area that are too new or too odd for the metadata. */
static gboolean
is_nanp_service (const char *e164)
{
  static const guint codes[] = { 800, 833, 844, 855, 866, 877, 888, 900 };
  guint code;

  if (!g_str_has_prefix (e164, "+1") || strlen (e164) != NANP_DIGITS + 2)
    return FALSE;
  code = nanp_code (e164 + 2);
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (codes[i] == code)
      return TRUE;
  return FALSE;
}

/* Mexico dropped the 1 after +52, and 044, 045 and 01 before it, in 2019. TRUE if @reading was
 * such a form and has been read again. */
static gboolean
read_old_mexican (PealPhoneReading *reading)
{
  static const char *const prefixes[] = { "1", "044", "045", "01" };
  char rewritten[PEAL_PHONE_DIGITS_MAX + 1];

  if (reading->reason != PEAL_PHONE_TOO_LONG || !g_str_has_prefix (reading->e164, "+52"))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_str_has_prefix (reading->e164 + 3, prefixes[i]) &&
        strlen (reading->e164 + 3) == strlen (prefixes[i]) + 10)
      {
        g_snprintf (rewritten, sizeof rewritten, "+52%s", reading->e164 + 3 + strlen (prefixes[i]));
        peal_phone_read (rewritten, "MX", reading);
        return TRUE;
      }
  return FALSE;
}

static void
read_as_international (const char       *digits,
                       PealPhoneReading *reading)
{
  char text[PEAL_PHONE_DIGITS_MAX + 2];

  g_snprintf (text, sizeof text, "+%s", digits);
  peal_phone_read (text, "", reading);
}

static gboolean
is_valid_mobile (const PealPhoneReading *reading)
{
  return reading->is_valid && (reading->type == PEAL_PHONE_TYPE_MOBILE ||
                               reading->type == PEAL_PHONE_TYPE_FIXED_LINE_OR_MOBILE);
}

static gboolean
starts_with_calling_code (const char *digits,
                          const char *region)
{
  char code[12];
  int calling_code = peal_phone_get_calling_code (region);

  g_snprintf (code, sizeof code, "%d", calling_code);
  return calling_code != 0 && g_str_has_prefix (digits, code);
}

/* 491729973186 in Germany is +49 172 9973186 without its plus, and also a valid landline in Leer.
 * Decides between @local, as it would be dialled, and the digits read with a plus. */
static void
choose_reading (const char        *digits,
                PealPhoneReading  *local,
                PealPhoneWarnings *warnings,
                PealPhone         *phone)
{
  PealPhoneReading plus;
  gboolean plus_is_meant;

  read_as_international (digits, &plus);
  if (plus.reason != PEAL_PHONE_OK || strcmp (plus.e164, local->e164) == 0)
    return;
  if (local->reason == PEAL_PHONE_OK && is_valid_mobile (local) && !is_valid_mobile (&plus))
    return;

  plus_is_meant = is_valid_mobile (&plus) || (plus.is_valid && !local->is_valid);
  if (!plus_is_meant)
    {
      g_strlcpy (phone->suggestion, plus.e164, sizeof phone->suggestion);
      if (local->reason == PEAL_PHONE_OK)
        local->reason = PEAL_PHONE_INVALID;
      return;
    }

  *local = plus;
  *warnings |= PEAL_PHONE_WARN_PLUS_ASSUMED;
}

/* A refused number may be another country's without its plus, or after the 00 of elsewhere. */
static void
suggest (const PealPhoneDigits *digits,
         PealPhone             *phone)
{
  const char *p = digits->digits;
  PealPhoneReading plus;

  if (digits->has_plus || phone->suggestion[0] != '\0')
    return;
  if (g_str_has_prefix (p, "00"))
    p += 2;
  else if (g_str_has_prefix (p, "011"))
    p += 3;
  read_as_international (p, &plus);
  if (plus.reason == PEAL_PHONE_OK && plus.type < PEAL_PHONE_TYPE_TOLL_FREE)
    g_strlcpy (phone->suggestion, plus.e164, sizeof phone->suggestion);
}

static PealPhoneReason
judge (const PealPhoneReading *reading)
{
  if (is_filler (reading->e164 + reading->national_at) || is_filler (reading->e164 + 1))
    return PEAL_PHONE_PLACEHOLDER;
  if (reading->reason != PEAL_PHONE_OK)
    return reading->reason;
  if (reading->type >= PEAL_PHONE_TYPE_TOLL_FREE || is_nanp_service (reading->e164))
    return PEAL_PHONE_NOT_SMS_CAPABLE;
  return PEAL_PHONE_OK;
}

static void
fill_in (PealPhone              *phone,
         const PealPhoneReading *reading,
         PealPhoneWarnings       warnings)
{
  g_strlcpy (phone->e164, reading->e164, sizeof phone->e164);
  g_strlcpy (phone->region, reading->region, sizeof phone->region);
  phone->type = reading->type;
  phone->is_valid = reading->is_valid;
  phone->warnings = warnings;
  phone->suggestion[0] = '\0';
  if (!reading->is_valid)
    phone->warnings |= PEAL_PHONE_WARN_NOT_VALID;
  if (reading->type == PEAL_PHONE_TYPE_FIXED_LINE)
    phone->warnings |= PEAL_PHONE_WARN_FIXED_LINE;
}

PealPhoneReason
peal_phone_parse (const char *text,
                  const char *region,
                  PealPhone  *phone)
{
  PealPhoneDigits digits;
  PealPhoneReading reading;
  PealPhoneReason reason;

  memset (phone, 0, sizeof *phone);
  g_return_val_if_fail (region != NULL, PEAL_PHONE_INVALID);

  reason = peal_phone_tidy (text != NULL ? text : "", &digits);
  if (reason != PEAL_PHONE_OK)
    return reason;
  if (is_filler (digits.digits + (digits.has_plus ? 1 : 0)))
    return PEAL_PHONE_PLACEHOLDER;

  if (!read_nanp (&digits, region, &reading))
    {
      peal_phone_read (digits.digits, region, &reading);
      if (!digits.has_plus && starts_with_calling_code (digits.digits, region))
        choose_reading (digits.digits, &reading, &digits.warnings, phone);
      if (read_old_mexican (&reading))
        digits.warnings |= PEAL_PHONE_WARN_OLD_MEXICAN;
    }

  reason = judge (&reading);
  if (reason == PEAL_PHONE_OK)
    fill_in (phone, &reading, digits.warnings);
  else if (reason == PEAL_PHONE_TOO_LONG || reason == PEAL_PHONE_TOO_SHORT || reason == PEAL_PHONE_INVALID)
    suggest (&digits, phone);
  return reason;
}

gboolean
peal_phone_get_region (const char *e164,
                       char        region[4])
{
  const PealAreaCode *area = NULL;

  region[0] = '\0';
  if (!peal_phone_is_e164 (e164))
    return FALSE;
  if (e164[1] == '1' && strlen (e164) == NANP_DIGITS + 2)
    area = peal_area_code_find (nanp_code (e164 + 2));
  if (area == NULL)
    return peal_phone_lookup_region (e164, region);
  g_strlcpy (region, area->jurisdictions[0], 3);
  return TRUE;
}

const char *
peal_phone_reason_to_string (PealPhoneReason reason)
{
  switch (reason)
    {
    case PEAL_PHONE_OK:
      return "ok";
    case PEAL_PHONE_NO_PHONE:
      return "no_phone";
    case PEAL_PHONE_NOT_SMS_CAPABLE:
      return "not_sms_capable";
    case PEAL_PHONE_TOO_SHORT:
      return "too_short";
    case PEAL_PHONE_TOO_LONG:
      return "too_long";
    case PEAL_PHONE_NO_AREA_CODE:
      return "no_area_code";
    case PEAL_PHONE_INVALID:
      return "invalid_phone";
    case PEAL_PHONE_PLACEHOLDER:
      return "placeholder";
    case PEAL_PHONE_SCIENTIFIC_LOSSY:
      return "scientific_notation_lossy";
    }
  return "?";
}

const char *
peal_phone_type_to_string (PealPhoneType type)
{
  static const char *const names[] = {
    [PEAL_PHONE_TYPE_UNKNOWN] = "unknown",
    [PEAL_PHONE_TYPE_MOBILE] = "mobile",
    [PEAL_PHONE_TYPE_FIXED_LINE] = "fixed_line",
    [PEAL_PHONE_TYPE_FIXED_LINE_OR_MOBILE] = "fixed_line_or_mobile",
    [PEAL_PHONE_TYPE_VOIP] = "voip",
    [PEAL_PHONE_TYPE_PERSONAL] = "personal",
    [PEAL_PHONE_TYPE_TOLL_FREE] = "toll_free",
    [PEAL_PHONE_TYPE_PREMIUM_RATE] = "premium_rate",
    [PEAL_PHONE_TYPE_SHARED_COST] = "shared_cost",
    [PEAL_PHONE_TYPE_UAN] = "uan",
    [PEAL_PHONE_TYPE_VOICEMAIL] = "voicemail",
    [PEAL_PHONE_TYPE_PAGER] = "pager",
  };

  return (guint) type < G_N_ELEMENTS (names) ? names[type] : "unknown";
}

const char *
peal_phone_warning_to_string (PealPhoneWarnings warning)
{
  switch (warning)
    {
    case PEAL_PHONE_WARN_NOT_VALID:
      return "not_valid";
    case PEAL_PHONE_WARN_EXTENSION_DROPPED:
      return "extension_dropped";
    case PEAL_PHONE_WARN_PLUS_ASSUMED:
      return "plus_assumed";
    case PEAL_PHONE_WARN_RESTORED:
      return "restored";
    case PEAL_PHONE_WARN_OLD_MEXICAN:
      return "old_mexican";
    case PEAL_PHONE_WARN_FIXED_LINE:
      return "fixed_line";
    case PEAL_PHONE_WARN_NONE:
      break;
    }
  return "?";
}
