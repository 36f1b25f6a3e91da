/* test-group-rules.c: whom each condition fits, and groups that are made by rules.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rule-fixture.h"

#include "peal-contacts.h"
#include "peal-group-rules.h"
#include "peal-group-suggestions.h"
#include "peal-groups.h"
#include "peal-message.h"
#include "peal-phone.h"

#define OUT PEAL_DIRECTION_OUTBOUND
#define IN PEAL_DIRECTION_INBOUND

static const Person people[] = {
  { .name = "Ann", .city = "Köln", .country = "DE", .birthday = "1980-11-25", .score = 10, .tag = "VIP",
    .custom = "{\"shoe\":\"40\",\"news\":\"yes\",\"due\":\"2026-11-30\"}", .created_at = DAYS_AGO (400),
    .e164 = "+491711234567", .e164_2 = "+493012345",
    .email = "ann@example.com", .email_2 = "ann@work.example", .kind = PEAL_PHONE_TYPE_MOBILE, .consent = 1, .in_group = TRUE,
    .n_said = 4, .said = { { OUT, PEAL_STATE_DELIVERED, DAYS_AGO (100) }, { IN, PEAL_STATE_RECEIVED, DAYS_AGO (99) },
                           { OUT, PEAL_STATE_DELIVERED, DAYS_AGO (5) }, { IN, PEAL_STATE_RECEIVED, DAYS_AGO (4) } } },
  { .name = "Bob", .city = "koln", .country = "FR", .birthday = "--11-01", .score = 20, .tag = "vip friend",
    .custom = "{\"shoe\":44,\"news\":false}", .created_at = DAYS_AGO (20),
    .e164 = "+33612345678", .kind = PEAL_PHONE_TYPE_MOBILE, .consent = 2, .in_campaign = TRUE,
    .n_said = 3, .said = { { OUT, PEAL_STATE_UNDELIVERED, DAYS_AGO (50) }, { OUT, PEAL_STATE_FAILED, DAYS_AGO (45) },
                           { OUT, PEAL_STATE_QUEUED, 0 } } },
  { .name = "Cid", .city = "Bonn", .country = "DE", .birthday = "someday", .notes = "Likes <b> & tea",
    .custom = "{\"shoe\":\"\"}", .e164 = "+4930987654", .kind = PEAL_PHONE_TYPE_FIXED_LINE, .review = TRUE,
    .do_not_contact = TRUE, .in_group = TRUE,
    .n_said = 3, .said = { { OUT, PEAL_STATE_SENT, DAYS_AGO (200) }, { OUT, PEAL_STATE_SENT, DAYS_AGO (40) },
                           { OUT, PEAL_STATE_ACCEPTED, DAYS_AGO (2) } } },
  { .name = "Dee" },
  { .name = "Eve", .city = "Köln", .country = "DE", .tag = "VIP", .deleted = TRUE, .in_group = TRUE, .score = 10,
    .n_said = 1, .said = { { IN, PEAL_STATE_RECEIVED, DAYS_AGO (1) } } },
};

#define IS(field, test) "{\"field\":\"" field "\",\"test\":\"" test "\"}"
#define TEXT_IS(field, test, value) "{\"field\":\"" field "\",\"test\":\"" test "\",\"value\":\"" value "\"}"
#define NUMBER_IS(field, test, value) "{\"field\":\"" field "\",\"test\":\"" test "\",\"value\":" value "}"
#define DAYS_IS(field, test, days) "{\"field\":\"" field "\",\"test\":\"" test "\",\"days\":" days "}"
#define COUNT_IS(field, test, value, days) \
  "{\"field\":\"" field "\",\"test\":\"" test "\",\"value\":" value ",\"days\":" days "}"
#define OWN_IS(key, test, more) "{\"field\":\"custom\",\"key\":\"" key "\",\"test\":\"" test "\"" more "}"

static const struct
{
  const char *json;
  const char *names;
} rows[] = {
  { TEXT_IS ("name", "begins_with", "a"), "Ann" },
  { TEXT_IS ("city", "is", "KÖLN"), "Ann Bob" },
  { TEXT_IS ("city", "is_not", "köln"), "Cid Dee" },
  { TEXT_IS ("city", "contains", "on"), "Cid" },
  { TEXT_IS ("city", "does_not_contain", "on"), "Ann Bob Dee" },
  { IS ("city", "is_empty"), "Dee" },
  { IS ("city", "is_not_empty"), "Ann Bob Cid" },
  { TEXT_IS ("notes", "contains", "<b> &"), "Cid" },
  { TEXT_IS ("country", "is", "DE"), "Ann Cid" },
  { TEXT_IS ("country", "is_not", "DE"), "Bob Dee" },
  { NUMBER_IS ("score", "equals", "10"), "Ann" },
  { NUMBER_IS ("score", "above", "10"), "Bob" },
  { NUMBER_IS ("score", "below", "10"), "Cid Dee" },
  { NUMBER_IS ("score", "between", "[10,20]"), "Ann Bob" },
  { DAYS_IS ("birthday", "in_next_days", "7"), "Ann" },
  { DAYS_IS ("birthday", "in_last_days", "30"), "Bob" },
  { IS ("birthday", "this_month"), "Ann Bob" },
  { TEXT_IS ("birthday", "before", "1990-01-01"), "Ann" },
  { IS ("birthday", "is_empty"), "Cid Dee" },
  { OWN_IS ("shoe", "above", ",\"value\":40"), "Bob" },
  { OWN_IS ("shoe", "between", ",\"value\":[40,44]"), "Ann Bob" },
  { OWN_IS ("shoe", "is", ",\"value\":\"44\""), "Bob" },
  { OWN_IS ("shoe", "is_not", ",\"value\":\"44\""), "Ann Cid Dee" },
  { OWN_IS ("shoe", "is_empty", ""), "Cid Dee" },
  { OWN_IS ("news", "yes", ""), "Ann" },
  { OWN_IS ("news", "no", ""), "Bob Cid Dee" },
  { OWN_IS ("due", "in_next_days", ",\"days\":9"), "Ann" },
  { OWN_IS ("due", "after", ",\"value\":\"2026-11-30\""), "" },
  { OWN_IS ("' OR 1 --", "is_not_empty", ""), "" },
  { DAYS_IS ("created", "in_last_days", "30"), "Bob Cid Dee" },
  { DAYS_IS ("created", "more_than_days_ago", "30"), "Ann" },
  { TEXT_IS ("created", "before", "2026-01-01"), "Ann" },
  { TEXT_IS ("created", "after", "2026-11-01"), "Cid Dee" }, /* Bob came on the 1st, at noon */
  { TEXT_IS ("changed", "before", "2026-01-01"), "Ann" },
  { TEXT_IS ("number", "begins_with", "+49 (171)"), "Ann" },
  { TEXT_IS ("number", "begins_with", "+4930"), "Ann Cid" },
  { TEXT_IS ("number", "is", "+49 30 12345"), "Ann" },
  { TEXT_IS ("number", "is_not", "+493012345"), "Bob Cid Dee" },
  { TEXT_IS ("number", "does_not_contain", "3061"), "Ann Bob Cid Dee" },
  { TEXT_IS ("number", "contains", "none"), "" },
  { IS ("number", "is_empty"), "Dee" },
  { TEXT_IS ("email", "contains", "@EXAMPLE"), "Ann" },
  { TEXT_IS ("email", "is", "ann@work.example"), "Ann" },
  { TEXT_IS ("email", "is_not", "ann@work.example"), "Bob Cid Dee" },
  { IS ("email", "is_not_empty"), "Ann" },
  { TEXT_IS ("number_kind", "is", "mobile"), "Ann Bob" },
  { TEXT_IS ("number_kind", "is_not", "mobile"), "Cid Dee" },
  { TEXT_IS ("number_kind", "is", "fixed_line"), "Cid" },
  { TEXT_IS ("number_kind", "is", "none"), "Dee" },
  { TEXT_IS ("consent", "is", "opted_in"), "Ann" },
  { TEXT_IS ("consent", "is", "opted_out"), "Bob" },
  { TEXT_IS ("consent", "is", "unknown"), "Cid Dee" },
  { TEXT_IS ("consent", "is_not", "opted_out"), "Ann Cid Dee" },
  { TEXT_IS ("consent", "is", "review"), "Cid" },
  { TEXT_IS ("consent", "is", "do_not_contact"), "Cid" },
  { TEXT_IS ("tag", "is", "vip"), "Ann" },
  { TEXT_IS ("tag", "is_not", "VIP"), "Bob Cid Dee" },
  { IS ("tag", "is_empty"), "Cid Dee" },
  { IS ("tag", "is_not_empty"), "Ann Bob" },
  { NUMBER_IS ("group", "is", "1"), "Ann Cid" },
  { TEXT_IS ("group", "is_not", "chosen"), "Bob Dee" },
  { NUMBER_IS ("campaign", "is", "1"), "Bob" },
  { NUMBER_IS ("campaign", "is_not", "1"), "Ann Cid Dee" },
  { DAYS_IS ("last_sent", "in_last_days", "10"), "Ann Cid" },
  { DAYS_IS ("last_sent", "not_in_last_days", "10"), "Bob Dee" },
  { DAYS_IS ("last_sent", "more_than_days_ago", "10"), "Bob" },
  { IS ("last_sent", "is_empty"), "Dee" },
  { TEXT_IS ("last_sent", "after", "2026-11-18"), "Cid" },
  { TEXT_IS ("last_sent", "before", "2026-11-18"), "Ann Bob" },
  { DAYS_IS ("last_reply", "in_last_days", "5"), "Ann" },
  { DAYS_IS ("last_reply", "in_last_days", "3"), "" },
  { DAYS_IS ("last_reply", "more_than_days_ago", "3"), "Ann" },
  { DAYS_IS ("last_reply", "not_in_last_days", "3"), "Ann Bob Cid Dee" },
  { IS ("last_reply", "is_empty"), "Bob Cid Dee" },
  { COUNT_IS ("sent", "at_least", "2", "0"), "Ann Cid" },
  { COUNT_IS ("sent", "at_least", "2", "60"), "Cid" },
  { COUNT_IS ("sent", "fewer_than", "1", "60"), "Dee" },
  { COUNT_IS ("sent", "at_least", "1", "0"), "Ann Bob Cid" },
  { COUNT_IS ("delivered", "at_least", "2", "365"), "Ann" },
  { COUNT_IS ("failed", "at_least", "1", "0"), "Bob" },
  { COUNT_IS ("failed", "at_least", "2", "365"), "Bob" },
  { COUNT_IS ("replies", "at_least", "1", "0"), "Ann" },
  { COUNT_IS ("replies", "fewer_than", "2", "30"), "Ann Bob Cid Dee" },
  { NUMBER_IS ("answers", "above", "80"), "Ann" },
  { NUMBER_IS ("answers", "below", "80"), "Bob Cid" },
  { "{\"all\":[" TEXT_IS ("country", "is", "DE") "," TEXT_IS ("tag", "is", "VIP") "]}", "Ann" },
  { "{\"any\":[" TEXT_IS ("country", "is", "FR") "," TEXT_IS ("tag", "is", "VIP") "]}", "Ann Bob" },
  { "{\"none\":[" TEXT_IS ("country", "is", "FR") "," TEXT_IS ("tag", "is", "VIP") "]}", "Cid Dee" },
  { "{\"all\":[{\"none\":[" TEXT_IS ("country", "is", "FR") "]},{\"any\":[" IS ("tag", "is_empty") "," IS ("notes", "is_not_empty")
    "]}]}", "Cid Dee" },
};

