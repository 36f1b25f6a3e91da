/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "peal-window.h"

#include "peal-clock.h"
#include "peal-rules-private.h"

#include <string.h>

static gint64
at (const char *text)
{
  gint64 time = 0;

  g_assert_true (peal_time_from_iso8601 (text, &time));
  return time;
}

static void
find (const char *e164,
      PealZones  *zones)
{
  PealWhereabouts where = { .e164 = e164 };

  peal_zones_find (&where, zones);
}

typedef struct
{
  const char *e164;
  const char *at;
  const char *next; /* the same as at: allowed */
  const char *until;
  const char *rule;
  const char *zone;
  PealWindowReason reason;
} Row;

#define ALLOWED PEAL_WINDOW_ALLOWED
#define HOURS PEAL_WINDOW_HOURS
#define WEEKDAY PEAL_WINDOW_WEEKDAY
#define HOLIDAY PEAL_WINDOW_HOLIDAY

static const Row rows[] = {
  /* Florida 8-20 in Eastern and Central: 9:00-20:00 Eastern. */
  { "+18505550123", "2026-11-23T13:59:59-05:00", NULL, "2026-11-23T20:00:00-05:00", "US-FL", "America/New_York", ALLOWED },
  { "+18505550123", "2026-11-23T08:30:00-05:00", "2026-11-23T09:00:00-05:00", "2026-11-23T20:00:00-05:00", "US-FL", "America/Chicago", HOURS },
  { "+18505550123", "2026-11-23T09:00:00-05:00", NULL, "2026-11-23T20:00:00-05:00", "US-FL", "America/New_York", ALLOWED },
  { "+18505550123", "2026-11-23T08:59:59-05:00", "2026-11-23T09:00:00-05:00", "2026-11-23T20:00:00-05:00", "US-FL", "America/Chicago", HOURS },
  { "+18505550123", "2026-11-23T19:59:59-05:00", NULL, "2026-11-23T20:00:00-05:00", "US-FL", "America/New_York", ALLOWED },
  { "+18505550123", "2026-11-23T20:00:00-05:00", "2026-11-24T09:00:00-05:00", "2026-11-24T20:00:00-05:00", "US-FL", "America/New_York", HOURS },
  { "+18505550123", "2026-11-23T03:00:00-05:00", "2026-11-23T09:00:00-05:00", "2026-11-23T20:00:00-05:00", "US-FL", "America/Chicago", HOURS },

  /* Texas: Sundays from noon. El Paso's 915 keeps Mountain time. */
  { "+12145550123", "2026-11-22T10:00:00-06:00", "2026-11-22T12:00:00-06:00", "2026-11-22T21:00:00-06:00", "US-TX", "America/Chicago", HOURS },
  { "+12145550123", "2026-11-22T12:00:00-06:00", NULL, "2026-11-22T21:00:00-06:00", "US-TX", "America/Chicago", ALLOWED },
  { "+12145550123", "2026-11-21T09:00:00-06:00", NULL, "2026-11-21T21:00:00-06:00", "US-TX", "America/Chicago", ALLOWED },
  { "+19155550123", "2026-11-22T12:00:00-06:00", "2026-11-22T12:00:00-07:00", "2026-11-22T21:00:00-07:00", "US-TX", "America/Denver", HOURS },

  /* Arizona keeps its clock, the Navajo Nation (928) does not. */
  { "+14805550123", "2026-07-06T07:30:00-07:00", "2026-07-06T08:00:00-07:00", "2026-07-06T21:00:00-07:00", "US", "America/Phoenix", HOURS },
  { "+19285550123", "2026-07-06T20:30:00-07:00", "2026-07-07T08:00:00-07:00", "2026-07-07T20:00:00-07:00", "US", "America/Denver", HOURS },
  { "+19285550123", "2026-12-07T20:30:00-07:00", NULL, "2026-12-07T21:00:00-07:00", "US", "America/Denver", ALLOWED },

  /* Indiana: Indianapolis is Eastern, Gary and its overlays may be Central. */
  { "+13175550123", "2026-11-23T09:00:00-05:00", NULL, "2026-11-23T20:00:00-05:00", "US-IN", "America/New_York", ALLOWED },
  { "+12195550123", "2026-11-23T09:00:00-05:00", "2026-11-23T10:00:00-05:00", "2026-11-23T20:00:00-05:00", "US-IN", "America/Chicago", HOURS },
  { "+19305550123", "2026-11-23T09:00:00-05:00", "2026-11-23T10:00:00-05:00", "2026-11-23T20:00:00-05:00", "US-IN", "America/Chicago", HOURS },

  /* Toll-free, and an area code that nobody knows yet: 8 in the west to 21 in the east. */
  { "+18005550199", "2026-11-23T08:00:00-05:00", "2026-11-23T08:00:00-08:00", "2026-11-23T21:00:00-05:00", "US", "America/Los_Angeles", HOURS },
  { "+12995550199", "2026-11-23T21:00:00-05:00", "2026-11-24T08:00:00-08:00", "2026-11-24T21:00:00-05:00", "US", "America/New_York", HOURS },

  /* Newfoundland: half an hour off, and Labrador an hour from it. */
  { "+17095550123", "2026-11-23T09:00:00-03:30", "2026-11-23T09:00:00-04:00", "2026-11-23T21:00:00-03:30", "CA", "America/Halifax", HOURS },
  { "+17095550123", "2026-11-23T21:00:00-03:30", "2026-11-24T09:00:00-04:00", "2026-11-24T21:00:00-03:30", "CA", "America/St_Johns", HOURS },
  { "+14165550123", "2026-11-22T18:00:00-05:00", "2026-11-23T09:00:00-05:00", "2026-11-23T21:00:00-05:00", "CA", "America/Toronto", HOURS },

  /* States whose Sundays are closed, and whose holidays are. */
  { "+12055550123", "2026-11-22T12:00:00-06:00", "2026-11-23T08:00:00-06:00", "2026-11-23T20:00:00-06:00", "US-AL", "America/Chicago", WEEKDAY },
  { "+14015550123", "2026-11-21T17:00:00-05:00", "2026-11-23T09:00:00-05:00", "2026-11-23T18:00:00-05:00", "US-RI", "America/New_York", HOURS },
  { "+12155550123", "2026-11-22T14:00:00-05:00", "2026-11-23T08:00:00-05:00", "2026-11-23T21:00:00-05:00", "US-PA", "America/New_York", WEEKDAY },
  { "+12155550123", "2026-11-26T12:00:00-05:00", "2026-11-28T08:00:00-05:00", "2026-11-28T21:00:00-05:00", "US-PA", "America/New_York", HOLIDAY },
  { "+15045550123", "2026-02-17T12:00:00-06:00", "2026-02-18T08:00:00-06:00", "2026-02-18T20:00:00-06:00", "US-LA", "America/Chicago", HOLIDAY },
  { "+18015550123", "2026-07-24T12:00:00-06:00", "2026-07-25T09:00:00-06:00", "2026-07-25T20:00:00-06:00", "US-UT", "America/Denver", HOLIDAY },
  { "+16055550123", "2026-12-25T12:00:00-06:00", "2026-12-26T10:00:00-06:00", "2026-12-26T21:00:00-06:00", "US-SD", "America/Denver", HOLIDAY },
  { "+12125550123", "2026-12-25T12:00:00-05:00", NULL, "2026-12-25T21:00:00-05:00", "US-NY", "America/New_York", ALLOWED },

  /* Elsewhere. */
  { "+919123456780", "2026-11-23T09:59:59+05:30", "2026-11-23T10:00:00+05:30", "2026-11-23T21:00:00+05:30", "IN", "Asia/Kolkata", HOURS },
  { "+919123456780", "2026-11-22T20:59:59+05:30", NULL, "2026-11-22T21:00:00+05:30", "IN", "Asia/Kolkata", ALLOWED },
  { "+33612345678", "2026-11-22T12:00:00+01:00", "2026-11-23T08:00:00+01:00", "2026-11-23T21:30:00+01:00", "FR", "Europe/Paris", WEEKDAY },
  { "+33612345678", "2026-07-14T12:00:00+02:00", "2026-07-15T08:00:00+02:00", "2026-07-15T21:30:00+02:00", "FR", "Europe/Paris", HOLIDAY },
  { "+33612345678", "2026-11-23T21:29:59+01:00", NULL, "2026-11-23T21:30:00+01:00", "FR", "Europe/Paris", ALLOWED },
  { "+4915112345678", "2026-11-21T20:00:00+01:00", "2026-11-23T08:00:00+01:00", "2026-11-23T20:00:00+01:00", "DE", "Europe/Berlin", HOURS },
  { "+34612345678", "2026-11-23T09:00:00+01:00", "2026-11-23T09:00:00+00:00", "2026-11-23T21:00:00+01:00", "ES", "Atlantic/Canary", HOURS },
  { "+18765550123", "2026-11-23T08:30:00-05:00", "2026-11-23T09:00:00-05:00", "2026-11-23T20:00:00-05:00", "DEFAULT", "America/Jamaica", HOURS },
  { "+17875550123", "2026-11-23T08:30:00-04:00", NULL, "2026-11-23T21:00:00-04:00", "US", "America/Puerto_Rico", ALLOWED },
  { "+61412345678", "2026-11-23T08:30:00+11:00", "2026-11-23T08:00:00+08:00", "2026-11-23T21:00:00+11:00", "AU", "Australia/Perth", HOURS },

  /* The nights on which the clock is set: 8:00 is 8:00 by the new clock. */
  { "+12125550123", "2026-03-07T21:00:00-05:00", "2026-03-08T08:00:00-04:00", "2026-03-08T21:00:00-04:00", "US-NY", "America/New_York", HOURS },
  { "+12125550123", "2026-10-31T21:00:00-04:00", "2026-11-01T08:00:00-05:00", "2026-11-01T21:00:00-05:00", "US-NY", "America/New_York", HOURS },
  { "+447911123456", "2026-03-28T21:00:00+00:00", "2026-03-29T09:00:00+01:00", "2026-03-29T20:00:00+01:00", "DEFAULT", "Europe/Guernsey", HOURS },
  { "+447700900123", "2026-10-24T21:00:00+01:00", "2026-10-25T08:00:00+00:00", "2026-10-25T21:00:00+00:00", "GB", "Europe/London", HOURS },
};

