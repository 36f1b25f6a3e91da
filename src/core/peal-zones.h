/* SPDX-License-Identifier: GPL-3.0-or-later */
/* peal-zones.h: where the owner of a number may be.
 *
 * A number does not say where its owner is; it says where they may be. These are
 * all time zones and all jurisdictions that come into question, and a marketing
 * message must be lawful in every one of them (R-LAW-3). North America goes by
 * area code; elsewhere mobile numbers are not geographic, so it is every zone of
 * the country. Rules: domain tables in resources/rules/.
 *
 * Zones are tz database names. Jurisdictions are "US-FL", "CA-ON", "FR".
 * Everything here is static text: a PealZones is copied by assignment and never
 * freed. Any thread.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define PEAL_ZONES_MAX 95 /* two countries with all their zones, and the person's own */
#define PEAL_JURISDICTIONS_MAX 7

typedef struct
{
  const char *e164;
  const char *region;     /* of e164, as in PealPhone; NULL or "": looked up, at some cost */
  const char *own_zone;   /* the person's own tz name, or NULL or "" */
  const char *country;    /* of the person's address ("US"; only codes are understood), or NULL or "" */
  const char *state;      /* of the address: "TX", "US-TX" or "Texas"; or NULL or "" */
  gboolean zone_replaces; /* the user vouches for own_zone: it replaces those of the number */
} PealWhereabouts;

typedef struct
{
  const char *zones[PEAL_ZONES_MAX + 1];                 /* NULL-terminated */
  const char *jurisdictions[PEAL_JURISDICTIONS_MAX + 1]; /* NULL-terminated; the number's first */
  guint n_zones;
  guint n_jurisdictions;
} PealZones;

/* Own zone and address add candidates, they take none away (unless @where->zone_replaces); what
 * cannot be understood adds nothing. A North American number without an area (toll-free, or one
 * we do not know yet) may be anywhere between the coasts. No zone at all for a number of no
 * country: nobody knows what time it is there. */
void peal_zones_find (const PealWhereabouts *where,
                      PealZones             *zones);

/* TRUE if @name is a zone of the tz database on this computer. */
gboolean peal_zones_is_zone (const char *name);

/* Every zone of a country, NULL-terminated and static; NULL for a country that is none. */
const char *const *peal_zones_of_country (const char *country);

/* "Florida" of "US-FL", in English; NULL for a code that we have no name for. Static. */
const char *peal_zones_name_subdivision (const char *code);

G_END_DECLS
