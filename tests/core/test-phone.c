/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "peal-phone.h"

#include "peal-phone-private.h"

typedef struct
{
  const char *text;
  const char *region;
  PealPhoneReason reason;
  const char *e164; /* or the suggestion, if refused */
  PealPhoneType type;
  PealPhoneWarnings warnings;
} Row;

#define ANY PEAL_PHONE_TYPE_FIXED_LINE_OR_MOBILE
#define MOBILE PEAL_PHONE_TYPE_MOBILE
#define FIXED PEAL_PHONE_TYPE_FIXED_LINE
#define UNKNOWN PEAL_PHONE_TYPE_UNKNOWN
#define NOT_VALID PEAL_PHONE_WARN_NOT_VALID
#define EXTENSION PEAL_PHONE_WARN_EXTENSION_DROPPED
#define PLUS PEAL_PHONE_WARN_PLUS_ASSUMED
#define RESTORED PEAL_PHONE_WARN_RESTORED
#define MEXICAN PEAL_PHONE_WARN_OLD_MEXICAN
#define LANDLINE PEAL_PHONE_WARN_FIXED_LINE

static const Row taken[] = {
  /* The ways people write one number. */
  { "(201) 555-0123", "US", PEAL_PHONE_OK, "+12015550123", ANY, 0 },
  { "201.555.0123", "US", PEAL_PHONE_OK, "+12015550123", ANY, 0 },
  { "1-201-555-0123", "US", PEAL_PHONE_OK, "+12015550123", ANY, 0 },
  { "+1 201 555 0123", "DE", PEAL_PHONE_OK, "+12015550123", ANY, 0 },
  { "011 1 201 555 0123", "US", PEAL_PHONE_OK, "+12015550123", ANY, 0 },
  { "00 1 201 555 0123", "DE", PEAL_PHONE_OK, "+12015550123", ANY, 0 },
  { "  2015550123\t", "CA", PEAL_PHONE_OK, "+12015550123", ANY, 0 },
  { "201/555~0123", "US", PEAL_PHONE_OK, "+12015550123", ANY, 0 },
  { "[201] 555 0123", "US", PEAL_PHONE_OK, "+12015550123", ANY, 0 },
  { "+44 (0)20 7946 0958", "US", PEAL_PHONE_OK, "+442079460958", FIXED, LANDLINE },
  { "(+44) 7911 123456", "US", PEAL_PHONE_OK, "+447911123456", MOBILE, 0 },
  { "07700 900135", "GB", PEAL_PHONE_OK, "+447700900135", UNKNOWN, NOT_VALID },
  { "+33 6 39 98 00 01", "US", PEAL_PHONE_OK, "+33639980001", UNKNOWN, NOT_VALID },
  { "030 123456", "DE", PEAL_PHONE_OK, "+4930123456", FIXED, LANDLINE },
  { "06 1234 5678", "IT", PEAL_PHONE_OK, "+390612345678", FIXED, LANDLINE },

  /* Measured traps. */
  { "491729973186", "DE", PEAL_PHONE_OK, "+491729973186", MOBILE, PLUS },
  { "447700900135", "GB", PEAL_PHONE_OK, "+447700900135", UNKNOWN, NOT_VALID },
  { "7700900134", "GB", PEAL_PHONE_OK, "+447700900134", UNKNOWN, NOT_VALID },
  { "+1\xe2\x80\x8e" "201 555 0123", "US", PEAL_PHONE_OK, "+12015550123", ANY, 0 },
  { "\xe2\x80\xaa+1 201 555 0123\xe2\x80\xac", "US", PEAL_PHONE_OK, "+12015550123", ANY, 0 },
  { "\xef\xbb\xbf" "2015550123", "US", PEAL_PHONE_OK, "+12015550123", ANY, 0 },
  { "201\xc2\xb7" "555\xc2\xb7" "0123", "US", PEAL_PHONE_OK, "+12015550123", ANY, 0 },
  { "201\xe2\x80\x91" "555\xe2\x80\x91" "0123", "US", PEAL_PHONE_OK, "+12015550123", ANY, 0 },
  { "201\xe2\x80\x93" "555\xe2\x88\x92" "0123", "US", PEAL_PHONE_OK, "+12015550123", ANY, 0 },
  { "201\xc2\xa0" "555\xe2\x80\xaf" "0123", "US", PEAL_PHONE_OK, "+12015550123", ANY, 0 },
  { "\xef\xbc\x8b\xef\xbc\x91 201 555 0123", "DE", PEAL_PHONE_OK, "+12015550123", ANY, 0 },
  { "\xef\xbc\x92\xef\xbc\x90\xef\xbc\x91 555 0123", "US", PEAL_PHONE_OK, "+12015550123", ANY, 0 },
  { "\xd9\xa2\xd9\xa0\xd9\xa1 555 0123", "US", PEAL_PHONE_OK, "+12015550123", ANY, 0 },
  { "\xe0\xa5\xa8\xe0\xa5\xa6\xe0\xa5\xa7 555 0123", "US", PEAL_PHONE_OK, "+12015550123", ANY, 0 },
  { "+52 1 55 1234 5678", "US", PEAL_PHONE_OK, "+525512345678", ANY, MEXICAN },
  { "5215512345678", "MX", PEAL_PHONE_OK, "+525512345678", ANY, MEXICAN },
  { "044 55 1234 5678", "MX", PEAL_PHONE_OK, "+525512345678", ANY, MEXICAN },
  { "01 55 1234 5678", "MX", PEAL_PHONE_OK, "+525512345678", ANY, MEXICAN },
  { "55 1234 5678", "MX", PEAL_PHONE_OK, "+525512345678", ANY, 0 },

  /* The own calling code at the front of an honest number. */
  { "9123456780", "IN", PEAL_PHONE_OK, "+919123456780", MOBILE, 0 },
  { "919123456780", "IN", PEAL_PHONE_OK, "+919123456780", MOBILE, 0 },
  { "55 99123-4567", "BR", PEAL_PHONE_OK, "+5555991234567", MOBILE, 0 },
  { "392 123 4567", "IT", PEAL_PHONE_OK, "+393921234567", MOBILE, 0 },
  { "79121234567", "RU", PEAL_PHONE_OK, "+79121234567", MOBILE, 0 },
  { "33612345678", "FR", PEAL_PHONE_OK, "+33612345678", MOBILE, 0 },
  { "494912345678", "DE", PEAL_PHONE_OK, "+494912345678", FIXED, LANDLINE },

  /* Spreadsheets. */
  { "'+12015550123", "US", PEAL_PHONE_OK, "+12015550123", ANY, 0 },
  { "\xe2\x80\x99" "2015550123", "US", PEAL_PHONE_OK, "+12015550123", ANY, 0 },
  { "=\"+12015550123\"", "US", PEAL_PHONE_OK, "+12015550123", ANY, 0 },
  { "\"2015550123\"", "US", PEAL_PHONE_OK, "+12015550123", ANY, 0 },
  { "1.2015550123E+10", "US", PEAL_PHONE_OK, "+12015550123", ANY, RESTORED },
  { "2,015550123e9", "US", PEAL_PHONE_OK, "+12015550123", ANY, RESTORED },
  { "4.91729973186E+11", "DE", PEAL_PHONE_OK, "+491729973186", MOBILE, RESTORED | PLUS },
  { "+1.20155501230E+10", "US", PEAL_PHONE_OK, "+12015550123", ANY, RESTORED },
  { "2015550123.0", "US", PEAL_PHONE_OK, "+12015550123", ANY, RESTORED },

  /* Extensions and labels. */
  { "201-555-0123 ext. 45", "US", PEAL_PHONE_OK, "+12015550123", ANY, EXTENSION },
  { "201-555-0123x45", "US", PEAL_PHONE_OK, "+12015550123", ANY, EXTENSION },
  { "201-555-0123 #45", "US", PEAL_PHONE_OK, "+12015550123", ANY, EXTENSION },
  { "tel:+1-201-555-0123;ext=45", "US", PEAL_PHONE_OK, "+12015550123", ANY, EXTENSION },
  { "2015550123,,45", "US", PEAL_PHONE_OK, "+12015550123", ANY, EXTENSION },
  { "+7 912 123-45-67 \xd0\xb4\xd0\xbe\xd0\xb1. 12", "RU", PEAL_PHONE_OK, "+79121234567", MOBILE, EXTENSION },
  { "514 555 0123 poste 45", "CA", PEAL_PHONE_OK, "+15145550123", ANY, EXTENSION },
  { "Mobile: 201 555 0123", "US", PEAL_PHONE_OK, "+12015550123", ANY, 0 },
  { "T. 201 555 0123", "US", PEAL_PHONE_OK, "+12015550123", ANY, 0 },
  { "201 555 0123 (cell)", "US", PEAL_PHONE_OK, "+12015550123", ANY, 0 },
  { "201 555 0123 (c)", "US", PEAL_PHONE_OK, "+12015550123", ANY, 0 },
  { "201 555 0123 - mobile", "US", PEAL_PHONE_OK, "+12015550123", ANY, 0 },
  { "(c) 201 555 0123", "US", PEAL_PHONE_OK, "+12015550123", ANY, 0 },
  { "201 555 0123,", "US", PEAL_PHONE_OK, "+12015550123", ANY, 0 },
  { "M\xc3\xb3vil 612 345 678", "ES", PEAL_PHONE_OK, "+34612345678", MOBILE, 0 },

  /* Area codes younger than the installed metadata. */
  { "274 555 0123", "US", PEAL_PHONE_OK, "+12745550123", ANY, 0 },
  { "+1 257 555 0123", "US", PEAL_PHONE_OK, "+12575550123", ANY, 0 },
};

