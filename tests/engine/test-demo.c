/* test-demo.c: a demo workspace is filled once, and has its network again whenever it is opened.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-contacts.h"
#include "peal-demo.h"
#include "peal-fiber.h"
#include "peal-groups.h"
#include "peal-import.h"
#include "peal-settings.h"
#include "peal-talk.h"
#include "peal-templates.h"
#include "peal-test-util.h"
#include "peal-verify.h"

static PealEngine *
open_engine (const char *directory)
{
  g_autoptr(GError) error = NULL;
  PealEngine *engine = dex_await_object (peal_engine_open (directory, NULL), &error);

  g_assert_no_error (error);
  return engine;
}

static void
shut (PealEngine *engine)
{
  dex_await (peal_engine_shutdown (engine, PEAL_SECOND), NULL);
  g_object_unref (engine);
}

static PealAccount *
find_account (PealEngine *engine)
{
  g_autoptr(GError) error = NULL;
  PealAccount *account = dex_await_boxed (peal_account_find (peal_engine_get_store (engine), PEAL_DEMO_ACCOUNT), &error);

  g_assert_no_error (error);
  return account;
}

static void
fill (PealDemo *demo)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PealImportReport) report = dex_await_boxed (peal_demo_fill (demo, "test"), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (peal_import_report_count (report, PEAL_IMPORT_NEW), ==, 58);
  g_assert_cmpuint (peal_import_report_count_rejected (report), ==, 6);
}

static void
check_filled (PealEngine *engine)
{
  PealStore *store = peal_engine_get_store (engine);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) groups = dex_await_boxed (peal_groups_list (store), &error);
  g_autoptr(GPtrArray) templates = dex_await_boxed (peal_templates_list (store), &error);
  g_autoptr(GArray) conversations = dex_await_boxed (peal_talk_snapshot (store, &(PealTalkFilter) { PEAL_TALK_ALL }), &error);
  g_autoptr(GArray) unread = dex_await_boxed (peal_talk_snapshot (store, &(PealTalkFilter) { PEAL_TALK_UNREAD }), &error);
  g_autoptr(PealVerifyReport) verified = dex_await_boxed (peal_store_verify (store), &error);
  g_autofree char *name = dex_await_string (peal_setting_get (store, PEAL_SETTING_BUSINESS_NAME), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (groups->len, ==, 4);
  for (guint i = 0; i < groups->len; i++)
    g_assert_cmpint (((PealGroup *) g_ptr_array_index (groups, i))->n_members, >, 0);
  g_assert_cmpuint (templates->len, ==, 6);
  g_assert_cmpuint (conversations->len, ==, 10);
  g_assert_cmpuint (unread->len, ==, 2);
  g_assert_true (peal_verify_report_is_sound (verified));
  g_assert_cmpstr (name, ==, "Aurora Hair");
}

static DexFuture *
fill_fiber (gpointer      data,
            GCancellable *cancellable)
{
  PealEngine *engine = open_engine (data);
  g_autoptr(PealDemo) demo = peal_demo_new (engine);
  g_autoptr(GError) error = NULL;
  g_autoptr(PealAccount) account = NULL;

  g_assert_null (peal_demo_get_url (demo));
  fill (demo);
  check_filled (engine);
  account = find_account (engine);
  g_assert_true (account->enabled);
  g_assert_cmpstr (account->base_url, ==, peal_demo_get_url (demo));

  /* The network answers, with no secret in a keyring. */
  g_boxed_free (PEAL_TYPE_BALANCE, dex_await_boxed (peal_engine_ask_account (engine, account->id), &error));
  g_assert_no_error (error);

  /* Once is enough. */
  g_assert_false (dex_await (peal_demo_fill (demo, "test"), &error));
  g_assert_error (error, PEAL_STORE_ERROR, PEAL_STORE_ERROR_EXISTS);
  shut (engine);
  return dex_future_new_true ();
}

/* Who comes second leaves the account to the network of the first. */
static void
check_second (const char *directory,
              const char *url)
{
  g_autoptr(GError) error = NULL;
  PealEngine *engine = open_engine (directory);
  g_autoptr(PealDemo) demo = peal_demo_new (engine);
  g_autoptr(PealAccount) account = NULL;

  g_assert_false (dex_await_boolean (peal_demo_resume (demo), &error));
  g_assert_no_error (error);
  account = find_account (engine);
  g_assert_cmpstr (account->base_url, ==, url);
  shut (engine);
}

static DexFuture *
resume_fiber (gpointer      data,
              GCancellable *cancellable)
{
  g_autoptr(GError) error = NULL;
  PealEngine *engine = open_engine (data);
  PealDemo *demo = peal_demo_new (engine);
  g_autoptr(PealAccount) account = NULL;

  fill (demo);
  g_object_unref (demo);
  shut (engine);

  engine = open_engine (data);
  demo = peal_demo_new (engine);
  g_assert_true (dex_await_boolean (peal_demo_resume (demo), &error));
  g_assert_no_error (error);
  account = find_account (engine);
  g_assert_cmpstr (account->base_url, ==, peal_demo_get_url (demo));
  check_second (data, account->base_url);
  g_object_unref (demo);
  shut (engine);
  return dex_future_new_true ();
}

static DexFuture *
other_fiber (gpointer      data,
             GCancellable *cancellable)
{
  g_autoptr(GError) error = NULL;
  PealEngine *engine = open_engine (data);
  g_autoptr(PealDemo) demo = peal_demo_new (engine);

  g_assert_false (dex_await_boolean (peal_demo_resume (demo), &error));
  g_assert_no_error (error);
  g_assert_null (peal_demo_get_url (demo));
  shut (engine);
  return dex_future_new_true ();
}

/* Runs the fiber @data in a folder of its own. */
static void
test_fiber (gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *directory = g_dir_make_tmp ("peal-demo-XXXXXX", &error);
  g_autoptr(GFile) folder = g_file_new_for_path (directory);
  g_autoptr(GFileEnumerator) files = NULL;

  g_assert_no_error (error);
  peal_future_run (peal_fiber_spawn ((PealFiberFunc) data, directory, NULL), &error);
  g_assert_no_error (error);
  peal_test_drain ();

  files = g_file_enumerate_children (folder, G_FILE_ATTRIBUTE_STANDARD_NAME, G_FILE_QUERY_INFO_NONE, NULL, &error);
  for (;;)
    {
      GFile *file;

      g_assert_true (g_file_enumerator_iterate (files, NULL, &file, NULL, &error));
      if (file == NULL)
        break;
      g_assert_true (g_file_delete (file, NULL, &error));
    }
  g_assert_true (g_file_delete (folder, NULL, &error));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  g_test_add_data_func ("/demo/fill", fill_fiber, test_fiber);
  g_test_add_data_func ("/demo/resume", resume_fiber, test_fiber);
  g_test_add_data_func ("/demo/other-workspace", other_fiber, test_fiber);
  return g_test_run ();
}
