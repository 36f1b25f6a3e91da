/* test-groups.c: groups, their members, and their return from the dead.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "store-fixture.h"

#include "peal-contacts.h"
#include "peal-groups.h"

static gint64
add_contact (Fixture    *fixture,
             const char *name)
{
  g_autoptr(PealContact) contact = peal_contact_new ();

  g_set_str (&contact->given, name);
  return await_int (peal_contacts_save (fixture->store, contact, "test"));
}

static void
test_save (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(PealGroup) group = peal_group_new ("Regulars");
  g_autoptr(PealGroup) twin = peal_group_new ("REGULARS");
  g_autoptr(PealGroup) empty = peal_group_new ("");
  g_autoptr(PealGroup) gone = peal_group_new ("Gone");
  g_autoptr(PealGroup) found = NULL;
  gint64 id = await_int (peal_groups_save (fixture->store, group, "test"));

  gone->id = 99;
  await_error (peal_groups_save (fixture->store, twin, "test"), PEAL_STORE_ERROR_EXISTS);
  await_error (peal_groups_save (fixture->store, empty, "test"), PEAL_STORE_ERROR_INVALID);
  await_error (peal_groups_save (fixture->store, gone, "test"), PEAL_STORE_ERROR_NOT_FOUND);
  g_assert_cmpint (await_int (peal_groups_ensure (fixture->store, "regulars", "test")), ==, id);

  group->id = id;
  g_set_str (&group->name, "Fans");
  g_set_str (&group->color, "#3584e4");
  g_assert_cmpint (await_int (peal_groups_save (fixture->store, group, "test")), ==, id);
  found = await_boxed (peal_groups_find (fixture->store, "fans"));
  g_assert_cmpstr (found->color, ==, "#3584e4");
  g_assert_cmpint (found->created_at, ==, NOON);
  await_error (peal_groups_find (fixture->store, "Regulars"), PEAL_STORE_ERROR_NOT_FOUND);
  assert_sql (fixture, "SELECT group_concat (event) FROM ledger", "group.added,group.updated");
  assert_sql (fixture, "SELECT json_extract (payload, '$.before.name') FROM ledger WHERE event = 'group.updated'",
              "Regulars");
}

static void
test_members (Fixture       *fixture,
              gconstpointer  data)
{
  gint64 groups[] = { await_int (peal_groups_ensure (fixture->store, "A", "test")),
                      await_int (peal_groups_ensure (fixture->store, "B", "test")) };
  gint64 ids[] = { add_contact (fixture, "Cid"), add_contact (fixture, "Ann"), add_contact (fixture, "Bob"), 99 };
  g_autoptr(GArray) joined = await_boxed (peal_groups_add_members (fixture->store, groups[0], ids, 4, "test"));
  g_autoptr(GArray) again = await_boxed (peal_groups_add_members (fixture->store, groups[0], ids, 4, "test"));
  g_autoptr(GArray) other = await_boxed (peal_groups_add_members (fixture->store, groups[1], ids, 1, "test"));
  g_autoptr(GArray) both = NULL;
  g_autoptr(GArray) left = NULL;
  g_autoptr(GPtrArray) list = NULL;

  g_assert_cmpuint (joined->len, ==, 3); /* 99 is nobody */
  g_assert_cmpuint (again->len, ==, 0);
  g_assert_cmpuint (other->len, ==, 1);
  both = await_boxed (peal_groups_members (fixture->store, groups, 2));
  g_assert_cmpuint (both->len, ==, 3);
  g_assert_cmpint (g_array_index (both, gint64, 0), ==, ids[1]); /* by name */

  g_assert_cmpint (await_int (peal_contacts_delete (fixture->store, ids, 1, "test")), ==, 1);
  list = await_boxed (peal_groups_list (fixture->store));
  g_assert_cmpint (((PealGroup *) list->pdata[0])->n_members, ==, 2);
  g_assert_cmpint (((PealGroup *) list->pdata[1])->n_members, ==, 0);
  left = await_boxed (peal_groups_remove_members (fixture->store, groups[0], ids + 1, 3, "test"));
  g_assert_cmpuint (left->len, ==, 2);
  assert_sql (fixture, "SELECT count(*) FROM ledger WHERE event IN ('group.joined', 'group.left')", "3");
}

static void
test_delete_and_restore (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr(PealGroup) group = peal_group_new ("Regulars");
  gint64 ids[] = { add_contact (fixture, "Ann"), add_contact (fixture, "Bob") };
  g_autoptr(GArray) members = NULL;
  g_autoptr(PealGroup) back = NULL;
  gint64 id, seq;

  g_set_str (&group->color, "red");
  id = await_int (peal_groups_save (fixture->store, group, "test"));
  g_clear_pointer (&members, g_array_unref);
  members = await_boxed (peal_groups_add_members (fixture->store, id, ids, 2, "test"));
  seq = await_int (peal_groups_delete (fixture->store, id, "test"));
  await_error (peal_groups_delete (fixture->store, id, "test"), PEAL_STORE_ERROR_NOT_FOUND);
  assert_sql (fixture, "SELECT count(*) FROM contact", "2");
  assert_sql (fixture, "SELECT count(*) FROM group_member", "0");

  run_sql (fixture, "DELETE FROM contact WHERE display = 'Bob'");
  g_assert_cmpint (await_int (peal_groups_restore (fixture->store, seq, "test")), ==, id);
  back = await_boxed (peal_groups_find (fixture->store, "Regulars"));
  g_assert_cmpint (back->id, ==, id);
  g_assert_cmpstr (back->color, ==, "red");
  g_assert_cmpstr (back->rule, ==, "");
  g_assert_cmpint (back->n_members, ==, 1);
  await_error (peal_groups_restore (fixture->store, seq, "test"), PEAL_STORE_ERROR_EXISTS);
  await_error (peal_groups_restore (fixture->store, 1, "test"), PEAL_STORE_ERROR_NOT_FOUND);
}

#define ADD(path, func) g_test_add ("/store/groups/" path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);

  ADD ("save", test_save);
  ADD ("members", test_members);
  ADD ("delete-and-restore", test_delete_and_restore);
  return g_test_run ();
}