static const Row refused[] = {
  { "", "US", PEAL_PHONE_NO_PHONE, "" },
  { NULL, "US", PEAL_PHONE_NO_PHONE, "" },
  { "  ", "US", PEAL_PHONE_NO_PHONE, "" },
  { "-", "US", PEAL_PHONE_NO_PHONE, "" },
  { "N/A", "US", PEAL_PHONE_NO_PHONE, "" },
  { "=\"\"", "US", PEAL_PHONE_NO_PHONE, "" },
  { "none", "US", PEAL_PHONE_NO_PHONE, "" },

  { "+1 800 555 0199", "US", PEAL_PHONE_NOT_SMS_CAPABLE, "" },
  { "833-055-0199", "US", PEAL_PHONE_NOT_SMS_CAPABLE, "" },
  { "900 555 0199", "US", PEAL_PHONE_NOT_SMS_CAPABLE, "" },
  { "0800 1111 123", "DE", PEAL_PHONE_NOT_SMS_CAPABLE, "" },
  { "000098", "DE", PEAL_PHONE_INVALID, "" },
  { "0998765432", "MX", PEAL_PHONE_PLACEHOLDER, "" },
  { "+44 800 123 4567", "US", PEAL_PHONE_NOT_SMS_CAPABLE, "" },
  { "+44 909 879 0000", "US", PEAL_PHONE_NOT_SMS_CAPABLE, "" },
  { "+44 345 123 4567", "US", PEAL_PHONE_NOT_SMS_CAPABLE, "" },
  { "+44 7640 123456", "US", PEAL_PHONE_NOT_SMS_CAPABLE, "" },
  { "+800 2345 6781", "US", PEAL_PHONE_NOT_SMS_CAPABLE, "" },

  { "12", "US", PEAL_PHONE_TOO_SHORT, "" },
  { "5", "US", PEAL_PHONE_TOO_SHORT, "" },
  { "555012", "US", PEAL_PHONE_TOO_SHORT, "" },
  { "555-0123", "US", PEAL_PHONE_NO_AREA_CODE, "" },
  { "+1 555-0100", "US", PEAL_PHONE_NO_AREA_CODE, "" },
  { "447700900141", "US", PEAL_PHONE_TOO_LONG, "+447700900141" },
  { "0044 7911 123456", "US", PEAL_PHONE_TOO_LONG, "+447911123456" },
  { "2015550123 2015550124", "US", PEAL_PHONE_TOO_LONG, "" },
  { "+1 201 555 01234", "US", PEAL_PHONE_TOO_LONG, "" },
  { "123456789012345678901234567890123456", "US", PEAL_PHONE_TOO_LONG, "" },

  { "201 555 O123", "US", PEAL_PHONE_INVALID, "" },
  { "O2015550123", "US", PEAL_PHONE_INVALID, "" },
  { "1-800-FLOWERS", "US", PEAL_PHONE_INVALID, "" },
  { "call me", "US", PEAL_PHONE_INVALID, "" },
  { "+999 123456789", "US", PEAL_PHONE_INVALID, "" },
  { "2015550123", "", PEAL_PHONE_INVALID, "+2015550123" },
  { "201 555 0123 or 0124", "US", PEAL_PHONE_INVALID, "" },
  { "ada@example.org", "US", PEAL_PHONE_INVALID, "" },
  { "*67 2015550123", "US", PEAL_PHONE_INVALID, "" },
  { "201+5550123", "US", PEAL_PHONE_INVALID, "" },
  { "\xff\xfe", "US", PEAL_PHONE_INVALID, "" },
  { "\xf0\x9f\x93\x9e 2015550123", "US", PEAL_PHONE_INVALID, "" },
  { "4912345678", "DE", PEAL_PHONE_INVALID, "+4912345678" },

  { "000-000-0000", "US", PEAL_PHONE_PLACEHOLDER, "" },
  { "999-999-9999", "US", PEAL_PHONE_PLACEHOLDER, "" },
  { "123-456-7890", "US", PEAL_PHONE_PLACEHOLDER, "" },
  { "1234567", "US", PEAL_PHONE_PLACEHOLDER, "" },
  { "+1 555 555 5555", "US", PEAL_PHONE_PLACEHOLDER, "" },
  { "+1 123 456 7890", "US", PEAL_PHONE_PLACEHOLDER, "" },
  { "0", "US", PEAL_PHONE_PLACEHOLDER, "" },
  { "(000) 000-0000 x1", "US", PEAL_PHONE_PLACEHOLDER, "" },

  { "1.20156E+10", "US", PEAL_PHONE_SCIENTIFIC_LOSSY, "" },
  { "1,20156E+10", "DE", PEAL_PHONE_SCIENTIFIC_LOSSY, "" },
  { "1E10", "US", PEAL_PHONE_SCIENTIFIC_LOSSY, "" },
  { "1.2E+999", "US", PEAL_PHONE_SCIENTIFIC_LOSSY, "" },
  { "1.20155501235E+10", "US", PEAL_PHONE_INVALID, "" },
};

