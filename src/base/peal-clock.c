/* peal-clock.c: the time, from the system or from a test.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-base"

#include "peal-clock.h"

#include <time.h>

struct _PealClock
{
  GObject parent_instance;

  gboolean is_system;
  GMutex mutex; /* guards the rest: a test moves the clock while the store thread reads it */
  gint64 now;
  gint64 uptime;
  gint64 slept;
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

static gint64
read_test_time (PealClock    *self,
                const gint64 *time)
{
  gint64 value;

  g_mutex_lock (&self->mutex);
  value = *time;
  g_mutex_unlock (&self->mutex);
  return value;
}

static gint64
read_kernel_time (clockid_t id)
{
  struct timespec time = { 0 };

  clock_gettime (id, &time);
  return (gint64) time.tv_sec * PEAL_SECOND + time.tv_nsec / 1000;
}

gint64
peal_clock_get_now (PealClock *self)
{
  g_return_val_if_fail (PEAL_IS_CLOCK (self), 0);

  return self->is_system ? g_get_real_time () : read_test_time (self, &self->now);
}

gint64
peal_clock_get_uptime (PealClock *self)
{
  g_return_val_if_fail (PEAL_IS_CLOCK (self), 0);

  return self->is_system ? read_kernel_time (CLOCK_BOOTTIME) : read_test_time (self, &self->uptime);
}

gint64
peal_clock_get_slept (PealClock *self)
{
  g_return_val_if_fail (PEAL_IS_CLOCK (self), 0);

  if (!self->is_system)
    return read_test_time (self, &self->slept);
  return read_kernel_time (CLOCK_BOOTTIME) - read_kernel_time (CLOCK_MONOTONIC);
}

gboolean
peal_clock_is_system (PealClock *self)
{
  g_return_val_if_fail (PEAL_IS_CLOCK (self), TRUE);

  return self->is_system;
}

static void
move (PealClock *self,
      gint64     now,
      gint64     passed,
      gint64     slept)
{
  g_mutex_lock (&self->mutex);
  self->now = now;
  self->uptime += passed;
  self->slept += slept;
  g_mutex_unlock (&self->mutex);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
peal_clock_set_now (PealClock *self,
                    gint64     now)
{
  g_return_if_fail (PEAL_IS_CLOCK (self));
  g_return_if_fail (!self->is_system);

  move (self, now, 0, 0);
}

void
peal_clock_advance (PealClock *self,
                    gint64     span)
{
  g_return_if_fail (PEAL_IS_CLOCK (self));
  g_return_if_fail (!self->is_system);

  move (self, peal_clock_get_now (self) + span, span, 0);
}

void
peal_clock_sleep (PealClock *self,
                  gint64     span)
{
  g_return_if_fail (PEAL_IS_CLOCK (self));
  g_return_if_fail (!self->is_system);

  move (self, peal_clock_get_now (self) + span, span, span);
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