static void
test_conditions (Fixture      *fixture,
                 gconstpointer data)
{
  rule_fixture_fill (fixture, people, G_N_ELEMENTS (people));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *names = rule_fixture_ask (fixture, rows[i].json);

      g_test_message ("%s", rows[i].json);
      g_assert_cmpstr (names, ==, rows[i].names);
    }
}

/* Groups ------------------------------------------------------------------------------------------ */

static gint64
save_rule (Fixture    *fixture,
           const char *name,
           const char *json)
{
  g_autoptr(PealGroup) group = peal_group_new (name);

  g_set_str (&group->rule, json);
  return await_int (peal_groups_save (fixture->store, group, "test"));
}

static char *
list_members (Fixture *fixture,
              gint64   id)
{
  g_autoptr(GArray) ids = await_boxed (peal_groups_members (fixture->store, &id, 1));
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? " " : "", people[g_array_index (ids, gint64, i) - 1].name);
  return g_string_free_and_steal (names);
}

#define assert_members(fixture, id, expected) \
  G_STMT_START \
    { \
      g_autofree char *members = list_members (fixture, id); \
      g_assert_cmpstr (members, ==, expected); \
    } \
  G_STMT_END

/* Members are whom the rule fits at the time of asking, wherever they are asked for. */
static void
test_current (Fixture      *fixture,
              gconstpointer data)
{
  gint64 id, both[] = { 1, 0 };
  PealContactFilter filter = { 0 };
  g_autoptr(GArray) listed = NULL;
  g_autoptr(GArray) joined = NULL;
  g_autoptr(GPtrArray) groups = NULL;
  g_autoptr(PealGroup) found = NULL;

  rule_fixture_fill (fixture, people, G_N_ELEMENTS (people));
  id = save_rule (fixture, "Cologne", TEXT_IS ("city", "is", "köln"));
  assert_members (fixture, id, "Ann Bob");
  run_sql (fixture, "UPDATE contact SET city = 'Köln' WHERE id IN (3, 4); UPDATE contact SET city = '' WHERE id = 1");
  assert_members (fixture, id, "Bob Cid Dee");

  both[1] = id;
  joined = await_boxed (peal_groups_members (fixture->store, both, 2));
  g_assert_cmpuint (joined->len, ==, 4);
  filter.group_id = id;
  listed = await_boxed (peal_contacts_snapshot (fixture->store, &filter));
  g_assert_cmpuint (listed->len, ==, 3);
  g_clear_pointer (&groups, g_ptr_array_unref);
  groups = await_boxed (peal_groups_list_counted (fixture->store));
  g_assert_cmpint (((PealGroup *) groups->pdata[0])->n_members, ==, 2); /* Chosen, without Eve */
  g_assert_cmpint (((PealGroup *) groups->pdata[1])->n_members, ==, 3);
  g_clear_pointer (&groups, g_ptr_array_unref);
  groups = await_boxed (peal_groups_list (fixture->store));
  g_assert_cmpint (((PealGroup *) groups->pdata[1])->n_members, ==, -1);
  found = await_boxed (peal_groups_find (fixture->store, "Cologne"));
  g_assert_cmpint (found->n_members, ==, 3);
  g_assert_cmpstr (found->rule, ==, "{\"all\":[" TEXT_IS ("city", "is", "köln") "]}");
}

