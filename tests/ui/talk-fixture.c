/* talk-fixture.c: a workspace in which everything has happened that a conversation can show.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "talk-fixture.h"

#include "peal-accounts.h"
#include "peal-campaigns.h"
#include "peal-contacts.h"
#include "peal-fiber.h"
#include "peal-groups.h"
#include "peal-inbound.h"
#include "peal-outbox.h"

#define OURS "+15550001111"

typedef struct
{
  PealStore *store;
  PealClock *clock;
  gint64 account_id;
  guint n_remote;            /* ids that the gateway gave */
} Talk;

/* Waits for @future (taken), which must resolve; the value is copied. */
static void
await (DexFuture *future,
       GValue    *value)
{
  g_autoptr(GError) error = NULL;
  const GValue *result;

  peal_future_run (dex_ref (future), &error);
  g_assert_no_error (error);
  result = dex_future_get_value (future, NULL);
  g_value_init (value, G_VALUE_TYPE (result));
  g_value_copy (result, value);
  dex_unref (future);
}

static void
await_done (DexFuture *future)
{
  g_auto(GValue) value = G_VALUE_INIT;

  await (future, &value);
}

static char *
next_remote_id (Talk *talk)
{
  return g_strdup_printf ("SM%032u", ++talk->n_remote);
}

static void
add_person (Talk       *talk,
            const char *given,
            const char *family,
            const char *e164)
{
  g_autoptr(PealContact) contact = peal_contact_new ();

  g_set_str (&contact->given, given);
  g_set_str (&contact->family, family);
  g_ptr_array_add (contact->phones, peal_contact_phone_new (e164));
  await_done (peal_contacts_save (talk->store, contact, "test"));
}

/* They write, and time goes on. */
static void
they_write (Talk           *talk,
            const char     *from,
            const char     *body,
            PealConsentAct  act)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_inbound_free);
  g_autofree char *remote_id = next_remote_id (talk);
  PealInbound *inbound = peal_inbound_new (remote_id, from, OURS, body, peal_clock_get_now (talk->clock));

  inbound->act = act;
  if (act != PEAL_CONSENT_ACT_NONE)
    {
      g_set_str (&inbound->rule, "K1");
      g_set_str (&inbound->span, body);
    }
  g_ptr_array_add (messages, inbound);
  await_done (peal_talk_record_inbound (talk->store, talk->account_id, messages, NULL));
  peal_clock_advance (talk->clock, 40 * PEAL_SECOND);
}

static gint64
put (Talk       *talk,
     PealQueued *queued)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_queued_free);
  g_auto(GValue) ids = G_VALUE_INIT;

  queued->account_id = talk->account_id;
  queued->segments = 1;
  g_ptr_array_add (messages, queued);
  await (peal_outbox_enqueue (talk->store, messages, "test"), &ids);
  peal_clock_advance (talk->clock, 30 * PEAL_SECOND);
  return g_array_index ((GArray *) g_value_get_boxed (&ids), gint64, 0);
}

static gint64
queue (Talk           *talk,
       const char     *to,
       const char     *body,
       PealHoldReason  reason,
       gint64          not_before)
{
  PealQueued *queued = peal_queued_new (OURS, to, body);

  queued->reason = reason;
  queued->not_before = not_before;
  return put (talk, queued);
}

static gint64
queue_campaign (Talk       *talk,
                const char *to,
                const char *body)
{
  PealCampaignDraft draft = { .name = "Spring haircuts", .body = body, .kind = PEAL_MESSAGE_MARKETING,
                              .audience = "Regulars", .actor = "test" };
  g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_campaign_entry_free);
  PealCampaignEntry *entry = peal_campaign_entry_new (0, to);
  g_auto(GValue) ids = G_VALUE_INIT;

  entry->queued = peal_queued_new (OURS, to, body);
  entry->queued->account_id = talk->account_id;
  entry->queued->kind = PEAL_MESSAGE_MARKETING;
  entry->queued->segments = 1;
  g_ptr_array_add (entries, entry);
  await (peal_campaigns_create (talk->store, &draft, entries), &ids);
  return g_array_index ((GArray *) g_value_get_boxed (&ids), gint64, 1);
}

/* What becomes of message @id of ours. */
static void
settle (Talk             *talk,
        gint64            id,
        PealMessageState  state,
        const char       *provider_code)
{
  gboolean accepted = state != PEAL_STATE_FAILED && state != PEAL_STATE_UNKNOWN;
  PealSettlement *settlement;

  await_done (peal_outbox_next (talk->store, talk->account_id, NULL));
  settlement = peal_settlement_new (id, 1,
                                    state == PEAL_STATE_UNKNOWN ? PEAL_ATTEMPT_UNKNOWN
                                    : accepted ? PEAL_ATTEMPT_ACCEPTED : PEAL_ATTEMPT_NOT_ACCEPTED,
                                    state);
  if (accepted)
    {
      g_free (settlement->remote_id);
      settlement->remote_id = next_remote_id (talk);
    }
  if (provider_code != NULL)
    {
      g_set_str (&settlement->provider_code, provider_code);
      settlement->failure = PEAL_FAILURE_HANDSET;
    }
  if (state == PEAL_STATE_UNKNOWN)
    settlement->look_at = PEAL_TIME_NEVER;
  await_done (peal_outbox_settle (talk->store, settlement));
  peal_clock_advance (talk->clock, 50 * PEAL_SECOND);
}

