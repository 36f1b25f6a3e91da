/* peal-import-countries.c: the countries that numbers may belong to, for a list to choose from.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-import-countries.h"

#include "peal-country.h"
#include "peal-phone.h"

typedef struct
{
  char *name;
  const char *region;
} Country;

static void
clear_country (gpointer data)
{
  g_free (((Country *) data)->name);
}

static int
compare_countries (gconstpointer a,
                   gconstpointer b)
{
  return g_utf8_collate (((const Country *) a)->name, ((const Country *) b)->name);
}

static GArray *
make_countries (void)
{
  const char *const *regions = peal_phone_list_regions ();
  const char *language = g_get_language_names ()[0];
  GArray *countries = g_array_new (FALSE, FALSE, sizeof (Country));

  g_array_set_clear_func (countries, clear_country);
  for (; *regions != NULL; regions++)
    {
      g_autofree char *name = peal_country_dup_name (*regions, language);
      /* the calling code keeps its order beside names that are written from right to left */
      Country country = { g_strdup_printf ("%s \u2066(+%d)\u2069", name, peal_phone_get_calling_code (*regions)),
                          *regions };

      g_array_append_val (countries, country);
    }
  g_array_sort (countries, compare_countries);
  return countries;
}

/* The same for every list, and kept: neither the language nor the countries change. */
static const GArray *
get_countries (void)
{
  static GArray *countries;

  if (countries == NULL)
    countries = make_countries ();
  return countries;
}

GListModel *
peal_import_countries_new (void)
{
  const GArray *countries = get_countries ();
  GtkStringList *list = gtk_string_list_new (NULL);

  for (guint i = 0; i < countries->len; i++)
    gtk_string_list_append (list, g_array_index (countries, Country, i).name);
  return G_LIST_MODEL (list);
}

guint
peal_import_countries_find (const char *region)
{
  const GArray *all = get_countries ();

  for (guint i = 0; i < all->len; i++)
    if (g_str_equal (g_array_index (all, Country, i).region, region))
      return i;
  return GTK_INVALID_LIST_POSITION;
}

const char *
peal_import_countries_get (guint position)
{
  const GArray *all = get_countries ();

  return position < all->len ? g_array_index (all, Country, position).region : "";
}
