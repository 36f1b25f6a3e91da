/* bench-scheduled.c: what a message that waits for its time costs those that do not.
 *
 *   bench-scheduled fill WORKSPACE URL MESSAGES   makes a workspace in which so many wait
 *   bench-scheduled compare FEW MANY              two such: looks and claims, in turn
 *   bench-scheduled cancel WORKSPACE              takes them all back, undoes it, and calls their campaign off
 *
 * The messages are one campaign's, a second apart from a day in a month on; ten to each person. A wake-up is
 * what the schedule leads to: the clock reaches the first one's time and it is claimed, which is a commit.
 * The last two print one line of JSON, spans in microseconds.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-accounts.h"
#include "peal-campaigns.h"
#include "peal-engine.h"
#include "peal-fiber.h"
#include "peal-gate.h"
#include "peal-outbox-change.h"
#include "peal-outbox-shelves.h"

#include <string.h>

#define SENDER "+15005550006"
#define CAMPAIGN 1
#define ACCOUNT 1
#define TIMES_EACH 10

/* Of one transaction. */
#define CHUNK 20000

#define LOOKS 4000
#define WAKES 400

typedef struct
{
  char **words; /* what follows the verb */
} Job;

static PealStore *
open_store (const char *directory,
            PealClock  *clock,
            GError    **error)
{
  return dex_await_object (peal_store_open (directory, clock, PEAL_STORE_OPEN_CREATE), error);
}

/* Filling ------------------------------------------------------------------------------------------- */

static PealQueued *
make_message (guint  i,
              gint64 first)
{
  g_autofree char *to = g_strdup_printf ("+1201%07u", i / TIMES_EACH);
  PealQueued *queued = peal_queued_new (SENDER, to, "A reminder of ordinary length: see you tomorrow at ten.");

  queued->kind = PEAL_MESSAGE_TRANSACTIONAL;
  queued->priority = PEAL_PRIORITY_CAMPAIGN;
  queued->segments = 1;
  queued->account_id = ACCOUNT;
  queued->not_before = first + i * PEAL_SECOND;
  return queued;
}

/* The first message makes the campaign. */
static gboolean
begin_campaign (PealStore *store,
                gint64     first,
                GError   **error)
{
  PealCampaignDraft draft = { "Reminders", "See you", PEAL_MESSAGE_TRANSACTIONAL, "Everybody", "bench" };
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_campaign_entry_free);
  g_autoptr(GArray) ids = NULL;
  PealCampaignEntry *entry = peal_campaign_entry_new (0, "+12010000000");

  entry->queued = make_message (0, first);
  g_ptr_array_add (entries, entry);
  ids = dex_await_boxed (peal_campaigns_create (store, &draft, entries), error);
  return ids != NULL;
}

static gboolean
add_messages (PealStore *store,
              guint      begin,
              guint      end,
              gint64     first,
              GError   **error)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_queued_free);
  g_autoptr(GArray) ids = NULL;

  for (guint i = begin; i < end; i++)
    {
      PealQueued *queued = make_message (i, first);

      queued->campaign_id = CAMPAIGN;
      g_ptr_array_add (messages, queued);
    }
  ids = dex_await_boxed (peal_outbox_enqueue (store, messages, "bench"), error);
  return ids != NULL;
}

