/* peal-schedule-faults.c: what is wrong with a schedule that somebody writes, field by field.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-schedule-faults.h"

#include "peal-config.h"
#include "peal-schedule-times.h"
#include "peal-send.h"

#include <glib/gi18n.h>

/* On a day of theirs it goes to all contacts, if nobody is named. */
static const char *
find_audience_fault (const PealSchedule *schedule)
{
  gboolean has_people = schedule->group_ids->len > 0 || schedule->contact_ids->len > 0;
  gboolean has_numbers = *schedule->numbers != NULL;

  if (*schedule->date_field != '\0')
    return has_numbers ? _("A number alone has no birthday and no other date. Choose people or groups.") : NULL;
  return !has_people && !has_numbers ? _("Say who gets it: people, groups or numbers.") : NULL;
}

static const char *
find_text_fault (const char        *body,
                 const char *const *fields)
{
  if (*body == '\0')
    return _("Write what it says.");
  if (!peal_send_check_text (body, fields, NULL))
    return _("A field in { } is not closed, or there is none of that name. Write {{ for a brace.");
  return NULL;
}

static const char *
find_times_fault (const PealSchedule *schedule,
                  gint64              now)
{
  PealScheduleTime time;

  if (!peal_schedule_check (schedule, NULL))
    return _("This cannot be planned like that. Check its times.");
  if (!peal_schedule_find_next (schedule, now, &time))
    return _("It would never send: all its times are past.");
  return NULL;
}

const char *
peal_schedule_fault (const PealSchedule *schedule,
                     PealScheduleField   field,
                     const char *const  *fields,
                     gint64              now)
{
  g_return_val_if_fail (schedule != NULL, NULL);

  switch (field)
    {
    case PEAL_SCHEDULE_NAME:
      return *schedule->name == '\0' ? _("Give it a name.") : NULL;
    case PEAL_SCHEDULE_AUDIENCE:
      return find_audience_fault (schedule);
    case PEAL_SCHEDULE_TEXT:
      return find_text_fault (schedule->body, fields);
    case PEAL_SCHEDULE_TIMES:
      return find_times_fault (schedule, now);
    }
  g_return_val_if_reached (NULL);
}
