/* peal-schedule-times.c: when a schedule's occurrences are.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-schedule-times.h"

#include "peal-engine.h"
#include "peal-zones.h"

/* The first zone of the world that a civil time reaches, and the last. */
#define FIRST_ZONE "+14:00"
#define LAST_ZONE "-12:00"

static gboolean
has_date (const PealSchedule *self)
{
  return *self->date_field != '\0';
}

static gboolean
is_local (const PealSchedule *self)
{
  return *self->zone == '\0';
}

/* FALSE: once. */
static gboolean
read_rule (const PealSchedule *self,
           PealRecurrence     *rule)
{
  /* A date field is looked at every day. */
  const char *text = *self->rule == '\0' && has_date (self) ? "FREQ=DAILY" : self->rule;

  return *text != '\0' && peal_recurrence_parse (text, rule, NULL, NULL);
}

static gboolean
refuse (GError    **error,
        const char *text)
{
  g_set_error_literal (error, PEAL_ENGINE_ERROR, PEAL_ENGINE_ERROR_SCHEDULE, text);
  return FALSE;
}

gboolean
peal_schedule_check (const PealSchedule *self,
                     GError            **error)
{
  PealRecurrence rule;
  g_autoptr(GError) malformed = NULL;

  if (!peal_civil_time_is_valid (&self->start) || self->start.year > PEAL_RECURRENCE_MAX_YEAR)
    return refuse (error, "Its first time is no time.");
  if (!is_local (self) && !peal_zones_is_zone (self->zone))
    return refuse (error, "Its zone is none of this computer's.");
  if (*self->rule != '\0' && !peal_recurrence_parse (self->rule, &rule, NULL, &malformed))
    {
      g_set_error (error, PEAL_ENGINE_ERROR, PEAL_ENGINE_ERROR_SCHEDULE, "Its rule cannot be understood: %s",
                   malformed->message);
      return FALSE;
    }
  if (has_date (self) && (!peal_occasion_is_valid (&self->occasion) || strchr (self->date_field, '"') != NULL))
    return refuse (error, "A date may be met up to 7 days before and 30 days after it.");
  if (self->grace < 0 || self->validity <= 0)
    return refuse (error, "A span cannot be negative.");
  return TRUE;
}

static gint64
to_instant (const PealCivilTime *local,
            const char          *zone_id)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier (zone_id);

  return peal_civil_time_to_instant (local, zone, NULL);
}

gboolean
peal_schedule_find_next (const PealSchedule *self,
                         gint64              after,
                         PealScheduleTime   *time)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier (is_local (self) ? FIRST_ZONE : self->zone);
  PealRecurrence rule;
  PealOccurrence occurrence = { 0 };

  if (zone == NULL)
    return FALSE;
  if (read_rule (self, &rule))
    {
      if (peal_recurrence_next (&rule, &self->start, zone, after, &occurrence) != PEAL_RECURRENCE_FOUND)
        return FALSE;
    }
  else
    {
      occurrence.local = self->start;
      occurrence.at = peal_civil_time_to_instant (&self->start, zone, &occurrence.fit);
      if (occurrence.at <= after)
        return FALSE;
    }
  time->at = occurrence.at;
  time->local = occurrence.local;
  time->fit = occurrence.fit;
  time->latest = is_local (self) ? to_instant (&occurrence.local, LAST_ZONE) : occurrence.at;
  return TRUE;
}

gboolean
peal_schedule_is_day (const PealSchedule  *self,
                      const char          *text,
                      const PealCivilTime *local)
{
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();
  PealOccasion occasion = self->occasion;
  PealOccasionDate date;
  PealOccasionTime time;

  occasion.hour = local->hour;
  occasion.minute = local->minute;
  return peal_occasion_date_parse (text, &date)
         && peal_occasion_next (&occasion, &date, utc, peal_civil_time_to_instant (local, utc, NULL) - 1, &time)
              == PEAL_OCCASION_FOUND
         && peal_civil_time_get_day (&time.local) == peal_civil_time_get_day (local);
}

char *
peal_schedule_dup_own_zone (const char *set)
{
  g_autoptr(GTimeZone) local = g_time_zone_new_local ();
  const char *here = g_time_zone_get_identifier (local);

  if (set != NULL && peal_zones_is_zone (set))
    return g_strdup (set);
  return g_strdup (peal_zones_is_zone (here) ? here : "UTC");
}
