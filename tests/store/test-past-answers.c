/* test-past-answers.c: what was answered to questions like this one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "conversation-fixture.h"

#include "peal-desk.h"
#include "peal-past-answers.h"
#include "peal-templates.h"

#define CEM "+15555550103"
#define DAN "+15555550104"

static guint n_remote;

/* One minute later. */
static gint64
ask (Fixture    *fixture,
     const char *from,
     const char *body)
{
  g_autofree char *remote_id = g_strdup_printf ("SM%u", n_remote++);

  peal_clock_advance (fixture->clock, PEAL_MINUTE);
  return conversation_receive (fixture, remote_id, from, body, PEAL_CONSENT_ACT_NONE, NULL);
}

static void
answer (Fixture    *fixture,
        const char *to,
        const char *body)
{
  peal_clock_advance (fixture->clock, PEAL_MINUTE);
  conversation_answer (fixture, to, body, PEAL_MESSAGE_CONVERSATIONAL);
}

/* The sources, one a line. */
static void
assert_suggested (Fixture    *fixture,
                  const char *theirs,
                  const char *expected)
{
  g_autoptr(GPtrArray) found = await_boxed (peal_past_answers_suggest (fixture->store, conversation_of (fixture, theirs)));
  g_autoptr(GString) sources = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (sources, "%s%s", i > 0 ? "\n" : "",
                            ((PealAnswerSuggestion *) g_ptr_array_index (found, i))->source);
  g_assert_cmpstr (sources->str, ==, expected);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  conversation_set_up (fixture, data);
  conversation_add_contact (fixture, "Ann Smith", ANN);
  ask (fixture, ANN, "When do you open on Saturday?");
  ask (fixture, ANN, "I forgot");
  answer (fixture, ANN, "Ann, on Saturdays we open at ten.");
}

/* Whoever asks: what a person said, without the name of whom it was said to. */
static void
test_alike (Fixture      *fixture,
            gconstpointer data)
{
  ask (fixture, BOB, "opening hours saturday?");
  assert_suggested (fixture, BOB, "{first_name}, on Saturdays we open at ten.");
  ask (fixture, BOB, "Hello?");
  assert_suggested (fixture, BOB, "{first_name}, on Saturdays we open at ten.");
  ask (fixture, DAN, "Saturdays, when open?");
  assert_suggested (fixture, DAN, "{first_name}, on Saturdays we open at ten.");
  answer (fixture, BOB, "On Saturdays at ten");
  assert_suggested (fixture, BOB, "");
  ask (fixture, CEM, "Do you know a good joke");
  assert_suggested (fixture, CEM, "");
}

/* Not what a campaign said, what came too late, or was never sent. */
static void
test_no_answer (Fixture      *fixture,
                gconstpointer data)
{
  ask (fixture, BOB, "Where may one park?");
  peal_clock_advance (fixture->clock, PEAL_MINUTE);
  conversation_answer (fixture, BOB, "We park the prices: ten percent off", PEAL_MESSAGE_MARKETING);
  answer (fixture, BOB, "Park behind the house.");
  ask (fixture, DAN, "Which colours are there?");
  peal_clock_advance (fixture->clock, 2 * PEAL_DAY);
  answer (fixture, DAN, "Red and blue colours.");
  ask (fixture, CEM, "Where can I park?");
  assert_suggested (fixture, CEM, "");
  ask (fixture, CEM, "And which colours?");
  assert_suggested (fixture, CEM, "");
}

static void
test_template (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr(PealTemplate) template = peal_template_new ("Parking", "Park behind the house, {first_name}.");

  await_int (peal_templates_save (fixture->store, template, "test"));
  ask (fixture, CEM, "Where can I park?");
  assert_suggested (fixture, CEM, "Park behind the house, {first_name}.");
}

/* Nobody is answered who does not want it, or may not, or whom nobody wants to hear. */
static void
test_nobody (Fixture      *fixture,
             gconstpointer data)
{
  static const struct
  {
    const char *from;
    PealConsentAct act;
  } rows[] = { { BOB, PEAL_CONSENT_ACT_OPT_OUT }, { CEM, PEAL_CONSENT_ACT_REVIEW } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *remote_id = g_strdup_printf ("SN%zu", i);

      conversation_receive (fixture, remote_id, rows[i].from, "stop opening on Saturday", rows[i].act, NULL);
      assert_suggested (fixture, rows[i].from, "");
    }
  ask (fixture, DAN, "open saturday?");
  assert_suggested (fixture, DAN, "{first_name}, on Saturdays we open at ten.");
  await_true (peal_desk_set_blocked (fixture->store, DAN, TRUE, "test"));
  assert_suggested (fixture, DAN, "");
}

/* What they write is no expression of the index. */
static void
test_hostile (Fixture      *fixture,
              gconstpointer data)
{
  static const char *const texts[] = { "\"saturday\" OR NEAR(", "facts : in*", "''; --", "-", "{first_name}", "a\xcc\x81 * ^" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GPtrArray) found = NULL;

      ask (fixture, BOB, texts[i]);
      found = await_boxed (peal_past_answers_suggest (fixture->store, conversation_of (fixture, BOB)));
      g_assert_nonnull (found);
    }
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture      *fixture,
                  gconstpointer data);
  } rows[] = {
    { "/store/past-answers/alike", test_alike },
    { "/store/past-answers/no-answer", test_no_answer },
    { "/store/past-answers/template", test_template },
    { "/store/past-answers/nobody", test_nobody },
    { "/store/past-answers/hostile", test_hostile },
  };

  g_test_init (&argc, &argv, NULL);
  dex_init ();
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    g_test_add (rows[i].path, Fixture, NULL, set_up, rows[i].test, fixture_tear_down);
  return g_test_run ();
}
