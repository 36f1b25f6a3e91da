/* peal-rule-scope.c: the conditions of rules, each a set of contacts.
 *
 * SQL finds the values, core/peal-rule.h compares them; what an index can answer
 * by itself, messages since a time and belonging, comes as a set already. Tests
 * that are also true of what is not there are asked as their opposites and turned
 * around.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-group-rules-private.h"

#include "peal-consent.h"
#include "peal-message.h"
#include "peal-phone.h"
#include "peal-search.h"

/* Parameter :outcome of rule_count_messages and rule_ever. */
typedef enum
{
  OUTCOME_SENT = 1,
  OUTCOME_DELIVERED = 2,
  OUTCOME_FAILED = 3,
} Outcome;

void
peal_rule_scope_init (PealRuleScope *self,
                      PealDb        *db)
{
  *self = (PealRuleScope) {
    .db = db,
    .now = peal_db_get_now (db),
    .zone = g_time_zone_new_local (),
    .asking = peal_ids_new (NULL, 0),
    .asked = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_array_unref),
  };
  self->today = peal_civil_time_from_instant (self->now, self->zone);
}

void
peal_rule_scope_clear (PealRuleScope *self)
{
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->live, g_array_unref);
  g_clear_pointer (&self->asking, g_array_unref);
  g_clear_pointer (&self->asked, g_hash_table_unref);
}

const GArray *
peal_rule_scope_get_live (PealRuleScope *self)
{
  if (self->live == NULL)
    self->live = peal_id_set_take_rows (peal_db_query (self->db, PEAL_QUERY_RULE_LIVE));
  return self->live;
}

GArray *
peal_rule_scope_take_others (PealRuleScope *self,
                             GArray        *set)
{
  GArray *others = g_array_copy ((GArray *) peal_rule_scope_get_live (self));

  peal_id_set_drop (others, set);
  g_array_unref (set);
  return others;
}

/* @set, or everybody else. Takes it. */
static GArray *
turn (PealRuleScope *self,
      GArray        *set,
      gboolean       around)
{
  return around ? peal_rule_scope_take_others (self, set) : set;
}

/* Values ------------------------------------------------------------------------------------------ */

static const PealQuery value_queries[PEAL_RULE_N_FIELDS] = {
  [PEAL_RULE_NAME] = PEAL_QUERY_RULE_NAME,
  [PEAL_RULE_GIVEN] = PEAL_QUERY_RULE_GIVEN,
  [PEAL_RULE_MIDDLE] = PEAL_QUERY_RULE_MIDDLE,
  [PEAL_RULE_FAMILY] = PEAL_QUERY_RULE_FAMILY,
  [PEAL_RULE_ORG] = PEAL_QUERY_RULE_ORG,
  [PEAL_RULE_TITLE] = PEAL_QUERY_RULE_TITLE,
  [PEAL_RULE_INDUSTRY] = PEAL_QUERY_RULE_INDUSTRY,
  [PEAL_RULE_STREET] = PEAL_QUERY_RULE_STREET,
  [PEAL_RULE_POSTCODE] = PEAL_QUERY_RULE_POSTCODE,
  [PEAL_RULE_CITY] = PEAL_QUERY_RULE_CITY,
  [PEAL_RULE_REGION] = PEAL_QUERY_RULE_REGION,
  [PEAL_RULE_COUNTRY] = PEAL_QUERY_RULE_COUNTRY,
  [PEAL_RULE_LANGUAGE] = PEAL_QUERY_RULE_LANGUAGE,
  [PEAL_RULE_ZONE] = PEAL_QUERY_RULE_ZONE,
  [PEAL_RULE_BIRTHDAY] = PEAL_QUERY_RULE_BIRTHDAY,
  [PEAL_RULE_STATUS] = PEAL_QUERY_RULE_STATUS,
  [PEAL_RULE_SOURCE] = PEAL_QUERY_RULE_SOURCE,
  [PEAL_RULE_SCORE] = PEAL_QUERY_RULE_SCORE,
  [PEAL_RULE_NOTES] = PEAL_QUERY_RULE_NOTES,
  [PEAL_RULE_CUSTOM] = PEAL_QUERY_RULE_CUSTOM,
  [PEAL_RULE_ANSWERS] = PEAL_QUERY_RULE_ANSWERS,
};

