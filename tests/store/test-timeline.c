/* test-timeline.c: everything that happened with one person, in order, in pages, by kind.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "outbox-fixture.h"

#include "peal-contact-fields.h"
#include "peal-contacts.h"
#include "peal-groups.h"
#include "peal-ledger.h"
#include "peal-talk.h"
#include "peal-timeline.h"

#define ANN "+12015550101"
#define BOB "+12015550102"

static gint64
add_contact (OutboxFixture *fixture,
             const char    *name,
             const char    *e164)
{
  g_autoptr(PealContact) contact = peal_contact_new ();

  g_set_str (&contact->given, name);
  g_ptr_array_add (contact->phones, peal_contact_phone_new (e164));
  return await_int (peal_contacts_save (fixture->base.store, contact, "test"));
}

static void
pass (OutboxFixture *fixture)
{
  peal_clock_advance (fixture->base.clock, PEAL_MINUTE);
}

/* " org[Acme>Beta]" */
static void
append_changes (GString                 *text,
                const PealTimelineEntry *entry)
{
  if (*entry->text != '\0')
    g_string_append_printf (text, " {%s}", entry->text);
  for (guint i = 0; i < entry->changes->len; i++)
    {
      const PealTimelineChange *change = g_ptr_array_index (entry->changes, i);

      g_string_append_printf (text, " %s%s[%s>%s]", change->field, change->name, change->old, change->new);
    }
}

/* What an entry is, in a word or two. */
static void
append_entry (GString                 *text,
              const PealTimelineEntry *entry)
{
  switch (entry->source)
    {
    case PEAL_TIMELINE_OF_MESSAGE:
      g_string_append_printf (text, "message %" G_GINT64_FORMAT, entry->id);
      return;
    case PEAL_TIMELINE_OF_RECIPIENT:
      g_string_append_printf (text, "%s: %s", entry->text, peal_hold_reason_to_string (entry->reason));
      return;
    case PEAL_TIMELINE_OF_CONSENT:
      g_string_append_printf (text, "%s “%s” (%s)", peal_consent_act_to_string (entry->act), entry->text, entry->detail);
      return;
    case PEAL_TIMELINE_OF_LEDGER:
      g_string_append_printf (text, "%s%s%s", entry->event, *entry->detail != '\0' ? " " : "", entry->detail);
      append_changes (text, entry);
      return;
    case PEAL_TIMELINE_OF_IMPORT:
      g_string_append_printf (text, "from %s", entry->text);
      return;
    }
}

/* All of it, @page entries at a time. */
static char *
list (OutboxFixture *fixture,
      gint64         contact_id,
      guint          kinds,
      guint          page)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GPtrArray) entries = await_boxed (peal_timeline_list (fixture->base.store, contact_id, kinds, NULL, page));

  while (entries->len > 0)
    {
      g_autoptr(GPtrArray) before = g_steal_pointer (&entries);

      g_assert_cmpuint (before->len, <=, page);
      for (guint i = 0; i < before->len; i++)
        {
          append_entry (text, g_ptr_array_index (before, i));
          g_string_append_c (text, '\n');
        }
      entries = await_boxed (peal_timeline_list (fixture->base.store, contact_id, kinds,
                                                 g_ptr_array_index (before, before->len - 1), page));
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
assert_listed (OutboxFixture *fixture,
               gint64         contact_id,
               guint          kinds,
               const char    *expected)
{
  static const guint pages[] = { 1, 2, 50 };

  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      g_autofree char *listed = list (fixture, contact_id, kinds, pages[i]);

      g_assert_cmpstr (listed, ==, expected);
    }
}

static void
opt_out (OutboxFixture *fixture,
         const char    *e164)
{
  const PealConsentEntry entry = { .e164 = e164, .act = PEAL_CONSENT_ACT_OPT_OUT, .how = PEAL_CONSENT_HOW_PERSON,
                                   .wording = "please <b>stop</b>", .proof = "message:7", .actor = "test" };
  g_autoptr(PealConsent) consent = await_boxed (peal_consent_record (fixture->base.store, &entry));

  g_assert_cmpint (consent->state, ==, PEAL_CONSENT_OPTED_OUT);
}

