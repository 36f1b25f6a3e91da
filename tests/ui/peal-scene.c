/* peal-scene.c: a made-up workspace for tests and pictures of the window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-scene.h"

#include "peal-accounts.h"
#include "peal-campaigns.h"
#include "peal-contacts-import.h"
#include "peal-fiber.h"
#include "peal-groups.h"
#include "peal-inbound.h"
#include "peal-jobs.h"
#include "peal-outbox.h"
#include "peal-scheduler.h"
#include "peal-settings.h"
#include "peal-vitals.h"

#define OURS "+15552000000"

/* Tuesday, 10 November 2026, 12:00 UTC. */
#define NOON (G_GINT64_CONSTANT (1794312000) * PEAL_SECOND)

/* Waiting ---------------------------------------------------------------------------------------- */

static DexFuture *
await (DexFuture *future)
{
  g_autoptr(GError) error = NULL;

  peal_future_run (dex_ref (future), &error);
  g_assert_no_error (error);
  return future;
}

gpointer
peal_scene_await_object (DexFuture *future)
{
  g_autoptr(DexFuture) settled = await (future);

  return g_value_dup_object (dex_future_get_value (settled, NULL));
}

gpointer
peal_scene_await_boxed (DexFuture *future)
{
  g_autoptr(DexFuture) settled = await (future);

  return g_value_dup_boxed (dex_future_get_value (settled, NULL));
}

char *
peal_scene_await_string (DexFuture *future)
{
  g_autoptr(DexFuture) settled = await (future);

  return g_value_dup_string (dex_future_get_value (settled, NULL));
}

gint64
peal_scene_await_int (DexFuture *future)
{
  g_autoptr(DexFuture) settled = await (future);

  return g_value_get_int64 (dex_future_get_value (settled, NULL));
}

void
peal_scene_await (DexFuture *future)
{
  dex_unref (await (future));
}

/* People ----------------------------------------------------------------------------------------- */

static const struct
{
  const char *name;
  const char *color;
} groups[] = {
  { "Regulars", "blue" },
  { "Newsletter", "green" },
  { "Students", "orange" },
};

static const struct
{
  const char *given;
  const char *family;
  const char *org;
  const char *number;
  const char *tag;
  const char *notes;
  guint groups; /* bits */
} people[] = {
  { "Anna", "Berg", "", "+12125550101", "colour", "Prefers Tuesdays. Allergic to ammonia.", 3 },
  { "Ben", "Okafor", "", "+12125550102", "", "", 1 },
  { "Chloé", "Dubois", "Dubois & Filles", "+12125550103", "vip", "", 3 },
  { "Dmitri", "Volkov", "", "+12125550104", "", "", 4 },
  { "Esra", "Yılmaz", "", "+12125550105", "", "", 2 },
  { "فاطمة", "الزهراء", "", "+12125550106", "", "", 1 },
  { "Grace", "Hopper", "Navy Yard", "+12125550107", "vip", "", 0 },
  { "Hiroshi", "Tanaka", "", "+12125550108", "", "", 5 },
  { PEAL_SCENE_HOSTILE, "", "", "+12125550109", "<i>", PEAL_SCENE_HOSTILE, 1 },
  { "Wolfeschlegelsteinhausenbergerdorff", "Featherstonehaugh-Cholmondeley-Majoribanks", "",
    "+12125550110", "", "", 7 },
  { "🦄 Unicorn", "", "Sparkle ✨", "+12125550111", "", "", 0 },
  { "", "", "Corner Bakery", "+12125550112", "", "", 2 },
};

static void
add_groups (PealStore *store,
            gint64    *ids)
{
  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      g_autoptr(PealGroup) group = peal_group_new (groups[i].name);

      g_set_str (&group->color, groups[i].color);
      ids[i] = peal_scene_await_int (peal_groups_save (store, group, "scene"));
    }
}

