/* test-imports.c: of an import all is there or nothing, and it can be taken back, also tomorrow.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "engine-fixture.h"

#include "peal-contacts.h"
#include "peal-groups.h"
#include "peal-import-undo.h"
#include "peal-jobs.h"
#include "peal-test-util.h"

#include <glib/gstdio.h>

/* Everybody, as far as an import may change them. */
#define PEOPLE "SELECT coalesce (group_concat (line, char (10)), '') FROM (SELECT display || '|' || org || '|' || " \
               "(SELECT group_concat (e164 || label, ' ' ORDER BY position) FROM phone WHERE contact_id = c.id) || '|' || " \
               "coalesce ((SELECT group_concat (address, ' ' ORDER BY position) FROM email WHERE contact_id = c.id), '') || '|' || " \
               "coalesce ((SELECT group_concat (t.name, ' ' ORDER BY t.name) FROM contact_tag AS x JOIN tag AS t ON t.id = x.tag_id " \
               "WHERE x.contact_id = c.id), '') || '|' || coalesce ((SELECT group_concat (g.name, ' ' ORDER BY g.name) " \
               "FROM group_member AS m JOIN contact_group AS g ON g.id = m.group_id WHERE m.contact_id = c.id), '') AS line " \
               "FROM contact AS c WHERE c.deleted_at IS NULL ORDER BY c.id)"

/* Whether the tables of people hold nobody who is not there. */
#define LEFTOVERS "SELECT (SELECT count(*) FROM phone WHERE contact_id NOT IN (SELECT id FROM contact)) " \
                  "+ (SELECT count(*) FROM contact_search WHERE rowid NOT IN (SELECT id FROM contact)) " \
                  "+ (SELECT count(*) FROM group_member WHERE contact_id NOT IN (SELECT id FROM contact))"

typedef struct
{
  Fixture base;              /* its store stays closed: the engine opens its own */
  PealEngine *engine;        /* not started */
  char *path;
} ImportFixture;

static PealStore *
get_store (ImportFixture *self)
{
  return peal_engine_get_store (self->engine);
}

static void
set_up (ImportFixture *self,
        gconstpointer  data)
{
  fixture_set_up (&self->base, NULL);
  fixture_close (&self->base);
  self->engine = engine_open (&self->base);
  self->path = fixture_path (&self->base, "people.csv");
}

static void
close_engine (ImportFixture *self)
{
  await_true (peal_engine_shutdown (self->engine, 1));
  peal_test_drain ();
  g_assert_finalize_object (g_steal_pointer (&self->engine));
}

static void
tear_down (ImportFixture *self,
           gconstpointer  data)
{
  close_engine (self);
  g_free (self->path);
  fixture_tear_down (&self->base, NULL);
}

static DexFuture *
start_import (ImportFixture      *self,
              const char         *text,
              const char         *group,
              PealImportProgress  progress,
              gpointer            user_data)
{
  static const char *const tags[] = { "fair", NULL };
  PealImportOptions options = { .region = "US", .group = group, .tags = group != NULL ? tags : NULL, .actor = "test" };

  g_assert_true (g_file_set_contents (self->path, text, -1, NULL));
  return peal_engine_import_file (self->engine, self->path, &options, progress, user_data);
}

/* Its id. */
static gint64
import (ImportFixture *self,
        const char    *text,
        const char    *group)
{
  g_autoptr(PealImportReport) report = await_boxed (start_import (self, text, group, NULL, NULL));

  return peal_import_report_get_job_id (report);
}

/* "removed restored kept withdrawn" */
static void
undo (ImportFixture *self,
      gint64         id,
      const char    *expected)
{
  g_autofree PealImportUndo *done = await_boxed (peal_engine_undo_import (self->engine, id, "test", NULL, NULL));
  g_autofree char *figures = g_strdup_printf ("%u %u %u %u", done->n_removed, done->n_restored, done->n_kept,
                                              done->n_withdrawn);

  g_assert_cmpstr (figures, ==, expected);
}

/* Changes contact @id as a person would. */
static void
edit (ImportFixture *self,
      gint64         id)
{
  g_autoptr(PealContact) contact = await_boxed (peal_contacts_get (get_store (self), id));

  g_set_str (&contact->title, "Edited");
  await_int (peal_contacts_save (get_store (self), contact, "test"));
}

/* Whose number it is. */
static gint64
find (ImportFixture *self,
      gint64         number)
{
  return query_by_id (&self->base, "SELECT contact_id FROM phone WHERE e164 = '+' || ?1", number);
}