static gint64
we_write (Talk             *talk,
          const char       *to,
          const char       *body,
          PealMessageState  state,
          const char       *provider_code)
{
  gint64 id = queue (talk, to, body, PEAL_HOLD_NONE, 0);

  settle (talk, id, state, provider_code);
  return id;
}

static void
we_write_again (Talk       *talk,
                gint64      failed,
                const char *to,
                const char *body)
{
  PealQueued *queued = peal_queued_new (OURS, to, body);

  queued->again_of = failed;
  settle (talk, put (talk, queued), PEAL_STATE_DELIVERED, NULL);
}

static void
tell_everything (Talk *talk)
{
  gint64 now = peal_clock_get_now (talk->clock);

  peal_clock_set_now (talk->clock, now - 3 * PEAL_DAY);
  settle (talk,
          queue_campaign (talk, TALK_EVERYTHING,
                          "Spring is here: 20 % off every cut until Friday. Reply STOP to get no more."),
          PEAL_STATE_DELIVERED, NULL);
  peal_clock_advance (talk->clock, 3 * PEAL_HOUR);
  they_write (talk, TALK_EVERYTHING, "Oh nice! Do you have anything on Thursday?", PEAL_CONSENT_ACT_NONE);
  they_write (talk, TALK_EVERYTHING, "Afternoon would be best", PEAL_CONSENT_ACT_NONE);
  we_write (talk, TALK_EVERYTHING, "Hi Ann, yes: 15:30 with Maria, or 17:00 with Jo. Which one shall I write down?",
            PEAL_STATE_DELIVERED, NULL);
  peal_clock_set_now (talk->clock, now - PEAL_DAY);
  they_write (talk, TALK_EVERYTHING, "15:30 with Maria please 😊", PEAL_CONSENT_ACT_NONE);
  we_write (talk, TALK_EVERYTHING, "Done. See you on Thursday at 15:30!", PEAL_STATE_DELIVERED, NULL);
  they_write (talk, TALK_EVERYTHING, "Great, thank you", PEAL_CONSENT_ACT_NONE);
  peal_clock_set_now (talk->clock, now - 20 * PEAL_MINUTE);
  they_write (talk, TALK_EVERYTHING, "Sorry, could we make it 16:00?", PEAL_CONSENT_ACT_NONE);
  we_write (talk, TALK_EVERYTHING, "No problem at all, 16:00 it is.", PEAL_STATE_SENT, NULL);
  queue (talk, TALK_EVERYTHING, "Hi Ann, a reminder of your appointment today at 16:00. Maria is looking forward to it.",
         PEAL_HOLD_SCHEDULED, now + PEAL_DAY);
  peal_clock_set_now (talk->clock, now);
}

static void
tell_trouble (Talk *talk)
{
  const char *answer = "Yes, you can fetch it from ten.";
  gint64 failed;

  they_write (talk, TALK_FAILED, "Is my order ready?", PEAL_CONSENT_ACT_NONE);
  failed = we_write (talk, TALK_FAILED, answer, PEAL_STATE_UNDELIVERED, "30003");
  we_write_again (talk, failed, TALK_FAILED, answer);
  we_write (talk, TALK_FAILED, "Here is the link: http://bit.ly/xyz", PEAL_STATE_FAILED, "30007");
  we_write (talk, TALK_UNKNOWN, "Your table for four is booked for Saturday at 19:00.", PEAL_STATE_UNKNOWN, NULL);
  we_write (talk, TALK_STOPPED, "We have new opening hours: Monday to Friday, 9 to 18.", PEAL_STATE_DELIVERED, NULL);
  they_write (talk, TALK_STOPPED, "STOP", PEAL_CONSENT_ACT_OPT_OUT);
  we_write (talk, TALK_REVIEW, "Summer sale starts tomorrow.", PEAL_STATE_DELIVERED, NULL);
  they_write (talk, TALK_REVIEW, "Please leave me alone with this stuff", PEAL_CONSENT_ACT_REVIEW);
}

