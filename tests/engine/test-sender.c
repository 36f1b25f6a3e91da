/* test-sender.c: which account and which number a message leaves from: the one that the person knows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "engine-fixture.h"

#include "peal-import.h"
#include "peal-inbound.h"
#include "peal-send.h"
#include "peal-settings.h"
#include "peal-test-util.h"

#define A_NUMBER "+15005550001"  /* of account A, the first one */
#define B_NUMBER "+15005550002"  /* of account B */
#define B_OTHER "+15005550022"   /* another number of B, not the one that it sends from by itself */

typedef enum
{
  BOTH,
  B_HAS_OTHER,               /* the list of B's numbers has B_OTHER too */
  B_OFF,
  B_REMOVED,
  B_ANEW,                    /* removed, and connected again as C */
  ALL_OFF,
} Accounts;

typedef struct
{
  const char *name;
  const char *talked[3];     /* the numbers of ours that they wrote to, the last one last */
  Accounts accounts;         /* what became of them since */
  const char *through;       /* the account asked for */
  const char *answer;        /* the number of ours whose conversation is answered in */
  const char *expected;      /* account and number, or NULL: error */
  PealEngineError error;
} Row;

static const Row rows[] = {
  { "stranger", { 0 }, BOTH, NULL, NULL, "A " A_NUMBER },
  { "knows B", { B_NUMBER }, BOTH, NULL, NULL, "B " B_NUMBER },
  { "knows another number of B", { B_OTHER }, B_HAS_OTHER, NULL, NULL, "B " B_OTHER },
  { "knows a number that B had once", { B_OTHER }, BOTH, NULL, NULL, "B " B_NUMBER },
  { "knows both", { A_NUMBER, B_NUMBER }, BOTH, NULL, NULL, "B " B_NUMBER },
  { "knows both, A last", { B_NUMBER, A_NUMBER }, BOTH, NULL, NULL, "A " A_NUMBER },
  { "knows B, off", { B_NUMBER }, B_OFF, NULL, NULL, "A " A_NUMBER },
  { "knows B, removed", { B_OTHER }, B_REMOVED, NULL, NULL, "A " A_NUMBER },
  { "knows B, connected anew", { B_NUMBER }, B_ANEW, NULL, NULL, "C " B_NUMBER },
  { "knows both, B off", { A_NUMBER, B_OTHER }, B_OFF, NULL, NULL, "A " A_NUMBER },
  { "all off", { B_NUMBER }, ALL_OFF, NULL, NULL, NULL, PEAL_ENGINE_ERROR_NO_ACCOUNT },
  { "through A", { B_NUMBER }, BOTH, "A", NULL, "A " A_NUMBER },
  { "through B", { 0 }, BOTH, "B", NULL, "B " B_NUMBER },
  { "through B, whose other number they know", { B_OTHER, A_NUMBER }, B_HAS_OTHER, "B", NULL, "B " B_OTHER },
  { "through B, off", { 0 }, B_OFF, "B", NULL, NULL, PEAL_ENGINE_ERROR_ACCOUNT_OFF },
  { "through B, removed", { B_NUMBER }, B_REMOVED, "B", NULL, NULL, PEAL_ENGINE_ERROR_ACCOUNT_OFF },
  { "answer", { B_OTHER, B_NUMBER, A_NUMBER }, BOTH, NULL, B_OTHER, "B " B_OTHER },
  { "answer, whatever else is asked for", { B_OTHER }, BOTH, "A", B_OTHER, "B " B_OTHER },
  { "answer, off", { B_NUMBER }, B_OFF, NULL, B_NUMBER, NULL, PEAL_ENGINE_ERROR_ACCOUNT_OFF },
  { "answer, removed", { B_NUMBER }, B_REMOVED, NULL, B_NUMBER, NULL, PEAL_ENGINE_ERROR_ACCOUNT_OFF },
  { "answer, connected anew", { B_NUMBER }, B_ANEW, NULL, B_NUMBER, "C " B_NUMBER },
  { "answer, anew without that number", { B_OTHER }, B_ANEW, NULL, B_OTHER, NULL, PEAL_ENGINE_ERROR_ACCOUNT_OFF },
};

typedef struct
{
  Fixture base;              /* its store stays closed: the engine opens its own */
  PealEngine *engine;        /* not started: nothing leaves */
  gint64 a, b;
} SenderFixture;

