/* test-consent.c: R-LAW-2, consent belongs to the number, and only their own word lifts an opt-out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store-fixture.h"

#include "peal-consent.h"
#include "peal-contacts.h"

#define NUMBER "+15555550100"

static PealConsent *
act (Fixture        *fixture,
     PealConsentAct  what,
     PealConsentHow  how)
{
  PealConsentEntry entry = {
    .e164 = NUMBER, .act = what, .how = how, .wording = "words", .rule = "K1", .proof = "message:1", .actor = "test",
  };

  return await_boxed (peal_consent_record (fixture->store, &entry));
}

#define OUT PEAL_CONSENT_ACT_OPT_OUT
#define IN PEAL_CONSENT_ACT_OPT_IN
#define REVIEW PEAL_CONSENT_ACT_REVIEW
#define KEEP PEAL_CONSENT_ACT_KEEP
#define REVOKE PEAL_CONSENT_ACT_REVOKE

/* Each row is one number's life; "i" after an act: by import. State and review after it, and how many
 * events it has left. */
static const struct
{
  const char *name;
  struct
  {
    PealConsentAct act;
    gboolean import;
  } acts[5];
  PealConsentState state;
  gboolean review;
  const char *n_events;
} lives[] = {
  { "stop", { { OUT } }, PEAL_CONSENT_OPTED_OUT, FALSE, "1" },
  { "start", { { IN } }, PEAL_CONSENT_OPTED_IN, FALSE, "1" },
  { "import in", { { IN, TRUE } }, PEAL_CONSENT_OPTED_IN, FALSE, "1" },
  { "import never lifts", { { OUT }, { IN, TRUE } }, PEAL_CONSENT_OPTED_OUT, FALSE, "1" },
  { "import makes stricter", { { IN }, { OUT, TRUE } }, PEAL_CONSENT_OPTED_OUT, FALSE, "2" },
  { "import twice", { { OUT, TRUE }, { OUT, TRUE } }, PEAL_CONSENT_OPTED_OUT, FALSE, "1" },
  { "stop twice is proof twice", { { OUT }, { OUT } }, PEAL_CONSENT_OPTED_OUT, FALSE, "2" },
  { "their word lifts", { { OUT }, { IN } }, PEAL_CONSENT_OPTED_IN, FALSE, "2" },
  { "review", { { IN }, { REVIEW } }, PEAL_CONSENT_OPTED_IN, TRUE, "2" },
  { "review once", { { REVIEW }, { REVIEW } }, PEAL_CONSENT_UNKNOWN, TRUE, "1" },
  { "review kept", { { IN }, { REVIEW }, { KEEP } }, PEAL_CONSENT_OPTED_IN, FALSE, "3" },
  { "keep alone", { { KEEP } }, PEAL_CONSENT_UNKNOWN, FALSE, "0" },
  { "review of who is out", { { OUT }, { REVIEW } }, PEAL_CONSENT_OPTED_OUT, FALSE, "1" },
  { "out ends review", { { REVIEW }, { OUT } }, PEAL_CONSENT_OPTED_OUT, FALSE, "2" },
  { "in ends review", { { REVIEW }, { IN } }, PEAL_CONSENT_OPTED_IN, FALSE, "2" },
  { "import does not end review", { { REVIEW }, { IN, TRUE } }, PEAL_CONSENT_OPTED_IN, TRUE, "2" },
  { "revoke to unknown", { { OUT }, { REVOKE } }, PEAL_CONSENT_UNKNOWN, FALSE, "2" },
  { "revoke to in", { { IN }, { OUT }, { REVOKE } }, PEAL_CONSENT_OPTED_IN, FALSE, "3" },
  { "revoke of two", { { IN }, { OUT }, { OUT }, { REVOKE } }, PEAL_CONSENT_OPTED_IN, FALSE, "4" },
  { "revoke alone", { { IN }, { REVOKE } }, PEAL_CONSENT_OPTED_IN, FALSE, "1" },
  { "revoke then out", { { OUT }, { REVOKE }, { OUT } }, PEAL_CONSENT_OPTED_OUT, FALSE, "3" },
};