static PealContact *
make_person (gsize         i,
             const gint64 *group_ids)
{
  PealContact *contact = peal_contact_new ();

  g_set_str (&contact->given, people[i].given);
  g_set_str (&contact->family, people[i].family);
  g_set_str (&contact->org, people[i].org);
  g_set_str (&contact->notes, people[i].notes);
  if (i == 0 || i == 8)
    g_set_str (&contact->birthday, "1990-11-13"); /* in three days */
  g_ptr_array_add (contact->phones, peal_contact_phone_new (people[i].number));
  if (*people[i].tag != '\0')
    {
      g_strfreev (contact->tags);
      contact->tags = g_strdupv ((char *[]) { (char *) people[i].tag, NULL });
    }
  for (guint bit = 0; bit < G_N_ELEMENTS (groups); bit++)
    if ((people[i].groups & (1u << bit)) != 0)
      g_array_append_val (contact->group_ids, group_ids[bit]);
  return contact;
}

/* People without a name, in batches as an import brings them. */
static void
add_more (PealStore *store,
          guint      n)
{
  PealContactMergeOptions options = { .file_name = "customers.csv", .actor = "scene" };

  options.job_id = peal_scene_await_int (peal_jobs_start (store, "import", "{\"file\":\"customers.csv\"}", "scene"));
  for (guint done = 0; done < n;)
    {
      g_autoptr(GPtrArray) records =
        g_ptr_array_new_with_free_func ((GDestroyNotify) peal_contact_record_free);

      for (guint i = 0; i < 2000 && done < n; i++, done++)
        {
          PealContact *contact = peal_contact_new ();
          g_autofree char *number = g_strdup_printf ("+1312%07u", 5550000 + done);

          g_free (contact->given);
          contact->given = g_strdup_printf ("Customer %05u", done);
          g_ptr_array_add (contact->phones, peal_contact_phone_new (number));
          g_ptr_array_add (records, peal_contact_record_new (done + 1, contact));
        }
      peal_scene_await (peal_contacts_import (store, records, &options));
    }
  peal_scene_await (peal_jobs_finish (store, options.job_id, PEAL_JOB_DONE, "{\"file\":\"customers.csv\"}", "scene"));
}

/* Talk ------------------------------------------------------------------------------------------- */

static gint64
add_account (PealStore *store)
{
  g_autoptr(PealAccount) account = peal_account_new ("simulator", "Salon");
  g_autoptr(PealAccount) stored = NULL;

  g_set_str (&account->sender, OURS);
  stored = peal_scene_await_boxed (peal_account_save (store, account, "scene"));
  peal_scene_await (peal_balance_record (store, stored->id, 41250000, "USD"));
  return stored->id;
}

static void
add_inbound (PealStore *store,
             gint64     account_id,
             gint64     now)
{
  static const struct
  {
    const char *from;
    const char *body;
    gint64 ago;
    PealConsentAct act;
  } rows[] = {
    { "+12125550101", "See you on Tuesday then, thank you!", 20 * PEAL_MINUTE, PEAL_CONSENT_ACT_NONE },
    { "+12125550102", "STOP", 2 * PEAL_HOUR, PEAL_CONSENT_ACT_OPT_OUT },
    { "+12125550103", "Could we move it to half past four?", 28 * PEAL_HOUR, PEAL_CONSENT_ACT_NONE },
    { "+12125550104", "please no more of these", 3 * PEAL_HOUR, PEAL_CONSENT_ACT_REVIEW },
    { "+12125550109", PEAL_SCENE_HOSTILE, PEAL_HOUR, PEAL_CONSENT_ACT_NONE },
    { "+12125550106", "شكرا جزيلا، أراكم غدا", 4 * PEAL_HOUR, PEAL_CONSENT_ACT_NONE },
  };
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_inbound_free);

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *id = g_strdup_printf ("SM%zu", i);
      PealInbound *message = peal_inbound_new (id, rows[i].from, OURS, rows[i].body, now - rows[i].ago);

      message->act = rows[i].act;
      g_ptr_array_add (messages, message);
    }
  peal_scene_await (peal_talk_record_inbound (store, account_id, messages, NULL));
}

static void
let_all_go (const PealClaim *claim,
            gpointer         data,
            PealVerdict     *verdict)
{
}