static void
check_row (const Row *row)
{
  PealPhone phone;
  PealPhoneReason reason = peal_phone_parse (row->text, row->region, &phone);

  if (row->text != NULL && g_utf8_validate (row->text, -1, NULL))
    g_test_message ("%s in %s: %s %s %s", row->text, row->region, peal_phone_reason_to_string (reason), phone.e164,
                    phone.suggestion);
  g_assert_cmpstr (peal_phone_reason_to_string (reason), ==, peal_phone_reason_to_string (row->reason));
  if (reason != PEAL_PHONE_OK)
    {
      g_assert_cmpstr (phone.e164, ==, "");
      g_assert_cmpstr (phone.suggestion, ==, row->e164);
      return;
    }
  g_assert_cmpstr (phone.e164, ==, row->e164);
  g_assert_cmpstr (phone.suggestion, ==, "");
  g_assert_cmpstr (peal_phone_type_to_string (phone.type), ==, peal_phone_type_to_string (row->type));
  g_assert_cmphex (phone.warnings, ==, row->warnings);
  g_assert_cmpint (phone.is_valid, ==, row->type != UNKNOWN);
  g_assert_true (peal_phone_is_e164 (phone.e164));
}

static void
test_taken (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (taken); i++)
    check_row (&taken[i]);
}

