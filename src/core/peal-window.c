/* SPDX-License-Identifier: GPL-3.0-or-later */
/* peal-window.c: when a marketing message may be sent.
 *
 * Each candidate zone under each candidate jurisdiction is a Place, and answers
 * one question: which is your next open stretch at or after this instant? The
 * next time that is open everywhere is found by asking all of them again from
 * the latest answer until nobody moves it. So it goes from edge to edge of
 * windows, never minute by minute. A stretch ends where the zone's offset
 * changes; what follows is asked for anew with the new offset.
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-window.h"

#include "peal-civil-time.h"
#include "peal-rules-private.h"
#include "peal-zones-private.h"

#include <string.h>

#define YEAR_1 (-62135596800 * G_USEC_PER_SEC)
#define YEAR_10000 (253402300800 * G_USEC_PER_SEC)
#define SUNDAY 6

static const PealWindowOptions strict_options;

/* A stretch of time with one offset from UTC. */
typedef struct
{
  GTimeZone *clock;
  const char *name;
  gint64 start;
  gint64 end;
  gint64 offset;
} Zone;

/* One rule as it applies in one jurisdiction, with what the user said about it. */
typedef struct
{
  const PealSendRule *rule;
  const char *jurisdiction;
  const PealWindowOptions *options;
} Law;

typedef struct
{
  gint64 start;
  gint64 end; /* exclusive */
} Stretch;

/* The offset at @at and how long it lasts, looking no further than the horizon. */
static void
zone_tune (Zone  *self,
           gint64 at)
{
  gint64 low = peal_civil_floor_div (at, G_USEC_PER_SEC);
  gint64 high = low + (PEAL_WINDOW_HORIZON + G_TIME_SPAN_DAY) / G_USEC_PER_SEC;
  int interval = g_time_zone_find_interval (self->clock, G_TIME_TYPE_UNIVERSAL, low);

  self->start = at;
  self->offset = g_time_zone_get_offset (self->clock, interval) * G_TIME_SPAN_SECOND;
  if (g_time_zone_find_interval (self->clock, G_TIME_TYPE_UNIVERSAL, high) != interval)
    while (high - low > 1)
      {
        gint64 middle = low + (high - low) / 2;

        if (g_time_zone_find_interval (self->clock, G_TIME_TYPE_UNIVERSAL, middle) == interval)
          low = middle;
        else
          high = middle;
      }
  self->end = high * G_USEC_PER_SEC;
}

static gboolean
jurisdiction_is_in (const char *jurisdiction,
                    const char *whole)
{
  gsize length = strlen (whole);

  return strncmp (jurisdiction, whole, length) == 0 && (jurisdiction[length] == '\0' || jurisdiction[length] == '-');
}