#define FIRST "First name,Mobile,Company,Tags,Email\nAnn,+12015550101,,vip,a@example.com\nZed,+12015550109,,,\n"
#define SECOND "First name,Mobile,Home Phone,Company,Tags,Email\nAnn,+12015550101,+12015550111,Tea,hot,b@example.com\n" \
               "Bob,+12015550102,,Ice,,\nCy,+12015550103,,,,\n"

/* Who was new goes, who was changed is what they were. */
static void
test_undo (ImportFixture *self,
           gconstpointer  data)
{
  g_autofree char *before = NULL;
  g_autofree char *with = NULL;
  gint64 id;

  import (self, FIRST, "Old");
  before = query_sql (&self->base, PEOPLE);
  id = import (self, SECOND, "Fair");
  with = query_sql (&self->base, PEOPLE);
  g_assert_cmpstr (with, ==, "Ann|Tea|+12015550101mobile +12015550111home|a@example.com b@example.com|fair hot vip|Fair Old\n"
                             "Zed||+12015550109mobile||fair|Old\n"
                             "Bob|Ice|+12015550102mobile||fair|Fair\nCy||+12015550103mobile||fair|Fair");
  undo (self, id, "2 1 0 0");
  assert_sql (&self->base, PEOPLE, before);
  assert_sql (&self->base, "SELECT group_concat (name) FROM contact_group", "Old");
  assert_sql (&self->base, "SELECT group_concat (state) FROM job", "2,5");
  assert_sql (&self->base, "SELECT event FROM ledger ORDER BY seq DESC LIMIT 1", "import.undone");
  assert_sql (&self->base, "SELECT count(*) FROM contact_search WHERE contact_search MATCH '\"tea\"'", "0");
  assert_sql (&self->base, "SELECT count(*) FROM contact_search WHERE contact_search MATCH '\"vip\"'", "1");
  assert_sql (&self->base, "SELECT group_concat (given, ' ' ORDER BY id) FROM contact WHERE deleted_at IS NOT NULL", "Bob Cy");
  await_error (peal_engine_undo_import (self->engine, id, "test", NULL, NULL), PEAL_STORE_ERROR_NOT_FOUND);
  await_error (peal_engine_undo_import (self->engine, 99, "test", NULL, NULL), PEAL_STORE_ERROR_NOT_FOUND);
}

static void
do_edit (ImportFixture *self,
         gint64         id)
{
  edit (self, id);
}

static void
do_tag (ImportFixture *self,
        gint64         id)
{
  await_int (peal_contacts_add_tag (get_store (self), &id, 1, "liked", "test"));
}

static void
do_delete (ImportFixture *self,
           gint64         id)
{
  await_int (peal_contacts_delete (get_store (self), &id, 1, "test"));
}

/* Only of those who were new: whoever was there before keeps a group that they joined since, and is restored. */
static void
do_group (ImportFixture *self,
          gint64         id)
{
  run_sql (&self->base, "INSERT INTO contact_group (id, name, created_at) VALUES (77, 'Later', 0)");
  g_array_unref (await_boxed (peal_groups_add_members (get_store (self), 77, &id, 1, "test")));
}

static void
do_write (ImportFixture *self,
          gint64         id)
{
  query_by_id (&self->base, "INSERT INTO conversation (ours, theirs, contact_id, last_at) "
                            "SELECT '+1', '+2', ?1, started_at + 1 FROM job LIMIT 1 RETURNING id", id);
}

/* Whoever somebody had to do with since is left alone, and said to be. */
static const struct
{
  const char *name;
  void (*act) (ImportFixture *self,
               gint64         id);
  gboolean of_new_only;
  const char *of_new;        /* what the undo says if it was done to somebody new */
} acts[] = {
  { "edit", do_edit, FALSE, "1 1 1 0" },
  { "tag", do_tag, FALSE, "1 1 1 0" },
  { "delete", do_delete, FALSE, "1 1 0 0" }, /* gone is gone */
  { "group", do_group, TRUE, "1 1 1 0" },
  { "write", do_write, TRUE, "1 1 1 0" },
};

