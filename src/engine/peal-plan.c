/* peal-plan.c: who gets which text, and who not and why.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-plan.h"

#include "peal-clock.h"
#include "peal-contact-custom.h"
#include "peal-phone.h"
#include "peal-segments.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (PealSendReport, peal_send_report, peal_send_report_ref, peal_send_report_unref)

/* Reports ------------------------------------------------------------------------------------------- */

PealSendReport *
peal_send_report_ref (PealSendReport *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
report_clear (gpointer data)
{
  PealSendReport *self = data;

  g_ptr_array_unref (self->recipients);
}

void
peal_send_report_unref (PealSendReport *self)
{
  g_atomic_rc_box_release_full (self, report_clear);
}

void
peal_recipient_free (PealRecipient *self)
{
  g_free (self->display);
  g_free (self->e164);
  g_free (self->ours);
  g_free (self->body);
  g_free (self->explanation);
  g_free (self);
}

/* Senders ------------------------------------------------------------------------------------------- */

PealSender *
peal_sender_new (const PealAccount *account,
                 GPtrArray         *prices)
{
  PealSender *self = g_new0 (PealSender, 1);

  self->account = peal_account_copy (account);
  self->prices = g_ptr_array_ref (prices);
  return self;
}

void
peal_sender_free (PealSender *self)
{
  peal_account_free (self->account);
  g_ptr_array_unref (self->prices);
  g_free (self);
}

/* Candidates ---------------------------------------------------------------------------------------- */

/* domain.md 2.3: North America has no kind of its own for landlines; elsewhere the plan tells. */
static void
refuse_landline (PealCandidate *self)
{
  self->reason = PEAL_HOLD_LANDLINE;
  g_set_str (&self->explanation, "The numbering plan says that it is a landline");
}

/* The first one, but for a landline where there is another. @contact has one at least. */
static const PealContactPhone *
find_phone (const PealContact *contact)
{
  for (guint i = 0; i < contact->phones->len; i++)
    {
      const PealContactPhone *phone = g_ptr_array_index (contact->phones, i);

      if (phone->kind != PEAL_PHONE_TYPE_FIXED_LINE)
        return phone;
    }
  return g_ptr_array_index (contact->phones, 0);
}

PealCandidate *
peal_candidate_new_for_contact (PealContact *contact)
{
  PealCandidate *self = g_new0 (PealCandidate, 1);

  self->contact = contact;
  if (contact->phones->len > 0)
    {
      const PealContactPhone *phone = find_phone (contact);

      self->e164 = g_strdup (phone->e164);
      self->region = g_strdup (phone->region);
      if (phone->kind == PEAL_PHONE_TYPE_FIXED_LINE)
        refuse_landline (self);
    }
  else
    {
      self->reason = PEAL_HOLD_NO_NUMBER;
      self->explanation = g_strdup ("No phone number");
    }
  return self;
}

PealCandidate *
peal_candidate_new_for_number (const char *typed,
                               const char *own_region)
{
  PealCandidate *self = g_new0 (PealCandidate, 1);
  PealPhone phone;
  PealPhoneReason reason = peal_phone_parse (typed, own_region, &phone);

  self->typed = g_strdup (typed);
  if (reason == PEAL_PHONE_OK)
    {
      self->e164 = g_strdup (phone.e164);
      self->region = g_strdup (phone.region);
      if (phone.type == PEAL_PHONE_TYPE_FIXED_LINE)
        refuse_landline (self);
    }
  else
    {
      self->reason = PEAL_HOLD_BAD_NUMBER;
      self->explanation = g_strdup (peal_phone_reason_to_string (reason));
    }
  return self;
}

PealCandidate *
peal_candidate_new_for_message (PealContact *contact,
                                const char  *e164)
{
  PealCandidate *self = g_new0 (PealCandidate, 1);

  self->contact = contact;
  self->e164 = g_strdup (e164);
  return self;
}

void
peal_candidate_set_wrote (PealCandidate *self)
{
  if (self->reason != PEAL_HOLD_LANDLINE)
    return;
  self->reason = PEAL_HOLD_NONE;
  g_clear_pointer (&self->explanation, g_free);
}

void
peal_candidate_free (PealCandidate *self)
{
  g_clear_pointer (&self->contact, peal_contact_free);
  g_free (self->e164);
  g_free (self->region);
  g_free (self->typed);
  g_free (self->ours);
  g_free (self->explanation);
  g_free (self);
}

/* Fields -------------------------------------------------------------------------------------------- */

/* @value: of their own fields; kept until the next one is asked for. */
typedef struct
{
  const PealCandidate *candidate;
  char *value;
} LookUp;

static const char *
look_up_custom (LookUp     *look_up,
                const char *field)
{
  g_free (look_up->value);
  look_up->value = peal_contact_custom_get (look_up->candidate->contact->custom, field);
  return look_up->value;
}

static const char *
look_up_field (const char *field,
               gpointer    data)
{
  LookUp *look_up = data;
  const PealCandidate *candidate = look_up->candidate;
  const PealContact *contact = candidate->contact;

  if (g_str_equal (field, "phone"))
    return candidate->e164;
  if (contact == NULL)
    return NULL;

  {
    const struct
    {
      const char *field;
      const char *value;
    } values[] = {
      { "birthday", contact->birthday },   { "city", contact->city },
      { "company", contact->org },         { "country", contact->country },
      { "email", contact->email },         { "first_name", contact->given },
      { "industry", contact->industry },   { "job_title", contact->title },
      { "last_name", contact->family },    { "name", contact->display },
      { "postcode", contact->postcode },   { "region", contact->region },
      { "street", contact->street },
    };

    for (guint i = 0; i < G_N_ELEMENTS (values); i++)
      if (g_str_equal (values[i].field, field))
        return values[i].value;
  }
  return look_up_custom (look_up, field);
}

PealMergeTemplate *
peal_plan_parse_text (const char        *body,
                      const char *const *fields,
                      GError           **error)
{
  g_autoptr(GError) malformed = NULL;
  PealMergeTemplate *text;

  if (*body == '\0')
    {
      g_set_error_literal (error, PEAL_ENGINE_ERROR, PEAL_ENGINE_ERROR_TEXT, "The message has no text.");
      return NULL;
    }
  text = peal_merge_template_new (body, fields, NULL, &malformed);
  if (text == NULL)
    g_set_error_literal (error, PEAL_ENGINE_ERROR, PEAL_ENGINE_ERROR_TEXT, malformed->message);
  return text;
}

char *
peal_candidate_render (const PealCandidate *self,
                       PealMergeTemplate   *text,
                       GStrv               *missing)
{
  LookUp look_up = { .candidate = self };
  char *body = peal_merge_template_render (text, look_up_field, &look_up, missing);

  g_free (look_up.value);
  return body;
}

char *
peal_candidate_fill (const PealCandidate *self,
                     PealMergeTemplate   *text,
                     GArray             **gaps)
{
  LookUp look_up = { .candidate = self };
  char *body = peal_merge_template_fill (text, look_up_field, &look_up, gaps);

  g_free (look_up.value);
  return body;
}

/* Judging ------------------------------------------------------------------------------------------- */

static void
leave_out (PealRecipient *recipient,
           PealHoldReason reason,
           const char    *explanation)
{
  recipient->reason = reason;
  g_set_str (&recipient->explanation, explanation);
}

/* FALSE: a field has no value and no fallback, or all of the text was such fields. */
static gboolean
render (PealPlan            *plan,
        const PealCandidate *candidate,
        PealRecipient       *recipient)
{
  g_auto(GStrv) missing = NULL;
  g_autoptr(PealSegments) segments = NULL;

  g_free (recipient->body);
  recipient->body = peal_candidate_render (candidate, plan->text, &missing);
  if (recipient->body == NULL)
    {
      g_autofree char *names = g_strjoinv (", ", missing);

      recipient->body = g_strdup ("");
      leave_out (recipient, PEAL_HOLD_MISSING_FIELD, names);
      return FALSE;
    }
  if (recipient->body[strspn (recipient->body, " \t\r\n")] == '\0')
    {
      leave_out (recipient, PEAL_HOLD_MISSING_FIELD, "Nothing is left of the text");
      return FALSE;
    }
  segments = peal_segments_new (recipient->body, PEAL_SEGMENTS_DEFAULT);
  recipient->segments = segments->n_segments;
  return TRUE;
}

/* The wall clock that @contact's messages go by. Where several come into question, the last one that
 * shows the time: then it has come in all of them. */
static gint64
find_own_time (const PealPlan      *plan,
               const PealCandidate *candidate)
{
  const PealContact *contact = candidate->contact;
  PealWhereabouts where = { .e164 = candidate->e164, .region = candidate->region };
  PealZones zones = { 0 };
  gint64 latest = G_MININT64;

  if (contact != NULL && peal_zones_is_zone (contact->zone))
    {
      zones.zones[0] = contact->zone;
      zones.n_zones = 1;
    }
  else
    {
      where.country = contact != NULL ? contact->country : "";
      where.state = contact != NULL ? contact->region : "";
      peal_zones_find (&where, &zones);
    }
  if (zones.n_zones == 0)
    {
      zones.zones[0] = plan->request->zone != NULL && *plan->request->zone != '\0' ? plan->request->zone : "UTC";
      zones.n_zones = 1;
    }
  for (guint i = 0; i < zones.n_zones; i++)
    {
      g_autoptr(GTimeZone) zone = g_time_zone_new_identifier (zones.zones[i]);

      if (zone != NULL)
        latest = MAX (latest, peal_civil_time_to_instant (&plan->request->local, zone, NULL));
    }
  return latest != G_MININT64 ? latest : plan->now;
}

/* When the message for them is due; 0 = now. */
static gint64
find_due (const PealPlan      *plan,
          const PealCandidate *candidate)
{
  return plan->request->local.year != 0 ? find_own_time (plan, candidate) : plan->request->not_before;
}

static gint64
find_not_after (const PealPlan *plan,
                gint64          due)
{
  const PealMissedQuestion *missed = plan->request->missed;

  if (missed == NULL || missed->validity == PEAL_TIME_NEVER)
    return plan->request->not_after;
  return MIN (plan->request->not_after, due + missed->validity);
}

/* Its time may be past, for this recipient. */
static void
judge_lateness (const PealPlan *plan,
                PealRecipient  *recipient,
                gint64          due)
{
  PealMissedQuestion question;
  PealMissedVerdict verdict;

  if (plan->request->missed == NULL || recipient->reason >= PEAL_HOLD_OPTED_OUT)
    return;
  question = *plan->request->missed;
  if (question.now - due <= question.grace)
    question.policy = PEAL_MISSED_SEND_LATE;
  peal_missed_decide (&question, &due, 1, &verdict);
  if (verdict.action == PEAL_MISSED_DO_SKIP)
    leave_out (recipient, PEAL_HOLD_MISSED, peal_missed_reason_to_string (verdict.reason));
  else if (verdict.action == PEAL_MISSED_DO_ASK)
    {
      recipient->reason = PEAL_HOLD_ASK;
      recipient->until = due;
      g_set_str (&recipient->explanation, peal_missed_reason_to_string (verdict.reason));
    }
}

static void
ask_gate (PealPlan            *plan,
          const PealCandidate *candidate,
          const PealConsent   *consent,
          PealRecipient       *recipient)
{
  const PealContact *contact = candidate->contact;
  gint64 due = find_due (plan, candidate);
  gint64 start = MAX (plan->now, due);
  PealVerdict verdict = { 0 };
  PealClaim claim = {
    .account_id = candidate->sender->account->id,
    .kind = plan->request->kind,
    .segments = recipient->segments,
    .ours = candidate->ours,
    .theirs = candidate->e164,
    .body = recipient->body,
    .now = start,
    .not_after = find_not_after (plan, due),
    .consent = (int) consent->state,
    .review = consent->review,
    .do_not_contact = consent->do_not_contact,
    .zone = contact != NULL ? contact->zone : "",
    .region = contact != NULL ? contact->region : "",
    .country = contact != NULL ? contact->country : "",
  };

  recipient->not_after = claim.not_after;
  if (claim.not_after <= start)
    {
      leave_out (recipient, PEAL_HOLD_EXPIRED, "Its validity ends before it could go");
      return;
    }
  peal_gate_judge (&claim, (gpointer) plan->rules, &verdict);
  if (verdict.decision != PEAL_GATE_GO)
    {
      recipient->reason = verdict.reason;
      recipient->until = verdict.decision == PEAL_GATE_HOLD ? verdict.until : 0;
      g_free (recipient->explanation);
      recipient->explanation = verdict.explanation != NULL ? verdict.explanation : g_strdup ("");
    }
  else if (start > plan->now)
    {
      recipient->reason = PEAL_HOLD_SCHEDULED;
      recipient->until = start;
    }
  else if (candidate->no_route != NULL)
    {
      recipient->reason = PEAL_HOLD_NO_ROUTE;
      recipient->until = PEAL_TIME_NEVER;
      g_set_str (&recipient->explanation, candidate->no_route);
    }
  judge_lateness (plan, recipient, due);
}

static gint64
find_price (const PealCandidate *candidate)
{
  const PealSender *sender = candidate->sender;
  gint64 elsewhere = 0;

  for (guint i = 0; i < sender->prices->len; i++)
    {
      const PealPrice *price = g_ptr_array_index (sender->prices, i);

      if (g_str_equal (price->region, candidate->region))
        return price->micros;
      if (*price->region == '\0')
        elsewhere = price->micros;
    }
  return elsewhere;
}

static void
count (PealPlan            *plan,
       const PealCandidate *candidate,
       const PealRecipient *recipient)
{
  PealSendReport *report = plan->report;

  if (recipient->reason >= PEAL_HOLD_OPTED_OUT)
    {
      report->n_left_out++;
      return;
    }
  if (recipient->reason == PEAL_HOLD_NONE)
    report->n_now++;
  else
    report->n_later++;
  report->n_segments += recipient->segments;
  report->cost_micros += recipient->segments * find_price (candidate);
}

static PealRecipient *
make_recipient (const PealCandidate *candidate)
{
  PealRecipient *recipient = g_new0 (PealRecipient, 1);

  recipient->contact_id = candidate->contact != NULL ? candidate->contact->id : 0;
  recipient->display = g_strdup (candidate->contact != NULL ? candidate->contact->display
                                 : candidate->e164 != NULL  ? candidate->e164
                                                            : candidate->typed);
  recipient->e164 = g_strdup (candidate->e164 != NULL ? candidate->e164 : "");
  recipient->account_id = candidate->sender->account->id;
  recipient->ours = g_strdup (candidate->ours);
  recipient->body = g_strdup ("");
  recipient->explanation = g_strdup (candidate->explanation != NULL ? candidate->explanation : "");
  recipient->reason = candidate->reason;
  recipient->not_after = PEAL_TIME_NEVER;
  return recipient;
}

/* One sum cannot be said in two currencies, nor where one of the senders has no price. */
static void
set_currency (PealPlan *plan)
{
  const char *currency = "";

  for (guint i = 0; i < plan->senders->len; i++)
    {
      const PealSender *sender = g_ptr_array_index (plan->senders, i);
      const PealPrice *price = sender->prices->len > 0 ? g_ptr_array_index (sender->prices, 0) : NULL;

      if (price == NULL || (i > 0 && !g_str_equal (price->currency, currency)))
        return;
      currency = price->currency;
    }
  g_strlcpy (plan->report->currency, currency, sizeof plan->report->currency);
}

gboolean
peal_plan_judge (gpointer data,
                 GError **error)
{
  PealPlan *plan = data;
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_numbers = 0;

  plan->report = g_atomic_rc_box_new0 (PealSendReport);
  plan->report->recipients = g_ptr_array_new_with_free_func ((GDestroyNotify) peal_recipient_free);
  set_currency (plan);

  for (guint i = 0; i < plan->candidates->len; i++)
    {
      const PealCandidate *candidate = g_ptr_array_index (plan->candidates, i);
      PealRecipient *recipient = make_recipient (candidate);

      g_ptr_array_add (plan->report->recipients, recipient);
      if (candidate->e164 != NULL)
        {
          const PealConsent *consent = g_ptr_array_index (plan->consents, n_numbers++);

          if (g_hash_table_contains (seen, candidate->e164))
            leave_out (recipient, PEAL_HOLD_DUPLICATE, candidate->e164);
          else if (recipient->reason == PEAL_HOLD_NONE && render (plan, candidate, recipient))
            ask_gate (plan, candidate, consent, recipient);
          /* Whoever is left out for their own sake leaves the number to the next one who has it. */
          if (recipient->reason < PEAL_HOLD_OPTED_OUT)
            g_hash_table_add (seen, candidate->e164);
        }
      count (plan, candidate, recipient);
    }
  return TRUE;
}