static void
test_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    check_row (&refused[i]);
}

/* The numbers that core reads by itself must be read as libphonenumber reads them. Its metadata is
 * older than our table: it may not know an area code yet, and nothing else may differ. */
static void
test_nanp_as_libphonenumber (void)
{
  static const char *const lines[] = { "2000000", "5550123", "9999999" };
  guint n_known = 0, n_unknown = 0;

  for (guint code = 200; code < 1000; code++)
    for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
      {
        g_autofree char *text = g_strdup_printf ("+1%u%s", code, lines[i]);
        PealPhoneReading reading;
        PealPhone phone;

        if (peal_phone_parse (text, "US", &phone) != PEAL_PHONE_OK || !phone.is_valid)
          continue;
        peal_phone_read (text, "US", &reading);
        g_test_message ("%s", text);
        g_assert_cmpint (reading.reason, ==, PEAL_PHONE_OK);
        g_assert_cmpstr (reading.e164, ==, phone.e164);
        if (!reading.is_valid)
          {
            n_unknown++;
            continue;
          }
        n_known++;
        g_assert_cmpstr (reading.region, ==, phone.region);
        g_assert_cmpint (reading.type, ==, phone.type);
      }
  g_assert_cmpuint (n_known, >, 380 * G_N_ELEMENTS (lines));
  g_assert_cmpuint (n_unknown, <, 20 * G_N_ELEMENTS (lines));
}

