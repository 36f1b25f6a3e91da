/* test-plan.c: who gets which text, who not and why: R-SEND-6.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-plan.h"

#include "peal-clock.h"
#include "peal-custom.h"
#include "peal-phone.h"

/* 2026-11-23 17:00 UTC, a Monday: noon in New York. */
#define NOON (G_GINT64_CONSTANT (1795453200) * PEAL_SECOND)

typedef struct
{
  PealPlan plan;
  PealSendRequest *request;
  GPtrArray *prices;         /* of the one sender that there is at first */
  PealGateRules rules;
} Fixture;

/* The prices of the new sender; borrowed. */
static GPtrArray *
add_sender (Fixture *fixture,
            gint64   account_id)
{
  g_autoptr(PealAccount) account = peal_account_new ("twilio", "Main");
  g_autoptr(GPtrArray) prices = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_price_free);

  account->id = account_id;
  g_ptr_array_add (fixture->plan.senders, peal_sender_new (account, prices));
  return prices;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->request = peal_send_request_new ();
  fixture->plan = (PealPlan) {
    .candidates = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_candidate_free),
    .consents = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_consent_free),
    .senders = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_sender_free),
    .rules = &fixture->rules,
    .request = fixture->request,
    .now = NOON,
  };
  fixture->prices = add_sender (fixture, 1);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_ptr_array_unref (fixture->plan.candidates);
  g_ptr_array_unref (fixture->plan.consents);
  g_ptr_array_unref (fixture->plan.senders);
  peal_send_report_unref (fixture->plan.report);
  peal_send_request_free (fixture->request);
}

static PealConsent *
add_consent (Fixture         *fixture,
             PealConsentState state)
{
  PealConsent *consent = g_new0 (PealConsent, 1);

  consent->state = state;
  g_ptr_array_add (fixture->plan.consents, consent);
  return consent;
}

/* The last candidate gets its message from sender @index. */
static void
set_sender (Fixture *fixture,
            guint    index)
{
  PealCandidate *candidate = g_ptr_array_index (fixture->plan.candidates, fixture->plan.candidates->len - 1);

  candidate->sender = g_ptr_array_index (fixture->plan.senders, index);
  g_set_str (&candidate->ours, index == 0 ? "+15005550006" : "+15005550007");
}

static void
add_contact (Fixture    *fixture,
             gint64      id,
             const char *given,
             const char *e164)
{
  PealContact *contact = peal_contact_new ();

  contact->id = id;
  g_set_str (&contact->given, given);
  g_set_str (&contact->display, given);
  if (e164 != NULL)
    {
      PealContactPhone *phone = peal_contact_phone_new (e164);

      g_set_str (&phone->region, "US");
      g_ptr_array_add (contact->phones, phone);
      add_consent (fixture, PEAL_CONSENT_OPTED_IN);
    }
  g_ptr_array_add (fixture->plan.candidates, peal_candidate_new_for_contact (contact));
  set_sender (fixture, 0);
}

static void
add_number (Fixture    *fixture,
            const char *typed)
{
  PealCandidate *candidate = peal_candidate_new_for_number (typed, "US");

  g_ptr_array_add (fixture->plan.candidates, candidate);
  set_sender (fixture, 0);
  if (candidate->e164 != NULL)
    add_consent (fixture, PEAL_CONSENT_UNKNOWN);
}

static void
judge (Fixture    *fixture,
       const char *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PealMergeTemplate) template = peal_merge_template_new (text, peal_custom_list_reserved (), NULL, &error);

  g_assert_no_error (error);
  fixture->plan.text = template;
  g_assert_true (peal_plan_judge (&fixture->plan, &error));
  fixture->plan.text = NULL;
}

static const PealRecipient *
recipient (Fixture *fixture,
           guint    index)
{
  return g_ptr_array_index (fixture->plan.report->recipients, index);
}

static void
assert_reason (Fixture       *fixture,
               guint          index,
               PealHoldReason reason)
{
  g_assert_cmpstr (peal_hold_reason_to_string (recipient (fixture, index)->reason), ==,
                   peal_hold_reason_to_string (reason));
}

