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
};

/* What is asked of one row after the other. */
typedef struct
{
  PealRuleScope *scope;
  const PealRule *condition;
  char *value;               /* folded */
  GString *folded;           /* room for folding */
  GHashTable *known;         /* text as it stands to whether it fits: folding what is not ASCII costs much */
} Asking;

/* So many different texts are remembered. */
#define MOST_KNOWN 20000

static Asking
asking_begin (PealRuleScope  *scope,
              const PealRule *condition,
              char           *value)
{
  return (Asking) {
    .scope = scope,
    .condition = condition,
    .value = value,
    .folded = g_string_new (NULL),
    .known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
  };
}

static void
asking_clear (Asking *self)
{
  g_free (self->value);
  g_string_free (self->folded, TRUE);
  g_hash_table_unref (self->known);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Asking, asking_clear)

static gboolean
fits_folded (Asking     *self,
             const char *text)
{
  g_string_truncate (self->folded, 0);
  peal_search_fold_append (self->folded, text);
  if (peal_rule_field_get_type (self->condition->field) == PEAL_RULE_TYPE_CUSTOM)
    return peal_rule_matches_custom (self->condition, text, self->folded->str, self->value, &self->scope->today);
  return peal_rule_matches_text (self->condition, self->folded->str, self->value);
}

/* Few texts differ: there are fewer towns than people in them. */
static gboolean
fits_text (Asking     *self,
           const char *text)
{
  gpointer known;
  gboolean fits;

  if (g_str_is_ascii (text))
    return fits_folded (self, text);
  if (g_hash_table_lookup_extended (self->known, text, NULL, &known))
    return GPOINTER_TO_INT (known);
  fits = fits_folded (self, text);
  if (g_hash_table_size (self->known) < MOST_KNOWN)
    g_hash_table_insert (self->known, g_strdup (text), GINT_TO_POINTER (fits));
  return fits;
}

/* Whether column 1 of the row fits. */
static gboolean
fits_row (Asking   *self,
          PealStmt *stmt)
{
  PealRuleType type = peal_rule_field_get_type (self->condition->field);

  if (type == PEAL_RULE_TYPE_NUMBER)
    return peal_rule_matches_number (self->condition, peal_stmt_get_double (stmt, 1));
  if (type == PEAL_RULE_TYPE_DATE)
    return peal_rule_matches_date (self->condition, peal_stmt_get_text (stmt, 1), &self->scope->today, TRUE);
  return fits_text (self, peal_stmt_get_text (stmt, 1));
}

static GArray *
ask_values (PealRuleScope  *self,
            const PealRule *condition)
{
  g_autoptr(PealStmt) stmt = peal_db_query (self->db, value_queries[condition->field]);
  g_auto(Asking) asking = asking_begin (self, condition, peal_search_fold (condition->text));
  GArray *ids = peal_ids_new (NULL, 0);

  if (condition->field == PEAL_RULE_CUSTOM)
    peal_stmt_bind_text (stmt, ":key", condition->key);
  while (peal_stmt_next (stmt))
    {
      gint64 id = peal_stmt_get_int (stmt, 0);

      if (fits_row (&asking, stmt))
        g_array_append_val (ids, id);
    }
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
  PealRule plain = *condition;
  g_auto(Asking) asking = asking_begin (self, &plain, is_phone ? dup_digits (condition->text)
                                                               : peal_search_fold (condition->text));
  g_autoptr(PealStmt) stmt = NULL;
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
  stmt = peal_db_query (self->db, is_phone ? PEAL_QUERY_RULE_PHONES : PEAL_QUERY_RULE_EMAILS);
  while (*asking.value != '\0' && peal_stmt_next (stmt))
    {
      gint64 id = peal_stmt_get_int (stmt, 0);
      const char *text = peal_stmt_get_text (stmt, 1);

      if (fits_text (&asking, *text == '+' ? text + 1 : text))
        g_array_append_val (ids, id);
    }
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

static GArray *
ask_count (PealRuleScope  *self,
           const PealRule *condition)
{
  gint64 edge = condition->days > 0 ? self->now - condition->days * G_TIME_SPAN_DAY : G_MININT64;
  GArray *ids = peal_rule_ask_messages (self, condition->field, edge, condition->number);

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
    return peal_rule_ask_messages (self, field, edge, 1);
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
  gint64 edge;

  if (condition->test == PEAL_RULE_EMPTY)
    return turn (self, peal_rule_ask_messages (self, condition->field, G_MININT64, 1), TRUE);
  edge = peal_rule_get_edge (condition, self->now, self->zone);
  if (condition->test == PEAL_RULE_IN_LAST || condition->test == PEAL_RULE_AFTER)
    return ask_since (self, condition->field, edge);
  if (condition->test == PEAL_RULE_NOT_IN_LAST || !is_message)
    return turn (self, ask_since (self, condition->field, edge), TRUE);
  return peal_rule_ask_silent (self, condition->field, edge);
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
      return condition->field == PEAL_RULE_ANSWERS ? peal_rule_ask_answers (self, condition)
                                                   : ask_values (self, condition);
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