static void
test_display (void)
{
  static const struct
  {
    const char *e164;
    const char *own_region;
    const char *text;
  } shown[] = {
    { "+12015550123", "US", "(201) 555-0123" },
    { "+12015550123", "GB", "+1 201-555-0123" },
    { "+14165550123", "US", "(416) 555-0123" },
    { "+12745550123", "US", "(274) 555-0123" },
    { "+447911123456", "GB", "07911 123456" },
    { "+447911123456", "US", "+44 7911 123456" },
    { "+447911123456", NULL, "+44 7911 123456" },
    { "+390612345678", "IT", "06 1234 5678" },
    { "+999", "US", "+999" },
    { "ACME", "US", "ACME" },
    { "", "US", "" },
    { NULL, "US", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    {
      g_autofree char *text = peal_phone_format_for_display (shown[i].e164, shown[i].own_region);

      g_assert_cmpstr (text, ==, shown[i].text);
    }
}

static void
test_typing (void)
{
  static const struct
  {
    const char *typed;
    int cursor;
    const char *text;
    int moved;
  } steps[] = {
    { "2", 1, "2", 1 },
    { "2015", 4, "201-5", 5 },
    { "2015550123", 10, "(201) 555-0123", 14 },
    { "2015550123", 3, "(201) 555-0123", 4 },
    { "(201) 555-0123", 0, "(201) 555-0123", 0 },
    { "(201) 555-012", 3, "(201) 555-012", 3 },
    { "+4479", 5, "+44 79", 6 },
    { "\xd9\xa2\xd9\xa0\xd9\xa1", 3, "201", 3 },
    { "call", 2, "call", 2 },
    { "", 0, "", 0 },
  };
  g_autoptr(PealPhoneTyping) typing = peal_phone_typing_new ("US");

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      int cursor = steps[i].cursor;

      g_test_message ("%s at %d", steps[i].typed, steps[i].cursor);
      g_assert_cmpstr (peal_phone_typing_format (typing, steps[i].typed, &cursor), ==, steps[i].text);
      g_assert_cmpint (cursor, ==, steps[i].moved);
      g_assert_cmpstr (peal_phone_typing_format (typing, steps[i].typed, NULL), ==, steps[i].text);
    }
}

/* The short way by the calling code says what reading the number says, be it in a plan or not. */
static void
test_region_by_code (void)
{
  const char *const *list = peal_phone_list_regions ();
  guint n = 0;

  for (; *list != NULL; list++)
    for (guint rest = 1; rest < 10; rest++)
      {
        g_autofree char *e164 = g_strdup_printf ("+%d%u2345678", peal_phone_get_calling_code (*list), rest);
        PealPhoneReading reading;
        char region[4];

        peal_phone_read (e164, "ZZ", &reading);
        if (*reading.region == '\0' || !g_str_equal (reading.e164, e164))
          continue;
        n++;
        g_test_message ("%u: %s", n, e164);
        g_assert_true (peal_phone_lookup_region (e164, region));
        g_assert_cmpstr (region, ==, reading.region);
      }
  g_assert_cmpuint (n, >, 200);
}

static void
test_regions (void)
{
  static const struct
  {
    const char *e164;
    const char *region;
  } regions[] = {
    { "+12125550123", "US" }, { "+14165550123", "CA" }, { "+12745550123", "US" }, { "+18765550123", "JM" },
    { "+447911123456", "GG" }, { "+447700900123", "GB" }, { "+77012345678", "KZ" }, { "+80012345678", "001" },
    { "+4915112345678", "DE" }, { "+4912", "DE" }, { "+491", "" }, { "+49", "" }, { "+390669812345", "VA" },
    { "+8811234567", "001" }, { "+999123456", "" }, { "2125550123", "" }, { "", "" },
  };
  const char *const *list = peal_phone_list_regions ();
  char region[4];

  for (guint i = 0; i < G_N_ELEMENTS (regions); i++)
    {
      g_assert_cmpint (peal_phone_get_region (regions[i].e164, region), ==, regions[i].region[0] != '\0');
      g_assert_cmpstr (region, ==, regions[i].region);
    }

  g_assert_cmpint (peal_phone_get_calling_code ("US"), ==, 1);
  g_assert_cmpint (peal_phone_get_calling_code ("GB"), ==, 44);
  g_assert_cmpint (peal_phone_get_calling_code ("ZZ"), ==, 0);
  g_assert_cmpuint (g_strv_length ((char **) list), >, 240);
  g_assert_true (g_strv_contains (list, "US"));
  for (; list[1] != NULL; list++)
    g_assert_cmpstr (list[0], <, list[1]);
}

static void
test_e164 (void)
{
  g_assert_true (peal_phone_is_e164 ("+12015550123"));
  g_assert_true (peal_phone_is_e164 ("+123456789012345"));
  g_assert_false (peal_phone_is_e164 ("+1234567890123456"));
  g_assert_false (peal_phone_is_e164 ("+02015550123"));
  g_assert_false (peal_phone_is_e164 ("12015550123"));
  g_assert_false (peal_phone_is_e164 ("+1201555O123"));
  g_assert_false (peal_phone_is_e164 ("+"));
  g_assert_false (peal_phone_is_e164 (NULL));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/phone/taken", test_taken);
  g_test_add_func ("/phone/refused", test_refused);
  g_test_add_func ("/phone/nanp-as-libphonenumber", test_nanp_as_libphonenumber);
  g_test_add_func ("/phone/display", test_display);
  g_test_add_func ("/phone/typing", test_typing);
  g_test_add_func ("/phone/region-by-code", test_region_by_code);
  g_test_add_func ("/phone/regions", test_regions);
  g_test_add_func ("/phone/e164", test_e164);
  return g_test_run ();
}