static void
assert_counts (Fixture *fixture,
               guint    n_now,
               guint    n_later,
               guint    n_left_out)
{
  g_assert_cmpuint (fixture->plan.report->n_now, ==, n_now);
  g_assert_cmpuint (fixture->plan.report->n_later, ==, n_later);
  g_assert_cmpuint (fixture->plan.report->n_left_out, ==, n_left_out);
}

static void
test_everybody_has_a_row (Fixture      *fixture,
                          gconstpointer data)
{
  add_contact (fixture, 1, "Ann", "+12015550101");
  add_contact (fixture, 2, "", "+12015550102");
  add_contact (fixture, 3, "Bob", NULL);
  add_number (fixture, "(201) 555-0101");
  add_number (fixture, "12");
  add_number (fixture, "+12015550103");
  judge (fixture, "Hello {first_name}");

  g_assert_cmpuint (fixture->plan.report->recipients->len, ==, 6);
  assert_reason (fixture, 0, PEAL_HOLD_NONE);
  g_assert_cmpstr (recipient (fixture, 0)->body, ==, "Hello Ann");
  assert_reason (fixture, 1, PEAL_HOLD_MISSING_FIELD);
  g_assert_cmpstr (recipient (fixture, 1)->explanation, ==, "first_name");
  assert_reason (fixture, 2, PEAL_HOLD_NO_NUMBER);
  assert_reason (fixture, 3, PEAL_HOLD_DUPLICATE);
  assert_reason (fixture, 4, PEAL_HOLD_BAD_NUMBER);
  g_assert_cmpstr (recipient (fixture, 4)->display, ==, "12");
  assert_reason (fixture, 5, PEAL_HOLD_MISSING_FIELD);
  assert_counts (fixture, 1, 0, 5);
}

/* Two people share a number: if the first is left out for a missing name, the second still gets it. */
static void
test_shared_number (Fixture      *fixture,
                    gconstpointer data)
{
  add_contact (fixture, 1, "", "+12015550101");
  add_contact (fixture, 2, "Ann", "+12015550101");
  add_contact (fixture, 3, "Bob", "+12015550101");
  judge (fixture, "Hello {first_name}");
  assert_reason (fixture, 0, PEAL_HOLD_MISSING_FIELD);
  assert_reason (fixture, 1, PEAL_HOLD_NONE);
  assert_reason (fixture, 2, PEAL_HOLD_DUPLICATE);
}

/* A landline is left out, unless the person has another number. */
static void
test_landline (Fixture      *fixture,
               gconstpointer data)
{
  static const PealPhoneType kinds[][2] = {
    { PEAL_PHONE_TYPE_FIXED_LINE, PEAL_PHONE_TYPE_FIXED_LINE },
    { PEAL_PHONE_TYPE_FIXED_LINE, PEAL_PHONE_TYPE_MOBILE },
    { PEAL_PHONE_TYPE_FIXED_LINE_OR_MOBILE, PEAL_PHONE_TYPE_MOBILE },
  };
  static const char *const texted[] = { "+12015550101", "+12015550112", "+12015550121" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      PealContact *contact = peal_contact_new ();

      for (guint k = 0; k < 2; k++)
        {
          g_autofree char *e164 = g_strdup_printf ("+120155501%u%u", i, k + 1);
          PealContactPhone *phone = peal_contact_phone_new (e164);

          phone->kind = kinds[i][k];
          g_ptr_array_add (contact->phones, phone);
        }
      add_consent (fixture, PEAL_CONSENT_OPTED_IN);
      g_ptr_array_add (fixture->plan.candidates, peal_candidate_new_for_contact (contact));
      set_sender (fixture, 0);
    }
  add_number (fixture, "+442079460018");
  judge (fixture, "Hello");
  for (guint i = 0; i < G_N_ELEMENTS (texted); i++)
    {
      assert_reason (fixture, i, i == 0 ? PEAL_HOLD_LANDLINE : PEAL_HOLD_NONE);
      g_assert_cmpstr (recipient (fixture, i)->e164, ==, texted[i]);
    }
  assert_reason (fixture, 3, PEAL_HOLD_LANDLINE);
  assert_counts (fixture, 2, 0, 2);
}

