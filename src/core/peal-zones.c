/* peal-zones.c: where the owner of a number may be.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-zones.h"

#include "peal-phone.h"
#include "peal-rules-private.h"
#include "peal-zones-private.h"

#include <stdlib.h>
#include <string.h>

/* Where a toll-free number, or one of an area code younger than our table, may ring. */
static const char *const continental[] = { "America/New_York", "America/Chicago", "America/Denver",
                                           "America/Phoenix", "America/Los_Angeles", NULL };

static int
compare_area_code (gconstpointer key,
                   gconstpointer row)
{
  return (int) *(const guint *) key - ((const PealAreaCode *) row)->code;
}

const PealAreaCode *
peal_area_code_find (guint code)
{
  return bsearch (&code, peal_area_codes, peal_n_area_codes, sizeof *peal_area_codes, compare_area_code);
}

static int
compare_country (gconstpointer key,
                 gconstpointer row)
{
  return strcmp (key, ((const PealCountry *) row)->region);
}

static const PealCountry *
find_country (const char *region)
{
  return bsearch (region, peal_countries, peal_n_countries, sizeof *peal_countries, compare_country);
}

const char *const *
peal_zones_of_country (const char *country)
{
  const PealCountry *row;

  g_return_val_if_fail (country != NULL, NULL);

  row = find_country (country);
  return row != NULL ? row->zones : NULL;
}

const char *
peal_zones_name_subdivision (const char *code)
{
  g_return_val_if_fail (code != NULL, NULL);

  for (guint i = 0; i < peal_n_subdivisions; i++)
    if (g_str_equal (peal_subdivisions[i].code, code))
      return peal_subdivisions[i].name;
  return NULL;
}

/* "TX", "US-TX" or "Texas" in @country; in any if @country is "". */
static const PealSubdivision *
find_subdivision (const char *country,
                  const char *state)
{
  for (guint i = 0; i < peal_n_subdivisions; i++)
    {
      const PealSubdivision *row = &peal_subdivisions[i];

      if (!g_str_has_prefix (row->code, country))
        continue;
      if (g_ascii_strcasecmp (row->code + 3, state) == 0 || g_ascii_strcasecmp (row->code, state) == 0 ||
          g_ascii_strcasecmp (row->name, state) == 0)
        return row;
    }
  return NULL;
}

/* Only names are looked up: GLib would take "<+03>-3" and paths as well. */
static gboolean
is_zone_name (const char *name)
{
  static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/";

  return g_ascii_isalpha (name[0]) && name[strspn (name, allowed)] == '\0' &&
         (strchr (name, '/') != NULL || strcmp (name, "UTC") == 0);
}

GTimeZone *
peal_zones_get_clock (const char  *name,
                      const char **static_name)
{
  static GRWLock lock;
  static GHashTable *clocks;
  gpointer key = NULL, clock = NULL;

  g_rw_lock_reader_lock (&lock);
  if (clocks != NULL)
    g_hash_table_lookup_extended (clocks, name, &key, &clock);
  g_rw_lock_reader_unlock (&lock);

  if (clock == NULL && is_zone_name (name))
    {
      g_autoptr(GTimeZone) loaded = g_time_zone_new_identifier (name);

      if (loaded == NULL)
        return NULL;
      g_rw_lock_writer_lock (&lock);
      if (clocks == NULL)
        clocks = g_hash_table_new (g_str_hash, g_str_equal);
      if (!g_hash_table_lookup_extended (clocks, name, &key, &clock))
        {
          key = g_strdup (name);
          clock = g_steal_pointer (&loaded);
          g_hash_table_insert (clocks, key, clock);
        }
      g_rw_lock_writer_unlock (&lock);
    }

  if (static_name != NULL)
    *static_name = key;
  return clock;
}

gboolean
peal_zones_is_zone (const char *name)
{
  return name != NULL && peal_zones_get_clock (name, NULL) != NULL;
}

static gboolean
has_text (const char *text)
{
  return text != NULL && text[0] != '\0';
}

static void
add_zone (PealZones  *self,
          const char *zone)
{
  for (guint i = 0; i < self->n_zones; i++)
    if (strcmp (self->zones[i], zone) == 0)
      return;
  g_assert (self->n_zones < PEAL_ZONES_MAX);
  self->zones[self->n_zones++] = zone;
}

static void
add_zones (PealZones         *self,
           const char *const *zones)
{
  for (; *zones != NULL; zones++)
    add_zone (self, *zones);
}

static void
add_jurisdiction (PealZones  *self,
                  const char *jurisdiction)
{
  for (guint i = 0; i < self->n_jurisdictions; i++)
    if (strcmp (self->jurisdictions[i], jurisdiction) == 0)
      return;
  g_assert (self->n_jurisdictions < PEAL_JURISDICTIONS_MAX);
  self->jurisdictions[self->n_jurisdictions++] = jurisdiction;
}

static void
add_country (PealZones  *self,
             const char *region)
{
  const PealCountry *country = find_country (region);

  if (country == NULL)
    return;
  add_jurisdiction (self, country->jurisdiction);
  add_zones (self, strcmp (region, "US") == 0 ? continental : country->zones);
}

static void
add_number (PealZones             *self,
            const PealWhereabouts *where)
{
  const char *e164 = where->e164;
  const PealAreaCode *area = NULL;
  char looked_up[4] = "";

  if (peal_phone_is_e164 (e164) && e164[1] == '1' && strlen (e164) == 12)
    area = peal_area_code_find ((e164[2] - '0') * 100 + (e164[3] - '0') * 10 + (e164[4] - '0'));

  if (area != NULL)
    {
      for (const char *const *code = area->jurisdictions; *code != NULL; code++)
        add_jurisdiction (self, *code);
      add_zones (self, area->zones);
    }
  else if (has_text (where->region))
    add_country (self, where->region);
  else if (peal_phone_get_region (e164, looked_up))
    add_country (self, looked_up);
}

/* An address that names only the country of the number says nothing new; a state without a
 * country is one of North America only for a number from there ("PA" is Palermo as well). */
static void
add_address (PealZones             *self,
             const PealWhereabouts *where)
{
  g_autofree char *country = g_ascii_strup (has_text (where->country) ? where->country : "", -1);
  const PealSubdivision *subdivision = NULL;

  if (strlen (country) != 2) /* "United States": the state still says where */
    country[0] = '\0';
  if (has_text (where->state) && (country[0] != '\0' || where->e164[1] == '1'))
    subdivision = find_subdivision (country, where->state);
  if (subdivision != NULL)
    {
      add_jurisdiction (self, subdivision->code);
      add_zones (self, subdivision->zones);
      return;
    }

  if (country[0] == '\0')
    return;
  for (guint i = 0; i < self->n_jurisdictions; i++)
    if (g_str_has_prefix (self->jurisdictions[i], country))
      return;
  add_country (self, country);
}

void
peal_zones_find (const PealWhereabouts *where,
                 PealZones             *zones)
{
  const char *own = NULL;

  memset (zones, 0, sizeof *zones);
  g_return_if_fail (where != NULL && where->e164 != NULL);

  add_number (zones, where);
  add_address (zones, where);
  if (has_text (where->own_zone) && peal_zones_get_clock (where->own_zone, &own) != NULL)
    {
      if (where->zone_replaces)
        {
          memset (zones->zones, 0, sizeof zones->zones);
          zones->n_zones = 0;
        }
      add_zone (zones, own);
    }
}
