/* peal-auto-reply.h: which message is answered by itself, and by which rule.
 *
 * A keyword comes before the first message of a person, that before the hours
 * when nobody is there; a message gets one answer at most. Two machines that
 * answer each other never end, so most of this is about when to be silent: to a
 * number that is no person's, to what looks like an automatic answer, to somebody
 * who was answered a while ago, to what is old. Who asked to stop, and words that
 * have a lawful answer of their own, get none of these.
 *
 * Pure; any thread. Times in microseconds.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-opening.h"

G_BEGIN_DECLS

/* Stored: append only. In the order in which they are asked. */
typedef enum
{
  PEAL_AUTO_REPLY_KEYWORD = 1,
  PEAL_AUTO_REPLY_FIRST = 2,
  PEAL_AUTO_REPLY_CLOSED = 3,
} PealAutoReplyKind;

/* Why nothing is answered. Stable names by peal_auto_reply_silence_to_string (). */
typedef enum
{
  PEAL_AUTO_SILENCE_NONE = 0,
  PEAL_AUTO_SILENCE_NO_RULE,    /* none fits */
  PEAL_AUTO_SILENCE_OLD,        /* it came in late: longer than PEAL_AUTO_REPLY_FRESH after it was sent */
  PEAL_AUTO_SILENCE_BLOCKED,
  PEAL_AUTO_SILENCE_OPTED_OUT,
  PEAL_AUTO_SILENCE_REVIEW,     /* perhaps they asked to stop */
  PEAL_AUTO_SILENCE_INTENT,     /* a word that has a lawful answer of its own */
  PEAL_AUTO_SILENCE_SENDER,     /* a short code or a name */
  PEAL_AUTO_SILENCE_MACHINE,    /* it looks like an automatic answer */
  PEAL_AUTO_SILENCE_WINDOW,     /* they were answered by itself a while ago */
  PEAL_AUTO_SILENCE_CAP,        /* too many in this hour: something is wrong */
} PealAutoSilence;

#define PEAL_AUTO_REPLY_FRESH (15 * G_TIME_SPAN_MINUTE)

/* A machine answers within this span. */
#define PEAL_AUTO_REPLY_QUICK (10 * G_TIME_SPAN_SECOND)

/* One rule. Borrowed strings. */
typedef struct
{
  gint64 id;
  PealAutoReplyKind kind;
  const char *keywords;      /* KEYWORD: with commas between them; one may have several words */
  gint64 window;             /* so long they get no second one by this rule */
  gboolean enabled;
} PealAutoRule;

/* What is known of one message that came in. Borrowed strings. */
typedef struct
{
  const char *body;
  const char *theirs;        /* as the gateway has it */
  gint64 age;                /* since it was sent */
  gboolean is_first;         /* they never wrote before */
  gboolean is_blocked;
  gboolean is_opted_out;
  gboolean is_in_review;
  gboolean has_intent;       /* opt-out, opt-in, help, or perhaps one of them: core/peal-intent */
  gboolean is_repeated;      /* they wrote the same before */
  gint64 since_ours;         /* since our last message to them; G_MAXINT64 = there is none */
  gint64 since_answer;       /* since their last automatic answer, by any rule; G_MAXINT64 = there is none */
  guint weekday;             /* 0 = Monday; on the clock of the business */
  guint minute;              /* of the day */
  gboolean is_holiday;
  guint n_in_hour;           /* automatic answers to anybody in the last hour */
} PealAutoFacts;

typedef struct
{
  PealOpening opening;
  guint cap;                 /* automatic answers in an hour */
} PealAutoLimits;

/* Whether @body has one of @keywords, as whole words in a row, whatever their case and accents. */
gboolean peal_auto_reply_has_keyword (const char *body,
                                      const char *keywords);

/* Whether @body says of itself that nobody wrote it ("This is an automatic reply"), in English, German, French or
 * Spanish. */
gboolean peal_auto_reply_is_machine (const char *body);

/* The index of the rule that answers; -1 = none, and @silence says why. @since_rule: for each of @rules, since when
 * they were answered by it, G_MAXINT64 = never. */
int peal_auto_reply_choose (const PealAutoFacts  *facts,
                            const PealAutoLimits *limits,
                            const PealAutoRule   *rules,
                            const gint64         *since_rule,
                            guint                 n_rules,
                            PealAutoSilence      *silence);

/* "no_rule", "old", "blocked", ...; "" for NONE. Static. */
const char *peal_auto_reply_silence_to_string (PealAutoSilence silence);

G_END_DECLS