/* The business's own fields; a number is written as such. */
static void
test_custom_field (void)
{
  static const char *const fields[] = { "dog", "size", NULL };
  g_autoptr(PealMergeTemplate) text = peal_plan_parse_text ("{dog|nobody}, {size|0}", fields, NULL);
  PealContact *contact = peal_contact_new ();
  PealCandidate *candidate;
  g_autofree char *known = NULL;
  g_autofree char *unknown = NULL;
  g_autofree char *bare = NULL;

  g_assert_null (peal_plan_parse_text ("{cat}", fields, NULL));
  g_set_str (&contact->custom, "{\"dog\":\"{size}\",\"size\":3.5}");
  candidate = peal_candidate_new_for_contact (contact);
  known = peal_candidate_render (candidate, text, NULL);
  g_assert_cmpstr (known, ==, "{size}, 3.5");
  peal_candidate_free (candidate);

  candidate = peal_candidate_new_for_contact (peal_contact_new ());
  unknown = peal_candidate_render (candidate, text, NULL);
  g_assert_cmpstr (unknown, ==, "nobody, 0");
  peal_candidate_free (candidate);

  candidate = peal_candidate_new_for_number ("+12015550101", "US");
  bare = peal_candidate_render (candidate, text, NULL);
  g_assert_cmpstr (bare, ==, "nobody, 0");
  peal_candidate_free (candidate);
}

static void
test_nothing_left (Fixture      *fixture,
                   gconstpointer data)
{
  add_contact (fixture, 1, "", "+12015550101");
  judge (fixture, " {first_name|} ");
  assert_reason (fixture, 0, PEAL_HOLD_MISSING_FIELD);
  assert_counts (fixture, 0, 0, 1);
}

static void
test_too_long (Fixture      *fixture,
               gconstpointer data)
{
  g_autofree char *fits = g_strnfill (1530, 'a');
  g_autofree char *longer = g_strnfill (1531, 'a');

  add_contact (fixture, 1, "Ann", "+12015550101");
  judge (fixture, fits);
  assert_reason (fixture, 0, PEAL_HOLD_NONE);
  g_assert_cmpuint (recipient (fixture, 0)->segments, ==, 10);
  g_clear_pointer (&fixture->plan.report, peal_send_report_unref);
  judge (fixture, longer);
  assert_reason (fixture, 0, PEAL_HOLD_TOO_LONG);
}

static void
test_scheduled (Fixture      *fixture,
                gconstpointer data)
{
  add_contact (fixture, 1, "Ann", "+12015550101");
  fixture->request->not_before = NOON + PEAL_HOUR;
  judge (fixture, "Hello");
  assert_reason (fixture, 0, PEAL_HOLD_SCHEDULED);
  g_assert_cmpint (recipient (fixture, 0)->until, ==, NOON + PEAL_HOUR);
  assert_counts (fixture, 0, 1, 0);
}

/* Scheduled for a time at which it may not be sent: it waits for the window after that time. */
static void
test_scheduled_at_night (Fixture      *fixture,
                         gconstpointer data)
{
  add_contact (fixture, 1, "Ann", "+12015550101");
  fixture->request->kind = PEAL_MESSAGE_MARKETING;
  fixture->request->not_before = NOON + 12 * PEAL_HOUR;
  judge (fixture, "Sale");
  assert_reason (fixture, 0, PEAL_HOLD_WINDOW);
  g_assert_cmpint (recipient (fixture, 0)->until, >, NOON + 12 * PEAL_HOUR);
  assert_counts (fixture, 0, 1, 0);
}

