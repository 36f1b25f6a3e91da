/* test-inspection.c: what the checks of the workspace find, slice by slice, and what they remember.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store-fixture.h"

#include "peal-inspection.h"
#include "peal-ledger.h"

#define ROWS 10

static void
record_rows (Fixture *fixture,
             guint    n)
{
  for (guint i = 0; i < n; i++)
    await_int (peal_ledger_record (fixture->store, "test", "test.ran", "x", "{}"));
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture_set_up (fixture, data);
  record_rows (fixture, ROWS);
}

/* Goes on to the end, keeping each slice; returns how many slices it took. */
static guint
inspect (Fixture *fixture,
         gboolean whole,
         guint    n_rows)
{
  for (guint n = 1; n < 100; n++)
    {
      g_autoptr(PealInspection) before = await_boxed (peal_inspection_get (fixture->store, PEAL_INSPECTION_LEDGER));
      g_autoptr(PealInspection) after = await_boxed (peal_inspect_ledger (fixture->store, before, whole, n_rows));

      await_true (peal_inspection_record (fixture->store, after));
      if (after->ended_at != PEAL_TIME_NEVER)
        return n;
    }
  g_assert_not_reached ();
}

static PealInspection *
get (Fixture *fixture)
{
  return await_boxed (peal_inspection_get (fixture->store, PEAL_INSPECTION_LEDGER));
}

static void
test_never (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr(PealInspection) inspection = get (fixture);

  g_assert_cmpint (inspection->began_at, ==, 0);
  g_assert_false (peal_inspection_is_sound (inspection));
}

static void
test_slices (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr(PealInspection) first = NULL;
  g_autoptr(PealInspection) inspection = NULL;
  g_autoptr(PealInspection) never = get (fixture);

  first = await_boxed (peal_inspect_ledger (fixture->store, never, FALSE, 4));
  g_assert_cmpint (first->seq, ==, 4);
  g_assert_cmpint (first->ended_at, ==, PEAL_TIME_NEVER);
  g_assert_false (peal_inspection_is_sound (first));

  g_assert_cmpuint (inspect (fixture, FALSE, 4), ==, 3);
  inspection = get (fixture);
  g_assert_true (peal_inspection_is_sound (inspection));
  g_assert_cmpint (inspection->began_at, ==, NOON);
  g_assert_cmpint (inspection->ended_at, ==, NOON);
  g_assert_cmpint (inspection->seq, ==, ROWS);
}

/* What came since, and no more; a whole check begins at the beginning. */
static void
test_goes_on (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr(PealInspection) inspection = NULL;

  inspect (fixture, FALSE, 4);
  record_rows (fixture, 3);
  g_assert_cmpuint (inspect (fixture, FALSE, 4), ==, 1);
  inspection = get (fixture);
  g_assert_cmpint (inspection->seq, ==, ROWS + 3);
  g_assert_true (peal_inspection_is_sound (inspection));
  g_assert_cmpuint (inspect (fixture, TRUE, 4), ==, 4);
}

typedef struct
{
  const char *name;
  const char *sql;
  const char *finding;
  gboolean found_by_news; /* or by a whole check only */
} Damage;

/* Done to a ledger of ten rows that was found sound, as somebody would who knows SQL. */
static const Damage damages[] = {
  { "changed", "UPDATE ledger SET payload = '{\"n\":2}' WHERE seq = 3",
    "Ledger row 3: it, or the row before it, was changed", FALSE },
  { "taken-out", "DELETE FROM ledger WHERE seq = 3", "Ledger row 4: rows before it are missing", FALSE },
  { "cut-off", "DELETE FROM ledger WHERE seq > 7", "Ledger row 10: it is gone, or was written anew", TRUE },
  { "emptied", "DELETE FROM ledger", "Ledger row 10: it is gone, or was written anew", TRUE },
};

static void
test_damage (Fixture      *fixture,
             gconstpointer data)
{
  const Damage *damage = data;
  g_autoptr(PealInspection) inspection = NULL;
  g_autoptr(PealInspection) again = NULL;

  inspect (fixture, FALSE, 4);
  run_sql (fixture, "DROP TRIGGER ledger_no_update");
  run_sql (fixture, "DROP TRIGGER ledger_no_delete");
  run_sql (fixture, damage->sql);
  inspect (fixture, FALSE, 4);
  inspection = get (fixture);
  g_assert_cmpint (peal_inspection_is_sound (inspection), ==, !damage->found_by_news);

  /* Neither a second look nor a ledger that grows past it makes it well. */
  for (guint i = 0; i < 2; i++)
    {
      inspect (fixture, TRUE, 4);
      g_clear_pointer (&again, peal_inspection_free);
      again = get (fixture);
      g_assert_cmpint (again->n_found, >=, 1);
      g_assert_cmpstr (again->finding, ==, damage->finding);
    }
  inspect (fixture, FALSE, 4);
  g_clear_pointer (&again, peal_inspection_free);
  again = get (fixture);
  g_assert_cmpstr (again->finding, ==, damage->finding);
}

/* A ledger that was cut off and has grown longer than it was is whole in itself. */
static void
test_grown_again (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr(PealInspection) inspection = NULL;

  inspect (fixture, FALSE, 4);
  run_sql (fixture, "DROP TRIGGER ledger_no_delete");
  run_sql (fixture, "DELETE FROM ledger WHERE seq > 7");
  fixture_close (fixture);
  fixture_open (fixture, PEAL_STORE_OPEN_EXISTING);
  for (guint i = 0; i < 6; i++)
    await_int (peal_ledger_record (fixture->store, "somebody", "test.else", "x", "{}"));
  inspect (fixture, TRUE, 100);
  inspection = get (fixture);
  g_assert_cmpint (inspection->n_found, ==, 1);
  g_assert_cmpstr (inspection->finding, ==, "Ledger row 10: it is gone, or was written anew");
}

static void
test_file (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr(PealInspection) sound = await_boxed (peal_inspect_file (fixture->store));
  g_autoptr(PealInspection) broken = NULL;
  g_autoptr(PealInspection) kept = NULL;

  g_assert_true (peal_inspection_is_sound (sound));
  run_sql (fixture, "PRAGMA foreign_keys = OFF; INSERT INTO contact_tag (contact_id, tag_id) VALUES (7, 8)");
  broken = await_boxed (peal_inspect_file (fixture->store));
  g_assert_cmpint (broken->n_found, ==, 2);
  g_assert_nonnull (strstr (broken->finding, "contact_tag"));
  await_true (peal_inspection_record (fixture->store, broken));
  kept = await_boxed (peal_inspection_get (fixture->store, PEAL_INSPECTION_FILE));
  g_assert_cmpint (kept->n_found, ==, 2);
  g_assert_cmpstr (kept->finding, ==, broken->finding);
  g_assert_cmpint (kept->ended_at, ==, NOON);
}

#define add(path, data, func) g_test_add (path, Fixture, data, set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  dex_init ();
  add ("/inspection/never", NULL, test_never);
  add ("/inspection/slices", NULL, test_slices);
  add ("/inspection/goes-on", NULL, test_goes_on);
  for (gsize i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autofree char *path = g_strconcat ("/inspection/damage/", damages[i].name, NULL);

      add (path, &damages[i], test_damage);
    }
  add ("/inspection/grown-again", NULL, test_grown_again);
  add ("/inspection/file", NULL, test_file);
  return g_test_run ();
}