static void
tell_languages (Talk *talk)
{
  they_write (talk, TALK_HOSTILE,
              "<b>bold</b> & <span foreground='red'>red</span> &amp; \"quoted\" https://example.com/"
              "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
              PEAL_CONSENT_ACT_NONE);
  we_write (talk, TALK_HOSTILE, "👩‍👩‍👧‍👦🇬🇧 Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢ %s %n {first_name} \\u202e", PEAL_STATE_DELIVERED, NULL);
  they_write (talk, TALK_ARABIC, "مرحبا، هل لديكم موعد يوم الخميس الساعة 15:30؟", PEAL_CONSENT_ACT_NONE);
  we_write (talk, TALK_ARABIC, "نعم، الساعة 15:30 متاحة. رقمنا +1 555 000 1111", PEAL_STATE_DELIVERED, NULL);
  they_write (talk, TALK_STRANGER, "Hello, is this the hairdresser?", PEAL_CONSENT_ACT_NONE);
}

static void
tell_long (Talk *talk)
{
  gint64 now = peal_clock_get_now (talk->clock);

  for (guint i = 0; i < 240; i++)
    {
      g_autofree char *body = g_strdup_printf ("Message number %u", i + 1);

      peal_clock_set_now (talk->clock, now - (240 - i) * PEAL_HOUR);
      they_write (talk, TALK_LONG, body, PEAL_CONSENT_ACT_NONE);
    }
  peal_clock_set_now (talk->clock, now);
}

/* What can be clicked, what is large, and what is folded. */
static void
tell_links (Talk *talk)
{
  g_autofree char *words = g_strnfill (1600, 'm');
  g_autoptr(GString) endless = g_string_new (NULL);

  for (char *p = words; *p != '\0'; p++)
    if ((p - words) % 7 == 6)
      *p = ' ';
  while (endless->len < 10000)
    g_string_append (endless, "It goes on and on, and nobody knows why. ");
  they_write (talk, TALK_LINKS, endless->str, PEAL_CONSENT_ACT_NONE);
  they_write (talk, TALK_LINKS, words, PEAL_CONSENT_ACT_NONE);
  they_write (talk, TALK_LINKS, "My page is www.example.com/photos (new!), or write to ann@example.com", PEAL_CONSENT_ACT_NONE);
  we_write (talk, TALK_LINKS, "Thank you. Call us at (212) 555-0102, or book at https://example.com/book?day=thursday&who=maria",
            PEAL_STATE_DELIVERED, NULL);
  they_write (talk, TALK_LINKS, "مرحبا، الموقع https://example.com/ar والرقم +1 212 555 0102", PEAL_CONSENT_ACT_NONE);
  they_write (talk, TALK_LINKS, "😊👍", PEAL_CONSENT_ACT_NONE);
  we_write (talk, TALK_LINKS, "❤️", PEAL_STATE_DELIVERED, NULL);
}

static void
add_people (Talk *talk)
{
  add_person (talk, "Ann", "Berg", TALK_EVERYTHING);
  add_person (talk, "Bob", "Carter", TALK_FAILED);
  add_person (talk, "Chloé", "Dupont", TALK_UNKNOWN);
  add_person (talk, "Dmitri", "Volkov", TALK_STOPPED);
  add_person (talk, "Eva", "Østergård", TALK_REVIEW);
  add_person (talk, "<b>Bobby</b> & \"Tables\"; DROP TABLE contact; a very long name that goes on and on", "", TALK_HOSTILE);
  add_person (talk, "فاطمة", "الزهراء", TALK_ARABIC);
  add_person (talk, "Long", "Story", TALK_LONG);
  add_person (talk, "Lina", "Klick", TALK_LINKS);
}

static void
let_go (const PealClaim *claim,
        gpointer         data,
        PealVerdict     *verdict)
{
}

static void
open_workspace (Talk       *talk,
                const char *directory)
{
  g_auto(GValue) store = G_VALUE_INIT;
  g_auto(GValue) stored = G_VALUE_INIT;
  g_autoptr(PealAccount) account = peal_account_new ("simulator", "Simulator");

  await (peal_store_open (directory, talk->clock, PEAL_STORE_OPEN_CREATE), &store);
  talk->store = g_value_dup_object (&store);
  peal_outbox_set_gate (talk->store, let_go, NULL, NULL);
  await (peal_account_save (talk->store, account, "test"), &stored);
  talk->account_id = ((PealAccount *) g_value_get_boxed (&stored))->id;
  await_done (peal_price_record (talk->store, talk->account_id, "US", 8000, "USD", "test"));
}

void
talk_fixture_make (const char *directory,
                   gint64      now)
{
  Talk talk = { NULL };

  talk.clock = peal_clock_new_test (now - 3 * PEAL_HOUR);
  open_workspace (&talk, directory);
  add_people (&talk);
  tell_long (&talk);
  tell_trouble (&talk);
  tell_languages (&talk);
  tell_links (&talk);
  peal_clock_set_now (talk.clock, now - PEAL_MINUTE);
  tell_everything (&talk);
  await_done (peal_store_close (talk.store));
  g_clear_object (&talk.store);
  g_clear_object (&talk.clock);
}