/* Nobody is put into a rule group; what was chosen before rests until the rule is gone. */
static void
test_by_hand (Fixture      *fixture,
              gconstpointer data)
{
  gint64 ids[] = { 2, 4 };
  g_autoptr(PealGroup) group = NULL;
  g_autoptr(PealContact) contact = NULL;
  g_autoptr(PealContact) saved = NULL;

  rule_fixture_fill (fixture, people, G_N_ELEMENTS (people));
  group = await_boxed (peal_groups_find (fixture->store, "Chosen"));
  g_set_str (&group->rule, TEXT_IS ("name", "is", "Dee"));
  await_int (peal_groups_save (fixture->store, group, "test"));
  assert_members (fixture, 1, "Dee");
  await_error (peal_groups_add_members (fixture->store, 1, ids, 2, "test"), PEAL_STORE_ERROR_INVALID);
  await_error (peal_groups_remove_members (fixture->store, 1, ids, 2, "test"), PEAL_STORE_ERROR_INVALID);
  await_error (peal_groups_ensure (fixture->store, "chosen", "test"), PEAL_STORE_ERROR_INVALID);

  contact = await_boxed (peal_contacts_get (fixture->store, 1));
  g_assert_cmpuint (contact->group_ids->len, ==, 0);
  g_array_append_vals (contact->group_ids, &group->id, 1);
  await_int (peal_contacts_save (fixture->store, contact, "test"));
  saved = await_boxed (peal_contacts_get (fixture->store, 1));
  g_assert_cmpuint (saved->group_ids->len, ==, 0);

  g_set_str (&group->rule, "");
  await_int (peal_groups_save (fixture->store, group, "test"));
  assert_members (fixture, 1, "Ann Cid");
}