/* Sends what is due as a gateway would, whose answers are as told. */
static void
settle_outbox (PealStore *store,
               gint64     account_id)
{
  static const PealMessageState states[] = { PEAL_STATE_DELIVERED, PEAL_STATE_SENT, PEAL_STATE_FAILED,
                                             PEAL_STATE_UNKNOWN, PEAL_STATE_DELIVERED };
  PealSettlement *settlement = NULL;

  peal_outbox_set_gate (store, let_all_go, NULL, NULL);
  for (gsize i = 0; i <= G_N_ELEMENTS (states); i++)
    {
      g_autoptr(PealClaimed) claimed =
        peal_scene_await_boxed (peal_outbox_next (store, account_id, g_steal_pointer (&settlement)));
      gboolean accepted;

      if (claimed->message_id == 0 || i == G_N_ELEMENTS (states))
        break;
      accepted = states[i] == PEAL_STATE_DELIVERED || states[i] == PEAL_STATE_SENT;
      settlement = peal_settlement_new (claimed->message_id, claimed->attempt,
                                        accepted ? PEAL_ATTEMPT_ACCEPTED
                                        : states[i] == PEAL_STATE_UNKNOWN ? PEAL_ATTEMPT_UNKNOWN
                                                                          : PEAL_ATTEMPT_NOT_ACCEPTED,
                                        states[i]);
      settlement->look_at = PEAL_TIME_NEVER;
      settlement->failure = states[i] == PEAL_STATE_FAILED ? PEAL_FAILURE_NUMBER
                            : states[i] == PEAL_STATE_UNKNOWN ? PEAL_FAILURE_UNKNOWN
                                                              : PEAL_FAILURE_NONE;
      if (accepted)
        {
          g_free (settlement->remote_id);
          settlement->remote_id = g_strdup_printf ("SM-out-%zu", i);
        }
    }
}

static void
add_outbound (PealStore    *store,
              gint64        account_id,
              const gint64 *contact_ids,
              gint64        now)
{
  static const struct
  {
    guint person; /* index of people */
    const char *body;
    gint64 in;
  } rows[] = {
    { 0, "Your colour is booked for Tuesday at 16:00.", 0 },
    { 4, "We have a free chair at five. Would you like it?", 0 },
    { 6, "Reminder: tomorrow at 9:30.", 0 },
    { 7, "Your order has arrived.", 0 },
    { 10, "Happy birthday from all of us!", 0 },
    { 0, "Reminder: your appointment is today at 16:00.", 20 * PEAL_HOUR },
    { 8, PEAL_SCENE_HOSTILE, 44 * PEAL_HOUR },
  };
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_queued_free);
  g_autoptr(GArray) ids = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      PealQueued *queued = peal_queued_new (OURS, people[rows[i].person].number, rows[i].body);

      queued->account_id = account_id;
      queued->contact_id = contact_ids[rows[i].person];
      queued->segments = 1;
      if (rows[i].in > 0)
        {
          queued->not_before = now + rows[i].in;
          queued->reason = PEAL_HOLD_SCHEDULED;
        }
      g_ptr_array_add (messages, queued);
    }
  ids = peal_scene_await_boxed (peal_outbox_enqueue (store, messages, "scene"));
  g_assert_cmpuint (ids->len, ==, G_N_ELEMENTS (rows));
  settle_outbox (store, account_id);
}

/* Held ------------------------------------------------------------------------------------------- */

typedef struct
{
  const char *number;
  const char *body;
  PealMessageKind kind;
  PealHoldReason reason;
  gint64 in;
} Held;

static const Held held[] = {
  { "+12125550101", "Half price on every colour this week.", PEAL_MESSAGE_MARKETING, PEAL_HOLD_WINDOW, PEAL_HOUR },
  { "+18085550123", "Half price on every colour this week.", PEAL_MESSAGE_MARKETING, PEAL_HOLD_WINDOW, 6 * PEAL_HOUR },
  { "+12055550123", PEAL_SCENE_HOSTILE, PEAL_MESSAGE_MARKETING, PEAL_HOLD_WINDOW, 2 * PEAL_HOUR },
  { "+12125550106", "نصف السعر على كل الألوان هذا الأسبوع", PEAL_MESSAGE_MARKETING, PEAL_HOLD_WINDOW, PEAL_HOUR },
  { "+18505550123", "Half price on every colour this week.", PEAL_MESSAGE_MARKETING, PEAL_HOLD_CAP, 20 * PEAL_HOUR },
  { "+12125550104", "Half price on every colour this week.", PEAL_MESSAGE_MARKETING, PEAL_HOLD_REVIEW, 15 * PEAL_MINUTE },
  { "+12125550110", "Reminder: tomorrow at 9:30.", PEAL_MESSAGE_TRANSACTIONAL, PEAL_HOLD_LIMIT, 12 * PEAL_HOUR },
  { "+12125550111", "Your order has arrived. 🎉", PEAL_MESSAGE_TRANSACTIONAL, PEAL_HOLD_MONEY, 12 * PEAL_HOUR },
};