static void
test_order (OutboxFixture *fixture,
            gconstpointer  data)
{
  gint64 ann = add_contact (fixture, "Ann", ANN);
  gint64 bob = add_contact (fixture, "Bob", BOB);
  g_autoptr(PealContact) contact = await_boxed (peal_contacts_get (fixture->base.store, ann));
  gint64 first, other;
  g_autofree char *all = NULL;
  g_autofree char *messages = NULL;
  g_autofree char *others = NULL;

  pass (fixture);
  first = enqueue_one (fixture, ANN);
  other = enqueue_one (fixture, BOB);
  pass (fixture);
  opt_out (fixture, ANN);
  pass (fixture);
  g_set_str (&contact->notes, "x");
  g_ptr_array_add (contact->phones, peal_contact_phone_new ("+12015550103"));
  await_int (peal_contacts_save (fixture->base.store, contact, "test"));
  await_int (peal_contacts_delete (fixture->base.store, &ann, 1, "test"));

  all = g_strdup_printf ("contact.deleted\ncontact.updated notes,phones notes[>x] phones[>+12015550103]\nopt_out “please <b>stop</b>” (message:7)\n"
                         "message %" G_GINT64_FORMAT "\ncontact.added\n", first);
  messages = g_strdup_printf ("message %" G_GINT64_FORMAT "\n", first);
  others = g_strdup_printf ("message %" G_GINT64_FORMAT "\ncontact.added\n", other);
  assert_listed (fixture, ann, PEAL_TIMELINE_ALL, all);
  assert_listed (fixture, ann, PEAL_TIMELINE_MESSAGES, messages);
  assert_listed (fixture, ann, PEAL_TIMELINE_CAMPAIGNS, "");
  assert_listed (fixture, ann, PEAL_TIMELINE_CONSENT, "opt_out “please <b>stop</b>” (message:7)\n");
  assert_listed (fixture, ann, PEAL_TIMELINE_CHANGES,
                 "contact.deleted\ncontact.updated notes,phones notes[>x] phones[>+12015550103]\ncontact.added\n");
  assert_listed (fixture, bob, PEAL_TIMELINE_ALL, others);
  assert_listed (fixture, 99, PEAL_TIMELINE_ALL, "");
}

/* What belongs to a campaign is found as such; who was left out of one has no message. */
static void
test_campaign_and_import (OutboxFixture *fixture,
                          gconstpointer  data)
{
  gint64 ann = add_contact (fixture, "Ann", ANN);
  gint64 id;
  g_autofree char *expected = NULL;

  run_sql (&fixture->base, "UPDATE contact SET import_job = NULL;"
                           "INSERT INTO job (id, kind, state, detail, started_at) VALUES (5, 'import', 2, "
                           "'{\"file\":\"a <b>.csv\"}', 1000); UPDATE contact SET import_job = 5;"
                           "INSERT INTO campaign (id, name, body, kind, created_at) VALUES (3, 'Sale <b>', 'x', 2, 2000);"
                           "INSERT INTO campaign_recipient (campaign_id, ordinal, contact_id, e164, reason) "
                           "VALUES (3, 1, 1, '" ANN "', 20)");
  id = enqueue_one (fixture, ANN);
  run_sql (&fixture->base, "UPDATE message SET campaign_id = 3");
  expected = g_strdup_printf ("message %" G_GINT64_FORMAT "\nSale <b>: %s\n", id,
                              peal_hold_reason_to_string (PEAL_HOLD_OPTED_OUT));
  assert_listed (fixture, ann, PEAL_TIMELINE_CAMPAIGNS, expected);
  assert_listed (fixture, ann, PEAL_TIMELINE_MESSAGES, "");
  assert_listed (fixture, ann, PEAL_TIMELINE_CHANGES, "contact.added\nfrom a <b>.csv\n");
}

/* What waits for its time stands there, above all that has happened. */
static void
test_scheduled (OutboxFixture *fixture,
                gconstpointer  data)
{
  gint64 ann = add_contact (fixture, "Ann", ANN);
  gint64 later = enqueue_one (fixture, ANN);
  gint64 now = peal_clock_get_now (fixture->base.clock);
  g_autoptr(GPtrArray) entries = NULL;

  run_sql (&fixture->base, "UPDATE message SET not_before = created_at + 86400000000");
  pass (fixture);
  enqueue_one (fixture, ANN);
  entries = await_boxed (peal_timeline_list (fixture->base.store, ann, PEAL_TIMELINE_MESSAGES, NULL, 10));
  g_assert_cmpuint (entries->len, ==, 2);
  g_assert_cmpint (((PealTimelineEntry *) entries->pdata[0])->id, ==, later);
  g_assert_cmpint (((PealTimelineEntry *) entries->pdata[0])->at, ==, now + PEAL_DAY);
}

