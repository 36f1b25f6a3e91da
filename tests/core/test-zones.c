/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "peal-zones.h"

#include "peal-phone.h"
#include "peal-rules-private.h"

#include <string.h>

static char *
join (const char *const *list)
{
  return g_strjoinv (" ", (char **) list);
}

static const struct
{
  PealWhereabouts where;
  const char *zones;
  const char *jurisdictions;
} rows[] = {
  { { .e164 = "+12125550123" }, "America/New_York", "US-NY" },
  { { .e164 = "+18505550123" }, "America/Chicago America/New_York", "US-FL" },
  { { .e164 = "+12195550123" }, "America/Chicago America/New_York", "US-IN" },
  { { .e164 = "+13175550123" }, "America/New_York", "US-IN" },
  { { .e164 = "+14805550123" }, "America/Phoenix", "US-AZ" },
  { { .e164 = "+19285550123" }, "America/Denver America/Phoenix", "US-AZ" },
  { { .e164 = "+19075550123" }, "America/Adak America/Anchorage America/Juneau Pacific/Honolulu", "US-AK" },
  { { .e164 = "+19025550123" }, "America/Halifax", "CA-NS CA-PE" },
  { { .e164 = "+14375550123" }, "America/Toronto", "CA-ON" },

  /* Codes laid over a code with more zones. */
  { { .e164 = "+14485550123" }, "America/Chicago America/New_York", "US-FL" },
  { { .e164 = "+19305550123" }, "America/Chicago America/New_York", "US-IN" },
  { { .e164 = "+13645550123" }, "America/Chicago America/New_York", "US-KY" },
  { { .e164 = "+14585550123" }, "America/Denver America/Los_Angeles", "US-OR" },
  { { .e164 = "+13675550123" }, "America/Halifax America/Toronto", "CA-QC" },
  { { .e164 = "+15815550123" }, "America/Halifax America/Toronto", "CA-QC" },
  { { .e164 = "+12365550123" }, "America/Edmonton America/Vancouver", "CA-BC" },
  { { .e164 = "+16725550123" }, "America/Edmonton America/Vancouver", "CA-BC" },
  { { .e164 = "+17785550123" }, "America/Edmonton America/Vancouver", "CA-BC" },
  { { .e164 = "+12575550123" }, "America/Edmonton America/Vancouver", "CA-BC" },
  { { .e164 = "+18795550123" }, "America/Halifax America/Puerto_Rico America/St_Johns", "CA-NL" },

  /* No area: anywhere between the coasts. */
  { { .e164 = "+18005550199" }, "America/New_York America/Chicago America/Denver America/Phoenix America/Los_Angeles", "US" },
  { { .e164 = "+12995550199" }, "America/New_York America/Chicago America/Denver America/Phoenix America/Los_Angeles", "US" },
  { { .e164 = "+12995550199", .region = "US" }, "America/New_York America/Chicago America/Denver America/Phoenix America/Los_Angeles", "US" },

  /* Elsewhere the whole country, with or without the region at hand. */
  { { .e164 = "+447911123456", .region = "GB" }, "Europe/London", "GB" },
  { { .e164 = "+447700900123" }, "Europe/London", "GB" },
  { { .e164 = "+33612345678" }, "Europe/Paris", "FR" },
  { { .e164 = "+34612345678" }, "Africa/Ceuta Atlantic/Canary Europe/Madrid", "ES" },
  { { .e164 = "+919123456780" }, "Asia/Kolkata", "IN" },
  { { .e164 = "+17875550123" }, "America/Puerto_Rico", "US-PR" },
  { { .e164 = "+18765550123" }, "America/Jamaica", "JM" },
  { { .e164 = "+38349123456" }, "Europe/Belgrade", "XK" },
  { { .e164 = "+80012345678" }, "", "" },
  { { .e164 = "rubbish" }, "", "" },

  /* What is known of the person adds. */
  { { .e164 = "+12125550123", .own_zone = "America/Los_Angeles" }, "America/New_York America/Los_Angeles", "US-NY" },
  { { .e164 = "+12125550123", .own_zone = "America/New_York" }, "America/New_York", "US-NY" },
  { { .e164 = "+12125550123", .own_zone = "Mars/Olympus" }, "America/New_York", "US-NY" },
  { { .e164 = "+12125550123", .own_zone = "../../etc/passwd" }, "America/New_York", "US-NY" },
  { { .e164 = "+12125550123", .own_zone = "Asia/Tokyo", .zone_replaces = TRUE }, "Asia/Tokyo", "US-NY" },
  { { .e164 = "+12125550123", .own_zone = "", .zone_replaces = TRUE }, "America/New_York", "US-NY" },
  { { .e164 = "+80012345678", .own_zone = "Asia/Tokyo" }, "Asia/Tokyo", "" },
  { { .e164 = "+18505550123", .country = "US", .state = "TX" }, "America/Chicago America/New_York America/Denver", "US-FL US-TX" },
  { { .e164 = "+12125550123", .country = "", .state = "texas" }, "America/New_York America/Chicago America/Denver", "US-NY US-TX" },
  { { .e164 = "+12125550123", .state = "US-FL" }, "America/New_York America/Chicago", "US-NY US-FL" },
  { { .e164 = "+12125550123", .country = "US", .state = "Texass" }, "America/New_York", "US-NY" },
  { { .e164 = "+12125550123", .country = "United States", .state = "FL" }, "America/New_York America/Chicago", "US-NY US-FL" },
  { { .e164 = "+12125550123", .country = "us" }, "America/New_York", "US-NY" },
  { { .e164 = "+12125550123", .country = "US", .state = "PR" }, "America/New_York America/Puerto_Rico", "US-NY US-PR" },
  { { .e164 = "+12125550123", .country = "CA", .state = "ON" }, "America/New_York America/Toronto America/Winnipeg", "US-NY CA-ON" },
  { { .e164 = "+12125550123", .country = "FR" }, "America/New_York Europe/Paris", "US-NY FR" },
  { { .e164 = "+12125550123", .country = "France" }, "America/New_York", "US-NY" },
  { { .e164 = "+393921234567", .state = "PA" }, "Europe/Rome", "IT" },
  { { .e164 = "+393921234567", .country = "IT", .state = "PA" }, "Europe/Rome", "IT" },
};

