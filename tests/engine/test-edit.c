/* test-edit.c: another text for messages that wait, filled anew for each.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "life-fixture.h"

#include "peal-contacts.h"
#include "peal-edit.h"
#include "peal-fiber.h"

#define BODIES "SELECT group_concat (body, '|') FROM (SELECT body FROM message ORDER BY id)"

static gint64
add_person (LifeFixture *fixture,
            const char  *given,
            const char  *city,
            const char  *number)
{
  g_autoptr(PealContact) contact = peal_contact_new ();

  g_set_str (&contact->given, given);
  g_set_str (&contact->city, city);
  g_ptr_array_add (contact->phones, peal_contact_phone_new (number));
  return await_int (peal_contacts_save (peal_engine_get_store (fixture->engine), contact, "test"));
}

/* Messages 1 to 3 wait: for Ann in Paris, for Ben of no city, for a number that nobody has. */
static void
set_up (LifeFixture  *fixture,
        gconstpointer data)
{
  g_autoptr(PealSendRequest) request = peal_send_request_new ();

  life_set_up (fixture, NULL);
  add_person (fixture, "Ann", "Paris", "+12015550101");
  add_person (fixture, "{Ben}", "", "+12015550102");
  g_set_str (&request->body, "Hello {first_name|you}");
  g_set_str (&request->actor, "test");
  request->kind = PEAL_MESSAGE_TRANSACTIONAL;
  request->numbers = g_strdupv ((char *[]) { (char *) "+12015550101", (char *) "+12015550102", (char *) "+12015550103", NULL });
  peal_send_report_unref (await_boxed (peal_engine_send (fixture->engine, request)));
  assert_sql (&fixture->base, BODIES, "Hello Ann|Hello {Ben}|Hello you");
}

static DexFuture *
edit (LifeFixture *fixture,
      const char  *body,
      const char  *was)
{
  static const gint64 ids[] = { 1, 2, 3, 99 };
  g_autoptr(GArray) array = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_vals (array, ids, G_N_ELEMENTS (ids));
  return peal_engine_edit_messages (fixture->engine, array, body, was, "test");
}

static const struct
{
  const char *body;
  const char *was;
  const char *bodies;
  guint n_done;
  guint n_gone;
  guint n_refused;
  const char *missing;
} rows[] = {
  { "Until six.", NULL, "Until six.|Until six.|Until six.", 3, 1, 0, "" },
  { "Dear {first_name|you}", NULL, "Dear Ann|Dear {Ben}|Dear you", 3, 1, 0, "" },
  { "In {city}", NULL, "In Paris|Hello {Ben}|Hello you", 1, 1, 2, "city" },
  { "{first_name} in {city}", NULL, "Ann in Paris|Hello {Ben}|Hello you", 1, 1, 2, "city" },
  { "{city|}", NULL, "Paris|Hello {Ben}|Hello you", 1, 1, 2, "" },
  { "{{first_name}}", NULL, "{first_name}|{first_name}|{first_name}", 3, 1, 0, "" },
  { "Until six.", "Hello you", "Hello Ann|Hello {Ben}|Until six.", 1, 3, 0, "" },
};

static void
test_row (LifeFixture  *fixture,
          gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  PealStore *store = peal_engine_get_store (fixture->engine);
  g_autoptr(PealActReport) report = await_boxed (edit (fixture, rows[i].body, rows[i].was));

  assert_sql (&fixture->base, BODIES, rows[i].bodies);
  g_assert_cmpuint (report->moved->len, ==, rows[i].n_done);
  g_assert_cmpuint (report->n_gone, ==, rows[i].n_gone);
  g_assert_cmpuint (report->n_refused, ==, rows[i].n_refused);
  g_assert_cmpstr (report->explanation, ==, rows[i].missing);
  if (rows[i].n_refused > 0)
    g_assert_cmpint (report->reason, ==, PEAL_HOLD_MISSING_FIELD);
  /* R-DATA-3 */
  g_assert_cmpint (await_int (peal_outbox_undo (store, report, "test")), ==, rows[i].n_done);
  assert_sql (&fixture->base, BODIES, "Hello Ann|Hello {Ben}|Hello you");
}

/* The parts are counted anew, for each of them. */
static void
test_segments (LifeFixture  *fixture,
               gconstpointer data)
{
  g_autoptr(PealActReport) report
    = await_boxed (edit (fixture, "{city|This city has a name that is longer than most of those that anybody has ever "
                                  "heard of, and a message in which it stands does not go in one part, as one can see "
                                  "by this.}", NULL));

  g_assert_cmpuint (report->moved->len, ==, 3);
  assert_sql (&fixture->base, "SELECT group_concat (segments) FROM (SELECT segments FROM message ORDER BY id)", "1,2,2");
}

static void
test_malformed (LifeFixture  *fixture,
                gconstpointer data)
{
  static const char *const bodies[] = { "", " \n", "Hello {first_name", "Hello {whoever}", "Hello }" };

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (peal_future_run (edit (fixture, bodies[i], NULL), &error));
      g_assert_error (error, PEAL_ENGINE_ERROR, PEAL_ENGINE_ERROR_TEXT);
    }
  assert_sql (&fixture->base, BODIES, "Hello Ann|Hello {Ben}|Hello you");
}

/* What has left has the text that it left with. */
static void
test_left (LifeFixture  *fixture,
           gconstpointer data)
{
  g_autoptr(PealActReport) report = NULL;

  life_begin (fixture);
  life_wait_for_sql (fixture, "SELECT count (*) FROM message WHERE state IN (3, 4, 6)", "3");
  report = await_boxed (edit (fixture, "In {city}", NULL));
  g_assert_cmpuint (report->n_gone, ==, 4);
  g_assert_cmpuint (report->n_refused, ==, 0);
  assert_sql (&fixture->base, BODIES, "Hello Ann|Hello {Ben}|Hello you");
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("PEAL_SECRET", "secret", TRUE);
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/edit/row-%zu", i);

      g_test_add (path, LifeFixture, GSIZE_TO_POINTER (i), set_up, test_row, life_tear_down);
    }
  g_test_add ("/edit/segments", LifeFixture, NULL, set_up, test_segments, life_tear_down);
  g_test_add ("/edit/malformed", LifeFixture, NULL, set_up, test_malformed, life_tear_down);
  g_test_add ("/edit/left", LifeFixture, NULL, set_up, test_left, life_tear_down);
  return g_test_run ();
}