static DexFuture *
fill_fiber (gpointer      data,
            GCancellable *cancellable)
{
  const Job *job = data;
  g_autoptr(PealClock) system_clock = peal_clock_new_system ();
  g_autoptr(GError) error = NULL;
  g_autoptr(PealStore) store = open_store (job->words[0], system_clock, &error);
  g_autoptr(PealAccount) account = peal_account_new ("twilio", "Bench");
  g_autoptr(PealAccount) saved = NULL;
  guint n = (guint) g_ascii_strtoull (job->words[2], NULL, 10);
  gint64 first = peal_clock_get_now (system_clock) + 30 * PEAL_DAY;

  g_set_str (&account->base_url, job->words[1]);
  g_set_str (&account->username, "AC00000000000000000000000000000000");
  g_set_str (&account->sender, SENDER);
  if (store != NULL)
    saved = dex_await_boxed (peal_account_save (store, account, "bench"), &error);
  if (saved == NULL || !begin_campaign (store, first, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  for (guint i = 1; i < n; i += CHUNK)
    if (!add_messages (store, i, MIN (i + CHUNK, n), first, &error))
      return dex_future_new_for_error (g_steal_pointer (&error));
  return peal_store_close (store);
}

/* Comparing ----------------------------------------------------------------------------------------- */

typedef struct
{
  PealClock *clock;
  PealStore *store;
  GArray *looks;  /* of double */
  GArray *wakes;
} Side;

static gboolean
side_open (Side       *side,
           const char *directory,
           GError    **error)
{
  PealGateRules *rules = g_new0 (PealGateRules, 1);

  side->clock = peal_clock_new_test (g_get_real_time ());
  side->store = open_store (directory, side->clock, error);
  side->looks = g_array_new (FALSE, FALSE, sizeof (double));
  side->wakes = g_array_new (FALSE, FALSE, sizeof (double));
  if (side->store != NULL)
    peal_outbox_set_gate (side->store, peal_gate_judge, rules, g_free);
  return side->store != NULL;
}

static void
side_clear (Side *side)
{
  g_array_unref (side->looks);
  g_array_unref (side->wakes);
  g_clear_object (&side->store);
  g_clear_object (&side->clock);
}

static void
note (GArray *spans,
      gint64  start)
{
  double span = (double) (g_get_monotonic_time () - start);

  g_array_append_val (spans, span);
}

static gint64
look (Side    *side,
      GError **error)
{
  gint64 start = g_get_monotonic_time ();
  gint64 due = dex_await_int64 (peal_outbox_next_due (side->store, ACCOUNT), error);

  note (side->looks, start);
  return due;
}

static gboolean
settle (Side        *side,
        PealClaimed *claimed,
        GError     **error)
{
  PealSettlement *settlement = peal_settlement_new (claimed->message_id, claimed->attempt, PEAL_ATTEMPT_ACCEPTED,
                                                    PEAL_STATE_ACCEPTED);

  g_free (settlement->remote_id);
  settlement->remote_id = g_strdup_printf ("SM%032" G_GINT64_MODIFIER "x", claimed->message_id);
  return dex_await (peal_outbox_settle (side->store, settlement), error);
}

static gboolean
wake (Side    *side,
      GError **error)
{
  gint64 due = look (side, error), start;
  g_autoptr(PealClaimed) claimed = NULL;

  if (due == 0 || due == PEAL_TIME_NEVER)
    g_error ("Nobody waits any more.");
  peal_clock_set_now (side->clock, due);
  start = g_get_monotonic_time ();
  claimed = dex_await_boxed (peal_outbox_next (side->store, ACCOUNT, NULL), error);
  note (side->wakes, start);
  if (claimed == NULL)
    return FALSE;
  if (claimed->message_id == 0)
    g_error ("Nothing was due at its time.");
  return settle (side, claimed, error);
}

static int
compare_spans (gconstpointer a,
               gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return first < second ? -1 : first > second;
}

static double
median (GArray *spans)
{
  g_array_sort (spans, compare_spans);
  return g_array_index (spans, double, spans->len / 2);
}

static gboolean
measure (Side    *few,
         Side    *many,
         GError **error)
{
  for (guint i = 0; i < WAKES; i++)
    if (!wake (few, error) || !wake (many, error))
      return FALSE;
  g_array_set_size (few->looks, 0);
  g_array_set_size (many->looks, 0);
  for (guint i = 0; i < LOOKS; i++)
    if (look (few, error) == 0 || look (many, error) == 0)
      return FALSE;
  return TRUE;
}

static DexFuture *
compare_fiber (gpointer      data,
               GCancellable *cancellable)
{
  const Job *job = data;
  Side few = { 0 }, many = { 0 };
  GError *error = NULL;

  if (!side_open (&few, job->words[0], &error) || !side_open (&many, job->words[1], &error)
      || !measure (&few, &many, &error))
    return dex_future_new_for_error (error);
  g_print ("{\"look_few\":%.1f,\"look_many\":%.1f,\"wake_few\":%.1f,\"wake_many\":%.1f}\n",
           median (few.looks), median (many.looks), median (few.wakes), median (many.wakes));
  dex_await (peal_store_close (few.store), NULL);
  dex_await (peal_store_close (many.store), NULL);
  side_clear (&few);
  side_clear (&many);
  return dex_future_new_true ();
}

/* Calling off --------------------------------------------------------------------------------------- */

/* How long this process's threads could have run, but other processes had the processors. Microseconds. */
static gint64
get_kept_waiting (void)
{
  g_autoptr(GDir) threads = g_dir_open ("/proc/self/task", 0, NULL);
  const char *name;
  gint64 sum = 0;

  while (threads != NULL && (name = g_dir_read_name (threads)) != NULL)
    {
      g_autofree char *path = g_build_filename ("/proc/self/task", name, "schedstat", NULL);
      g_autofree char *text = NULL;
      g_auto(GStrv) words = NULL;

      if (!g_file_get_contents (path, &text, NULL, NULL))
        continue; /* it has ended */
      words = g_strsplit (text, " ", -1); /* ran, waited, times; nanoseconds */
      if (g_strv_length (words) > 1)
        sum += g_ascii_strtoll (words[1], NULL, 10) / 1000;
    }
  return sum;
}

/* Takes back all that waits, as a person does who selects everything, and undoes it. */
static gboolean
withdraw (PealStore *store,
          gint64    *withdrawn,
          gint64    *undone,
          GError   **error)
{
  PealWaitingFilter all = { 0 };
  gint64 start = g_get_monotonic_time (), waited = get_kept_waiting ();
  g_autoptr(GArray) ids = dex_await_boxed (peal_outbox_snapshot_waiting (store, &all), error);
  g_autoptr(PealActReport) report = NULL;

  if (ids != NULL)
    report = dex_await_boxed (peal_outbox_act (store, PEAL_ACT_CANCEL, 0, ids, "bench"), error);
  if (report == NULL)
    return FALSE;
  *withdrawn = g_get_monotonic_time () - start - (get_kept_waiting () - waited);
  start = g_get_monotonic_time ();
  waited = get_kept_waiting ();
  if (dex_await_int64 (peal_outbox_undo (store, report, "bench"), error) != report->moved->len)
    return FALSE;
  *undone = g_get_monotonic_time () - start - (get_kept_waiting () - waited);
  return TRUE;
}

typedef struct
{
  gint64 stopped; /* from the word until nothing of it can go */
  gint64 span;    /* until all of its messages say so */
  gint64 waited;  /* of that, for other processes */
  gint64 longest; /* that somebody else's claim waited meanwhile */
  gint64 n;
} CalledOff;

/* Claims as the engine does, of which none is due. */
static gboolean
call_off (PealStore *store,
          CalledOff *result,
          GError   **error)
{
  gint64 start = g_get_monotonic_time (), waited = get_kept_waiting ();
  g_autoptr(DexFuture) cancel = peal_outbox_cancel_campaign (store, CAMPAIGN, "bench");

  while (dex_future_is_pending (cancel))
    {
      gint64 asked = g_get_monotonic_time ();
      g_autoptr(PealClaimed) claimed = dex_await_boxed (peal_outbox_next (store, ACCOUNT, NULL), error);
      g_autoptr(PealCampaignRow) campaign = NULL;

      if (claimed == NULL)
        return FALSE;
      result->longest = MAX (result->longest, g_get_monotonic_time () - asked);
      if (result->stopped != 0)
        continue;
      campaign = dex_await_boxed (peal_campaigns_get (store, CAMPAIGN), error);
      if (campaign == NULL)
        return FALSE;
      if (campaign->state == PEAL_CAMPAIGN_CANCELLED)
        result->stopped = g_get_monotonic_time () - start;
    }
  result->span = g_get_monotonic_time () - start;
  result->waited = get_kept_waiting () - waited;
  result->n = dex_await_int64 (g_steal_pointer (&cancel), error);
  return result->n > 0;
}

static DexFuture *
cancel_fiber (gpointer      data,
              GCancellable *cancellable)
{
  const Job *job = data;
  Side side = { 0 };
  CalledOff result = { 0 };
  gint64 withdrawn = 0, undone = 0;
  GError *error = NULL;

  if (!side_open (&side, job->words[0], &error) || !withdraw (side.store, &withdrawn, &undone, &error)
      || !call_off (side.store, &result, &error))
    return dex_future_new_for_error (error);
  g_print ("{\"cancelled\":%" G_GINT64_FORMAT ",\"stopped\":%" G_GINT64_FORMAT ",\"span\":%" G_GINT64_FORMAT
           ",\"waited\":%" G_GINT64_FORMAT ",\"longest\":%" G_GINT64_FORMAT ",\"withdrawn\":%" G_GINT64_FORMAT
           ",\"undone\":%" G_GINT64_FORMAT "}\n",
           result.n, result.stopped, result.span, result.waited, result.longest, withdrawn, undone);
  dex_await (peal_store_close (side.store), NULL);
  side_clear (&side);
  return dex_future_new_true ();
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *verb;
    int n_words;
    PealFiberFunc func;
  } verbs[] = {
    { "fill", 3, fill_fiber },
    { "compare", 2, compare_fiber },
    { "cancel", 1, cancel_fiber },
  };
  g_autoptr(GError) error = NULL;
  Job job = { argv + 2 };

  dex_init ();
  for (guint i = 0; argc > 1 && i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (verbs[i].verb, argv[1]) && argc == verbs[i].n_words + 2)
      {
        if (!peal_future_run (peal_fiber_spawn (verbs[i].func, &job, NULL), &error))
          g_error ("%s", error->message);
        return 0;
      }
  g_printerr ("Usage: bench-scheduled fill WORKSPACE URL MESSAGES | compare FEW MANY | cancel WORKSPACE\n");
  return 2;
}
