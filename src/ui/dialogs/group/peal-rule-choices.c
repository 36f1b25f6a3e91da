/* peal-rule-choices.c: what the conditions of a rule can name, in this workspace.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-rule-choices.h"

#include "peal-campaigns.h"
#include "peal-contact-fields.h"
#include "peal-contacts.h"
#include "peal-country.h"
#include "peal-fiber.h"
#include "peal-format.h"
#include "peal-groups.h"
#include "peal-phone.h"
#include "peal-rule-words.h"

#include <glib/gi18n.h>

/* So many campaigns, the newest, can be asked for. */
#define MAX_CAMPAIGNS 200

G_DEFINE_BOXED_TYPE (PealRuleChoices, peal_rule_choices, peal_rule_choices_ref, peal_rule_choices_unref)

static void
clear_field (gpointer data)
{
  PealRuleFieldChoice *choice = data;

  g_free (choice->key);
  g_free (choice->name);
}

static void
clear_choices (gpointer data)
{
  PealRuleChoices *self = data;

  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_clear_pointer (&self->campaigns, g_ptr_array_unref);
  g_clear_pointer (&self->own, g_ptr_array_unref);
  g_clear_pointer (&self->tags, g_strfreev);
  g_clear_pointer (&self->fields, g_array_unref);
}

PealRuleChoices *
peal_rule_choices_ref (PealRuleChoices *self)
{
  return g_rc_box_acquire (self);
}

void
peal_rule_choices_unref (PealRuleChoices *self)
{
  g_rc_box_release_full (self, clear_choices);
}

/* Words that stand by themselves begin with a capital. Takes @text. */
static char *
take_capital (char *text)
{
  g_autofree char *rest = text;
  char first[8] = { 0 };

  g_unichar_to_utf8 (g_unichar_toupper (g_utf8_get_char (text)), first);
  return g_strconcat (first, *text != '\0' ? g_utf8_next_char (text) : "", NULL);
}

static void
add_field (PealRuleChoices *self,
           PealRuleField    field,
           const char      *key,
           const char      *name)
{
  PealRuleFieldChoice choice = { field, g_strdup (key), take_capital (g_strdup (name)) };

  g_array_append_val (self->fields, choice);
}

static void
add_fields (PealRuleChoices *self)
{
  self->fields = g_array_new (FALSE, FALSE, sizeof (PealRuleFieldChoice));
  g_array_set_clear_func (self->fields, clear_field);
  for (guint field = 1; field < PEAL_RULE_N_FIELDS; field++)
    if (field != PEAL_RULE_CUSTOM)
      add_field (self, field, "", _(peal_rule_field_get_words (field)));
  for (guint i = 0; i < self->own->len; i++)
    {
      const PealCustomField *own = g_ptr_array_index (self->own, i);

      add_field (self, PEAL_RULE_CUSTOM, own->key, own->name);
    }
}

static DexFuture *
load_fiber (gpointer      data,
            GCancellable *cancellable)
{
  PealStore *store = data;
  g_autoptr(PealRuleChoices) self = g_rc_box_new0 (PealRuleChoices);
  g_autoptr(GError) error = NULL;

  self->groups = dex_await_boxed (peal_groups_list (store), &error);
  if (self->groups != NULL)
    self->campaigns = dex_await_boxed (peal_campaigns_list (store, MAX_CAMPAIGNS), &error);
  if (self->campaigns != NULL)
    self->own = dex_await_boxed (peal_contact_fields_list (store), &error);
  if (self->own != NULL)
    self->tags = dex_await_boxed (peal_contacts_list_tags (store), &error);
  if (self->tags == NULL)
    return dex_future_new_for_error (g_steal_pointer (&error));
  add_fields (self);
  return dex_future_new_take_boxed (PEAL_TYPE_RULE_CHOICES, g_steal_pointer (&self));
}

DexFuture *
peal_rule_choices_load (PealStore *store)
{
  peal_return_reject_if_fail (PEAL_IS_STORE (store));

  return peal_fiber_spawn (load_fiber, g_object_ref (store), g_object_unref);
}

/* Fields and tests -------------------------------------------------------------------------------- */

guint
peal_rule_choices_find_field (PealRuleChoices *self,
                              const PealRule  *condition)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      const PealRuleFieldChoice *choice = &g_array_index (self->fields, PealRuleFieldChoice, i);

      if (choice->field == condition->field && g_str_equal (choice->key, condition->key))
        return i;
    }
  add_field (self, condition->field, condition->key, condition->key);
  return self->fields->len - 1;
}