/* Rules of rules, each asked once, and none for itself. */
static void
test_groups_of_groups (Fixture      *fixture,
                       gconstpointer data)
{
  g_autoptr(PealGroup) group = NULL;
  gint64 first, second;

  rule_fixture_fill (fixture, people, G_N_ELEMENTS (people));
  first = save_rule (fixture, "First", TEXT_IS ("group", "is_not", "Chosen"));
  second = save_rule (fixture, "Second", TEXT_IS ("group", "is_not", "First"));
  assert_members (fixture, first, "Bob Dee");
  assert_members (fixture, second, "Ann Cid");
  assert_sql (fixture, "SELECT rule ->> '$.all[0].value' FROM contact_group WHERE name = 'First'", "1");

  group = await_boxed (peal_groups_find (fixture->store, "Chosen"));
  g_set_str (&group->rule, TEXT_IS ("group", "is", "Second")); /* static until now */
  await_error (peal_groups_save (fixture->store, group, "test"), PEAL_STORE_ERROR_RULE);
  g_set_str (&group->rule, NUMBER_IS ("group", "is", "1"));
  await_error (peal_groups_save (fixture->store, group, "test"), PEAL_STORE_ERROR_RULE);
  await_error (peal_group_rules_preview (fixture->store, TEXT_IS ("group", "is", "Second"), 1, 5),
               PEAL_STORE_ERROR_RULE);

  /* Another program might write what we would refuse. */
  run_sql (fixture, "UPDATE contact_group SET rule = '{\"field\":\"group\",\"test\":\"is\",\"value\":3}' WHERE id = 1");
  await_error (peal_groups_members (fixture->store, &first, 1), PEAL_STORE_ERROR_RULE);
}