static const Held left_out[] = {
  { "+12125550102", "Half price on every colour this week.", PEAL_MESSAGE_MARKETING, PEAL_HOLD_OPTED_OUT, 0 },
  { "+12125550109", PEAL_SCENE_HOSTILE, PEAL_MESSAGE_MARKETING, PEAL_HOLD_NO_CONSENT, 0 },
  { "+12125550110", "Half price on every colour this week.", PEAL_MESSAGE_MARKETING, PEAL_HOLD_DO_NOT_CONTACT, 0 },
  { "+12125550106", "نصف السعر على كل الألوان هذا الأسبوع", PEAL_MESSAGE_MARKETING, PEAL_HOLD_NEVER_ALLOWED, 0 },
  { "+442079460018", "Your order has arrived. 🎉", PEAL_MESSAGE_TRANSACTIONAL, PEAL_HOLD_LANDLINE, 0 },
  { "+12125550107", "Reminder: your appointment is today at 11:00.", PEAL_MESSAGE_TRANSACTIONAL, PEAL_HOLD_MISSED, 0 },
};

static PealQueued *
make_held (const Held *row,
           gint64      now)
{
  PealQueued *queued = peal_queued_new (OURS, row->number, row->body);

  queued->account_id = 1;
  queued->kind = row->kind;
  queued->segments = 1;
  queued->reason = row->reason;
  queued->not_before = row->in > 0 ? now + row->in : 0;
  return queued;
}

void
peal_scene_hold (PealEngine *engine)
{
  PealStore *store = peal_engine_get_store (engine);
  gint64 now = peal_clock_get_now (peal_engine_get_clock (engine));
  PealCampaignDraft draft = { PEAL_SCENE_HOSTILE, "Half price", PEAL_MESSAGE_MARKETING, "Regulars (8)", "scene" };
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_campaign_entry_free);
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_queued_free);

  for (gsize i = 0; i < G_N_ELEMENTS (held); i++)
    if (held[i].kind == PEAL_MESSAGE_MARKETING)
      {
        PealCampaignEntry *entry = peal_campaign_entry_new (0, held[i].number);

        entry->queued = make_held (&held[i], now);
        g_ptr_array_add (entries, entry);
      }
    else
      g_ptr_array_add (messages, make_held (&held[i], now));
  for (gsize i = 0; i < G_N_ELEMENTS (left_out); i++)
    g_ptr_array_add (messages, make_held (&left_out[i], now));
  g_array_unref (peal_scene_await_boxed (peal_campaigns_create (store, &draft, entries)));
  g_array_unref (peal_scene_await_boxed (peal_outbox_enqueue (store, messages, "scene")));
}

/* The whole -------------------------------------------------------------------------------------- */

PealEngine *
peal_scene_open (const char *directory)
{
  g_autoptr(PealClock) clock = peal_clock_new_test (NOON);

  return peal_scene_await_object (peal_engine_open (directory, clock));
}

void
peal_scene_fill (PealEngine *engine,
                 guint       n_more)
{
  PealStore *store = peal_engine_get_store (engine);
  gint64 now = peal_clock_get_now (peal_engine_get_clock (engine));
  gint64 group_ids[G_N_ELEMENTS (groups)];
  gint64 contact_ids[G_N_ELEMENTS (people)];
  gint64 account_id;

  peal_scene_await (peal_setting_set (store, PEAL_SETTING_REGION, "US", "scene"));
  add_groups (store, group_ids);
  for (gsize i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_autoptr(PealContact) contact = make_person (i, group_ids);

      contact_ids[i] = peal_scene_await_int (peal_contacts_save (store, contact, "scene"));
    }
  if (n_more > 0)
    add_more (store, n_more);
  account_id = add_account (store);
  add_inbound (store, account_id, now);
  add_outbound (store, account_id, contact_ids, now);
}

