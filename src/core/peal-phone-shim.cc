// peal-phone-shim.cc: libphonenumber, for C.
//
// The only C++ of Peal. Nothing here decides anything: policies stand in peal-phone.c.
// Every function catches every exception, because none may pass through C. libphonenumber
// locks its caches itself, so any thread may call.
//
// SPDX-License-Identifier: GPL-3.0-or-later

#include "peal-phone-private.h"

#include <cstring>
#include <list>
#include <memory>
#include <set>
#include <string>

#include <phonenumbers/asyoutypeformatter.h>
#include <phonenumbers/logger.h>
#include <phonenumbers/phonenumbermatch.h>
#include <phonenumbers/phonenumbermatcher.h>
#include <phonenumbers/phonenumberutil.h>

using i18n::phonenumbers::AsYouTypeFormatter;
using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberMatch;
using i18n::phonenumbers::PhoneNumberMatcher;
using i18n::phonenumbers::PhoneNumberUtil;

// Fewer digits after the calling code are no number for libphonenumber.
static const size_t NATIONAL_DIGITS_MIN = 2;
static const size_t CALLING_CODE_DIGITS_MAX = 3;

// Its own logger writes to standard output, which belongs to our caller.
static PhoneNumberUtil *
get_util ()
{
  static PhoneNumberUtil *util = [] {
    PhoneNumberUtil *instance = PhoneNumberUtil::GetInstance ();
    instance->SetLogger (new i18n::phonenumbers::NullLogger ());
    return instance;
  }();

  return util;
}

static PealPhoneReason
reason_of_error (PhoneNumberUtil::ErrorType error)
{
  switch (error)
    {
    case PhoneNumberUtil::NO_PARSING_ERROR:
      return PEAL_PHONE_OK;
    case PhoneNumberUtil::NOT_A_NUMBER: // of digits alone: there are fewer than two
    case PhoneNumberUtil::TOO_SHORT_AFTER_IDD:
    case PhoneNumberUtil::TOO_SHORT_NSN:
      return PEAL_PHONE_TOO_SHORT;
    case PhoneNumberUtil::TOO_LONG_NSN:
      return PEAL_PHONE_TOO_LONG;
    case PhoneNumberUtil::INVALID_COUNTRY_CODE_ERROR:
      break;
    }
  return PEAL_PHONE_INVALID;
}

static PealPhoneReason
reason_of_possible (PhoneNumberUtil::ValidationResult result)
{
  switch (result)
    {
    case PhoneNumberUtil::IS_POSSIBLE:
      return PEAL_PHONE_OK;
    case PhoneNumberUtil::IS_POSSIBLE_LOCAL_ONLY:
      return PEAL_PHONE_NO_AREA_CODE;
    case PhoneNumberUtil::TOO_SHORT:
      return PEAL_PHONE_TOO_SHORT;
    case PhoneNumberUtil::TOO_LONG:
      return PEAL_PHONE_TOO_LONG;
    case PhoneNumberUtil::INVALID_COUNTRY_CODE:
    case PhoneNumberUtil::INVALID_LENGTH:
      break;
    }
  return PEAL_PHONE_INVALID;
}

static PealPhoneType
type_of (PhoneNumberUtil::PhoneNumberType type)
{
  switch (type)
    {
    case PhoneNumberUtil::FIXED_LINE:
      return PEAL_PHONE_TYPE_FIXED_LINE;
    case PhoneNumberUtil::MOBILE:
      return PEAL_PHONE_TYPE_MOBILE;
    case PhoneNumberUtil::FIXED_LINE_OR_MOBILE:
      return PEAL_PHONE_TYPE_FIXED_LINE_OR_MOBILE;
    case PhoneNumberUtil::TOLL_FREE:
      return PEAL_PHONE_TYPE_TOLL_FREE;
    case PhoneNumberUtil::PREMIUM_RATE:
      return PEAL_PHONE_TYPE_PREMIUM_RATE;
    case PhoneNumberUtil::SHARED_COST:
      return PEAL_PHONE_TYPE_SHARED_COST;
    case PhoneNumberUtil::VOIP:
      return PEAL_PHONE_TYPE_VOIP;
    case PhoneNumberUtil::PERSONAL_NUMBER:
      return PEAL_PHONE_TYPE_PERSONAL;
    case PhoneNumberUtil::PAGER:
      return PEAL_PHONE_TYPE_PAGER;
    case PhoneNumberUtil::UAN:
      return PEAL_PHONE_TYPE_UAN;
    case PhoneNumberUtil::VOICEMAIL:
      return PEAL_PHONE_TYPE_VOICEMAIL;
    case PhoneNumberUtil::UNKNOWN:
      break;
    }
  return PEAL_PHONE_TYPE_UNKNOWN;
}