static void
test_life (Fixture       *fixture,
           gconstpointer  data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(PealConsent) after = NULL;
  g_autoptr(PealConsent) read = NULL;

  for (guint j = 0; j < G_N_ELEMENTS (lives[i].acts) && lives[i].acts[j].act != 0; j++)
    {
      g_clear_pointer (&after, peal_consent_free);
      after = act (fixture, lives[i].acts[j].act,
                   lives[i].acts[j].import ? PEAL_CONSENT_HOW_IMPORT : PEAL_CONSENT_HOW_KEYWORD);
    }
  g_assert_cmpint (after->state, ==, lives[i].state);
  g_assert_cmpint (after->review, ==, lives[i].review);
  read = await_boxed (peal_consent_get (fixture->store, NUMBER));
  g_assert_cmpint (read->state, ==, lives[i].state);
  g_assert_cmpint (read->review, ==, lives[i].review);
  assert_sql (fixture, "SELECT count(*) FROM consent_event", lives[i].n_events);
  assert_sql (fixture, "SELECT count(*) FROM ledger WHERE event LIKE 'compliance.%'", lives[i].n_events);
}

static void
test_history (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(PealConsent) in = act (fixture, IN, PEAL_CONSENT_HOW_FORM);
  g_autoptr(PealConsent) out = act (fixture, OUT, PEAL_CONSENT_HOW_KEYWORD);
  g_autoptr(GPtrArray) history = await_boxed (peal_consent_history (fixture->store, NUMBER));
  const PealConsentEvent *last;

  g_assert_cmpuint (history->len, ==, 2);
  last = g_ptr_array_index (history, 0);
  g_assert_cmpint (last->act, ==, OUT);
  g_assert_cmpint (last->state, ==, PEAL_CONSENT_OPTED_OUT);
  g_assert_cmpint (last->at, ==, NOON);
  g_assert_cmpstr (last->how, ==, "keyword");
  g_assert_cmpstr (last->wording, ==, "words");
  g_assert_cmpstr (last->rule, ==, "K1");
  g_assert_cmpstr (last->proof, ==, "message:1");
  g_assert_cmpstr (last->actor, ==, "test");
  /* their words stay out of the ledger, which travels */
  assert_sql (fixture, "SELECT group_concat (subject || payload) LIKE '%words%' FROM ledger", "0");
  g_assert_cmpint (in->state, !=, out->state);
}

static void
test_revoke_needs_reason (Fixture       *fixture,
                          gconstpointer  data)
{
  PealConsentEntry entry = { .e164 = NUMBER, .act = REVOKE, .how = PEAL_CONSENT_HOW_PERSON, .actor = "test" };
  g_autoptr(PealConsent) out = act (fixture, OUT, PEAL_CONSENT_HOW_KEYWORD);

  await_error (peal_consent_record (fixture->store, &entry), PEAL_STORE_ERROR_INVALID);
  assert_sql (fixture, "SELECT state FROM consent", "2");
  g_assert_cmpint (out->state, ==, PEAL_CONSENT_OPTED_OUT);
}

static void
test_survives_deletion (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr(PealContact) contact = peal_contact_new ();
  g_autoptr(PealConsent) out = act (fixture, OUT, PEAL_CONSENT_HOW_KEYWORD);
  g_autoptr(PealConsent) after = NULL;
  gint64 id;

  g_set_str (&contact->given, "Ann");
  g_ptr_array_add (contact->phones, peal_contact_phone_new (NUMBER));
  id = await_int (peal_contacts_save (fixture->store, contact, "test"));
  g_assert_cmpint (await_int (peal_contacts_delete (fixture->store, &id, 1, "test")), ==, 1);
  run_sql (fixture, "PRAGMA foreign_keys = ON; DELETE FROM contact");
  after = await_boxed (peal_consent_get (fixture->store, NUMBER));
  g_assert_cmpint (after->state, ==, out->state);
}