static void
test_kept (ImportFixture *self,
           gconstpointer  data)
{
  guint i = GPOINTER_TO_UINT (data);
  gint64 id;

  import (self, FIRST, NULL);
  id = import (self, SECOND, "Fair");
  acts[i].act (self, find (self, 12015550102));
  undo (self, id, acts[i].of_new);
  assert_sql (&self->base, "SELECT group_concat (given || org, ' ' ORDER BY id) FROM contact WHERE deleted_at IS NULL",
              acts[i].act == do_delete ? "Ann Zed" : "Ann Zed BobIce");
  assert_sql (&self->base, "SELECT count(*) FROM contact_group WHERE name = 'Fair'", acts[i].act == do_delete ? "0" : "1");
}

static void
test_kept_changed (ImportFixture *self,
                   gconstpointer  data)
{
  guint i = GPOINTER_TO_UINT (data);
  gint64 id;

  import (self, FIRST, NULL);
  id = import (self, SECOND, "Fair");
  acts[i].act (self, find (self, 12015550101));
  undo (self, id, acts[i].of_new_only ? "2 1 0 0" : "2 0 1 0");
  assert_sql (&self->base, "SELECT org FROM contact WHERE given = 'Ann'", acts[i].of_new_only ? "" : "Tea");
  if (acts[i].act == do_group)
    assert_sql (&self->base, "SELECT group_concat (group_id) FROM group_member WHERE contact_id = 1", "77");
}

/* A file of our own says which groups somebody is in: those that it made go again, and so does whom it put there. */
static void
test_groups_of_file (ImportFixture *self,
                     gconstpointer  data)
{
  static const char text[] = "{\"contacts\":[{\"display\":\"Ann\",\"groups\":[\"Old\",\"Made\"],\"phones\":[{\"number\":"
                             "\"+12015550101\"}]},{\"display\":\"Bob\",\"groups\":[\"Made\"],\"phones\":[{\"number\":"
                             "\"+12015550102\"}]}]}";
  g_autofree char *before = NULL;
  gint64 id;

  import (self, FIRST, "Old");
  before = query_sql (&self->base, PEOPLE);
  id = import (self, text, NULL);
  assert_sql (&self->base, "SELECT group_concat (name, ' ' ORDER BY id) FROM contact_group", "Old Made");
  assert_sql (&self->base, "SELECT count(*) FROM group_member", "4");
  undo (self, id, "1 1 0 0");
  assert_sql (&self->base, PEOPLE, before);
  assert_sql (&self->base, "SELECT group_concat (name) FROM contact_group", "Old");
}

/* Two imports into one group, which neither has found there: it goes with the last of them. */
static void
test_shared_group (ImportFixture *self,
                   gconstpointer  data)
{
  gint64 first = import (self, FIRST, "Fair");
  gint64 second = import (self, "First name,Mobile\nDee,+12015550104\n", "Fair");

  undo (self, first, "2 0 0 0");
  assert_sql (&self->base, "SELECT group_concat (name) FROM contact_group", "Fair");
  undo (self, second, "1 0 0 0");
  assert_sql (&self->base, "SELECT count(*) FROM contact_group", "0");

  /* somebody's own stays, whoever was put into it */
  run_sql (&self->base, "INSERT INTO contact_group (id, name, created_at) VALUES (78, 'Own', 0)");
  undo (self, import (self, FIRST, "Own"), "2 0 0 0");
  assert_sql (&self->base, "SELECT group_concat (name) FROM contact_group", "Own");
}

/* Of several imports one may go; what later ones made of somebody stays. */
static void
test_order (ImportFixture *self,
            gconstpointer  data)
{
  gint64 first = import (self, FIRST, NULL);
  gint64 second = import (self, SECOND, NULL);

  undo (self, first, "1 0 1 0");
  assert_sql (&self->base, "SELECT group_concat (given, ' ' ORDER BY id) FROM contact WHERE deleted_at IS NULL", "Ann Bob Cy");
  undo (self, second, "2 1 0 0");
  assert_sql (&self->base, PEOPLE, "Ann||+12015550101mobile|a@example.com|vip|");
}

/* Somebody whose number is the second one of somebody further up: one person, brought by one import. */
static void
test_same_person (ImportFixture *self,
                  gconstpointer  data)
{
  gint64 id = import (self, "First name,Mobile,Home Phone,Company\nAnn,+12015550101,+12015550102,\nBob,+12015550102,,Ice\n", NULL);

  assert_sql (&self->base, "SELECT group_concat (given || org) FROM contact", "AnnIce");
  undo (self, id, "1 0 0 0");
  assert_sql (&self->base, "SELECT count(*) FROM contact WHERE deleted_at IS NULL", "0");
}

