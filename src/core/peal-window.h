/* SPDX-License-Identifier: GPL-3.0-or-later */
/* peal-window.h: when a marketing message may be sent.
 *
 * A message may go at an instant if it may go then in every candidate zone under
 * every candidate jurisdiction (R-LAW-3). An instant counts as inside when the
 * wall clock of the zone shows a time inside, so a day on which the clock is set
 * needs no rule of its own; the end of a window is outside. The rules are data:
 * resources/rules/send-windows.json and holidays.json, with their sources.
 *
 * Times are microseconds UTC. Any thread; allocates nothing unless it says so.
 */

#pragma once

#include "peal-message.h"
#include "peal-zones.h"

G_BEGIN_DECLS

/* next_allowed of a message that may not go within PEAL_WINDOW_HORIZON. */
#define PEAL_WINDOW_NEVER G_MAXINT64
#define PEAL_WINDOW_HORIZON (14 * G_TIME_SPAN_DAY)

typedef enum
{
  PEAL_WINDOW_ALLOWED = 0,
  PEAL_WINDOW_EXEMPT = 1,       /* not marketing */
  PEAL_WINDOW_HOURS = 2,        /* too early or too late in the day */
  PEAL_WINDOW_WEEKDAY = 3,      /* nothing is sent there on that day of the week */
  PEAL_WINDOW_HOLIDAY = 4,
  PEAL_WINDOW_EMERGENCY = 5,    /* the governor has declared one, and the user said so */
  PEAL_WINDOW_UNKNOWN_ZONE = 6, /* nobody knows what time it is there */
} PealWindowReason;

/* A day on which nothing is sent, added by the user. */
typedef struct
{
  const char *jurisdiction; /* "US-LA"; "US" is every state as well; NULL is everywhere */
  int year, month, day;
} PealHoliday;

/* All zero is the strict default. */
typedef struct
{
  gboolean lift_day_bans;     /* AL LA MS PA RI SD UT: Sundays as Saturdays, holidays as weekdays */
  gboolean lift_discouraged;  /* France: Sundays and holidays are tolerated by the charter */
  gboolean safest;            /* as well: weekdays 10-18, Saturdays 10-17, no Sunday, anywhere */
  const char *const *emergencies; /* jurisdictions with a declared emergency; NULL-terminated or NULL */
  const PealHoliday *extra_holidays;
  guint n_extra_holidays;
} PealWindowOptions;

typedef struct
{
  gboolean allowed;
  PealWindowReason reason;
  gint64 next_allowed;   /* the asked time if allowed; else the next time it is; or PEAL_WINDOW_NEVER */
  gint64 allowed_until;  /* the end, exclusive, of the window that next_allowed is in, looking no
                          * further than PEAL_WINDOW_HORIZON; PEAL_WINDOW_NEVER for exempt and never */
  const char *rule;         /* that decided: "US-FL", "DEFAULT"; "" if exempt or unknown */
  const char *jurisdiction; /* that it was applied for: "US-FL", "JM"; "" if exempt or unknown */
  const char *zone;         /* that decided; "" if exempt or unknown */
} PealWindow;

/* A cap on the number of messages to one person. */
typedef struct
{
  guint n;
  guint hours;
  gboolean same_subject; /* counts only messages about the same subject matter; else all */
  const char *unless;    /* English: what lifts it; NULL = nothing */
} PealCap;

/* What is known of one rule, to explain it. */
typedef struct
{
  const char *id;
  const char *name;            /* "United States (federal floor)", or the id */
  const char *source;
  const char *note;            /* or NULL */
  const char *confidence;      /* "statute", "vendor", ... as resources/rules/README.md orders them */
  const char *consent_exempts; /* "yes", "no", or in words; NULL if not known. Never relied on here */
  guint optout_years;          /* how long a STOP must be kept at least; 0 = not said */
  gboolean has_emergency_ban;
  const PealCap *cap;          /* or NULL */
} PealWindowRule;

/* Decides about @at (years 1 to 9999). @options may be NULL. Of several rules and zones that
 * refuse, the one that opens last is named; if all allow, the one that closes first. */
void peal_window_check (PealMessageKind          kind,
                        const PealZones         *zones,
                        gint64                   at,
                        const PealWindowOptions *options,
                        PealWindow              *window);

/* "It is Sunday 10:30 in America/Chicago; US-TX allows 12:00-21:00." For scripts and logs: the
 * window makes its own words from the fields. The caller frees it. */
char *peal_window_explain (const PealWindow *window,
                           gint64            at);

/* The hours of the day, in minutes, that the rule of @window has on the day of @at: the first ones for
 * @index 0. FALSE: there are no more, or no zone decided. */
gboolean peal_window_get_span (const PealWindow *window,
                               gint64            at,
                               guint             index,
                               guint            *start,
                               guint            *end);

/* "allowed", "exempt", "hours", "weekday", "holiday", "emergency", "unknown_zone". Static. */
const char *peal_window_reason_to_string (PealWindowReason reason);

/* The rule that applies in @jurisdiction: its own, else its country's, else "DEFAULT". Static. */
const PealWindowRule *peal_window_get_rule (const char *jurisdiction);

/* The cap of @jurisdiction, NULL if it has none. Static. Several jurisdictions: all of theirs. */
const PealCap *peal_window_get_cap (const char *jurisdiction);

/* The rule at @index of all, sorted by id; NULL after the last. Static. */
const PealWindowRule *peal_window_get_nth_rule (guint index);

G_END_DECLS