static gboolean
is_extra_holiday (const Law *law,
                  guint32    julian)
{
  GDate date;

  if (law->options->n_extra_holidays == 0)
    return FALSE;
  g_date_set_julian (&date, julian);
  for (guint i = 0; i < law->options->n_extra_holidays; i++)
    {
      const PealHoliday *extra = &law->options->extra_holidays[i];

      if (extra->year == g_date_get_year (&date) && extra->month == (int) g_date_get_month (&date) &&
          extra->day == g_date_get_day (&date) &&
          (extra->jurisdiction == NULL || jurisdiction_is_in (law->jurisdiction, extra->jurisdiction)))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_holiday (const Law *law,
            guint32    julian)
{
  const PealSendRule *rule = law->rule;

  if (is_extra_holiday (law, julian))
    return TRUE;
  return ((rule->closed_on_holidays && !law->options->lift_day_bans) ||
          (rule->discouraged_holidays && !law->options->lift_discouraged)) &&
         peal_holiday_find (law->jurisdiction, julian) != NULL;
}

/* The windows of a day of the week; NULL if nothing goes on that day. */
static const PealSpan *
spans_of_weekday (const Law *law,
                  int        weekday)
{
  const PealSendRule *rule = law->rule;

  if (weekday == SUNDAY && rule->discouraged_sundays && !law->options->lift_discouraged)
    return NULL;
  if (weekday == SUNDAY && rule->closed_on_holidays && law->options->lift_day_bans)
    weekday--;
  return rule->days[weekday][0].end != 0 ? rule->days[weekday] : NULL;
}

/* Whether nothing goes on a day (counted from 1970), and why. */
static PealWindowReason
judge_day (const Law *law,
           gint64     day)
{
  if (spans_of_weekday (law, peal_civil_weekday (day)) == NULL)
    return PEAL_WINDOW_WEEKDAY;
  if (is_holiday (law, (guint32) (day + PEAL_CIVIL_EPOCH_JULIAN)))
    return PEAL_WINDOW_HOLIDAY;
  return PEAL_WINDOW_ALLOWED;
}

/* The first open stretch of @day at or after @at, while @zone keeps its offset. */
static gboolean
find_in_day (const Law  *law,
             const Zone *zone,
             gint64      day,
             gint64      at,
             Stretch    *stretch)
{
  const PealSpan *spans;

  if (judge_day (law, day) != PEAL_WINDOW_ALLOWED)
    return FALSE;
  spans = spans_of_weekday (law, peal_civil_weekday (day));
  for (guint i = 0; i < PEAL_SPANS_MAX && spans[i].end != 0; i++)
    {
      gint64 midnight = day * G_TIME_SPAN_DAY - zone->offset;

      stretch->start = MAX (at, midnight + spans[i].start * G_TIME_SPAN_MINUTE);
      stretch->end = MIN (zone->end, midnight + spans[i].end * G_TIME_SPAN_MINUTE);
      if (stretch->start < stretch->end)
        return TRUE;
    }
  return FALSE;
}

/* The first open stretch at or after @at that begins before @limit. */
static gboolean
find_stretch (const Law  *law,
              const Zone *zone,
              gint64      at,
              gint64      limit,
              Stretch    *stretch)
{
  Zone now = *zone;

  while (at < limit)
    {
      if (at < now.start || at >= now.end)
        zone_tune (&now, at);
      for (gint64 day = peal_civil_floor_div (at + now.offset, G_TIME_SPAN_DAY);
           day * G_TIME_SPAN_DAY - now.offset < MIN (now.end, limit);
           day++)
        if (find_in_day (law, &now, day, at, stretch))
          return stretch->start < limit;
      at = now.end;
    }
  return FALSE;
}

static const PealSendRule *
find_rule_by_id (const char *id,
                 gsize       length)
{
  for (guint i = 0; i < peal_n_send_rules; i++)
    if (strlen (peal_send_rules[i].info.id) == length && memcmp (peal_send_rules[i].info.id, id, length) == 0)
      return &peal_send_rules[i];
  return NULL;
}

static const PealSendRule *
find_rule (const char *jurisdiction)
{
  const PealSendRule *rule = find_rule_by_id (jurisdiction, strlen (jurisdiction));

  if (rule == NULL && strlen (jurisdiction) > 2)
    rule = find_rule_by_id (jurisdiction, 2);
  return rule != NULL ? rule : find_rule_by_id ("DEFAULT", strlen ("DEFAULT"));
}

/* Everything in question for one message. */
typedef struct
{
  Zone zones[PEAL_ZONES_MAX];
  guint n_zones;
  Law laws[PEAL_JURISDICTIONS_MAX + 1];
  guint n_laws;
} Case;

static void
case_add_law (Case                    *self,
              const char              *jurisdiction,
              const PealWindowOptions *options)
{
  self->laws[self->n_laws++] = (Law) { find_rule (jurisdiction), jurisdiction, options };
}

/* FALSE if a zone is not known on this computer. */
static gboolean
case_open (Case                    *self,
           const PealZones         *zones,
           gint64                   at,
           const PealWindowOptions *options)
{
  self->n_zones = self->n_laws = 0;
  for (guint i = 0; i < zones->n_zones; i++)
    {
      Zone *zone = &self->zones[self->n_zones++];

      zone->name = zones->zones[i];
      zone->clock = peal_zones_get_clock (zone->name, NULL);
      if (zone->clock == NULL)
        return FALSE;
      zone_tune (zone, at);
    }
  for (guint i = 0; i < zones->n_jurisdictions; i++)
    case_add_law (self, zones->jurisdictions[i], options);
  if (zones->n_jurisdictions == 0)
    case_add_law (self, "DEFAULT", options);
  if (options->safest)
    case_add_law (self, "SAFEST", options);
  return self->n_zones > 0;
}

/* The next stretch, at or after @at, that is open everywhere. */
static gboolean
case_find_stretch (const Case *self,
                   gint64      at,
                   gint64      limit,
                   Stretch    *common)
{
  gboolean has_moved;

  common->start = at;
  do
    {
      has_moved = FALSE;
      common->end = G_MAXINT64;
      for (guint i = 0; i < self->n_laws * self->n_zones; i++)
        {
          Stretch stretch;

          if (!find_stretch (&self->laws[i / self->n_zones], &self->zones[i % self->n_zones],
                             common->start, limit, &stretch))
            return FALSE;
          has_moved |= stretch.start > common->start;
          common->start = stretch.start;
          common->end = MIN (common->end, stretch.end);
        }
    }
  while (has_moved);
  return TRUE;
}

/* Where the common stretch really ends: a change of an offset in it may not close anything. */
static gint64
case_find_end (const Case    *self,
               const Stretch *common,
               gint64         limit)
{
  Stretch next = *common;
  gint64 end = common->end;

  while (case_find_stretch (self, end, limit, &next) && next.start == end)
    end = next.end;
  return end;
}

static void
name_place (PealWindow *window,
            const Law  *law,
            const Zone *zone)
{
  window->rule = law->rule->info.id;
  window->jurisdiction = law->jurisdiction;
  window->zone = zone->name;
}

/* Names the place that decided: of those closed at @at the one that opens last, else the one
 * that closes first. */
static void
case_decide (const Case *self,
             gint64      at,
             gint64      limit,
             PealWindow *window)
{
  gint64 last_start = at;
  gint64 first_end = G_MAXINT64;

  for (guint i = 0; i < self->n_laws * self->n_zones; i++)
    {
      const Law *law = &self->laws[i / self->n_zones];
      const Zone *zone = &self->zones[i % self->n_zones];
      Stretch stretch;

      if (!find_stretch (law, zone, at, limit, &stretch))
        stretch.start = stretch.end = G_MAXINT64;
      if (stretch.start > last_start)
        {
          PealWindowReason reason = judge_day (law, peal_civil_floor_div (at + zone->offset, G_TIME_SPAN_DAY));

          last_start = stretch.start;
          name_place (window, law, zone);
          window->reason = reason != PEAL_WINDOW_ALLOWED ? reason : PEAL_WINDOW_HOURS;
        }
      else if (last_start == at && stretch.end < first_end)
        {
          first_end = stretch.end;
          name_place (window, law, zone);
        }
    }
}

static const Law *
case_find_emergency (const Case *self)
{
  for (guint i = 0; i < self->n_laws; i++)
    {
      const Law *law = &self->laws[i];

      if (law->rule->info.has_emergency_ban && law->options->emergencies != NULL &&
          g_strv_contains (law->options->emergencies, law->jurisdiction))
        return law;
    }
  return NULL;
}

static void
case_judge (const Case *self,
            gint64      at,
            PealWindow *window)
{
  gint64 limit = at + PEAL_WINDOW_HORIZON;
  const Law *emergency = case_find_emergency (self);
  Stretch common;

  if (emergency != NULL)
    {
      name_place (window, emergency, &self->zones[0]);
      window->reason = PEAL_WINDOW_EMERGENCY;
      return;
    }

  window->reason = PEAL_WINDOW_ALLOWED;
  case_decide (self, at, limit, window);
  window->allowed = window->reason == PEAL_WINDOW_ALLOWED;
  if (case_find_stretch (self, at, limit, &common))
    {
      window->next_allowed = common.start;
      window->allowed_until = case_find_end (self, &common, limit + G_TIME_SPAN_DAY);
    }
}

void
peal_window_check (PealMessageKind          kind,
                   const PealZones         *zones,
                   gint64                   at,
                   const PealWindowOptions *options,
                   PealWindow              *window)
{
  Case places;

  *window = (PealWindow) { .reason = PEAL_WINDOW_UNKNOWN_ZONE,
                           .next_allowed = PEAL_WINDOW_NEVER,
                           .allowed_until = PEAL_WINDOW_NEVER,
                           .rule = "",
                           .jurisdiction = "",
                           .zone = "" };
  g_return_if_fail (zones != NULL);
  g_return_if_fail (at >= YEAR_1 && at < YEAR_10000);

  if (kind != PEAL_MESSAGE_MARKETING)
    {
      window->allowed = TRUE;
      window->reason = PEAL_WINDOW_EXEMPT;
      window->next_allowed = at;
    }
  else if (case_open (&places, zones, at, options != NULL ? options : &strict_options))
    case_judge (&places, at, window);
}

const PealWindowRule *
peal_window_get_rule (const char *jurisdiction)
{
  g_return_val_if_fail (jurisdiction != NULL, NULL);

  return &find_rule (jurisdiction)->info;
}

const PealCap *
peal_window_get_cap (const char *jurisdiction)
{
  g_return_val_if_fail (jurisdiction != NULL, NULL);

  return find_rule (jurisdiction)->info.cap;
}

const PealWindowRule *
peal_window_get_nth_rule (guint index)
{
  return index < peal_n_send_rules ? &peal_send_rules[index].info : NULL;
}