static gint64
add_account (SenderFixture *fixture,
             const char    *label,
             const char    *number)
{
  g_autoptr(PealAccount) account = peal_account_new ("simulator", label);

  g_set_str (&account->base_url, "http://127.0.0.1:9");
  g_set_str (&account->username, "ACtest");
  g_set_str (&account->sender, number);
  return await_int (peal_engine_add_account (fixture->engine, account, "", "test"));
}

static void
set_up (SenderFixture *fixture,
        gconstpointer  data)
{
  fixture_set_up (&fixture->base, NULL);
  fixture_close (&fixture->base);
  fixture->engine = engine_open (&fixture->base);
  fixture->b = add_account (fixture, "B", B_NUMBER);
  fixture->a = add_account (fixture, "A", A_NUMBER);
}

static void
tear_down (SenderFixture *fixture,
           gconstpointer  data)
{
  await_true (peal_engine_shutdown (fixture->engine, 1));
  peal_test_drain ();
  g_assert_finalize_object (g_steal_pointer (&fixture->engine));
  fixture_tear_down (&fixture->base, NULL);
}

static PealStore *
get_store (SenderFixture *fixture)
{
  return peal_engine_get_store (fixture->engine);
}

/* They wrote to @ours. */
static void
talk (SenderFixture *fixture,
      const char    *ours)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_inbound_free);
  gint64 account_id = g_str_equal (ours, A_NUMBER) ? fixture->a : fixture->b;

  peal_clock_advance (fixture->base.clock, PEAL_SECOND);
  g_ptr_array_add (messages, peal_inbound_new (ours, THEIRS, ours, "Hello?", peal_clock_get_now (fixture->base.clock)));
  g_array_unref (await_boxed (peal_talk_record_inbound (get_store (fixture), account_id, messages, NULL)));
}

static void
switch_off (SenderFixture *fixture,
            gint64         account_id)
{
  g_autoptr(PealAccount) account = await_boxed (peal_account_get (get_store (fixture), account_id));

  account->enabled = FALSE;
  await_true (peal_engine_update_account (fixture->engine, account, "", "test"));
}

static void
list_other (SenderFixture *fixture)
{
  g_autoptr(GPtrArray) numbers = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_number_free);

  g_ptr_array_add (numbers, peal_number_new (B_OTHER));
  await_true (peal_numbers_replace (get_store (fixture), fixture->b, numbers));
}

static void
change_accounts (SenderFixture *fixture,
                 Accounts       accounts)
{
  if (accounts == B_HAS_OTHER)
    list_other (fixture);
  if (accounts == B_OFF || accounts == ALL_OFF)
    switch_off (fixture, fixture->b);
  if (accounts == ALL_OFF)
    switch_off (fixture, fixture->a);
  if (accounts == B_REMOVED || accounts == B_ANEW)
    await_true (peal_engine_remove_account (fixture->engine, fixture->b, 0, "test"));
  if (accounts == B_ANEW)
    add_account (fixture, "C", B_NUMBER);
}

static PealSendRequest *
make_request (SenderFixture *fixture,
              const Row     *row)
{
  PealSendRequest *request = peal_send_request_new ();

  g_set_str (&request->body, "Hello");
  g_set_str (&request->actor, "test");
  if (row->answer != NULL)
    request->conversation_id = query_by_id (&fixture->base, "SELECT id FROM conversation WHERE ours = '+' || ?1",
                                            g_ascii_strtoll (row->answer, NULL, 10));
  else
    request->numbers = g_strdupv ((char *[]) { (char *) THEIRS, NULL });
  if (row->through != NULL)
    request->account_id = *row->through == 'A' ? fixture->a : fixture->b;
  return request;
}

#define SENT "SELECT group_concat (a.label || ' ' || v.ours) FROM message AS m JOIN account AS a ON a.id = m.account_id" \
             " JOIN conversation AS v ON v.id = m.conversation_id WHERE m.direction = 1 AND m.account_id = v.account_id"