/* Whether column 1 of the row fits. @folded is room for folding. */
static gboolean
fits_row (PealRuleScope  *self,
          const PealRule *condition,
          PealStmt       *stmt,
          const char     *value,
          GString        *folded)
{
  PealRuleType type = peal_rule_field_get_type (condition->field);
  const char *text;

  if (type == PEAL_RULE_TYPE_NUMBER)
    return peal_rule_matches_number (condition, peal_stmt_get_double (stmt, 1));
  text = peal_stmt_get_text (stmt, 1);
  if (type == PEAL_RULE_TYPE_DATE)
    return peal_rule_matches_date (condition, text, &self->today, TRUE);
  g_string_truncate (folded, 0);
  peal_search_fold_append (folded, text);
  if (type == PEAL_RULE_TYPE_CUSTOM)
    return peal_rule_matches_custom (condition, text, folded->str, value, &self->today);
  return peal_rule_matches_text (condition, folded->str, value);
}

static GArray *
ask_values (PealRuleScope  *self,
            const PealRule *condition)
{
  g_autoptr(PealStmt) stmt = peal_db_query (self->db, value_queries[condition->field]);
  g_autofree char *value = peal_search_fold (condition->text);
  GString *folded = g_string_new (NULL);
  GArray *ids = peal_ids_new (NULL, 0);

  if (condition->field == PEAL_RULE_CUSTOM)
    peal_stmt_bind_text (stmt, ":key", condition->key);
  while (peal_stmt_next (stmt))
    {
      gint64 id = peal_stmt_get_int (stmt, 0);

      if (fits_row (self, condition, stmt, value, folded))
        g_array_append_val (ids, id);
    }
  g_string_free (folded, TRUE);
  peal_id_set_sort (ids);
  return ids;
}

/* Numbers and consent ----------------------------------------------------------------------------- */

static char *
dup_digits (const char *text)
{
  g_autofree char *folded = peal_search_fold (text); /* of any script */
  GString *digits = g_string_new (NULL);

  for (const char *p = folded; *p != '\0'; p++)
    if (g_ascii_isdigit (*p))
      g_string_append_c (digits, *p);
  return g_string_free_and_steal (digits);
}

/* Numbers and e-mail addresses, of which a contact has any number: one that fits is enough, and "is not" is that
 * none does. A number is compared by its digits; a value without any fits nobody. */
static GArray *
ask_several (PealRuleScope  *self,
             const PealRule *condition)
{
  gboolean is_phone = condition->field == PEAL_RULE_PHONE;
  g_autofree char *value = is_phone ? dup_digits (condition->text) : peal_search_fold (condition->text);
  PealRule plain = *condition;
  g_autoptr(PealStmt) stmt = NULL;
  GString *folded;
  GArray *ids;

  if (condition->test == PEAL_RULE_EMPTY || condition->test == PEAL_RULE_FILLED)
    return turn (self, peal_id_set_take_rows (peal_db_query (self->db, is_phone ? PEAL_QUERY_RULE_FIRST_PHONES
                                                                                : PEAL_QUERY_RULE_FIRST_EMAILS)),
                 condition->test == PEAL_RULE_EMPTY);
  if (condition->test == PEAL_RULE_IS_NOT)
    plain.test = PEAL_RULE_IS;
  else if (condition->test == PEAL_RULE_CONTAINS_NOT)
    plain.test = PEAL_RULE_CONTAINS;
  ids = peal_ids_new (NULL, 0);
  folded = g_string_new (NULL);
  stmt = peal_db_query (self->db, is_phone ? PEAL_QUERY_RULE_PHONES : PEAL_QUERY_RULE_EMAILS);
  while (*value != '\0' && peal_stmt_next (stmt))
    {
      gint64 id = peal_stmt_get_int (stmt, 0);
      const char *text = peal_stmt_get_text (stmt, 1);

      g_string_truncate (folded, 0);
      peal_search_fold_append (folded, *text == '+' ? text + 1 : text);
      if (peal_rule_matches_text (&plain, folded->str, value))
        g_array_append_val (ids, id);
    }
  g_string_free (folded, TRUE);
  peal_id_set_sort (ids);
  return turn (self, ids, plain.test != condition->test);
}

static GArray *
ask_kind (PealRuleScope *self,
          const char    *kind)
{
  PealStmt *stmt;
  int type = PEAL_PHONE_TYPE_PAGER;

  if (g_str_equal (kind, "none"))
    return turn (self, peal_id_set_take_rows (peal_db_query (self->db, PEAL_QUERY_RULE_FIRST_PHONES)), TRUE);
  while (type > PEAL_PHONE_TYPE_UNKNOWN && !g_str_equal (peal_phone_type_to_string (type), kind))
    type--;
  stmt = peal_db_query (self->db, PEAL_QUERY_RULE_PHONE_KIND);
  peal_stmt_bind_int (stmt, ":kind", type);
  return peal_id_set_take_rows (stmt);
}

