/* peal-schedule-source.c: wakes the engine when the earliest message is due.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-schedule-source.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib-unix.h>
#include <sys/timerfd.h>
#include <unistd.h>

typedef struct
{
  GSource source;
  PealClock *clock;
  gint64 due;
  int fd;        /* -1 with a test clock */
  gpointer tag;  /* of the fd */
  gulong changed_id;
} ScheduleSource;

static void
arm (ScheduleSource *self)
{
  /* All zero disarms, so a due time at or before 1970 becomes the first nanosecond after it. */
  struct itimerspec spec = { 0 };

  if (self->due != PEAL_TIME_NEVER)
    {
      gint64 due = MAX (self->due, 1);

      spec.it_value.tv_sec = due / PEAL_SECOND;
      spec.it_value.tv_nsec = due % PEAL_SECOND * 1000;
    }
  if (timerfd_settime (self->fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &spec, NULL) < 0
      && errno != ECANCELED)
    g_critical ("The kernel refuses a timer: %s", g_strerror (errno));
}

static void
follow_test_clock (ScheduleSource *self)
{
  gboolean ready = self->due != PEAL_TIME_NEVER && peal_clock_get_now (self->clock) >= self->due;

  g_source_set_ready_time (&self->source, ready ? 0 : -1);
}

/* A moved clock is looked at whether or not the due time has come: it may have moved back. */
static void
clock_changed_cb (PealClock      *clock,
                  ScheduleSource *self)
{
  if (self->due != PEAL_TIME_NEVER)
    g_source_set_ready_time (&self->source, 0);
}

static gboolean
schedule_source_check (GSource *source)
{
  ScheduleSource *self = (ScheduleSource *) source;

  return self->fd >= 0 && g_source_query_unix_fd (source, self->tag) != 0;
}

static gboolean
schedule_source_dispatch (GSource    *source,
                          GSourceFunc callback,
                          gpointer    user_data)
{
  ScheduleSource *self = (ScheduleSource *) source;
  guint64 expirations;

  g_source_set_ready_time (source, -1);
  self->due = PEAL_TIME_NEVER;
  if (self->fd >= 0)
    {
      /* ECANCELED: the clock was set. Either way the callback looks for itself. */
      if (read (self->fd, &expirations, sizeof expirations) < 0 && errno == EAGAIN)
        return G_SOURCE_CONTINUE;
      arm (self);
    }
  return callback != NULL ? callback (user_data) : G_SOURCE_CONTINUE;
}

static void
schedule_source_finalize (GSource *source)
{
  ScheduleSource *self = (ScheduleSource *) source;

  if (self->changed_id != 0)
    g_signal_handler_disconnect (self->clock, self->changed_id);
  g_clear_object (&self->clock);
  if (self->fd >= 0)
    close (self->fd);
}

static GSourceFuncs schedule_source_funcs = {
  .check = schedule_source_check,
  .dispatch = schedule_source_dispatch,
  .finalize = schedule_source_finalize,
};

GSource *
peal_schedule_source_new (PealClock *clock,
                          GError   **error)
{
  g_autoptr(GSource) source = g_source_new (&schedule_source_funcs, sizeof (ScheduleSource));
  ScheduleSource *self = (ScheduleSource *) source;

  g_return_val_if_fail (PEAL_IS_CLOCK (clock), NULL);

  self->clock = g_object_ref (clock);
  self->due = PEAL_TIME_NEVER;
  self->fd = -1;
  g_source_set_static_name (source, "[peal] schedule");

  if (!peal_clock_is_system (clock))
    {
      self->changed_id = g_signal_connect (clock, "changed", G_CALLBACK (clock_changed_cb), self);
      return g_steal_pointer (&source);
    }

  self->fd = timerfd_create (CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);
  if (self->fd < 0)
    {
      int code = errno;

      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code),
                   "No timer for scheduled messages: %s", g_strerror (code));
      return NULL;
    }
  self->tag = g_source_add_unix_fd (source, self->fd, G_IO_IN);
  return g_steal_pointer (&source);
}

void
peal_schedule_source_set_due (GSource *source,
                              gint64   due)
{
  ScheduleSource *self = (ScheduleSource *) source;

  g_return_if_fail (source != NULL);

  if (self->due == due)
    return;
  self->due = due;
  if (self->fd >= 0)
    arm (self);
  else
    follow_test_clock (self);
}

gint64
peal_schedule_source_get_due (GSource *source)
{
  g_return_val_if_fail (source != NULL, PEAL_TIME_NEVER);

  return ((ScheduleSource *) source)->due;
}
