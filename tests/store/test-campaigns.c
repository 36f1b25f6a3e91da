/* test-campaigns.c: R-SEND-6, every recipient has a row; templates; Home's figures.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "account-fixture.h"

#include "peal-accounts.h"
#include "peal-campaigns.h"
#include "peal-consent.h"
#include "peal-figures.h"
#include "peal-inbound.h"
#include "peal-jobs.h"
#include "peal-templates.h"
#include "peal-unknown.h"

#define OURS "+15550001111"

static gint64 account_id;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture_set_up (fixture, data);
  account_id = fixture_add_account (fixture);
}

static PealCampaignEntry *
make_entry (const char     *e164,
            gint64          not_before,
            PealHoldReason  reason)
{
  PealCampaignEntry *entry = peal_campaign_entry_new (0, e164);

  entry->reason = reason;
  if (reason != PEAL_HOLD_NONE)
    return entry;
  entry->queued = peal_queued_new (OURS, e164, "Hello");
  entry->queued->kind = PEAL_MESSAGE_MARKETING;
  entry->queued->priority = PEAL_PRIORITY_CAMPAIGN;
  entry->queued->account_id = account_id;
  entry->queued->not_before = not_before;
  return entry;
}

/* Two messages due at @not_before, one person left out. Returns its id and theirs. */
static GArray *
create (Fixture *fixture,
        gint64   not_before)
{
  static const PealCampaignDraft draft = {
    .name = "Spring", .body = "Hello {first_name}", .kind = PEAL_MESSAGE_MARKETING, .audience = "All (3)", .actor = "test",
  };
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_campaign_entry_free);

  g_ptr_array_add (entries, make_entry ("+15555550101", not_before, PEAL_HOLD_NONE));
  g_ptr_array_add (entries, make_entry ("+15555550102", 0, PEAL_HOLD_OPTED_OUT));
  g_ptr_array_add (entries, make_entry ("+15555550103", not_before, PEAL_HOLD_NONE));
  return await_boxed (peal_campaigns_create (fixture->store, &draft, entries));
}

static void
test_create (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GArray) ids = create (fixture, 0);
  gint64 id = g_array_index (ids, gint64, 0);
  g_autoptr(GPtrArray) all = await_boxed (peal_campaigns_recipients (fixture->store, id, FALSE, 0, 10));
  g_autoptr(GPtrArray) out = await_boxed (peal_campaigns_recipients (fixture->store, id, TRUE, 0, 10));
  g_autoptr(GPtrArray) rest = await_boxed (peal_campaigns_recipients (fixture->store, id, FALSE, 2, 10));
  g_autoptr(PealCampaignRow) campaign = await_boxed (peal_campaigns_get (fixture->store, id));
  const PealCampaignRecipient *left_out = g_ptr_array_index (out, 0);

  g_assert_cmpuint (ids->len, ==, 4);
  g_assert_cmpint (g_array_index (ids, gint64, 2), ==, 0);
  g_assert_cmpint (g_array_index (ids, gint64, 3), >, 0);
  g_assert_cmpuint (all->len, ==, 3);
  g_assert_cmpuint (out->len, ==, 1);
  g_assert_cmpuint (rest->len, ==, 1);
  g_assert_cmpint (left_out->ordinal, ==, 2);
  g_assert_cmpint (left_out->state, ==, PEAL_STATE_LEFT_OUT);
  g_assert_cmpint (left_out->reason, ==, PEAL_HOLD_OPTED_OUT);
  g_assert_cmpstr (left_out->display, ==, "+15555550102");

  g_assert_cmpstr (campaign->name, ==, "Spring");
  g_assert_cmpint (campaign->state, ==, PEAL_CAMPAIGN_RUNNING);
  g_assert_cmpint (campaign->n_recipients, ==, 3);
  g_assert_cmpint (campaign->n_left_out, ==, 1);
  g_assert_cmpint (campaign->n_by_state[PEAL_STATE_QUEUED], ==, 2);
  assert_sql (fixture, "SELECT payload FROM ledger WHERE event = 'campaign.started'",
              "{\"name\":\"Spring\",\"audience\":\"All (3)\",\"messages\":2,\"left_out\":1}");
  await_error (peal_campaigns_get (fixture->store, 99), PEAL_STORE_ERROR_NOT_FOUND);
}