/* At nine on each one's own clock; where several come into question, when it is nine on the last of them. */
static void
test_own_time (Fixture      *fixture,
               gconstpointer data)
{
  static const struct
  {
    const char *e164;
    const char *zone;      /* of the contact, "" = not known */
    int hour;              /* of that day, UTC */
  } rows[] = {
    { "+12015550101", "", 14 },               /* New York alone */
    { "+18505550101", "", 15 },               /* New York and Chicago */
    { "+12085550101", "", 17 },               /* Boise and Los Angeles */
    { "+12085550102", "America/Boise", 16 },
    { "+12015550102", "Asia/Tokyo", 0 },
    { "+8811234567", "", 8 },                 /* nowhere: as the business */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      PealCandidate *candidate;

      add_contact (fixture, i + 1, "Ann", rows[i].e164);
      candidate = g_ptr_array_index (fixture->plan.candidates, i);
      g_set_str (&candidate->contact->zone, rows[i].zone);
      if (g_str_has_prefix (rows[i].e164, "+881"))
        g_set_str (&candidate->region, "001");
    }
  fixture->request->local = (PealCivilTime) { .year = 2026, .month = 11, .day = 24, .hour = 9 };
  g_set_str (&fixture->request->zone, "Europe/Berlin");
  judge (fixture, "Good morning");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s %s", rows[i].e164, rows[i].zone);
      assert_reason (fixture, i, PEAL_HOLD_SCHEDULED);
      g_assert_cmpint (recipient (fixture, i)->until, ==, NOON + (7 + rows[i].hour) * PEAL_HOUR);
    }
}