static void
test_deep (Fixture      *fixture,
           gconstpointer data)
{
  gint64 id = 1;

  rule_fixture_fill (fixture, people, G_N_ELEMENTS (people));
  for (int i = 0; i <= PEAL_GROUP_RULES_MAX_DEPTH; i++)
    {
      g_autofree char *name = g_strdup_printf ("Deep %d", i);
      g_autofree char *rule = g_strdup_printf ("{\"all\":[{\"field\":\"group\",\"test\":\"is\",\"value\":%d},"
                                               "{\"field\":\"group\",\"test\":\"is\",\"value\":%d}]}",
                                               (int) id, (int) id);
      g_autoptr(PealGroup) group = peal_group_new (name);

      g_set_str (&group->rule, rule);
      if (i < PEAL_GROUP_RULES_MAX_DEPTH)
        {
          id = await_int (peal_groups_save (fixture->store, group, "test"));
          assert_members (fixture, id, "Ann Cid");
        }
      else
        await_error (peal_groups_save (fixture->store, group, "test"), PEAL_STORE_ERROR_RULE);
    }
}

static void
test_refused (Fixture      *fixture,
              gconstpointer data)
{
  static const char *const none[] = { "{", TEXT_IS ("planet", "is", "x") };
  static const char *const refused[] = {
    NUMBER_IS ("group", "is", "99"), TEXT_IS ("group", "is", "Nobody"),
    NUMBER_IS ("campaign", "is_not", "99"),
    "{\"none\":[{\"any\":[" NUMBER_IS ("campaign", "is_not", "99") "]}]}",
  };

  rule_fixture_fill (fixture, people, G_N_ELEMENTS (people));
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr(PealGroup) group = peal_group_new ("Refused");

      g_test_message ("%s", refused[i]);
      await_error (peal_group_rules_preview (fixture->store, refused[i], 0, 5), PEAL_STORE_ERROR_RULE);
      g_set_str (&group->rule, refused[i]);
      await_error (peal_groups_save (fixture->store, group, "test"), PEAL_STORE_ERROR_RULE);
    }
  await_error (peal_group_rules_preview (fixture->store, "", 0, 5), PEAL_STORE_ERROR_INVALID);
  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    {
      g_autoptr(PealGroup) group = peal_group_new ("Refused");

      await_error (peal_group_rules_preview (fixture->store, none[i], 0, 5), PEAL_STORE_ERROR_INVALID);
      g_set_str (&group->rule, none[i]);
      await_error (peal_groups_save (fixture->store, group, "test"), PEAL_STORE_ERROR_INVALID);
    }
}

/* What a rule asks for may go; then it fits nobody, says so, and the others go on. */
static void
test_broken (Fixture      *fixture,
             gconstpointer data)
{
  PealContactFilter filter = { 0 };
  g_autoptr(GPtrArray) groups = NULL;
  gint64 id, seq;

  rule_fixture_fill (fixture, people, G_N_ELEMENTS (people));
  id = save_rule (fixture, "Others", NUMBER_IS ("group", "is_not", "1"));
  save_rule (fixture, "Tea", TEXT_IS ("notes", "contains", "tea"));
  seq = await_int (peal_groups_delete (fixture->store, 1, "test"));
  groups = await_boxed (peal_groups_list_counted (fixture->store));
  g_assert_true (((PealGroup *) groups->pdata[0])->broken);
  g_assert_cmpint (((PealGroup *) groups->pdata[0])->n_members, ==, 0);
  g_assert_false (((PealGroup *) groups->pdata[1])->broken);
  g_assert_cmpint (((PealGroup *) groups->pdata[1])->n_members, ==, 1);
  await_error (peal_groups_members (fixture->store, &id, 1), PEAL_STORE_ERROR_RULE);
  filter.group_id = id;
  await_error (peal_contacts_snapshot (fixture->store, &filter), PEAL_STORE_ERROR_RULE);

  await_int (peal_groups_restore (fixture->store, seq, "test"));
  assert_members (fixture, id, "Bob Dee");
}