// Where the number is in no plan, the region whose numbers begin so, else the calling code's main one; "001" for a code
// of no country.
static std::string
region_of (const PhoneNumberUtil *util,
           const PhoneNumber     &number)
{
  std::string region = "ZZ";

  util->GetRegionCodeForNumber (number, &region);
  if (region == "ZZ")
    util->GetRegionCodeForCountryCode (number.country_code (), &region);
  return region == "ZZ" ? "" : region;
}

// The region of all numbers of the calling code; "" where several share it, or none has it. No calling code begins
// with another one.
static std::string
only_region_of (const PhoneNumberUtil *util,
                const char            *e164)
{
  std::list<std::string> regions;
  size_t digits = 0;
  int code = 0;

  while (regions.empty () && digits < CALLING_CODE_DIGITS_MAX && e164[digits + 1] != '\0')
    {
      code = code * 10 + e164[++digits] - '0';
      util->GetRegionCodesForCountryCallingCode (code, &regions);
    }
  if (regions.size () != 1 || std::strlen (e164) < 1 + digits + NATIONAL_DIGITS_MIN)
    return "";
  return regions.front ();
}

// 000098 is possible in Germany, as +4900098; but that is read as +490098, so it names nobody.
static bool
reads_back (const PhoneNumberUtil *util,
            const std::string     &e164)
{
  PhoneNumber number;
  std::string again;

  if (util->Parse (e164, "ZZ", &number) != PhoneNumberUtil::NO_PARSING_ERROR)
    return false;
  util->Format (number, PhoneNumberUtil::E164, &again);
  return again == e164;
}

static void
read_number (const char       *digits,
             const char       *region,
             PealPhoneReading *reading)
{
  const PhoneNumberUtil *util = get_util ();
  PhoneNumber number;
  std::string e164;

  reading->reason = reason_of_error (util->Parse (digits, region, &number));
  if (reading->reason != PEAL_PHONE_OK)
    return;

  reading->reason = reason_of_possible (util->IsPossibleNumberWithReason (number));
  util->Format (number, PhoneNumberUtil::E164, &e164);
  if (e164.size () >= sizeof reading->e164)
    {
      reading->reason = PEAL_PHONE_TOO_LONG;
      return;
    }

  g_strlcpy (reading->e164, e164.c_str (), sizeof reading->e164);
  reading->national_at = 1 + std::to_string (number.country_code ()).size ();
  if (reading->reason != PEAL_PHONE_OK)
    return;
  if (!peal_phone_is_e164 (reading->e164)) // Germany has 15 digits after the 49: more than E.164 allows
    {
      reading->reason = PEAL_PHONE_TOO_LONG;
      return;
    }

  // A number has a type exactly if it is valid: IsValidNumber () would match it all again.
  reading->type = type_of (util->GetNumberType (number));
  reading->is_valid = reading->type != PEAL_PHONE_TYPE_UNKNOWN;
  if (!reading->is_valid && !reads_back (util, e164))
    {
      reading->reason = PEAL_PHONE_INVALID;
      return;
    }
  g_strlcpy (reading->region, region_of (util, number).c_str (), sizeof reading->region);
}

void
peal_phone_read (const char       *digits,
                 const char       *region,
                 PealPhoneReading *reading)
{
  *reading = PealPhoneReading ();
  try
    {
      read_number (digits, region, reading);
    }
  catch (...)
    {
      *reading = PealPhoneReading ();
      reading->reason = PEAL_PHONE_INVALID;
    }
}

char *
peal_phone_format_for_display (const char *e164,
                               const char *own_region)
{
  if (!peal_phone_is_e164 (e164))
    return g_strdup (e164 != NULL ? e164 : "");

  try
    {
      const PhoneNumberUtil *util = get_util ();
      PhoneNumber number;
      std::string text;
      bool is_own;

      if (util->Parse (e164, "ZZ", &number) != PhoneNumberUtil::NO_PARSING_ERROR)
        return g_strdup (e164);
      is_own = own_region != NULL && util->GetCountryCodeForRegion (own_region) == number.country_code ();
      util->Format (number, is_own ? PhoneNumberUtil::NATIONAL : PhoneNumberUtil::INTERNATIONAL, &text);
      return g_strdup (text.c_str ());
    }
  catch (...)
    {
      return g_strdup (e164);
    }
}