/* Nothing of it waits any more: it is done. A message left out on the way is counted with the others. */
static void
test_over (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GArray) ids = create (fixture, 0);
  g_autoptr(GPtrArray) list = NULL;
  const PealCampaignRow *campaign;

  run_sql (fixture, "UPDATE message SET state = 6, remote_id = 'a' WHERE id = 1;"
                    "UPDATE message SET state = 9, reason = 25 WHERE id = 2");
  list = await_boxed (peal_campaigns_list (fixture->store, 10));
  g_assert_cmpuint (list->len, ==, 1);
  campaign = g_ptr_array_index (list, 0);
  g_assert_cmpint (campaign->id, ==, g_array_index (ids, gint64, 0));
  g_assert_cmpint (campaign->state, ==, PEAL_CAMPAIGN_DONE);
  g_assert_cmpint (campaign->n_left_out, ==, 2);
  g_assert_cmpint (campaign->n_by_state[PEAL_STATE_DELIVERED], ==, 1);
}

static void
count_any_cb (PealStore *store,
              guint      changes,
              GArray    *conversations,
              guint     *n_any)
{
  *n_any += conversations == NULL && (changes & PEAL_CHANGE_TALK) != 0;
}

/* Whoever has one of its conversations open reads it anew. */
static void
test_moves_are_told (Fixture       *fixture,
                     gconstpointer  data)
{
  static const struct
  {
    DexFuture *(*move) (PealStore *store, gint64 campaign_id, const char *actor);
  } rows[] = { { peal_outbox_pause_campaign }, { peal_outbox_resume_campaign }, { peal_outbox_cancel_campaign } };
  g_autoptr(GArray) ids = create (fixture, NOON + PEAL_HOUR);
  guint n_any = 0;

  g_signal_connect (fixture->store, "changed", G_CALLBACK (count_any_cb), &n_any);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      n_any = 0;
      g_assert_cmpint (await_int (rows[i].move (fixture->store, g_array_index (ids, gint64, 0), "test")), ==, 2);
      g_assert_cmpuint (n_any, >, 0);
    }
}

/* R-SEND-6: a person's word on one message does not take it out of a pause. */
static void
test_send_again_while_paused (Fixture       *fixture,
                              gconstpointer  data)
{
  g_autoptr(GArray) ids = create (fixture, 0);
  gint64 campaign_id = g_array_index (ids, gint64, 0), message_id = g_array_index (ids, gint64, 1);

  run_sql (fixture, "UPDATE message SET state = 5, attempts = 1 WHERE id = 1");
  g_assert_cmpint (message_id, ==, 1);
  g_assert_cmpint (await_int (peal_outbox_pause_campaign (fixture->store, campaign_id, "test")), ==, 1);
  await_true (peal_outbox_decide (fixture->store, message_id, 1, PEAL_DECIDE_SEND_AGAIN, "test"));
  assert_sql (fixture, "SELECT state || ' ' || reason FROM message WHERE id = 1", "1 8");
  g_assert_cmpint (await_int (peal_outbox_resume_campaign (fixture->store, campaign_id, "test")), ==, 2);
  assert_sql (fixture, "SELECT state || ' ' || reason FROM message WHERE id = 1", "1 0");

  run_sql (fixture, "UPDATE message SET state = 5 WHERE id = 1");
  await_true (peal_outbox_decide (fixture->store, message_id, 1, PEAL_DECIDE_SEND_AGAIN, "test"));
  assert_sql (fixture, "SELECT state || ' ' || reason FROM message WHERE id = 1", "1 0");
}

static void
test_all_or_nothing (Fixture       *fixture,
                     gconstpointer  data)
{
  static const PealCampaignDraft draft = { .body = "x", .kind = PEAL_MESSAGE_MARKETING };
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_campaign_entry_free);

  g_ptr_array_add (entries, make_entry ("+15555550101", 0, PEAL_HOLD_NONE));
  g_ptr_array_add (entries, make_entry ("+15555550102", 0, PEAL_HOLD_NONE));
  ((PealCampaignEntry *) entries->pdata[1])->queued->account_id = 0;
  await_error (peal_campaigns_create (fixture->store, &draft, entries), PEAL_STORE_ERROR_INVALID);
  assert_sql (fixture, "SELECT (SELECT count(*) FROM campaign) + (SELECT count(*) FROM message)", "0");
}

/* Home -------------------------------------------------------------------------------------------- */