static void
check_row (const Row *row)
{
  gint64 now = at (row->at);
  PealZones zones;
  PealWindow window;
  g_autofree char *next = NULL, *until = NULL, *want_next = NULL, *want_until = NULL;

  find (row->e164, &zones);
  peal_window_check (PEAL_MESSAGE_MARKETING, &zones, now, NULL, &window);
  next = peal_time_to_iso8601 (window.next_allowed);
  until = peal_time_to_iso8601 (window.allowed_until);
  want_next = peal_time_to_iso8601 (row->next != NULL ? at (row->next) : now);
  want_until = peal_time_to_iso8601 (at (row->until));

  g_test_message ("%s at %s", row->e164, row->at);
  g_assert_cmpint (window.allowed, ==, row->reason == ALLOWED);
  g_assert_cmpstr (peal_window_reason_to_string (window.reason), ==, peal_window_reason_to_string (row->reason));
  g_assert_cmpstr (next, ==, want_next);
  g_assert_cmpstr (until, ==, want_until);
  g_assert_cmpstr (window.rule, ==, row->rule);
  g_assert_cmpstr (window.zone, ==, row->zone);
}

static void
test_rows (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    check_row (&rows[i]);
}

static void
check_with (const char              *e164,
            const char              *when,
            const PealWindowOptions *options,
            const char              *next,
            PealWindowReason         reason)
{
  PealZones zones;
  PealWindow window;

  find (e164, &zones);
  peal_window_check (PEAL_MESSAGE_MARKETING, &zones, at (when), options, &window);
  g_test_message ("%s at %s", e164, when);
  g_assert_cmpstr (peal_window_reason_to_string (window.reason), ==, peal_window_reason_to_string (reason));
  g_assert_cmpint (window.next_allowed, ==, next != NULL ? at (next) : PEAL_WINDOW_NEVER);
}

