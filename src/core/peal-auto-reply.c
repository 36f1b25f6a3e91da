/* peal-auto-reply.c: which message is answered by itself, and by which rule.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-auto-reply.h"

#include <string.h>

/* A telephone's number in E.164 has more digits than a short code. */
#define LEAST_DIGITS 8

/* So short an answer within seconds is a quick thumb, not a machine. */
#define LEAST_REPEATED 20

/* Words that nobody writes of themselves, folded as below. */
static const char *const machine_words[] = {
  "auto reply", "autoreply", "auto response", "autoresponse", "auto responder", "autoresponder", "automatic reply",
  "automatic response", "automated message", "automated reply", "automated response", "automatically generated",
  "out of office", "do not reply", "unmonitored",
  "automatische antwort", "automatische nachricht", "automatisch generiert", "automatisch erstellt",
  "abwesenheitsnotiz", "nicht auf diese nachricht antworten", "nicht auf diese sms antworten",
  "reponse automatique", "message automatique", "absence du bureau", "ne pas repondre",
  "respuesta automatica", "mensaje automatico", "fuera de la oficina", "no responda",
};

/* Words ------------------------------------------------------------------------------------------- */

/* Its words in lower case and without accents, one blank before, between and after them. Caller frees. */
static char *
fold (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *apart = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL);
  g_autofree char *folded = g_utf8_casefold (apart, -1);
  g_autoptr(GString) words = g_string_new (" ");

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c))
        g_string_append_unichar (words, c);
      else if (!g_unichar_ismark (c) && words->str[words->len - 1] != ' ')
        g_string_append_c (words, ' ');
    }
  if (words->str[words->len - 1] != ' ')
    g_string_append_c (words, ' ');
  return g_string_free_and_steal (g_steal_pointer (&words));
}

gboolean
peal_auto_reply_has_keyword (const char *body,
                             const char *keywords)
{
  g_autofree char *words = NULL;
  g_auto(GStrv) each = NULL;

  g_return_val_if_fail (body != NULL && keywords != NULL, FALSE);

  words = fold (body);
  each = g_strsplit (keywords, ",", -1);
  for (guint i = 0; each[i] != NULL; i++)
    {
      g_autofree char *keyword = fold (each[i]);

      if (strlen (keyword) > 1 && strstr (words, keyword) != NULL)
        return TRUE;
    }
  return FALSE;
}

gboolean
peal_auto_reply_is_machine (const char *body)
{
  g_autofree char *words = NULL;

  g_return_val_if_fail (body != NULL, FALSE);

  words = fold (body);
  for (gsize i = 0; i < G_N_ELEMENTS (machine_words); i++)
    {
      const char *found = strstr (words, machine_words[i]);

      if (found != NULL && found[-1] == ' ')
        return TRUE;
    }
  return FALSE;
}

/* Silence ----------------------------------------------------------------------------------------- */

static gboolean
is_telephone (const char *theirs)
{
  return *theirs == '+' && strlen (theirs) > LEAST_DIGITS && strspn (theirs + 1, "0123456789") == strlen (theirs + 1);
}

/* By its words; or it came as quickly as only a machine answers, and not for the first time. */
static gboolean
looks_automatic (const PealAutoFacts *facts)
{
  return peal_auto_reply_is_machine (facts->body)
         || (facts->is_repeated && facts->since_ours < PEAL_AUTO_REPLY_QUICK
             && g_utf8_strlen (facts->body, -1) >= LEAST_REPEATED);
}

/* Why they get nothing, whatever the rules say. */
static PealAutoSilence
find_silence (const PealAutoFacts  *facts,
              const PealAutoLimits *limits)
{
  if (facts->is_blocked)
    return PEAL_AUTO_SILENCE_BLOCKED;
  if (facts->is_opted_out)
    return PEAL_AUTO_SILENCE_OPTED_OUT;
  if (facts->is_in_review)
    return PEAL_AUTO_SILENCE_REVIEW;
  if (facts->has_intent)
    return PEAL_AUTO_SILENCE_INTENT;
  if (facts->age > PEAL_AUTO_REPLY_FRESH)
    return PEAL_AUTO_SILENCE_OLD;
  if (!is_telephone (facts->theirs))
    return PEAL_AUTO_SILENCE_SENDER;
  if (looks_automatic (facts))
    return PEAL_AUTO_SILENCE_MACHINE;
  return facts->n_in_hour >= limits->cap ? PEAL_AUTO_SILENCE_CAP : PEAL_AUTO_SILENCE_NONE;
}

/* Rules ------------------------------------------------------------------------------------------- */

static gboolean
fits (const PealAutoRule   *rule,
      const PealAutoFacts  *facts,
      const PealAutoLimits *limits)
{
  switch (rule->kind)
    {
    case PEAL_AUTO_REPLY_KEYWORD:
      return peal_auto_reply_has_keyword (facts->body, rule->keywords);
    case PEAL_AUTO_REPLY_FIRST:
      return facts->is_first;
    case PEAL_AUTO_REPLY_CLOSED:
      /* hours that nobody has set say nothing */
      return peal_opening_is_ever (&limits->opening)
             && (facts->is_holiday || !peal_opening_has (&limits->opening, facts->weekday, facts->minute));
    }
  return FALSE;
}

/* Of those that fit the first, by kind and then by order. */
static int
find_rule (const PealAutoFacts  *facts,
           const PealAutoLimits *limits,
           const PealAutoRule   *rules,
           guint                 n_rules)
{
  int best = -1;

  for (guint i = 0; i < n_rules; i++)
    if (rules[i].enabled && (best < 0 || rules[i].kind < rules[best].kind) && fits (&rules[i], facts, limits))
      best = (int) i;
  return best;
}

int
peal_auto_reply_choose (const PealAutoFacts  *facts,
                        const PealAutoLimits *limits,
                        const PealAutoRule   *rules,
                        const gint64         *since_rule,
                        guint                 n_rules,
                        PealAutoSilence      *silence)
{
  int rule;

  g_return_val_if_fail (facts != NULL && limits != NULL && silence != NULL, -1);

  rule = find_rule (facts, limits, rules, n_rules);
  *silence = rule < 0 ? PEAL_AUTO_SILENCE_NO_RULE : find_silence (facts, limits);
  /* what it would answer was answered; and of two rules that take turns each answers the other's echo */
  if (*silence == PEAL_AUTO_SILENCE_NONE
      && (since_rule[rule] < rules[rule].window || facts->since_answer < PEAL_AUTO_REPLY_QUICK))
    *silence = PEAL_AUTO_SILENCE_WINDOW;
  return *silence == PEAL_AUTO_SILENCE_NONE ? rule : -1;
}

const char *
peal_auto_reply_silence_to_string (PealAutoSilence silence)
{
  static const char *const names[] = {
    "", "no_rule", "old", "blocked", "opted_out", "review", "intent", "sender", "machine", "window", "cap",
  };

  g_return_val_if_fail ((gsize) silence < G_N_ELEMENTS (names), "");

  return names[silence];
}