static void
test_days (Fixture       *fixture,
           gconstpointer  data)
{
  const gint64 edges[] = { NOON - PEAL_DAY, NOON, NOON + PEAL_DAY };
  g_autoptr(GPtrArray) page = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_inbound_free);
  PealInbound *stop = peal_inbound_new ("SM2", "+15555550103", OURS, "stop", NOON);
  g_autoptr(GArray) ids = create (fixture, 0);
  g_autoptr(GArray) stored = NULL;
  g_autoptr(GArray) days = NULL;
  const PealFigures *yesterday, *today;

  stop->act = PEAL_CONSENT_ACT_OPT_OUT;
  g_ptr_array_add (page, peal_inbound_new ("SM1", "+15555550101", OURS, "hi", NOON - PEAL_HOUR));
  g_ptr_array_add (page, stop);
  stored = await_boxed (peal_talk_record_inbound (fixture->store, account_id, page, NULL));
  run_sql (fixture, "UPDATE message SET state = 6, remote_id = 'a', submitted_at = 1795262400000000 WHERE id = 1;"
                    "UPDATE message SET state = 8, submitted_at = 1795262400000000 + 5 WHERE id = 2");
  days = await_boxed (peal_figures_load (fixture->store, edges, 3));
  g_assert_cmpuint (days->len, ==, 2);
  yesterday = &g_array_index (days, PealFigures, 0);
  today = &g_array_index (days, PealFigures, 1);
  g_assert_cmpint (yesterday->n_replies, ==, 1);
  g_assert_cmpint (yesterday->n_sent, ==, 0);
  g_assert_cmpint (today->n_replies, ==, 1);
  g_assert_cmpint (today->n_sent, ==, 1);
  g_assert_cmpint (today->n_delivered, ==, 1);
  g_assert_cmpint (today->n_failed, ==, 1);
  g_assert_cmpint (today->n_opt_outs, ==, 1);
  g_assert_cmpuint (ids->len + stored->len, ==, 6);
}

static void
test_attention (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(PealAttention) nothing = await_boxed (peal_figures_attention (fixture->store, PEAL_DAY));
  g_autoptr(PealAttention) all = NULL;
  g_autoptr(GArray) ids = create (fixture, 0);

  g_assert_cmpint (nothing->n_failed + nothing->n_unanswered + nothing->n_reviews + nothing->n_unknown
                   + nothing->n_no_route + nothing->n_too_dear, ==, 0);
  g_assert_cmpstr (nothing->review_e164, ==, "");
  run_sql (fixture, "UPDATE conversation SET failed = 1 WHERE id = 1;"
                    "UPDATE conversation SET unanswered_since = 5 WHERE id = 2;"
                    "UPDATE message SET state = 5, look_at = NULL WHERE id = 2;"
                    "UPDATE message SET reason = 12, not_before = 9223372036854775807 WHERE id = 1;"
                    "INSERT INTO consent (e164, state, review, changed_at) VALUES ('+1', 0, 1, 5)");
  all = await_boxed (peal_figures_attention (fixture->store, PEAL_DAY));
  g_assert_cmpint (all->n_failed, ==, 1);
  g_assert_cmpint (all->failed_conversation_id, ==, 1);
  g_assert_cmpint (all->n_unanswered, ==, 1);
  g_assert_cmpint (all->unanswered_conversation_id, ==, 2);
  g_assert_cmpint (all->n_reviews, ==, 1);
  g_assert_cmpstr (all->review_e164, ==, "+1");
  g_assert_cmpint (all->n_unknown, ==, 1);
  g_assert_cmpint (all->unknown_message_id, ==, 2);
  g_assert_cmpint (all->n_no_route, ==, 1);
  g_assert_cmpint (all->n_too_dear, ==, 0);
  g_clear_pointer (&all, peal_attention_free);
  run_sql (fixture, "UPDATE message SET reason = 11 WHERE id = 1");
  all = await_boxed (peal_figures_attention (fixture->store, PEAL_DAY));
  g_assert_cmpint (all->n_no_route, ==, 0);
  g_assert_cmpint (all->n_too_dear, ==, 1);
  g_assert_cmpuint (ids->len, ==, 4);
}

