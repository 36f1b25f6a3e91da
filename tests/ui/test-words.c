/* test-words.c: what people read: errors, events, times, money.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-change-text.h"
#include "peal-clock.h"
#include "peal-consent-text.h"
#include "peal-engine.h"
#include "peal-error-text.h"
#include "peal-event-text.h"
#include "peal-format.h"
#include "peal-later-text.h"
#include "peal-law-text.h"
#include "peal-state-text.h"
#include "peal-reason-text.h"
#include "peal-secret.h"

/* Tuesday, 10 November 2026, 12:00 UTC. */
#define NOON (G_GINT64_CONSTANT (1794312000) * PEAL_SECOND)

/* Every code that tells people something of its own. */
static void
test_errors (void)
{
  const struct
  {
    GQuark domain;
    int first;
    int last;
  } rows[] = {
    { PEAL_STORE_ERROR, PEAL_STORE_ERROR_FAILED + 1, PEAL_STORE_ERROR_CONFLICT },
    { PEAL_GATEWAY_ERROR, 0, PEAL_GATEWAY_ERROR_UNSUPPORTED },
    { PEAL_ENGINE_ERROR, 0, PEAL_ENGINE_ERROR_NOT_ALLOWED },
    { PEAL_SECRET_ERROR, 0, PEAL_SECRET_ERROR_LOCKED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    for (int code = rows[i].first; code <= rows[i].last; code++)
      {
        g_autoptr(GError) error = g_error_new_literal (rows[i].domain, code, "inner workings");
        g_autofree char *text = peal_error_text (error);

        g_assert_nonnull (text);
        g_assert_null (strstr (text, "inner workings"));
        g_assert_true (g_str_has_suffix (text, "."));
      }
}

/* What was done before is told, and "nothing was saved" is not said of it. */
static void
test_errors_after (void)
{
  static const struct
  {
    PealStoreErrorCode code;
    const char *text;
  } rows[] = {
    { PEAL_STORE_ERROR_FULL, "3 messages <b>. Not the others: The disk is full. Make room, then go on." },
    { PEAL_STORE_ERROR_CLOSED, "3 messages <b>. Not the others: The workspace was closed." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = g_error_new_literal (PEAL_STORE_ERROR, (int) rows[i].code, "inner workings");
      g_autofree char *text = peal_error_text_after ("3 messages <b>", error);

      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

static void
test_unknown_error (void)
{
  g_autoptr(GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "inner %s workings");
  g_autofree char *text = peal_error_text (error);

  g_assert_nonnull (strstr (text, "inner %s workings"));
}

static void
test_events (void)
{
  static const struct
  {
    const char *event;
    guint count;
    const char *name;
    const char *text;
  } rows[] = {
    { "message.received", 1, "Anna", "Anna wrote" },
    { "message.received", 1, NULL, "1 message came in" },
    { "message.received", 12, NULL, "12 messages came in" },
    { "message.delivered", 2, "Anna", "2 messages were delivered" },
    { "compliance.opt_out", 1, "%s<b>&", "%s<b>& asked to stop" },
    { "import.done", 1, "whatever", "1 file was imported" },
    { "contact.untagged", 3, NULL, "Tags of 3 contacts changed" },
    { "account.removed", 1, "Salon", "Salon is not used any more" },
    { "later.unheard_of", 3, "Anna", "later.unheard_of" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = peal_event_text (rows[i].event, rows[i].count, rows[i].name);

      g_assert_cmpstr (text, ==, rows[i].text);
      g_assert_nonnull (peal_event_icon (rows[i].event));
    }
  g_assert_true (peal_event_is_news ("message.received"));
  g_assert_true (peal_event_is_news ("later.unheard_of"));
  g_assert_false (peal_event_is_news ("message.queued"));
}

/* Everything that the store writes into its ledger. */
static void
test_known_events (void)
{
  static const char *const events[] = {
    "message.queued", "message.submitting", "message.accepted", "message.sent", "message.unknown",
    "message.delivered", "message.undelivered", "message.failed", "message.left_out",
    "message.rescheduled", "message.hurried", "message.edited", "messages.cancelled", "messages.restored",
    "messages.rescheduled", "messages.hurried",
    "message.cancelled", "message.restored", "message.held", "message.received",
    "contact.added", "contact.updated", "contact.deleted", "contact.restored", "contact.tagged",
    "contact.untagged", "contact.imported", "contact.removed", "group.added", "group.updated", "group.deleted",
    "group.restored", "group.joined", "group.left", "template.added", "template.updated",
    "template.deleted", "template.restored", "campaign.started", "campaign.paused",
    "campaign.resumed", "campaign.cancelled", "conversation.done", "conversation.open",
    "account.added", "account.changed", "account.removed", "account.restored",
    "compliance.opt_in", "compliance.opt_out", "compliance.review", "compliance.keep",
    "compliance.revoke", "compliance.withdraw", "compliance.do_not_contact", "setting.changed",
    "import.started", "import.done", "import.failed", "import.stopped", "import.undone",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (events); i++)
    for (guint count = 1; count <= 2; count++)
      {
        g_autofree char *text = peal_event_text (events[i], count, NULL);

        g_assert_null (strstr (text, events[i]));
        g_assert_nonnull (strchr (text, ' '));
      }
}

/* Each reason has words of its own, for people and for scripts, and those that go at a known time say it. */
static void
test_reasons (void)
{
  static const PealHoldReason timed[] = { PEAL_HOLD_SCHEDULED, PEAL_HOLD_WINDOW, PEAL_HOLD_RETRY, PEAL_HOLD_LIMIT,
                                         PEAL_HOLD_CAP, PEAL_HOLD_MONEY };
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int reason = PEAL_HOLD_NONE; reason < 100; reason++)
    {
      gboolean known = !g_str_equal (peal_hold_reason_to_string ((PealHoldReason) reason), "?");
      char *text = peal_reason_text ((PealHoldReason) reason, 0, NULL, NOON);

      g_test_message ("%d: %s", reason, text);
      g_assert_true (g_hash_table_add (seen, g_strdup (peal_hold_reason_to_string ((PealHoldReason) reason))) || !known);
      g_assert_true (known == (*text != '\0'));
      g_assert_true (g_hash_table_add (seen, text) || !known);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (timed); i++)
    {
      char *text = peal_reason_text (timed[i], NOON + 20 * PEAL_HOUR, NULL, NOON);

      g_assert_nonnull (strstr (text, "tomorrow 8:00"));
      g_assert_true (g_hash_table_add (seen, text));
    }
  /* what no day's money pays for says what to do */
  g_assert_true (g_hash_table_add (seen, peal_reason_text (PEAL_HOLD_MONEY, PEAL_TIME_NEVER, NULL, NOON)));
}

/* R-LAW-3: rule and zone behind what waits, wherever the person may be. */
static void
test_law (void)
{
#define SUNDAY (NOON - 2 * PEAL_DAY + 6 * PEAL_HOUR)
  static const struct
  {
    PealHoldReason reason;
    const char *theirs;
    gint64 at;
    const char *text;
    const char *country;
    const char *region;
    const char *zone;
    const char *explanation;
    gboolean safest;
  } rows[] = {
    { PEAL_HOLD_WINDOW, "+13055550123", NOON, "Florida: 8:00–20:00 on a Tuesday, by the clock of New York." },
    { PEAL_HOLD_WINDOW, "+18085550123", NOON, "United States: 8:00–21:00 on a Tuesday, by the clock of Honolulu." },
    { PEAL_HOLD_NEVER_ALLOWED, "+12055550123", SUNDAY, "Alabama: nothing on a Sunday, by the clock of Chicago." },
    { PEAL_HOLD_WINDOW, "+12125550101", NOON, "New York: 8:00–21:00 on a Tuesday, by the clock of Honolulu.", "US", "HI" },
    { PEAL_HOLD_WINDOW, "+12125550101", NOON + 3 * PEAL_HOUR, "" },
    { PEAL_HOLD_CAP, "+18505550123", NOON, "Florida: 3 messages in 24 hours." },
    { PEAL_HOLD_CAP, "+18505550123", NOON, "Florida: 3 messages in 24 hours. Oklahoma: 3 messages in 24 hours.", "US", "OK" },
    { PEAL_HOLD_CAP, "+18505550123", NOON, "Oklahoma: 3 messages in 24 hours.", "US", "OK", NULL,
      "US-OK: 3 messages in 24 hours already" },
    { PEAL_HOLD_CAP, "+12125550101", NOON, "" },
    /* which the law allows, but not the workspace */
    { PEAL_HOLD_WINDOW, "+12125550101", NOON + 12 * PEAL_HOUR, "" },
    { PEAL_HOLD_WINDOW, "+12125550101", NOON + 12 * PEAL_HOUR, "Peal’s own rule: 10:00–18:00 on a Tuesday, by the clock of New York.",
      .safest = TRUE },
    { PEAL_HOLD_OPTED_OUT, "+18505550123", NOON, "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      PealMessageRow message = { .theirs = (char *) rows[i].theirs, .kind = PEAL_MESSAGE_MARKETING, .country = (char *) rows[i].country,
                                 .region = (char *) rows[i].region, .zone = (char *) rows[i].zone, .reason = rows[i].reason,
                                 .explanation = (char *) rows[i].explanation };
      PealWindowOptions options = { .safest = rows[i].safest };
      g_autofree char *text = peal_law_text (&message, &options, rows[i].reason, rows[i].at);

      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

/* Each that a rule may name has a name here, the same in English. */
static void
test_states (void)
{
  g_assert_cmpstr (peal_state_text ("US-CA"), ==, "California");
  for (char first = 'A'; first <= 'Z'; first++)
    for (char second = 'A'; second <= 'Z'; second++)
      {
        const char us[] = { 'U', 'S', '-', first, second, '\0' }, canada[] = { 'C', 'A', '-', first, second, '\0' };

        g_assert_cmpstr (peal_state_text (us), ==, peal_zones_name_subdivision (us));
        g_assert_cmpstr (peal_state_text (canada), ==, peal_zones_name_subdivision (canada));
      }
}

/* What is due says what its account waits for. */
static void
test_due (void)
{
  static const struct
  {
    PealAccountCondition condition;
    gint64 until;            /* from now */
    const char *text;
  } rows[] = {
    { PEAL_ACCOUNT_READY, 0, "Sending…" },
    { PEAL_ACCOUNT_UNTRIED, 0, "Sending…" },
    { PEAL_ACCOUNT_ELSEWHERE, 0, "Sending…" },
    { PEAL_ACCOUNT_WAITING, PEAL_MINUTE - 1, "Sending…" },
    { PEAL_ACCOUNT_WAITING, PEAL_HOUR, "Waits until 13:00: the gateway asked for a pause, or does not answer" },
    { PEAL_ACCOUNT_OFFLINE, 0, "Waits: the gateway cannot be reached" },
    { PEAL_ACCOUNT_NO_NETWORK, 0, "Waits for the network" },
    { PEAL_ACCOUNT_REFUSED, 0, "Waits: the gateway refuses your account. Check it in Preferences" },
    { PEAL_ACCOUNT_NO_SECRET, 0, "Waits: the secret of the account cannot be read. Enter it again in Preferences" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(PealAccountHealth) health = peal_account_health_new (1);
      PealMessageRow message = { .state = PEAL_STATE_QUEUED, .not_before = NOON - 1, .created_at = NOON - PEAL_DAY };

      health->condition = rows[i].condition;
      health->until = rows[i].until != 0 ? NOON + rows[i].until : 0;
      for (int reason = PEAL_HOLD_NONE; reason <= PEAL_HOLD_SCHEDULED; reason++)
        {
          g_autofree char *text = NULL;

          message.reason = (PealHoldReason) reason;
          text = peal_message_text (&message, health, NOON);
          g_assert_cmpstr (text, ==, rows[i].text);
        }
    }
}

static void
test_times (void)
{
  static const struct
  {
    gint64 time;
    const char *when;
    const char *moment;
    const char *day;
  } rows[] = {
    { NOON - PEAL_HOUR, "11:00", "11:00", "Today" },
    { NOON - 12 * PEAL_HOUR, "0:00", "0:00", "Today" },
    { NOON - 13 * PEAL_HOUR, "Yesterday", "yesterday 23:00", "Yesterday" },
    { NOON - 3 * PEAL_DAY, "Saturday", "7 November 12:00", "Saturday, 7 November" },
    { NOON - 30 * PEAL_DAY, "11 Oct", "11 October 12:00", "Sunday, 11 October" },
    { NOON - 365 * PEAL_DAY, "10 Nov 2025", "10 November 12:00", "10 November 2025" },
    { NOON + 20 * PEAL_HOUR, "11 Nov", "tomorrow 8:00", "Wednesday, 11 November" },
    { NOON + 44 * PEAL_HOUR, "12 Nov", "Thursday 8:00", "Thursday, 12 November" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *when = peal_format_when (rows[i].time, NOON);
      g_autofree char *moment = peal_format_moment (rows[i].time, NOON);
      g_autofree char *day = peal_format_day (rows[i].time, NOON);

      g_assert_cmpstr (when, ==, rows[i].when);
      g_assert_cmpstr (moment, ==, rows[i].moment);
      g_assert_cmpstr (day, ==, rows[i].day);
    }
  g_assert_cmpint (peal_format_day_start (NOON, 0), ==, NOON - 12 * PEAL_HOUR);
  g_assert_cmpint (peal_format_day_start (NOON, -13), ==, NOON - 12 * PEAL_HOUR - 13 * PEAL_DAY);
}

static void
test_money (void)
{
  static const struct
  {
    gint64 micros;
    const char *currency;
    const char *text;
  } rows[] = {
    { 0, "USD", "$0.00" },
    { 7900, "USD", "$0.0079" },
    { 30000, "USD", "$0.03" },
    { 12340000, "EUR", "€12.34" },
    { 5000000, "CHF", "5.00 CHF" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = peal_format_money (rows[i].micros, rows[i].currency);

      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

static void
test_numbers (void)
{
  static const struct
  {
    const char *region;
    const char *text;
  } rows[] = {
    { "US", "\u2066(212) 555-0101\u2069" },
    { "DE", "\u2066+1 212-555-0101\u2069" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = NULL;

      peal_format_set_region (rows[i].region);
      text = peal_format_number ("+12125550101");
      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

static void
test_consent (void)
{
  PealConsent consent = { .e164 = (char *) "+12125550101", .state = PEAL_CONSENT_OPTED_OUT,
                          .changed_at = NOON - PEAL_HOUR };
  g_autofree char *out = peal_consent_sentence (&consent, NOON);
  g_autofree char *review = NULL;

  g_assert_cmpstr (out, ==, "Asked to stop, 11:00");
  consent.state = PEAL_CONSENT_UNKNOWN;
  consent.review = TRUE;
  review = peal_consent_sentence (&consent, NOON);
  g_assert_cmpstr (review, ==, "May have asked to stop. Read what they wrote.");
  g_assert_cmpstr (peal_consent_label (PEAL_CONSENT_OPTED_OUT, TRUE), ==, "Asked to stop");
}

/* A chosen time, with all that a person should know about it. The number is one of New York. */
static void
test_later (void)
{
#define YORK "+12125550101"
  static const struct
  {
    gint64 span;
    PealCivilFit fit;
    const char *theirs;
    PealMessageKind kind;
    const char *text;
    const char *own_zone;
    const char *state;
  } rows[] = {
    { 21 * PEAL_HOUR, PEAL_CIVIL_UNIQUE, NULL, PEAL_MESSAGE_CONVERSATIONAL, "It will wait until tomorrow 9:00." },
    { 21 * PEAL_HOUR, PEAL_CIVIL_UNIQUE, "+442079460018", PEAL_MESSAGE_CONVERSATIONAL, "It will wait until tomorrow 9:00." },
    { 21 * PEAL_HOUR, PEAL_CIVIL_UNIQUE, YORK, PEAL_MESSAGE_CONVERSATIONAL,
      "It will wait until tomorrow 9:00, which is tomorrow 4:00 in New York." },
    { 21 * PEAL_HOUR, PEAL_CIVIL_UNIQUE, YORK, PEAL_MESSAGE_MARKETING,
      "It will wait until tomorrow 9:00, which is tomorrow 4:00 in New York. The law does not allow news and offers at "
      "that hour, only from tomorrow 8:00 in New York on." },
    { 4 * PEAL_HOUR, PEAL_CIVIL_UNIQUE, YORK, PEAL_MESSAGE_MARKETING,
      "It will wait until 16:00, which is 11:00 in New York." },
    { 21 * PEAL_HOUR, PEAL_CIVIL_GAP, NULL, PEAL_MESSAGE_MARKETING,
      "It will wait until tomorrow 9:00. The clocks are set forward then and never show the time that you have chosen." },
    { 21 * PEAL_HOUR, PEAL_CIVIL_OVERLAP, NULL, PEAL_MESSAGE_MARKETING,
      "It will wait until tomorrow 9:00. The clocks are set back then and show this time twice: the first one counts." },
    { 400 * PEAL_DAY, PEAL_CIVIL_UNIQUE, NULL, PEAL_MESSAGE_MARKETING, "It will wait until 15 December 2027 12:00." },
    { 0, PEAL_CIVIL_UNIQUE, YORK, PEAL_MESSAGE_MARKETING, "That time has passed." },
    /* where they say they are counts as well: it is 14:00 in New York, and 5:00 in Honolulu */
    { 3 * PEAL_HOUR, PEAL_CIVIL_UNIQUE, YORK, PEAL_MESSAGE_MARKETING,
      "It will wait until 15:00, which is 10:00 in New York." },
    { 3 * PEAL_HOUR, PEAL_CIVIL_UNIQUE, YORK, PEAL_MESSAGE_MARKETING,
      "It will wait until 15:00, which is 10:00 in New York.", "America/New_York" },
    { 3 * PEAL_HOUR, PEAL_CIVIL_UNIQUE, YORK, PEAL_MESSAGE_MARKETING,
      "It will wait until 15:00. The law does not allow news and offers at that hour, only from 18:00 on.",
      "Pacific/Honolulu" },
    { 3 * PEAL_HOUR, PEAL_CIVIL_UNIQUE, YORK, PEAL_MESSAGE_MARKETING,
      "It will wait until 15:00. The law does not allow news and offers at that hour, only from 18:00 on.", NULL, "HI" },
    { 3 * PEAL_HOUR, PEAL_CIVIL_UNIQUE, YORK, PEAL_MESSAGE_CONVERSATIONAL, "It will wait until 15:00.",
      "Pacific/Honolulu" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      PealWhereabouts where = {
        .e164 = rows[i].theirs, .own_zone = rows[i].own_zone, .country = rows[i].state != NULL ? "US" : NULL,
        .state = rows[i].state,
      };
      PealLaterChoice choice = { NOON + rows[i].span, rows[i].fit, NOON, rows[i].theirs != NULL ? &where : NULL,
                                 rows[i].kind };
      g_autofree char *text = peal_later_choice_text (&choice);

      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

#define FSI "\u2066"
#define PDI "\u2069"

/* What was and what is, in each kind of field; what was written before there were values. */
static void
test_changes (void)
{
  static const struct
  {
    const char *field, *name, *old, *new, *text;
  } rows[] = {
    { "org", "", "Acme", "<b>&", "Company: Acme → <b>&" },
    { "org", "", "", "Acme", "Company: Acme added" },
    { "org", "", "Acme", "", "Company: Acme removed" },
    { "phones", "", "+12015550101", "+12015550102, +12015550103",
      "Numbers: " FSI "(201) 555-0102" PDI ", " FSI "(201) 555-0103" PDI " added, " FSI "(201) 555-0101" PDI " removed" },
    { "phones", "", "", "", "Numbers" },
    { "tags", "", "vip", "new", "Tags: new added, vip removed" },
    { "birthday", "", "--02-29", "1980-02-29", "Birthday: 29 February → 29 February 1980" },
    { "country", "", "DE", "FR", "Country: Germany → France" },
    { "custom", "Shoe Size", "44", "45", "Shoe Size: 44 → 45" },
    { "notes", "", "one\ntwo", "1234567890123456789012345678901234567890123456789", "Notes: one two → "
      "123456789012345678901234567890123456789012345678…" },
    { "later", "", "a", "b", "later: a → b" },
  };
  g_autoptr(GPtrArray) changes = g_ptr_array_new ();
  g_autofree char *none = peal_change_texts (changes, "notes,phones,later");
  g_autofree char *both = NULL;

  peal_format_set_region ("US");
  g_assert_cmpstr (none, ==, "Notes, Numbers");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      PealTimelineChange change = { (char *) rows[i].field, (char *) rows[i].name, (char *) rows[i].old,
                                    (char *) rows[i].new };
      g_autofree char *text = peal_change_text (&change);

      g_assert_cmpstr (text, ==, rows[i].text);
    }
  g_ptr_array_add (changes, &(PealTimelineChange) { (char *) "org", (char *) "", (char *) "a", (char *) "b" });
  g_ptr_array_add (changes, &(PealTimelineChange) { (char *) "score", (char *) "", (char *) "1", (char *) "2" });
  both = peal_change_texts (changes, "org,score");
  g_assert_cmpstr (both, ==, "Company: a → b\nScore: 1 → 2");
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/words/errors", test_errors);
  g_test_add_func ("/words/errors-after", test_errors_after);
  g_test_add_func ("/words/unknown-error", test_unknown_error);
  g_test_add_func ("/words/events", test_events);
  g_test_add_func ("/words/known-events", test_known_events);
  g_test_add_func ("/words/reasons", test_reasons);
  g_test_add_func ("/words/law", test_law);
  g_test_add_func ("/words/states", test_states);
  g_test_add_func ("/words/due", test_due);
  g_test_add_func ("/words/times", test_times);
  g_test_add_func ("/words/money", test_money);
  g_test_add_func ("/words/numbers", test_numbers);
  g_test_add_func ("/words/consent", test_consent);
  g_test_add_func ("/words/later", test_later);
  g_test_add_func ("/words/changes", test_changes);
  return g_test_run ();
}