static void
test_row (SenderFixture *fixture,
          gconstpointer  data)
{
  const Row *row = data;
  g_autoptr(PealSendRequest) request = NULL;
  g_autoptr(PealSendReport) report = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (row->talked) && row->talked[i] != NULL; i++)
    talk (fixture, row->talked[i]);
  change_accounts (fixture, row->accounts);
  request = make_request (fixture, row);

  if (row->expected == NULL)
    {
      g_assert_false (peal_future_run (peal_engine_plan_send (fixture->engine, request), &error));
      g_assert_error (error, PEAL_ENGINE_ERROR, (int) row->error);
      assert_sql (&fixture->base, "SELECT count (*) FROM message WHERE direction = 1", "0");
      return;
    }
  report = await_boxed (peal_engine_send (fixture->engine, request));
  g_assert_cmpstr (((PealRecipient *) g_ptr_array_index (report->recipients, 0))->ours, ==, row->expected + 2);
  assert_sql (&fixture->base, SENT, row->expected);
}

/* A message to several comes to each from the number that they know. */
static void
test_several (SenderFixture *fixture,
              gconstpointer  data)
{
  g_autoptr(PealSendRequest) request = peal_send_request_new ();

  talk (fixture, B_NUMBER);
  g_set_str (&request->body, "Hello");
  request->numbers = g_strdupv ((char *[]) { (char *) "+12015550109", (char *) "12", (char *) THEIRS, NULL });
  peal_send_report_unref (await_boxed (peal_engine_send (fixture->engine, request)));
  assert_sql (&fixture->base, SENT, "A " A_NUMBER ",B " B_NUMBER);
}

/* As which number a file's contact would come in; "" = as none. Caller frees. */
static char *
rehearse (SenderFixture *fixture,
          const char    *path)
{
  PealImportOptions options = { .dry_run = TRUE, .actor = "test" };
  g_autoptr(PealImportReport) report = await_boxed (peal_engine_import_file (fixture->engine, path, &options, NULL, NULL));
  g_autoptr(PealImportContact) contact = peal_import_report_count_contacts (report) > 0
                                           ? peal_import_report_dup_contact (report, 0) : NULL;

  return g_strdup (contact != NULL ? g_array_index (contact->phones, PealImportPhone, 0).e164 : "");
}

/* The region of the business, of which a number without a country code is, may change while the engine
 * is open: in the window, or by another program, which the workspace's file alone tells. */
static void
test_region (SenderFixture *fixture,
             gconstpointer  data)
{
  static const struct
  {
    const char *region;
    const char *e164;        /* of 030 901820 there */
  } regions[] = { { "DE", "+4930901820" }, { "AT", "+4330901820" }, { "", "" } };
  g_autofree char *path = fixture_path (&fixture->base, "people.csv");

  g_assert_true (g_file_set_contents (path, "Name,Phone\nAnn,030 901820\n", -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (regions); i++)
    {
      g_autoptr(PealSendRequest) request = peal_send_request_new ();
      g_autoptr(PealSendReport) report = NULL;
      g_autofree char *rehearsed = NULL;

      if (i == 0)
        run_sql (&fixture->base, "INSERT INTO setting (name, value) VALUES ('business.region', 'DE')");
      else
        await_true (peal_setting_set (get_store (fixture), PEAL_SETTING_REGION, regions[i].region, "test"));
      g_set_str (&request->body, "Hello");
      request->numbers = g_strdupv ((char *[]) { (char *) "030 901820", NULL });
      report = await_boxed (peal_engine_plan_send (fixture->engine, request));
      g_assert_cmpstr (((PealRecipient *) g_ptr_array_index (report->recipients, 0))->e164, ==, regions[i].e164);
      rehearsed = rehearse (fixture, path);
      g_assert_cmpstr (rehearsed, ==, regions[i].e164);
    }
}

static void
test_gone (SenderFixture *fixture,
           gconstpointer  data)
{
  g_autoptr(PealSendRequest) request = peal_send_request_new ();
  g_autoptr(GError) error = NULL;

  g_set_str (&request->body, "Hello");
  request->conversation_id = 77;
  g_assert_false (peal_future_run (peal_engine_send (fixture->engine, request), &error));
  g_assert_error (error, PEAL_ENGINE_ERROR, PEAL_ENGINE_ERROR_NO_RECIPIENT);
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("PEAL_SECRET", "a-secret-for-tests", TRUE);
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/sender/", rows[i].name, NULL);

      g_test_add (path, SenderFixture, &rows[i], set_up, test_row, tear_down);
    }
  g_test_add ("/sender/several", SenderFixture, NULL, set_up, test_several, tear_down);
  g_test_add ("/sender/region", SenderFixture, NULL, set_up, test_region, tear_down);
  g_test_add ("/sender/gone", SenderFixture, NULL, set_up, test_gone, tear_down);
  return g_test_run ();
}