static void
test_coming_up (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GArray) later = create (fixture, NOON + 2 * PEAL_HOUR);
  g_autoptr(GArray) now = create (fixture, 0);
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_queued_free);
  g_autoptr(GArray) ids = NULL;
  g_autoptr(GPtrArray) items = NULL;
  g_autoptr(GPtrArray) first = NULL;
  const PealComingUp *message, *campaign;

  for (guint i = 0; i < 2; i++)
    {
      PealQueued *queued = peal_queued_new (OURS, "+15555550109", "See you\nthen");

      queued->account_id = account_id;
      queued->not_before = i == 0 ? NOON + PEAL_HOUR : 0;
      g_ptr_array_add (messages, queued);
    }
  ids = await_boxed (peal_outbox_enqueue (fixture->store, messages, "test"));
  items = await_boxed (peal_figures_coming_up (fixture->store, 5));
  g_assert_cmpuint (items->len, ==, 2);
  message = g_ptr_array_index (items, 0);
  g_assert_cmpint (message->message_id, ==, g_array_index (ids, gint64, 0));
  g_assert_cmpstr (message->title, ==, "+15555550109");
  g_assert_cmpstr (message->body, ==, "See you then");
  g_assert_cmpint (message->reason, ==, PEAL_HOLD_SCHEDULED);
  campaign = g_ptr_array_index (items, 1);
  g_assert_cmpint (campaign->campaign_id, ==, g_array_index (later, gint64, 0));
  g_assert_cmpint (campaign->n_messages, ==, 2);
  g_assert_cmpstr (campaign->title, ==, "Spring");
  first = await_boxed (peal_figures_coming_up (fixture->store, 1));
  g_assert_cmpuint (first->len, ==, 1);
  g_assert_cmpuint (now->len, ==, 4);
}

/* Templates and jobs ------------------------------------------------------------------------------ */

static void
test_templates (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(PealTemplate) template = peal_template_new ("Reminder", "See you {when}");
  g_autoptr(PealTemplate) empty = peal_template_new ("Empty", "");
  g_autoptr(GPtrArray) list = NULL;
  gint64 id = await_int (peal_templates_save (fixture->store, template, "test"));

  await_error (peal_templates_save (fixture->store, template, "test"), PEAL_STORE_ERROR_EXISTS);
  await_error (peal_templates_save (fixture->store, empty, "test"), PEAL_STORE_ERROR_INVALID);
  template->id = id;
  g_set_str (&template->body, "Until {when}");
  g_assert_cmpint (await_int (peal_templates_save (fixture->store, template, "test")), ==, id);

  await_true (peal_templates_set_deleted (fixture->store, id, TRUE, "test"));
  await_error (peal_templates_save (fixture->store, template, "test"), PEAL_STORE_ERROR_NOT_FOUND);
  template->id = 0;
  g_assert_cmpint (await_int (peal_templates_save (fixture->store, template, "test")), !=, id);
  await_error (peal_templates_set_deleted (fixture->store, id, FALSE, "test"), PEAL_STORE_ERROR_EXISTS);
  list = await_boxed (peal_templates_list (fixture->store));
  g_assert_cmpuint (list->len, ==, 1);
  g_assert_cmpstr (((PealTemplate *) list->pdata[0])->body, ==, "Until {when}");
}

static void
test_jobs (Fixture       *fixture,
           gconstpointer  data)
{
  gint64 id = await_int (peal_jobs_start (fixture->store, "import", NULL, "test"));
  g_autoptr(GPtrArray) list = NULL;
  const PealJob *job;

  await_error (peal_jobs_finish (fixture->store, 99, PEAL_JOB_DONE, NULL, "test"), PEAL_STORE_ERROR_NOT_FOUND);
  await_error (peal_jobs_finish (fixture->store, id, PEAL_JOB_DONE, "no json", "test"), PEAL_STORE_ERROR_INVALID);
  peal_clock_advance (fixture->clock, PEAL_SECOND);
  await_true (peal_jobs_finish (fixture->store, id, PEAL_JOB_STOPPED, "{\"rows\":7}", "test"));
  list = await_boxed (peal_jobs_list (fixture->store, 5));
  g_assert_cmpuint (list->len, ==, 1);
  job = g_ptr_array_index (list, 0);
  g_assert_cmpint (job->state, ==, PEAL_JOB_STOPPED);
  g_assert_cmpstr (job->detail, ==, "{\"rows\":7}");
  g_assert_cmpint (job->ended_at - job->started_at, ==, PEAL_SECOND);
  assert_sql (fixture, "SELECT group_concat (event) FROM ledger WHERE subject LIKE 'job:%'", "import.started,import.stopped");
}

#define ADD(path, func) g_test_add ("/store/campaigns/" path, Fixture, NULL, set_up, func, fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  dex_init ();
  g_test_init (&argc, &argv, NULL);

  ADD ("create", test_create);
  ADD ("over", test_over);
  ADD ("moves-are-told", test_moves_are_told);
  ADD ("send-again-while-paused", test_send_again_while_paused);
  ADD ("all-or-nothing", test_all_or_nothing);
  ADD ("days", test_days);
  ADD ("attention", test_attention);
  ADD ("coming-up", test_coming_up);
  ADD ("templates", test_templates);
  ADD ("jobs", test_jobs);
  return g_test_run ();
}