static void
test_options (void)
{
  static const char *const louisiana[] = { "US-LA", "US-TX", NULL };
  const PealHoliday days[] = { { "US-LA", 2026, 11, 24 }, { NULL, 2026, 11, 25 }, { "US", 2026, 11, 27 } };
  const PealWindowOptions lifted = { .lift_day_bans = TRUE };
  const PealWindowOptions tolerated = { .lift_discouraged = TRUE };
  const PealWindowOptions safest = { .safest = TRUE };
  const PealWindowOptions emergency = { .emergencies = louisiana };
  const PealWindowOptions extra = { .extra_holidays = days, .n_extra_holidays = G_N_ELEMENTS (days) };

  /* Sundays get the hours of Saturdays, holidays those of their weekday; other bans stay. */
  check_with ("+14015550123", "2026-11-22T09:30:00-05:00", &lifted, "2026-11-22T10:00:00-05:00", HOURS);
  check_with ("+14015550123", "2026-11-26T09:30:00-05:00", &lifted, "2026-11-26T09:30:00-05:00", ALLOWED);
  check_with ("+4915112345678", "2026-11-22T12:00:00+01:00", &lifted, "2026-11-23T08:00:00+01:00", WEEKDAY);
  check_with ("+33612345678", "2026-11-22T12:00:00+01:00", &lifted, "2026-11-23T08:00:00+01:00", WEEKDAY);

  check_with ("+33612345678", "2026-11-22T12:00:00+01:00", &tolerated, "2026-11-22T12:00:00+01:00", ALLOWED);
  check_with ("+33612345678", "2026-07-14T12:00:00+02:00", &tolerated, "2026-07-14T12:00:00+02:00", ALLOWED);

  check_with ("+12125550123", "2026-11-21T17:00:00-05:00", &safest, "2026-11-23T10:00:00-05:00", HOURS);
  check_with ("+12125550123", "2026-11-22T12:00:00-05:00", &safest, "2026-11-23T10:00:00-05:00", WEEKDAY);
  check_with ("+12125550123", "2026-11-23T12:00:00-05:00", &safest, "2026-11-23T12:00:00-05:00", ALLOWED);

  /* Texas has no emergency ban. */
  check_with ("+15045550123", "2026-11-23T12:00:00-06:00", &emergency, NULL, PEAL_WINDOW_EMERGENCY);
  check_with ("+12145550123", "2026-11-23T12:00:00-06:00", &emergency, "2026-11-23T12:00:00-06:00", ALLOWED);

  /* 26 is Thanksgiving; 25 is closed everywhere, 27 in all of the United States. */
  check_with ("+15045550123", "2026-11-24T12:00:00-06:00", &extra, "2026-11-28T08:00:00-06:00", HOLIDAY);
  check_with ("+12145550123", "2026-11-24T12:00:00-06:00", &extra, "2026-11-24T12:00:00-06:00", ALLOWED);
  check_with ("+12145550123", "2026-11-27T12:00:00-06:00", &extra, "2026-11-28T09:00:00-06:00", HOLIDAY);
  check_with ("+33612345678", "2026-11-25T12:00:00+01:00", &extra, "2026-11-26T08:00:00+01:00", HOLIDAY);
  check_with ("+33612345678", "2026-11-27T12:00:00+01:00", &extra, "2026-11-27T12:00:00+01:00", ALLOWED);
}