/* What is late for this one is judged as the schedule says; what has another reason keeps it. */
static void
test_late (Fixture      *fixture,
           gconstpointer data)
{
  static const struct
  {
    PealMissedPolicy policy;
    int late;              /* minutes */
    int validity;          /* minutes, 0 = without end */
    PealConsentState consent;
    PealHoldReason reason;
    const char *explanation;
  } rows[] = {
    { PEAL_MISSED_SEND_LATE, 60, 0, PEAL_CONSENT_OPTED_IN, PEAL_HOLD_NONE, "" },
    { PEAL_MISSED_SEND_LATE, 300, 0, PEAL_CONSENT_OPTED_IN, PEAL_HOLD_MISSED, "too_late" },
    { PEAL_MISSED_SKIP, 300, 0, PEAL_CONSENT_OPTED_IN, PEAL_HOLD_MISSED, "too_late" },
    { PEAL_MISSED_ASK, 300, 0, PEAL_CONSENT_OPTED_IN, PEAL_HOLD_ASK, "policy" },
    { PEAL_MISSED_ASK, 200, 0, PEAL_CONSENT_OPTED_IN, PEAL_HOLD_NONE, "" }, /* within the grace */
    { PEAL_MISSED_ASK, 300, 0, PEAL_CONSENT_OPTED_OUT, PEAL_HOLD_OPTED_OUT, "Asked to stop" },
    { PEAL_MISSED_SEND_LATE, 60, 60, PEAL_CONSENT_OPTED_IN, PEAL_HOLD_EXPIRED, "Its validity ends before it could go" },
    { PEAL_MISSED_SEND_LATE, 59, 60, PEAL_CONSENT_OPTED_IN, PEAL_HOLD_NONE, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 due = NOON - rows[i].late * PEAL_MINUTE;
      gint64 validity = rows[i].validity != 0 ? rows[i].validity * PEAL_MINUTE : PEAL_TIME_NEVER;

      g_test_message ("row %u", i);
      g_ptr_array_set_size (fixture->plan.candidates, 0);
      g_ptr_array_set_size (fixture->plan.consents, 0);
      g_clear_pointer (&fixture->plan.report, peal_send_report_unref);
      g_clear_pointer (&fixture->request->missed, g_free);
      add_contact (fixture, 1, "Ann", "+12015550101");
      ((PealConsent *) g_ptr_array_index (fixture->plan.consents, 0))->state = rows[i].consent;
      fixture->request->not_before = due;
      fixture->request->missed = g_new (PealMissedQuestion, 1);
      *fixture->request->missed = (PealMissedQuestion) {
        .policy = rows[i].policy, .grace = 4 * PEAL_HOUR, .validity = validity, .separate = TRUE,
        .now = NOON, .last_look = NOON, .sole_since = G_MININT64,
      };
      judge (fixture, "Hello");
      assert_reason (fixture, 0, rows[i].reason);
      g_assert_cmpstr (recipient (fixture, 0)->explanation, ==, rows[i].explanation);
      g_assert_cmpint (recipient (fixture, 0)->not_after, ==,
                       rows[i].validity != 0 ? due + validity : PEAL_TIME_NEVER);
      if (rows[i].reason == PEAL_HOLD_ASK)
        g_assert_cmpint (recipient (fixture, 0)->until, ==, due);
    }
}

static void
test_expired (Fixture      *fixture,
              gconstpointer data)
{
  add_contact (fixture, 1, "Ann", "+12015550101");
  fixture->request->not_before = NOON + PEAL_HOUR;
  fixture->request->not_after = NOON + PEAL_HOUR;
  judge (fixture, "Hello");
  assert_reason (fixture, 0, PEAL_HOLD_EXPIRED);
}

static void
test_cost (Fixture      *fixture,
           gconstpointer data)
{
  g_autofree char *two = g_strnfill (161, 'a');

  g_ptr_array_add (fixture->prices, peal_price_new ("", 50000, "USD"));
  g_ptr_array_add (fixture->prices, peal_price_new ("US", 7900, "USD"));
  add_contact (fixture, 1, "Ann", "+12015550101");
  add_contact (fixture, 2, "Bob", "+12015550101");
  add_number (fixture, "+33612345678");
  judge (fixture, two);
  assert_counts (fixture, 2, 0, 1);
  g_assert_cmpuint (fixture->plan.report->n_segments, ==, 4);
  g_assert_cmpint (fixture->plan.report->cost_micros, ==, 2 * 7900 + 2 * 50000);
  g_assert_cmpstr (fixture->plan.report->currency, ==, "USD");
}

/* Each recipient costs what the account that sends to it takes; a sum needs one currency. */
static void
test_cost_of_two (Fixture      *fixture,
                  gconstpointer data)
{
  GPtrArray *others = add_sender (fixture, 2);
  const char *currency = data;

  g_ptr_array_add (fixture->prices, peal_price_new ("", 7900, "USD"));
  if (currency != NULL)
    g_ptr_array_add (others, peal_price_new ("", 100, currency));
  add_contact (fixture, 1, "Ann", "+12015550101");
  add_contact (fixture, 2, "Bob", "+12015550102");
  set_sender (fixture, 1);
  judge (fixture, "Hello");
  g_assert_cmpint (recipient (fixture, 0)->account_id, ==, 1);
  g_assert_cmpint (recipient (fixture, 1)->account_id, ==, 2);
  g_assert_cmpstr (recipient (fixture, 1)->ours, ==, "+15005550007");
  if (g_strcmp0 (currency, "USD") == 0)
    g_assert_cmpint (fixture->plan.report->cost_micros, ==, 8000);
  g_assert_cmpstr (fixture->plan.report->currency, ==, g_strcmp0 (currency, "USD") == 0 ? "USD" : "");
}

#define ADD(path, function) g_test_add ("/plan/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("everybody-has-a-row", test_everybody_has_a_row);
  ADD ("shared-number", test_shared_number);
  ADD ("landline", test_landline);
  g_test_add_func ("/plan/custom-field", test_custom_field);
  ADD ("nothing-left", test_nothing_left);
  ADD ("too-long", test_too_long);
  ADD ("scheduled", test_scheduled);
  ADD ("scheduled-at-night", test_scheduled_at_night);
  ADD ("own-time", test_own_time);
  ADD ("late", test_late);
  ADD ("expired", test_expired);
  ADD ("cost", test_cost);
  g_test_add ("/plan/cost-of-two", Fixture, "USD", set_up, test_cost_of_two, tear_down);
  g_test_add ("/plan/cost-of-two/currencies", Fixture, "EUR", set_up, test_cost_of_two, tear_down);
  g_test_add ("/plan/cost-of-two/no-price", Fixture, NULL, set_up, test_cost_of_two, tear_down);
  return g_test_run ();
}