static void
test_lists (Fixture       *fixture,
            gconstpointer  data)
{
  static const char *const numbers[] = { "+15555550102", "+15555550101", "+15555550103", NULL };
  g_autoptr(GPtrArray) all = NULL;
  g_autoptr(GPtrArray) rest = NULL;
  g_autoptr(GPtrArray) reviews = NULL;
  g_autoptr(GPtrArray) many = NULL;

  for (guint i = 0; i < 3; i++)
    {
      PealConsentEntry entry = { .e164 = numbers[i], .act = i < 2 ? OUT : REVIEW, .how = PEAL_CONSENT_HOW_KEYWORD };
      g_autoptr(PealConsent) now = await_boxed (peal_consent_record (fixture->store, &entry));

      g_assert_cmpstr (now->e164, ==, numbers[i]);
    }
  g_assert_cmpint (await_int (peal_consent_import_do_not_contact (fixture->store, numbers + 2, "list.csv", "test")), ==, 1);
  g_assert_cmpint (await_int (peal_consent_import_do_not_contact (fixture->store, numbers, "list.csv", "test")), ==, 2);

  all = await_boxed (peal_consent_list_suppressed (fixture->store, NULL, 10));
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpstr (((PealConsent *) all->pdata[0])->e164, ==, "+15555550101");
  rest = await_boxed (peal_consent_list_suppressed (fixture->store, "+15555550101", 10));
  g_assert_cmpuint (rest->len, ==, 1);
  reviews = await_boxed (peal_consent_list_reviews (fixture->store, 10));
  g_assert_cmpuint (reviews->len, ==, 1);
  g_assert_true (((PealConsent *) reviews->pdata[0])->do_not_contact);
  many = await_boxed (peal_consent_get_many (fixture->store, numbers));
  g_assert_cmpuint (many->len, ==, 3);
  g_assert_cmpint (((PealConsent *) many->pdata[1])->state, ==, PEAL_CONSENT_OPTED_OUT);
  g_assert_true (((PealConsent *) many->pdata[2])->review);
}

static void
test_stricter (void)
{
  static const PealConsentState order[] = { PEAL_CONSENT_OPTED_OUT, PEAL_CONSENT_UNKNOWN, PEAL_CONSENT_OPTED_IN };

  for (guint i = 0; i < 3; i++)
    for (guint j = 0; j < 3; j++)
      g_assert_cmpint (peal_consent_state_stricter (order[i], order[j]), ==, order[MIN (i, j)]);
}

static void
test_words (void)
{
  PealConsentState state = PEAL_CONSENT_UNKNOWN;

  g_assert_true (peal_consent_state_from_string ("opted_out", &state));
  g_assert_cmpint (state, ==, PEAL_CONSENT_OPTED_OUT);
  g_assert_false (peal_consent_state_from_string ("maybe", &state));
  g_assert_cmpint (state, ==, PEAL_CONSENT_OPTED_OUT);
  g_assert_cmpstr (peal_consent_state_to_string ((PealConsentState) 9), ==, "?");
  g_assert_cmpstr (peal_consent_act_to_string (REVOKE), ==, "revoke");
  g_assert_cmpstr (peal_consent_how_to_string (PEAL_CONSENT_HOW_GATEWAY), ==, "gateway");
}

#define ADD(path, func) g_test_add ("/store/consent/" path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (lives); i++)
    {
      g_autofree char *path = g_strdup_printf ("/store/consent/life/%s", lives[i].name);

      g_test_add (path, Fixture, GUINT_TO_POINTER (i), fixture_set_up, test_life, fixture_tear_down);
    }
  ADD ("history", test_history);
  ADD ("revoke-needs-reason", test_revoke_needs_reason);
  ADD ("survives-deletion", test_survives_deletion);
  ADD ("lists", test_lists);
  g_test_add_func ("/store/consent/stricter", test_stricter);
  g_test_add_func ("/store/consent/words", test_words);
  return g_test_run ();
}