static void
test_kinds (void)
{
  const gint64 night = at ("2026-11-23T03:00:00-05:00");
  PealZones zones;
  PealWindow window;

  find ("+12125550123", &zones);
  peal_window_check (PEAL_MESSAGE_TRANSACTIONAL, &zones, night, NULL, &window);
  g_assert_true (window.allowed);
  g_assert_cmpint (window.reason, ==, PEAL_WINDOW_EXEMPT);
  g_assert_cmpint (window.next_allowed, ==, night);
  peal_window_check (PEAL_MESSAGE_CONVERSATIONAL, &zones, night, NULL, &window);
  g_assert_true (window.allowed);
  peal_window_check (PEAL_MESSAGE_MARKETING, &zones, night, NULL, &window);
  g_assert_false (window.allowed);
}

static void
test_jurisdictions_add (void)
{
  PealWhereabouts where = { .e164 = "+18505550123", .country = "US", .state = "KY" };
  PealZones zones;
  PealWindow window;

  /* Kentucky from 10 in Central and Florida until 20 in Eastern. */
  peal_zones_find (&where, &zones);
  peal_window_check (PEAL_MESSAGE_MARKETING, &zones, at ("2026-11-23T10:30:00-05:00"), NULL, &window);
  g_assert_false (window.allowed);
  g_assert_cmpint (window.next_allowed, ==, at ("2026-11-23T11:00:00-05:00"));
  g_assert_cmpint (window.allowed_until, ==, at ("2026-11-23T20:00:00-05:00"));
  g_assert_cmpstr (window.rule, ==, "US-KY");
  g_assert_cmpstr (window.zone, ==, "America/Chicago");
}