/* Trouble ---------------------------------------------------------------------------------------- */

static void
sight (PealStore  *store,
       gint64      account_id,
       const char *condition,
       const char *detail,
       gint64      skew,
       gint64      now)
{
  PealSighting sighting = {
    .account_id = account_id,
    .condition = (char *) condition,
    .detail = (char *) detail,
    .replies_at = now - 3 * PEAL_MINUTE,
    .receipts_at = now - 3 * PEAL_MINUTE,
    .answered_at = now - 2 * PEAL_MINUTE,
    .latency = 84 * PEAL_SECOND / 1000,
    .skew = skew,
    .balance_at = now - 5 * PEAL_MINUTE,
  };

  peal_scene_await (peal_sighting_record (store, &sighting));
}

static gint64
add_schedule (PealEngine *engine,
              const char *name,
              const char *start,
              const char *zone,
              const char *rule,
              const char *date_field)
{
  g_autoptr(PealSchedule) schedule = peal_schedule_new (name, "Hello {first_name|}, we have news for you.");
  gint64 group_id = 1;

  g_assert_true (peal_civil_time_parse (start, &schedule->start));
  g_set_str (&schedule->zone, zone);
  g_set_str (&schedule->rule, rule);
  g_set_str (&schedule->date_field, date_field);
  if (*date_field == '\0')
    g_array_append_val (schedule->group_ids, group_id);
  return peal_scene_await_int (peal_engine_save_schedule (engine, schedule, "scene"));
}

void
peal_scene_plan (PealEngine *engine)
{
  gint64 paused;

  add_schedule (engine, PEAL_SCENE_HOSTILE, "2030-01-07 09:00", "Europe/Berlin", "FREQ=WEEKLY;BYDAY=MO,TH", "");
  add_schedule (engine, "Birthdays", "2020-01-01 10:30", "", "", "birthday");
  paused = add_schedule (engine, "The second Tuesday of every month, with a name that needs more than the one line that "
                                 "a narrow window has for it", "2030-01-08 18:00", "UTC", "FREQ=MONTHLY;BYDAY=2TU", "");
  add_schedule (engine, "New Year 🎉", "2031-01-01 00:00", "", "", "");
  peal_scene_await (peal_schedules_pause (peal_engine_get_store (engine), paused, "scene"));
}

void
peal_scene_trouble (PealEngine *engine)
{
  PealStore *store = peal_engine_get_store (engine);
  gint64 now = peal_clock_get_now (peal_engine_get_clock (engine));
  g_autoptr(PealAccount) account = peal_account_new ("twilio", PEAL_SCENE_HOSTILE);
  g_autoptr(PealAccount) stored = NULL;
  g_autoptr(PealInspection) ledger = NULL;
  g_autoptr(GError) error = NULL;

  stored = peal_scene_await_boxed (peal_account_save (store, account, "scene"));
  sight (store, 1, "offline", "Could not connect to 127.0.0.1: Connection refused", 8 * PEAL_MINUTE, now);
  sight (store, stored->id, "refused", PEAL_SCENE_HOSTILE, 7 * PEAL_MINUTE, now);
  ledger = peal_scene_await_boxed (peal_inspection_get (store, PEAL_INSPECTION_LEDGER));
  ledger->began_at = ledger->ended_at = now - PEAL_HOUR;
  ledger->n_found = 1;
  g_set_str (&ledger->finding, "Ledger row 17: it, or the row before it, was changed");
  peal_scene_await (peal_inspection_record (store, ledger));
  g_assert_true (peal_store_try_lock_engine (store, &error));
  g_assert_no_error (error);
}

void
peal_scene_close (PealEngine *engine)
{
  peal_scene_await (peal_engine_shutdown (engine, 0));
  /* What was asked for last, and is not wanted any more, ends by itself. */
  for (guint i = 0; i < 10000 && G_OBJECT (engine)->ref_count > 1; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (G_TIME_SPAN_MILLISECOND);
    }
  g_assert_finalize_object (engine);
}