gboolean
peal_phone_lookup_region (const char *e164,
                          char        region[4])
{
  try
    {
      const PhoneNumberUtil *util = get_util ();
      PhoneNumber number;
      std::string only = only_region_of (util, e164);

      if (!only.empty ())
        {
          g_strlcpy (region, only.c_str (), 4);
          return TRUE;
        }
      if (util->Parse (e164, "ZZ", &number) != PhoneNumberUtil::NO_PARSING_ERROR)
        return FALSE;
      g_strlcpy (region, region_of (util, number).c_str (), 4);
      return region[0] != '\0';
    }
  catch (...)
    {
      return FALSE;
    }
}

int
peal_phone_get_calling_code (const char *region)
{
  g_return_val_if_fail (region != NULL, 0);

  try
    {
      return get_util ()->GetCountryCodeForRegion (region);
    }
  catch (...)
    {
      return 0;
    }
}

static char **
make_region_list ()
{
  try
    {
      std::set<std::string> regions;
      char **list;
      gsize n = 0;

      get_util ()->GetSupportedRegions (&regions);
      list = g_new0 (char *, regions.size () + 1);
      for (const std::string &region : regions)
        list[n++] = g_strdup (region.c_str ());
      return list;
    }
  catch (...)
    {
      return g_new0 (char *, 1);
    }
}

const char *const *
peal_phone_list_regions (void)
{
  static char **list = make_region_list ();

  return list;
}

void
peal_phone_scan (const char    *text,
                 const char    *region,
                 PealPhoneFound found,
                 gpointer       data)
{
  try
    {
      const PhoneNumberUtil *util = get_util ();
      std::string searched = text;
      PhoneNumberMatcher matcher (searched, *region != '\0' ? region : "ZZ");

      while (matcher.HasNext ())
        {
          PhoneNumberMatch match;
          std::string e164;

          matcher.Next (&match);
          util->Format (match.number (), PhoneNumberUtil::E164, &e164);
          if (searched.compare (match.start (), match.length (), match.raw_string ()) == 0
              && peal_phone_is_e164 (e164.c_str ()))
            found (match.start (), match.length (), e164.c_str (), data);
        }
    }
  catch (...)
    {
    }
}

struct _PealPhoneTyping
{
  std::unique_ptr<AsYouTypeFormatter> formatter;
  std::string text;
};

PealPhoneTyping *
peal_phone_typing_new (const char *region)
{
  g_return_val_if_fail (region != NULL, NULL);

  try
    {
      PealPhoneTyping *self = new PealPhoneTyping ();

      self->formatter.reset (get_util ()->GetAsYouTypeFormatter (region));
      return self;
    }
  catch (...)
    {
      g_error ("No memory for a number formatter");
    }
}

void
peal_phone_typing_free (PealPhoneTyping *self)
{
  delete self;
}

// Feeds the digits of @text; the last one before @cursor marks the place. Returns the new place.
static int
format_typed (PealPhoneTyping *self,
              const char      *text,
              int              cursor)
{
  int position = 0;
  int place = 0;
  gboolean has_marked = FALSE;

  self->formatter->Clear ();
  self->text.clear ();
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p), position++)
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isdigit (c) && c != '+')
        continue;
      if (position < cursor)
        {
          self->formatter->InputDigitAndRememberPosition (c, &self->text);
          has_marked = TRUE;
        }
      else
        self->formatter->InputDigit (c, &self->text);
    }
  if (has_marked)
    place = self->formatter->GetRememberedPosition ();
  return place;
}

const char *
peal_phone_typing_format (PealPhoneTyping *self,
                          const char      *text,
                          int             *cursor)
{
  g_return_val_if_fail (self != NULL, text);
  g_return_val_if_fail (text != NULL && g_utf8_validate (text, -1, NULL), text);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (g_unichar_isalpha (g_utf8_get_char (p)))
      return text;

  try
    {
      int place = format_typed (self, text, cursor != NULL ? *cursor : 0);

      if (cursor != NULL)
        *cursor = place;
      return self->text.c_str ();
    }
  catch (...)
    {
      return text;
    }
}