/* NULL if @condition is about no own field, or about one that is gone. */
static const PealCustomField *
find_own (PealRuleChoices *self,
          const char      *key)
{
  for (guint i = 0; i < self->own->len; i++)
    {
      const PealCustomField *own = g_ptr_array_index (self->own, i);

      if (g_str_equal (own->key, key))
        return own;
    }
  return NULL;
}

/* Whether an own field of @type has @test: as the fields of that type that everybody has. */
static gboolean
is_test_of (PealCustomType type,
            PealRuleTest   test)
{
  switch (type)
    {
    case PEAL_CUSTOM_TEXT:
      return peal_rule_field_has_test (PEAL_RULE_CITY, test);
    case PEAL_CUSTOM_CHOICE:
      return peal_rule_field_has_test (PEAL_RULE_TAG, test);
    case PEAL_CUSTOM_DATE:
      return peal_rule_field_has_test (PEAL_RULE_BIRTHDAY, test);
    case PEAL_CUSTOM_NUMBER:
      return peal_rule_field_has_test (PEAL_RULE_SCORE, test) || test == PEAL_RULE_EMPTY || test == PEAL_RULE_FILLED;
    case PEAL_CUSTOM_YES_NO:
      return test == PEAL_RULE_YES || test == PEAL_RULE_NO;
    }
  return TRUE;
}

GArray *
peal_rule_choices_list_tests (PealRuleChoices *self,
                              const PealRule  *condition)
{
  const PealCustomField *own = condition->field == PEAL_RULE_CUSTOM ? find_own (self, condition->key) : NULL;
  GArray *tests = g_array_new (FALSE, FALSE, sizeof (PealRuleTest));

  for (PealRuleTest test = PEAL_RULE_IS; test < PEAL_RULE_N_TESTS; test++)
    if (peal_rule_field_has_test (condition->field, test)
        && (own == NULL || is_test_of (own->type, test) || test == condition->test))
      g_array_append_val (tests, test);
  return tests;
}

/* Values ------------------------------------------------------------------------------------------ */

typedef struct
{
  GtkStringList *names;
  GStrvBuilder *values;
} Values;

static void
add_value (Values     *values,
           const char *name,
           const char *value)
{
  gtk_string_list_append (values->names, name);
  g_strv_builder_add (values->values, value);
}

static void
add_id (Values     *values,
        const char *name,
        gint64      id)
{
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  add_value (values, name, value);
}

static void
add_texts (Values            *values,
           const char *const *texts)
{
  for (; texts != NULL && *texts != NULL; texts++)
    add_value (values, *texts, *texts);
}

typedef struct
{
  char *name;
  const char *region;
} Country;

static int
compare_countries (gconstpointer a,
                   gconstpointer b)
{
  return g_utf8_collate (((const Country *) a)->name, ((const Country *) b)->name);
}

static void
add_countries (Values *values)
{
  g_autoptr(GArray) countries = g_array_new (FALSE, FALSE, sizeof (Country));

  for (const char *const *region = peal_phone_list_regions (); *region != NULL; region++)
    {
      Country country = { peal_country_dup_name (*region, g_get_language_names ()[0]), *region };

      g_array_append_val (countries, country);
    }
  g_array_sort (countries, compare_countries);
  for (guint i = 0; i < countries->len; i++)
    {
      Country *country = &g_array_index (countries, Country, i);

      add_value (values, country->name, country->region);
      g_free (country->name);
    }
}

static void
add_groups (Values          *values,
            const GPtrArray *groups,
            gint64           own_group)
{
  for (guint i = 0; i < groups->len; i++)
    {
      const PealGroup *group = g_ptr_array_index (groups, i);

      if (group->id != own_group)
        add_id (values, group->name, group->id);
    }
}

/* Several may have one name: the day tells them apart. */
static char *
dup_campaign_name (const PealCampaignRow *campaign)
{
  g_autofree char *day = peal_format_day (campaign->created_at, campaign->created_at + 400 * G_TIME_SPAN_DAY);

  /* Translators: a campaign and its day: "Spring sale (12 March 2026)" */
  return g_strdup_printf (_("%s (%s)"), *campaign->name != '\0' ? campaign->name : campaign->audience, day);
}