static void
test_nowhere_and_never (void)
{
  PealWhereabouts where = { .e164 = "+13055550123", .own_zone = "Asia/Tokyo", .country = "US", .state = "KY" };
  PealZones zones, unheard_of = { .zones = { "Europe/Atlantis" }, .n_zones = 1 };
  PealWindow window;

  peal_window_check (PEAL_MESSAGE_MARKETING, &unheard_of, at ("2026-11-23T12:00:00Z"), NULL, &window);
  g_assert_false (window.allowed);
  g_assert_cmpint (window.reason, ==, PEAL_WINDOW_UNKNOWN_ZONE);
  /* where nobody knows whose law holds, the strictest that is everywhere does */
  unheard_of.zones[0] = "Europe/Paris";
  peal_window_check (PEAL_MESSAGE_MARKETING, &unheard_of, at ("2026-11-23T03:00:00+01:00"), NULL, &window);
  g_assert_false (window.allowed);
  g_assert_cmpstr (window.rule, ==, "DEFAULT");
  find ("+80012345678", &zones);
  peal_window_check (PEAL_MESSAGE_MARKETING, &zones, at ("2026-11-23T12:00:00Z"), NULL, &window);
  g_assert_false (window.allowed);
  g_assert_cmpint (window.reason, ==, PEAL_WINDOW_UNKNOWN_ZONE);
  g_assert_cmpint (window.next_allowed, ==, PEAL_WINDOW_NEVER);

  /* Florida until 20, Kentucky from 10, and Tokyo 13 hours ahead: no hour suits all. */
  peal_zones_find (&where, &zones);
  peal_window_check (PEAL_MESSAGE_MARKETING, &zones, at ("2026-07-06T12:00:00-04:00"), NULL, &window);
  g_assert_false (window.allowed);
  g_assert_cmpint (window.next_allowed, ==, PEAL_WINDOW_NEVER);
  g_assert_cmpint (window.allowed_until, ==, PEAL_WINDOW_NEVER);
  g_assert_cmpstr (window.zone, ==, "Asia/Tokyo");
  g_assert_cmpstr (window.rule, ==, "US-KY");
}