static GArray *
ask_state (PealRuleScope   *self,
           PealConsentState state)
{
  PealStmt *stmt = peal_db_query (self->db, PEAL_QUERY_RULE_CONSENT);

  peal_stmt_bind_int (stmt, ":state", state);
  return peal_id_set_take_rows (stmt);
}

static GArray *
ask_consent (PealRuleScope *self,
             const char    *word)
{
  PealConsentState state;
  GArray *known;

  if (g_str_equal (word, "review"))
    return peal_id_set_take_rows (peal_db_query (self->db, PEAL_QUERY_RULE_CONSENT_REVIEW));
  if (g_str_equal (word, "do_not_contact"))
    return peal_id_set_take_rows (peal_db_query (self->db, PEAL_QUERY_RULE_DO_NOT_CONTACT));
  if (peal_consent_state_from_string (word, &state) && state != PEAL_CONSENT_UNKNOWN)
    return ask_state (self, state);
  known = ask_state (self, PEAL_CONSENT_OPTED_IN);
  {
    g_autoptr(GArray) opted_out = ask_state (self, PEAL_CONSENT_OPTED_OUT);

    peal_id_set_join (known, opted_out);
  }
  return peal_rule_scope_take_others (self, known);
}

/* Belonging --------------------------------------------------------------------------------------- */

static GArray *
ask_tag (PealRuleScope  *self,
         const PealRule *condition)
{
  PealStmt *stmt;

  if (condition->test == PEAL_RULE_EMPTY || condition->test == PEAL_RULE_FILLED)
    return turn (self, peal_id_set_take_rows (peal_db_query (self->db, PEAL_QUERY_RULE_TAGGED)),
                 condition->test == PEAL_RULE_EMPTY);
  stmt = peal_db_query (self->db, PEAL_QUERY_CONTACT_TAG_MEMBERS);
  peal_stmt_bind_text (stmt, ":name", condition->text);
  return turn (self, peal_id_set_take_rows (stmt), condition->test == PEAL_RULE_IS_NOT);
}

gboolean
peal_rule_has_campaign (PealDb  *db,
                        gint64   id,
                        GError **error)
{
  PealStmt *stmt = peal_db_query (db, PEAL_QUERY_RULE_CAMPAIGN_EXISTS);

  peal_stmt_bind_int (stmt, ":id", id);
  if (peal_stmt_take_int (stmt) != 0)
    return TRUE;
  g_set_error_literal (error, PEAL_STORE_ERROR, PEAL_STORE_ERROR_RULE,
                       "The rule asks for a campaign that is not there");
  return FALSE;
}

static GArray *
ask_campaign (PealRuleScope *self,
              gint64         id,
              GError       **error)
{
  PealStmt *stmt;

  if (!peal_rule_has_campaign (self->db, id, error))
    return NULL;
  stmt = peal_db_query (self->db, PEAL_QUERY_RULE_CAMPAIGN);
  peal_stmt_bind_int (stmt, ":id", id);
  return peal_id_set_take_rows (stmt);
}

/* Time -------------------------------------------------------------------------------------------- */

static void
bind_outcome (PealStmt     *stmt,
              PealRuleField field)
{
  gboolean is_theirs = field == PEAL_RULE_REPLIES || field == PEAL_RULE_LAST_REPLY;
  Outcome outcome = field == PEAL_RULE_DELIVERED ? OUTCOME_DELIVERED
                    : field == PEAL_RULE_FAILED  ? OUTCOME_FAILED
                                                 : OUTCOME_SENT;

  peal_stmt_bind_int (stmt, ":direction", is_theirs ? PEAL_DIRECTION_INBOUND : PEAL_DIRECTION_OUTBOUND);
  peal_stmt_bind_int (stmt, ":outcome", outcome);
}

static GArray *
ask_ever (PealRuleScope *self,
          PealRuleField  field)
{
  PealStmt *stmt = peal_db_query (self->db, PEAL_QUERY_RULE_EVER);

  bind_outcome (stmt, field);
  return peal_id_set_take_rows (stmt);
}

