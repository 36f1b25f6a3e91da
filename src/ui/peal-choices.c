/* peal-choices.c: rows with a list of values to choose from, under names that people know.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-choices.h"

#include "peal-config.h"
#include "peal-country.h"
#include "peal-language.h"
#include "peal-phone.h"
#include "peal-zones.h"

#include <glib/gi18n.h>

#define VALUES "peal-choices"

typedef struct
{
  const char *value;
  char *name;
} Choice;

static void
clear_choice (gpointer data)
{
  g_free (((Choice *) data)->name);
}

static int
compare_choices (gconstpointer a,
                 gconstpointer b)
{
  return g_utf8_collate (((const Choice *) a)->name, ((const Choice *) b)->name);
}

static GArray *
list_choices (const char *const *values,
              PealChoiceName     name,
              gboolean           by_name,
              const char        *chosen)
{
  GArray *choices = g_array_new (FALSE, FALSE, sizeof (Choice));
  gboolean is_there = *chosen == '\0' || g_strv_contains (values, chosen);

  g_array_set_clear_func (choices, clear_choice);
  for (guint i = 0; values[i] != NULL || !is_there; i++)
    {
      const char *value = values[i] != NULL ? values[i] : chosen;
      Choice choice = { value, name != NULL ? name (value) : g_strdup (value) };

      g_array_append_val (choices, choice);
      if (values[i] == NULL)
        break;
    }
  if (by_name)
    g_array_sort (choices, compare_choices);
  return choices;
}

/* A list that is too long to look through. */
static void
make_searchable (AdwComboRow *row)
{
  g_autoptr(GtkExpression) name = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  adw_combo_row_set_enable_search (row, TRUE);
  adw_combo_row_set_search_match_mode (row, GTK_STRING_FILTER_MATCH_MODE_SUBSTRING);
  adw_combo_row_set_expression (row, name);
}

static void
offer (AdwComboRow       *row,
       const char *const *values,
       PealChoiceName     name,
       gboolean           by_name,
       const char        *chosen)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr(GStrvBuilder) kept = g_strv_builder_new ();
  g_autoptr(GArray) choices = list_choices (values, name, by_name, chosen);
  guint selected = 0;

  /* Translators: a field that says nothing. */
  gtk_string_list_append (names, C_("value", "Not known"));
  g_strv_builder_add (kept, "");
  for (guint i = 0; i < choices->len; i++)
    {
      const Choice *choice = &g_array_index (choices, Choice, i);

      gtk_string_list_append (names, choice->name);
      g_strv_builder_add (kept, choice->value);
      if (g_str_equal (choice->value, chosen))
        selected = i + 1;
    }
  if (by_name)
    make_searchable (row);
  g_object_set_data_full (G_OBJECT (row), VALUES, g_strv_builder_end (kept), (GDestroyNotify) g_strfreev);
  adw_combo_row_set_model (row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (row, selected);
}

void
peal_choices_set (AdwComboRow       *row,
                  const char *const *values,
                  PealChoiceName     name,
                  const char        *chosen)
{
  g_return_if_fail (ADW_IS_COMBO_ROW (row));
  g_return_if_fail (values != NULL && chosen != NULL);

  offer (row, values, name, FALSE, chosen);
}

const char *
peal_choices_get (AdwComboRow *row)
{
  const GStrv values = g_object_get_data (G_OBJECT (row), VALUES);
  guint selected = adw_combo_row_get_selected (row);

  return values != NULL && selected < g_strv_length (values) ? values[selected] : "";
}

/* What is known of people ------------------------------------------------------------------------- */

static char *
name_zone (const char *zone)
{
  return g_strdelimit (g_strdup (zone), "_", ' ');
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* Those of all countries, each once: several countries may share one. */
static gpointer
list_zones (gpointer data)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) zones = g_ptr_array_new ();

  for (const char *const *region = peal_phone_list_regions (); *region != NULL; region++)
    {
      const char *const *those = peal_zones_of_country (*region);

      for (; those != NULL && *those != NULL; those++)
        if (g_hash_table_add (seen, (gpointer) *those))
          g_ptr_array_add (zones, (gpointer) *those);
    }
  g_ptr_array_sort (zones, compare_texts);
  g_ptr_array_add (zones, NULL);
  return g_ptr_array_steal (zones, NULL);
}

void
peal_choices_set_zone (AdwComboRow *row,
                       const char  *chosen)
{
  static GOnce once = G_ONCE_INIT;

  offer (row, g_once (&once, list_zones, NULL), name_zone, TRUE, chosen);
}

static char *
name_language (const char *code)
{
  return peal_language_dup_name (code, g_get_language_names ()[0]);
}

void
peal_choices_set_language (AdwComboRow *row,
                           const char  *chosen)
{
  offer (row, peal_language_list (), name_language, TRUE, chosen);
}

static char *
name_country (const char *code)
{
  return peal_country_dup_name (code, g_get_language_names ()[0]);
}

void
peal_choices_set_country (AdwComboRow *row,
                          const char  *chosen)
{
  offer (row, peal_phone_list_regions (), name_country, TRUE, chosen);
}