static void
test_explain (void)
{
  static const struct
  {
    const char *e164;
    const char *at;
    const char *text;
  } texts[] = {
    { "+12145550123", "2026-11-22T10:30:00-06:00", "It is Sunday 10:30 in America/Chicago; US-TX allows 12:00-21:00." },
    { "+12055550123", "2026-11-22T10:30:00-06:00", "It is Sunday 10:30 in America/Chicago; US-AL allows nothing on Sundays." },
    { "+12055550123", "2026-11-26T10:30:00-06:00", "It is Thursday 10:30 in America/Chicago; US-AL allows nothing on holidays (Thanksgiving)." },
    { "+80012345678", "2026-11-26T10:30:00-06:00", "Nobody knows what time it is there: set the time zone of the contact." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text = NULL;
      PealZones zones;
      PealWindow window;

      find (texts[i].e164, &zones);
      peal_window_check (PEAL_MESSAGE_MARKETING, &zones, at (texts[i].at), NULL, &window);
      text = peal_window_explain (&window, at (texts[i].at));
      g_assert_cmpstr (text, ==, texts[i].text);
    }
}

static void
test_rules (void)
{
  const PealCap *cap;

  g_assert_cmpstr (peal_window_get_rule ("US-FL")->id, ==, "US-FL");
  g_assert_cmpstr (peal_window_get_rule ("US-CA")->id, ==, "US");
  g_assert_cmpstr (peal_window_get_rule ("CA-ON")->id, ==, "CA");
  g_assert_cmpstr (peal_window_get_rule ("JM")->id, ==, "DEFAULT");
  g_assert_cmpstr (peal_window_get_rule ("US-FL")->confidence, ==, "statute");
  g_assert_cmpuint (peal_window_get_rule ("US-VA")->optout_years, ==, 10);
  g_assert_true (peal_window_get_rule ("US-NY")->has_emergency_ban);
  g_assert_cmpuint (peal_n_send_rules, ==, 38);
  g_assert_nonnull (peal_window_get_nth_rule (37));
  g_assert_null (peal_window_get_nth_rule (38));

  g_assert_null (peal_window_get_cap ("US-TX"));
  cap = peal_window_get_cap ("US-FL");
  g_assert_cmpuint (cap->n, ==, 3);
  g_assert_cmpuint (cap->hours, ==, 24);
  g_assert_true (cap->same_subject);
  g_assert_null (cap->unless);
  cap = peal_window_get_cap ("US-OR");
  g_assert_false (cap->same_subject);
  g_assert_nonnull (cap->unless);
}

/* What the setting "safest hours" promises: no rule forbids any of them, but for whole days. */
static void
test_safest_is_in_every_rule (void)
{
  const PealSendRule *safest = NULL;

  for (guint i = 0; i < peal_n_send_rules; i++)
    if (strcmp (peal_send_rules[i].info.id, "SAFEST") == 0)
      safest = &peal_send_rules[i];
  g_assert_nonnull (safest);

  for (guint i = 0; i < peal_n_send_rules; i++)
    for (guint day = 0; day < 6; day++)
      {
        g_test_message ("%s day %u", peal_send_rules[i].info.id, day);
        g_assert_cmpuint (peal_send_rules[i].days[day][0].start, <=, safest->days[day][0].start);
        g_assert_cmpuint (peal_send_rules[i].days[day][0].end, >=, safest->days[day][0].end);
      }
}

static void
test_holidays (void)
{
  static const struct
  {
    const char *jurisdiction;
    int year, month, day;
    const char *name;
  } days[] = {
    { "US-MS", 2026, 11, 26, "Thanksgiving" },
    { "US-MS", 2026, 11, 27, "Day after Thanksgiving" },
    { "US-UT", 2026, 11, 27, NULL },
    { "US-MS", 2026, 5, 25, "Memorial Day" },
    { "US-MS", 2026, 5, 18, NULL },
    { "US-MS", 2026, 4, 27, "Confederate Memorial Day" },
    { "US-AL", 2026, 1, 19, "Martin Luther King Day" },
    { "US-AL", 2026, 7, 3, "Independence Day" }, /* the 4th is a Saturday */
    { "US-AL", 2026, 7, 4, "Independence Day" },
    { "US-AL", 2027, 7, 5, "Independence Day" }, /* the 4th is a Sunday */
    { "US-AL", 2028, 7, 3, NULL },
    { "US-AL", 2027, 12, 31, "New Year's Day" }, /* of 2028, a Saturday */
    { "US-LA", 2027, 2, 9, "Mardi Gras" },
    { "US-LA", 2026, 4, 3, "Good Friday" },
    { "US-LA", 2026, 11, 3, "Election Day" },
    { "US-PA", 2022, 11, 8, "Election Day" }, /* the 1st is a Tuesday before the first Monday */
    { "US-PA", 2022, 11, 1, NULL },
    { "US-RI", 2026, 5, 4, "Rhode Island Independence Day" },
    { "US-RI", 2026, 8, 10, "Victory Day" },
    { "US-UT", 2026, 6, 15, "Juneteenth, as observed in Utah" },
    { "FR", 2026, 4, 6, "Lundi de P\xc3\xa2ques" },
    { "FR", 2026, 5, 14, "Ascension" },
    { "FR", 2026, 5, 25, "Lundi de Pentec\xc3\xb4te" },
    { "FR", 2027, 7, 15, NULL },
    { "FR", 2038, 4, 26, "Lundi de P\xc3\xa2ques" }, /* as late as Easter can be */
    { "FR", 2035, 3, 26, "Lundi de P\xc3\xa2ques" },
    { "DE", 2026, 12, 25, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      GDate date;

      g_date_set_dmy (&date, days[i].day, days[i].month, days[i].year);
      g_test_message ("%s %d-%d-%d", days[i].jurisdiction, days[i].year, days[i].month, days[i].day);
      g_assert_cmpstr (peal_holiday_find (days[i].jurisdiction, g_date_get_julian (&date)), ==, days[i].name);
    }
}

/* The plain way to say what is allowed: take the wall clock of each zone and look at the table. */
static gboolean
is_open_plainly (const PealZones *zones,
                 GTimeZone      **clocks,
                 gint64           when)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc_usec (when);

  for (guint z = 0; z < zones->n_zones; z++)
    {
      g_autoptr(GDateTime) local = g_date_time_to_timezone (utc, clocks[z]);
      guint minute = g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local);
      guint weekday = g_date_time_get_day_of_week (local) - 1;
      GDate date;

      g_date_set_dmy (&date, g_date_time_get_day_of_month (local), g_date_time_get_month (local), g_date_time_get_year (local));
      for (guint j = 0; j < zones->n_jurisdictions; j++)
        {
          const PealSendRule *rule = (const PealSendRule *) peal_window_get_rule (zones->jurisdictions[j]);
          const PealSpan *span = &rule->days[weekday][0];

          if (minute < span->start || minute >= span->end || (weekday == 6 && rule->discouraged_sundays))
            return FALSE;
          if ((rule->closed_on_holidays || rule->discouraged_holidays) &&
              peal_holiday_find (zones->jurisdictions[j], g_date_get_julian (&date)) != NULL)
            return FALSE;
        }
    }
  return TRUE;
}