static void
test_find (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      PealZones found;
      g_autofree char *zones = NULL, *jurisdictions = NULL;

      peal_zones_find (&rows[i].where, &found);
      zones = join (found.zones);
      jurisdictions = join (found.jurisdictions);
      g_test_message ("%s", rows[i].where.e164);
      g_assert_cmpstr (zones, ==, rows[i].zones);
      g_assert_cmpstr (jurisdictions, ==, rows[i].jurisdictions);
      g_assert_cmpuint (found.n_zones, ==, g_strv_length ((char **) found.zones));
      g_assert_cmpuint (found.n_jurisdictions, ==, g_strv_length ((char **) found.jurisdictions));
    }
}

/* Every country there is, and the address of a person who lives in another one. */
static void
test_every_pair_fits (void)
{
  for (guint i = 0; i < peal_n_countries; i++)
    {
      PealWhereabouts where = { .e164 = "+18005550199", .region = peal_countries[i].region, .own_zone = "Etc/GMT+5" };
      PealZones found;

      where.country = "RU";
      peal_zones_find (&where, &found);
      g_assert_cmpuint (found.n_zones, >, 0);
      g_assert_cmpuint (found.n_zones, <=, PEAL_ZONES_MAX);
    }
}

/* R-LAW-3: a region that a number can have and that has no zone could never be sent to. */
static void
test_every_region_has_zones (void)
{
  for (const char *const *region = peal_phone_list_regions (); *region != NULL; region++)
    {
      const char *const *zones = peal_zones_of_country (*region);

      g_test_message ("%s", *region);
      g_assert_nonnull (zones);
      g_assert_nonnull (zones[0]);
    }
}

static void
check_zones_exist (const char *const *zones)
{
  for (; *zones != NULL; zones++)
    {
      g_test_message ("%s", *zones);
      g_assert_true (peal_zones_is_zone (*zones));
    }
}

static void
test_zones_exist (void)
{
  for (guint i = 0; i < peal_n_countries; i++)
    check_zones_exist (peal_countries[i].zones);
  for (guint i = 0; i < peal_n_area_codes; i++)
    check_zones_exist (peal_area_codes[i].zones);
  g_assert_false (peal_zones_is_zone ("Mars/Olympus"));
  g_assert_false (peal_zones_is_zone ("/etc/localtime"));
  g_assert_false (peal_zones_is_zone (""));
  g_assert_false (peal_zones_is_zone (NULL));
  g_assert_false (peal_zones_is_zone ("EST5EDT,M3.2.0,M11.1.0"));
  g_assert_null (peal_zones_of_country ("ZZ"));
}

/* The tz database of this computer may be newer than ours: then a country must not be missing
 * here; a zone that is missing is worth a look. */
static void
test_system_zone_tab (void)
{
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;

  if (!g_file_get_contents ("/usr/share/zoneinfo/zone.tab", &text, NULL, NULL))
    {
      g_test_skip ("no zone.tab on this computer");
      return;
    }

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto(GStrv) fields = g_strsplit (lines[i], "\t", -1);
      const char *const *zones;

      if (lines[i][0] == '#' || g_strv_length (fields) < 3)
        continue;
      zones = peal_zones_of_country (fields[0]);
      if (zones == NULL)
        g_test_fail_printf ("%s is a country now: copy zone.tab anew into resources/rules", fields[0]);
      else if (!g_strv_contains (zones, fields[2]))
        g_test_message ("%s has %s now: copy zone.tab anew into resources/rules", fields[0], fields[2]);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/zones/find", test_find);
  g_test_add_func ("/zones/every-pair-fits", test_every_pair_fits);
  g_test_add_func ("/zones/every-region-has-zones", test_every_region_has_zones);
  g_test_add_func ("/zones/exist", test_zones_exist);
  g_test_add_func ("/zones/system-zone-tab", test_system_zone_tab);
  return g_test_run ();
}
