/* peal-rule.h: by which rule somebody belongs to a group.
 *
 * A rule is a tree: all, any or none of what stands in it, which is conditions
 * and further such groups. A condition compares one field of a contact, or
 * something that is known of how they and we talk, with a value. As JSON, which
 * doc/rules.md tells in full:
 *
 *   {"all": [{"field": "tag", "test": "is", "value": "VIP"},
 *            {"field": "last_sent", "test": "more_than_days_ago", "days": 30}]}
 *
 * Here stands what a rule is, how it is read and written, and whether a single
 * value fits a condition; store/peal-group-rules.h finds whom a rule fits. All
 * work is bounded by the limits below. Plain values; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-civil-time.h"
#include "peal-rule-fields.h"

G_BEGIN_DECLS

#define PEAL_RULE_MAX_DEPTH 6          /* groups in groups; the outermost is the first */
#define PEAL_RULE_MAX_CONDITIONS 100
#define PEAL_RULE_MAX_TEXT 200         /* characters of a value or key */
#define PEAL_RULE_MAX_JSON (128 * 1024) /* bytes */
#define PEAL_RULE_MAX_DAYS 3660
#define PEAL_RULE_MAX_COUNT 1000000

typedef enum
{
  PEAL_RULE_ALL = 1,
  PEAL_RULE_ANY,
  PEAL_RULE_NONE,
  PEAL_RULE_CONDITION,
} PealRuleKind;

typedef struct
{
  PealRuleKind kind;
  GPtrArray *rules;    /* of PealRule, owned; NULL for a condition */

  /* Of a condition. peal_rule_get_value_kind () tells which of the values count. */
  PealRuleField field;
  PealRuleTest test;
  char *key;           /* PEAL_RULE_CUSTOM: which; else "" */
  char *text;          /* never NULL; a date is "2026-11-30" */
  double number;
  double other;        /* the upper end of a range, which belongs to it */
  int days;            /* PEAL_RULE_VALUE_COUNT: in so many, 0 = ever */
  gint64 id;           /* of a group or campaign; 0 = it is named by text, see store/peal-group-rules.h */
} PealRule;

PealRule *peal_rule_new_group (PealRuleKind kind); /* empty */

/* With the first test that @field has, and no value yet. */
PealRule *peal_rule_new_condition (PealRuleField field);
PealRule *peal_rule_copy (const PealRule *self);
void peal_rule_free (PealRule *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealRule, peal_rule_free)

/* What may be wrong; the message names the condition as "2.1": the first one in the second. */
typedef enum
{
  PEAL_RULE_ERROR_SYNTAX = 1, /* not JSON, or neither a group nor a condition */
  PEAL_RULE_ERROR_UNKNOWN,    /* a member, field or test that there is not */
  PEAL_RULE_ERROR_TEST,       /* a test that this field does not have */
  PEAL_RULE_ERROR_MISSING,    /* a value, key or test is not there, or blank */
  PEAL_RULE_ERROR_VALUE,      /* a value that the test cannot have */
  PEAL_RULE_ERROR_EMPTY,      /* a group with nothing in it, which would be everybody or nobody */
  PEAL_RULE_ERROR_TOO_LARGE,  /* deeper, longer or more than the limits above */
} PealRuleError;

#define PEAL_RULE_ERROR (peal_rule_error_quark ())
GQuark peal_rule_error_quark (void);

/* FALSE with PEAL_RULE_ERROR if @self means nothing yet; @fault (nullable) is then what is wrong,
 * borrowed from @self. */
gboolean peal_rule_check (const PealRule  *self,
                          const PealRule **fault,
                          GError         **error);

/* Reads JSON; NULL with PEAL_RULE_ERROR if it is no rule that peal_rule_check () lets pass. A
 * condition by itself is read as all of one. */
PealRule *peal_rule_parse (const char *json,
                           GError    **error);

/* The same rule as JSON, always written the same way; the caller frees it. @self need not be
 * complete. */
char *peal_rule_to_json (const PealRule *self);

/* Calls @func for each condition, in their order. */
typedef void (*PealRuleFunc) (PealRule *condition,
                              gpointer  data);
void peal_rule_foreach (PealRule    *self,
                        PealRuleFunc func,
                        gpointer     data);

/* Whether one value fits @self, a condition that peal_rule_check () lets pass ------------------ */

/* @text and @value, which is self->text, are folded alike by the caller. */
gboolean peal_rule_matches_text (const PealRule *self,
                                 const char     *text,
                                 const char     *value);

gboolean peal_rule_matches_number (const PealRule *self,
                                   double          number);

/* @text is a date of peal-occasion.h, or none. @today: only its date counts. @yearly: it comes again
 * each year, as a birthday does; so does what has no year. 29 February is the 28th where there is none. */
gboolean peal_rule_matches_date (const PealRule      *self,
                                 const char          *text,
                                 const PealCivilTime *today,
                                 gboolean             yearly);

/* A value of contact.custom, by whichever test: text that may be a number, a date, or yes and no. */
gboolean peal_rule_matches_custom (const PealRule      *self,
                                   const char          *text,
                                   const char          *folded,
                                   const char          *value,
                                   const PealCivilTime *today);

/* The instant by which self->test, one of those about instants, tells apart what was before it and
 * what at it or since: a number of days before @now, or the beginning of a day in @zone. */
gint64 peal_rule_get_edge (const PealRule *self,
                           gint64          now,
                           GTimeZone      *zone);

G_END_DECLS