static gint64
step_to_open (const PealZones *zones,
              gint64           when)
{
  GTimeZone *clocks[PEAL_ZONES_MAX];
  gint64 limit = when + PEAL_WINDOW_HORIZON;

  for (guint z = 0; z < zones->n_zones; z++)
    clocks[z] = g_time_zone_new_identifier (zones->zones[z]);
  while (when < limit && !is_open_plainly (zones, clocks, when))
    when = (when / PEAL_MINUTE + 1) * PEAL_MINUTE;
  for (guint z = 0; z < zones->n_zones; z++)
    g_time_zone_unref (clocks[z]);
  return when < limit ? when : PEAL_WINDOW_NEVER;
}

/* Edge to edge must find what minute by minute finds. Half of the times lie around the nights on
 * which clocks are set. */
static void
test_as_minute_by_minute (void)
{
  static const char *const numbers[] = {
    "+18505550123", "+12145550123", "+14015550123", "+15045550123", "+19285550123", "+19075550123", "+17095550123",
    "+18675550123", "+18005550199", "+33612345678", "+34612345678", "+447700900123", "+919123456780", "+61412345678",
    "+5511912345678", "+525512345678", "+212612345678", "+9779812345678", "+642112345678", "+4915112345678",
    "+12155550123", "+16055550123", "+18015550123", "+77012345678", "+390612345678",
  };
  static const char *const clock_changes[] = { "2026-03-08T00:00:00Z", "2026-03-29T00:00:00Z", "2026-10-25T00:00:00Z",
                                               "2026-11-01T00:00:00Z", "2027-04-04T00:00:00Z" };
  g_autoptr(GRand) chance = g_rand_new_with_seed (850);

  for (guint i = 0; i < 300; i++)
    {
      const char *number = numbers[g_rand_int_range (chance, 0, G_N_ELEMENTS (numbers))];
      gint64 when = i % 2 == 0 ? at (clock_changes[g_rand_int_range (chance, 0, G_N_ELEMENTS (clock_changes))]) +
                                   g_rand_int_range (chance, -3 * 86400, 86400) * PEAL_SECOND
                               : at ("2026-01-01T00:00:00Z") + g_rand_int_range (chance, 0, 730 * 86400) * PEAL_SECOND;
      gint64 next;
      PealZones zones;
      PealWindow window;

      find (number, &zones);
      peal_window_check (PEAL_MESSAGE_MARKETING, &zones, when, NULL, &window);
      next = step_to_open (&zones, when);
      g_test_message ("%s at %" G_GINT64_FORMAT, number, when);
      g_assert_cmpint (window.next_allowed, ==, next);
      g_assert_cmpint (window.allowed, ==, next == when);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/window/rows", test_rows);
  g_test_add_func ("/window/options", test_options);
  g_test_add_func ("/window/kinds", test_kinds);
  g_test_add_func ("/window/jurisdictions-add", test_jurisdictions_add);
  g_test_add_func ("/window/nowhere-and-never", test_nowhere_and_never);
  g_test_add_func ("/window/explain", test_explain);
  g_test_add_func ("/window/rules", test_rules);
  g_test_add_func ("/window/safest-is-in-every-rule", test_safest_is_in_every_rule);
  g_test_add_func ("/window/holidays", test_holidays);
  g_test_add_func ("/window/as-minute-by-minute", test_as_minute_by_minute);
  return g_test_run ();
}