/* The rule comes back with its group. */
static void
test_restore (Fixture      *fixture,
              gconstpointer data)
{
  gint64 id, seq;

  rule_fixture_fill (fixture, people, G_N_ELEMENTS (people));
  id = save_rule (fixture, "Tea", TEXT_IS ("notes", "contains", "tea"));
  seq = await_int (peal_groups_delete (fixture->store, id, "test"));
  g_assert_cmpint (await_int (peal_groups_restore (fixture->store, seq, "test")), ==, id);
  assert_members (fixture, id, "Cid");
}

/* Suggestions ------------------------------------------------------------------------------------- */

#define N_TOWN 40

/* Ten wrote, each ten days longer ago than the one before, the first and the last three of them more often; four fail, four were sent six and are
 * silent. The rest is only there. */
static void
make_town (Person     *town,
           const char *names)
{
  for (int i = 0; i < N_TOWN; i++)
    {
      Person *person = &town[i];

      person->name = names + 3 * i;
      person->created_at = i < 5 ? DAYS_AGO (3) : DAYS_AGO (400);
      for (guint n = 0; i < 10 && (int) n < (i >= 3 && i < 7 ? 8 - i : 8); n++)
        person->said[person->n_said++] = (Said) { IN, PEAL_STATE_RECEIVED, DAYS_AGO (10 * i + (int) n + 1) - 1 };
      for (guint n = 0; i >= 10 && i < 14 && n < 2; n++)
        person->said[person->n_said++] = (Said) { OUT, PEAL_STATE_UNDELIVERED, DAYS_AGO (5) };
      for (guint n = 0; i >= 14 && i < 18 && n < 6; n++)
        person->said[person->n_said++] = (Said) { OUT, PEAL_STATE_DELIVERED, DAYS_AGO (300 - 10 * (int) n) };
    }
}

static char *
list_suggestions (Fixture *fixture)
{
  g_autoptr(GPtrArray) suggestions = await_boxed (peal_group_suggestions_list (fixture->store));
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < suggestions->len; i++)
    {
      const PealGroupSuggestion *suggestion = g_ptr_array_index (suggestions, i);

      g_string_append_printf (text, "%d:%" G_GINT64_FORMAT " ", suggestion->kind, suggestion->n_members);
    }
  return g_string_free_and_steal (text);
}

/* Each says whom it would have; one that is made is not suggested again. */
static void
test_suggestions (Fixture      *fixture,
                  gconstpointer data)
{
  Person town[N_TOWN] = { 0 };
  g_autofree char *names = g_malloc (3 * N_TOWN);
  g_autofree char *all = NULL, *rest = NULL, *few = NULL;

  for (int i = 0; i < N_TOWN; i++)
    g_snprintf (names + 3 * i, 3, "%02d", i);
  make_town (town, names);
  rule_fixture_fill (fixture, town, N_TOWN);
  all = list_suggestions (fixture);
  g_assert_cmpstr (all, ==, "1:3 2:3 3:4 4:5 6:4 ");

  save_rule (fixture, "New", DAYS_IS ("created", "in_last_days", "30"));
  rest = list_suggestions (fixture);
  g_assert_cmpstr (rest, ==, "1:3 2:3 3:4 6:4 ");
  run_sql (fixture, "UPDATE contact SET deleted_at = 1 WHERE id > 19");
  few = list_suggestions (fixture);
  g_assert_cmpstr (few, ==, "");
}

#define ADD(path, func) \
  g_test_add ("/store/group-rules/" path, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_setenv ("TZ", "UTC", TRUE); /* days are the computer's */
  dex_init ();
  g_test_init (&argc, &argv, NULL);

  ADD ("conditions", test_conditions);
  ADD ("current", test_current);
  ADD ("by-hand", test_by_hand);
  ADD ("groups-of-groups", test_groups_of_groups);
  ADD ("deep", test_deep);
  ADD ("refused", test_refused);
  ADD ("broken", test_broken);
  ADD ("restore", test_restore);
  ADD ("suggestions", test_suggestions);
  return g_test_run ();
}
