/* peal-clock.c: the time, from the system or from a test.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-base"

#include "peal-clock.h"

struct _PealClock
{
  GObject parent_instance;

  gboolean is_system;
  GMutex mutex; /* guards now: a test moves the clock while the store thread reads it */
  gint64 now;
};

G_DEFINE_FINAL_TYPE (PealClock, peal_clock, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
peal_clock_finalize (GObject *object)
{
  PealClock *self = PEAL_CLOCK (object);

  g_mutex_clear (&self->mutex);
  G_OBJECT_CLASS (peal_clock_parent_class)->finalize (object);
}

static void
peal_clock_class_init (PealClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = peal_clock_finalize;

  signals[CHANGED] = g_signal_new ("changed", PEAL_TYPE_CLOCK, G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
peal_clock_init (PealClock *self)
{
  g_mutex_init (&self->mutex);
}

PealClock *
peal_clock_new_system (void)
{
  PealClock *self = g_object_new (PEAL_TYPE_CLOCK, NULL);

  self->is_system = TRUE;
  return self;
}

PealClock *
peal_clock_new_test (gint64 now)
{
  PealClock *self = g_object_new (PEAL_TYPE_CLOCK, NULL);

  self->now = now;
  return self;
}

gint64
peal_clock_get_now (PealClock *self)
{
  gint64 now;

  g_return_val_if_fail (PEAL_IS_CLOCK (self), 0);

  if (self->is_system)
    return g_get_real_time ();

  g_mutex_lock (&self->mutex);
  now = self->now;
  g_mutex_unlock (&self->mutex);
  return now;
}

gboolean
peal_clock_is_system (PealClock *self)
{
  g_return_val_if_fail (PEAL_IS_CLOCK (self), TRUE);

  return self->is_system;
}

void
peal_clock_set_now (PealClock *self,
                    gint64     now)
{
  g_return_if_fail (PEAL_IS_CLOCK (self));
  g_return_if_fail (!self->is_system);

  g_mutex_lock (&self->mutex);
  self->now = now;
  g_mutex_unlock (&self->mutex);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
peal_clock_advance (PealClock *self,
                    gint64     span)
{
  peal_clock_set_now (self, peal_clock_get_now (self) + span);
}

char *
peal_time_to_iso8601 (gint64 now)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc_usec (now);

  if (time == NULL)
    return g_strdup ("");
  if (now % PEAL_SECOND == 0)
    return g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");
  return g_date_time_format (time, "%Y-%m-%dT%H:%M:%S.%fZ");
}

gboolean
peal_time_from_iso8601 (const char *text,
                        gint64     *now)
{
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr(GDateTime) time = g_date_time_new_from_iso8601 (text, utc);

  if (time == NULL)
    return FALSE;
  *now = g_date_time_to_unix_usec (time);
  return TRUE;
}