/* What an import says of consent is never unsaid, but withdrawn; an objection stays, and so does what the
 * person said since. */
static void
test_consent (ImportFixture *self,
              gconstpointer  data)
{
  gint64 id = import (self, "First name,Mobile,SMS consent\nAnn,+12015550101,yes\nBob,+12015550102,yes\n"
                            "Cy,+12015550103,stop\n", NULL);
  PealConsentEntry entry = { .e164 = "+12015550102", .act = PEAL_CONSENT_ACT_OPT_IN, .how = PEAL_CONSENT_HOW_KEYWORD };

  peal_consent_free (await_boxed (peal_consent_record (get_store (self), &entry)));
  undo (self, id, "3 0 0 1");
  assert_sql (&self->base, "SELECT group_concat (e164 || state, ' ' ORDER BY e164) FROM consent",
              "+120155501010 +120155501021 +120155501032");
  assert_sql (&self->base, "SELECT group_concat (act, ' ' ORDER BY id) FROM consent_event WHERE e164 = '+12015550101'", "2 6");
  assert_sql (&self->base, "SELECT count(*) FROM consent_event", "5");

  /* the same file again may say it again */
  import (self, "First name,Mobile,SMS consent\nAnn,+12015550101,yes\n", NULL);
  assert_sql (&self->base, "SELECT state FROM consent WHERE e164 = '+12015550101'", "1");
}

static char *
make_many (guint n)
{
  GString *text = g_string_new ("First name,Mobile,SMS consent\nAnn,+12015550101,\n");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "Person %u,+1305%07u,%s\n", i, 2000000 + i, i % 10 == 0 ? "yes" : "");
  return g_string_free_and_steal (text);
}

static void
count_progress_cb (double   fraction,
                   gpointer user_data)
{
  guint *n = user_data;

  (*n)++;
}

/* The first part is reading. */
static void
count_stored_cb (double   fraction,
                 gpointer user_data)
{
  guint *n = user_data;

  *n += fraction > 0.45;
}

/* Stopped while it reads: nothing has begun. */
static void
test_stop_reading (ImportFixture *self,
                   gconstpointer  data)
{
  g_autofree char *many = make_many (6000);
  guint n = 0;
  DexFuture *future = start_import (self, many, "Fair", count_progress_cb, &n);

  for (guint i = 0; n == 0 && i < 6000; i++)
    peal_test_spin (10);
  g_assert_cmpuint (n, >, 0);
  g_cancellable_cancel (dex_promise_get_cancellable (DEX_PROMISE (future)));
  peal_test_drain ();
  dex_unref (future);
  assert_sql (&self->base, "SELECT count(*) FROM contact", "0");
  assert_sql (&self->base, "SELECT count(*) FROM job", "0");
}

/* Stopped in the middle: as if it had never begun. */
static void
test_stop (ImportFixture *self,
           gconstpointer  data)
{
  g_autofree char *many = make_many (6000);
  g_autofree char *before = NULL;
  guint n = 0;
  DexFuture *future;

  import (self, FIRST, NULL);
  before = query_sql (&self->base, PEOPLE);
  future = start_import (self, many, "Fair", count_stored_cb, &n);
  for (guint i = 0; n == 0 && i < 6000; i++)
    peal_test_spin (10);
  g_assert_cmpuint (n, ==, 1);
  g_cancellable_cancel (dex_promise_get_cancellable (DEX_PROMISE (future)));
  peal_test_drain ();
  dex_unref (future);
  assert_sql (&self->base, PEOPLE, before);
  assert_sql (&self->base, LEFTOVERS, "0");
  assert_sql (&self->base, "SELECT count(*) FROM contact_group", "0");
  assert_sql (&self->base, "SELECT group_concat (state) FROM job", "2,4");
  assert_sql (&self->base, "SELECT count(*) FROM consent WHERE state <> 0", "0");
  assert_sql (&self->base, "SELECT detail ->> '$.removed' > 0 FROM job WHERE state = 4", "1");
}

/* More than fits into one portion. */
static void
test_many (ImportFixture *self,
           gconstpointer  data)
{
  g_autofree char *many = make_many (10500);
  guint n = 0;
  gint64 id = import (self, many, NULL);
  g_autofree PealImportUndo *done
    = await_boxed (peal_engine_undo_import (self->engine, id, "test", count_progress_cb, &n));

  g_assert_cmpuint (done->n_removed, ==, 10501);
  g_assert_cmpuint (done->n_withdrawn, ==, 1050);
  g_assert_cmpuint (n, >, 3);
  assert_sql (&self->base, "SELECT count(*) FROM contact WHERE deleted_at IS NULL", "0");
}