static void
add_campaigns (Values          *values,
               const GPtrArray *campaigns)
{
  for (guint i = 0; i < campaigns->len; i++)
    {
      const PealCampaignRow *campaign = g_ptr_array_index (campaigns, i);
      g_autofree char *name = dup_campaign_name (campaign);

      add_id (values, name, campaign->id);
    }
}

static void
add_choices (Values        *values,
             PealRuleField  field)
{
  for (const char *const *choice = peal_rule_field_get_choices (field); *choice != NULL; choice++)
    {
      g_autofree char *name = take_capital (g_strdup (_(peal_rule_choice_get_words (*choice))));

      add_value (values, name, *choice);
    }
}

/* FALSE: any text will do. */
static gboolean
add_values (PealRuleChoices *self,
            const PealRule  *condition,
            gint64           own_group,
            Values          *values)
{
  const PealCustomField *own;

  switch (peal_rule_field_get_type (condition->field))
    {
    case PEAL_RULE_TYPE_CHOICE:
      add_choices (values, condition->field);
      return TRUE;
    case PEAL_RULE_TYPE_COUNTRY:
      add_countries (values);
      return TRUE;
    case PEAL_RULE_TYPE_GROUP:
      add_groups (values, self->groups, own_group);
      return TRUE;
    case PEAL_RULE_TYPE_CAMPAIGN:
      add_campaigns (values, self->campaigns);
      return TRUE;
    case PEAL_RULE_TYPE_TAG:
      add_texts (values, (const char *const *) self->tags);
      return self->tags[0] != NULL;
    case PEAL_RULE_TYPE_CUSTOM:
      own = find_own (self, condition->key);
      if (own != NULL && own->type == PEAL_CUSTOM_CHOICE)
        add_texts (values, (const char *const *) own->choices);
      return own != NULL && own->type == PEAL_CUSTOM_CHOICE;
    case PEAL_RULE_TYPE_TEXT:
    case PEAL_RULE_TYPE_NUMBER:
    case PEAL_RULE_TYPE_DATE:
    case PEAL_RULE_TYPE_TIME:
    case PEAL_RULE_TYPE_COUNT:
      break;
    }
  return FALSE;
}

GtkStringList *
peal_rule_choices_list_values (PealRuleChoices *self,
                               const PealRule  *condition,
                               gint64           own_group,
                               GStrv           *values)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  Values both = { names, builder };

  if (condition->test != PEAL_RULE_IS && condition->test != PEAL_RULE_IS_NOT)
    return NULL;
  if (!add_values (self, condition, own_group, &both))
    return NULL;
  *values = g_strv_builder_end (builder);
  return g_steal_pointer (&names);
}

/* Sentences --------------------------------------------------------------------------------------- */

static char *
dup_value (const PealRule *condition,
           gpointer        data)
{
  PealRuleChoices *self = data;
  PealRuleType type = peal_rule_field_get_type (condition->field);

  if (peal_rule_get_value_kind (condition->field, condition->test) == PEAL_RULE_VALUE_DATE)
    return peal_format_date (condition->text);
  if (type == PEAL_RULE_TYPE_COUNTRY)
    return peal_country_dup_name (condition->text, g_get_language_names ()[0]);
  for (guint i = 0; type == PEAL_RULE_TYPE_GROUP && i < self->groups->len; i++)
    if (((PealGroup *) g_ptr_array_index (self->groups, i))->id == condition->id)
      return g_strdup (((PealGroup *) g_ptr_array_index (self->groups, i))->name);
  for (guint i = 0; type == PEAL_RULE_TYPE_CAMPAIGN && i < self->campaigns->len; i++)
    if (((PealCampaignRow *) g_ptr_array_index (self->campaigns, i))->id == condition->id)
      return dup_campaign_name (g_ptr_array_index (self->campaigns, i));
  return NULL;
}

static char *
dup_field (const char *key,
           gpointer    data)
{
  const PealCustomField *own = find_own (data, key);

  return own != NULL ? g_strdup (own->name) : NULL;
}

static const char *
translate (const char *text)
{
  return g_dgettext (NULL, text);
}

static const char *
translate_n (const char   *one,
             const char   *many,
             unsigned long n)
{
  return g_dngettext (NULL, one, many, n);
}

char *
peal_rule_text (const PealRule  *rule,
                PealRuleChoices *choices)
{
  PealRuleWords words = { translate, translate_n, dup_value, dup_field, choices };

  return peal_rule_describe (rule, &words);
}