/* Who has at least @least such messages since @edge. */
static GArray *
ask_messages (PealRuleScope *self,
              PealRuleField  field,
              gint64         edge,
              double         least)
{
  g_autoptr(PealStmt) stmt = peal_db_query (self->db, PEAL_QUERY_RULE_COUNT_MESSAGES);
  GArray *ids = peal_ids_new (NULL, 0);

  bind_outcome (stmt, field);
  peal_stmt_bind_int (stmt, ":edge", edge);
  while (peal_stmt_next (stmt))
    {
      gint64 id = peal_stmt_get_int (stmt, 0);

      if ((double) peal_stmt_get_int (stmt, 1) >= least)
        g_array_append_val (ids, id);
    }
  peal_id_set_sort (ids);
  return ids;
}

static GArray *
ask_count (PealRuleScope  *self,
           const PealRule *condition)
{
  gint64 edge = condition->days > 0 ? self->now - condition->days * G_TIME_SPAN_DAY : G_MININT64;
  GArray *ids = condition->days == 0 && condition->number <= 1
                  ? ask_ever (self, condition->field)
                  : ask_messages (self, condition->field, edge, condition->number);

  return turn (self, ids, condition->test == PEAL_RULE_FEWER);
}

/* Whose instant is @edge or later. */
static GArray *
ask_since (PealRuleScope *self,
           PealRuleField  field,
           gint64         edge)
{
  PealStmt *stmt;

  if (field != PEAL_RULE_CREATED && field != PEAL_RULE_UPDATED)
    return ask_messages (self, field, edge, 1);
  stmt = peal_db_query (self->db, field == PEAL_RULE_CREATED ? PEAL_QUERY_RULE_CREATED_SINCE
                                                             : PEAL_QUERY_RULE_UPDATED_SINCE);
  peal_stmt_bind_int (stmt, ":edge", edge);
  return peal_id_set_take_rows (stmt);
}

static GArray *
ask_time (PealRuleScope  *self,
          const PealRule *condition)
{
  gboolean is_message = condition->field != PEAL_RULE_CREATED && condition->field != PEAL_RULE_UPDATED;
  g_autoptr(GArray) since = NULL;
  GArray *ids;

  if (condition->test == PEAL_RULE_EMPTY)
    return turn (self, ask_ever (self, condition->field), TRUE);
  since = ask_since (self, condition->field, peal_rule_get_edge (condition, self->now, self->zone));
  if (condition->test == PEAL_RULE_IN_LAST || condition->test == PEAL_RULE_AFTER)
    return g_steal_pointer (&since);
  if (condition->test == PEAL_RULE_NOT_IN_LAST || !is_message)
    return turn (self, g_steal_pointer (&since), TRUE);
  ids = ask_ever (self, condition->field); /* before it, but not never */
  peal_id_set_drop (ids, since);
  return ids;
}

GArray *
peal_rule_scope_ask (PealRuleScope  *self,
                     const PealRule *condition,
                     GError        **error)
{
  gboolean is_not = condition->test == PEAL_RULE_IS_NOT;
  GArray *ids = NULL;

  switch (peal_rule_field_get_type (condition->field))
    {
    case PEAL_RULE_TYPE_TEXT:
      return condition->field == PEAL_RULE_PHONE || condition->field == PEAL_RULE_EMAIL ? ask_several (self, condition)
                                                                                        : ask_values (self, condition);
    case PEAL_RULE_TYPE_NUMBER:
    case PEAL_RULE_TYPE_DATE:
    case PEAL_RULE_TYPE_COUNTRY:
    case PEAL_RULE_TYPE_CUSTOM:
      return ask_values (self, condition);
    case PEAL_RULE_TYPE_TIME:
      return ask_time (self, condition);
    case PEAL_RULE_TYPE_COUNT:
      return ask_count (self, condition);
    case PEAL_RULE_TYPE_CHOICE:
      return turn (self, condition->field == PEAL_RULE_CONSENT ? ask_consent (self, condition->text)
                                                               : ask_kind (self, condition->text), is_not);
    case PEAL_RULE_TYPE_TAG:
      return ask_tag (self, condition);
    case PEAL_RULE_TYPE_GROUP:
      ids = peal_rule_scope_ask_group (self, condition->id, error);
      break;
    case PEAL_RULE_TYPE_CAMPAIGN:
      ids = ask_campaign (self, condition->id, error);
      break;
    }
  return ids != NULL ? turn (self, ids, is_not) : NULL;
}