/* A process that died in the middle leaves a job that runs, and a lock that nobody holds. */
static void
test_crash (ImportFixture *self,
            gconstpointer  data)
{
  g_autofree char *before = NULL;
  g_autofd int lock = -1;

  import (self, FIRST, NULL);
  before = query_sql (&self->base, PEOPLE);
  import (self, SECOND, "Fair");
  run_sql (&self->base, "UPDATE job SET state = 1, ended_at = NULL WHERE id = 2");
  lock = peal_imports_try_lock (get_store (self), NULL);
  g_assert_cmpint (lock, >=, 0);
  close_engine (self);

  /* somebody is at work */
  self->engine = engine_open (&self->base);
  assert_sql (&self->base, "SELECT state FROM job WHERE id = 2", "1");
  assert_sql (&self->base, "SELECT count(*) FROM contact", "4");
  close_engine (self);

  g_clear_fd (&lock, NULL);
  self->engine = engine_open (&self->base);
  assert_sql (&self->base, PEOPLE, before);
  assert_sql (&self->base, "SELECT state FROM job WHERE id = 2", "4");
  assert_sql (&self->base, "SELECT count(*) FROM contact_group", "0");
}

/* One at a time: the second begins when the first has ended. */
static void
test_waits (ImportFixture *self,
            gconstpointer  data)
{
  g_autofd int lock = peal_imports_try_lock (get_store (self), NULL);
  DexFuture *future = start_import (self, FIRST, NULL, NULL, NULL);

  peal_test_spin (300);
  g_assert_true (dex_future_is_pending (future));
  assert_sql (&self->base, "SELECT count(*) FROM job", "0");
  g_clear_fd (&lock, NULL);
  peal_import_report_unref (await_boxed (future));
  assert_sql (&self->base, "SELECT count(*) FROM contact", "2");
}

static void
test_list (ImportFixture *self,
           gconstpointer  data)
{
  g_autoptr(GPtrArray) entries = NULL;
  const PealImportEntry *entry;
  gint64 id;

  import (self, FIRST, NULL);
  id = import (self, "Name,Mobile\nZed,+12015550109\nNew,+12015550108\nX,12\n", NULL);
  undo (self, id, "1 0 0 0");
  entries = await_boxed (peal_imports_list (get_store (self), 10));
  g_assert_cmpuint (entries->len, ==, 2);
  entry = g_ptr_array_index (entries, 0);
  g_assert_cmpint (entry->id, ==, id);
  g_assert_cmpstr (entry->file, ==, "people.csv");
  g_assert_cmpint (entry->state, ==, PEAL_JOB_UNDONE);
  g_assert_cmpint (entry->started_at, ==, NOON);
  g_assert_cmpuint (entry->n_new, ==, 1);
  g_assert_cmpuint (entry->n_unchanged, ==, 1);
  g_assert_cmpuint (entry->n_rejected, ==, 1);
  g_assert_cmpuint (entry->n_removed, ==, 1);
  entry = g_ptr_array_index (entries, 1);
  g_assert_cmpint (entry->state, ==, PEAL_JOB_DONE);
  g_assert_cmpuint (entry->n_new, ==, 2);
}

#define ADD(path, func) g_test_add ("/imports/" path, ImportFixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);
  ADD ("undo", test_undo);
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      g_autofree char *of_new = g_strconcat ("/imports/kept/new/", acts[i].name, NULL);
      g_autofree char *of_changed = g_strconcat ("/imports/kept/changed/", acts[i].name, NULL);

      g_test_add (of_new, ImportFixture, GUINT_TO_POINTER (i), set_up, test_kept, tear_down);
      g_test_add (of_changed, ImportFixture, GUINT_TO_POINTER (i), set_up, test_kept_changed, tear_down);
    }
  ADD ("groups-of-file", test_groups_of_file);
  ADD ("order", test_order);
  ADD ("same-person", test_same_person);
  ADD ("consent", test_consent);
  ADD ("shared-group", test_shared_group);
  ADD ("stop", test_stop);
  ADD ("stop-reading", test_stop_reading);
  ADD ("many", test_many);
  ADD ("crash", test_crash);
  ADD ("waits", test_waits);
  ADD ("list", test_list);
  return g_test_run ();
}