/* What was and what is, in each kind of field. */
static void
test_values (OutboxFixture *fixture,
             gconstpointer  data)
{
  gint64 ann = add_contact (fixture, "Ann", ANN);
  gint64 group = await_int (peal_groups_save (fixture->base.store, &(PealGroup) { .name = (char *) "Regulars" }, "test"));
  g_autoptr(PealContact) contact = await_boxed (peal_contacts_get (fixture->base.store, ann));
  g_autoptr(PealCustomField) field = peal_custom_field_new ("Shoe Size", PEAL_CUSTOM_NUMBER);
  g_autofree char *long_text = g_strnfill (5000, 'x');
  g_autoptr(PealContact) again = NULL;

  await_int (peal_contact_fields_save (fixture->base.store, field, "test"));
  g_set_str (&contact->org, "Acme \"<b>&\\");
  g_set_str (&contact->custom, "{\"shoe_size\":44}");
  contact->score = 12;
  g_ptr_array_add (contact->emails, peal_contact_email_new ("work", "ann@example.com"));
  g_strfreev (contact->tags);
  contact->tags = g_strsplit ("vip,new", ",", -1);
  g_array_append_val (contact->group_ids, group);
  await_int (peal_contacts_save (fixture->base.store, contact, "test"));
  assert_listed (fixture, ann, PEAL_TIMELINE_CHANGES,
                 "contact.updated org,score,custom,emails,tags,groups org[>Acme \"<b>&\\] score[>12] "
                 "customShoe Size[>44] emails[>ann@example.com] tags[>vip, new] groups[>Regulars]\ncontact.added\n");

  again = await_boxed (peal_contacts_get (fixture->base.store, ann));
  g_set_str (&again->org, "Beta");
  g_set_str (&again->notes, long_text);
  g_ptr_array_remove_index (again->phones, 0);
  g_ptr_array_add (again->phones, peal_contact_phone_new (BOB));
  g_strfreev (again->tags);
  again->tags = g_strsplit ("new,loud", ",", -1);
  await_int (peal_contacts_save (fixture->base.store, again, "test"));
  long_text[120] = '\0';
  {
    g_autoptr(GPtrArray) entries = await_boxed (peal_timeline_list (fixture->base.store, ann, PEAL_TIMELINE_CHANGES, NULL, 1));
    g_autoptr(GString) text = g_string_new (NULL);
    g_autofree char *expected = g_strdup_printf (" org[Acme \"<b>&\\>Beta] notes[>%s…] phones[%s>%s] tags[vip>loud]",
                                                 long_text, ANN, BOB);

    append_changes (text, g_ptr_array_index (entries, 0));
    g_assert_cmpstr (text->str, ==, expected);
  }
}

/* Joining and leaving, alone and with others, and tags; also with what was written before it was told by whom. */
static void
test_members (OutboxFixture *fixture,
              gconstpointer  data)
{
  gint64 people[] = { add_contact (fixture, "Ann", ANN), add_contact (fixture, "Bob", BOB) };
  gint64 group = await_int (peal_groups_save (fixture->base.store, &(PealGroup) { .name = (char *) "Regulars" }, "test"));
  PealStore *store = fixture->base.store;
  g_autoptr(GArray) joined = await_boxed (peal_groups_add_members (store, group, people, 2, "test"));
  g_autoptr(GArray) left = NULL;

  pass (fixture);
  left = await_boxed (peal_groups_remove_members (store, group, people, 1, "test"));
  pass (fixture);
  await_int (peal_contacts_add_tag (store, people, 1, "vip", "test"));
  pass (fixture);
  await_int (peal_contacts_remove_tag (store, people, 1, "vip", "test"));
  assert_listed (fixture, people[0], PEAL_TIMELINE_CHANGES,
                 "contact.untagged tags[vip>]\ncontact.tagged tags[>vip]\ngroup.left {Regulars}\n"
                 "group.joined {Regulars}\ncontact.added\n");
  assert_listed (fixture, people[1], PEAL_TIMELINE_CHANGES, "group.joined {Regulars}\ncontact.added\n");
  assert_listed (fixture, people[0], PEAL_TIMELINE_CONSENT, "");
}

/* Rows of the ledger from before it kept the values. */
static void
test_old_rows (OutboxFixture *fixture,
               gconstpointer  data)
{
  gint64 ann = add_contact (fixture, "Ann", ANN);
  g_autofree char *subject = g_strdup_printf ("contact:%" G_GINT64_FORMAT, ann);
  PealStore *store = fixture->base.store;

  await_int (peal_ledger_record (store, "test", "contact.tagged", subject, "{}"));
  await_int (peal_ledger_record (store, "test", "contact.updated", subject, "{\"before\":{},\"changed\":\"org\"}"));
  await_int (peal_ledger_record (store, "test", "contact.updated", subject, "{\"before\":{}}"));
  assert_listed (fixture, ann, PEAL_TIMELINE_CHANGES,
                 "contact.updated\ncontact.updated org\ncontact.tagged\ncontact.added\n");
}

#define ADD(path, func) g_test_add ("/store/timeline/" path, OutboxFixture, NULL, outbox_set_up, func, outbox_tear_down)

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);

  ADD ("order", test_order);
  ADD ("campaign-and-import", test_campaign_and_import);
  ADD ("scheduled", test_scheduled);
  ADD ("values", test_values);
  ADD ("members", test_members);
  ADD ("old-rows", test_old_rows);
  return g_test_run ();
}
