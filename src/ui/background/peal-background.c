/* peal-background.c: the program without its window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-background.h"

#include "peal-autostart.h"
#include "peal-config.h"
#include "peal-outlook.h"
#include "peal-when.h"

#include <glib/gi18n.h>
#include <libportal/portal.h>

/* While a campaign runs there is a commit every moment; what is said of it follows at this pace. */
#define LOOK_PAUSE_MS 500

/* What Quit would leave behind is worth a word if it is due within this span. */
#define SOON PEAL_HOUR

struct _PealBackground
{
  GObject parent_instance;
  GtkApplication *application; /* NULL once stopped */
  GSettings *settings;
  PealEngine *engine;
  XdpPortal *portal;         /* NULL outside of a sandbox */
  GPowerProfileMonitor *power; /* NULL until it is asked */
  PealOutlook outlook;
  DexFuture *looking;
  guint look_timeout;
  gboolean is_idle;          /* there is nothing to send from: no workspace, or one that can only be read */
  gboolean is_holding;
  guint cookie;              /* of the suspend that is inhibited; 0 = none */
  gboolean has_asked;        /* the portal, for leave to stay */
  char *status;              /* what the portal was told last */
};

G_DEFINE_FINAL_TYPE (PealBackground, peal_background, G_TYPE_OBJECT)

static gboolean
another_sends (PealBackground *self)
{
  return self->engine != NULL && peal_engine_is_elsewhere (self->engine);
}

/* The portal -------------------------------------------------------------------------------------- */

static void
asked_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(PealBackground) self = user_data;
  g_autoptr(GError) error = NULL;

  if (xdp_portal_request_background_finish (XDP_PORTAL (object), result, &error))
    return;
  g_message ("The desktop gives no leave to run in the background: %s",
             error != NULL ? error->message : "the person said no");
  if (self->settings != NULL && g_settings_get_boolean (self->settings, "autostart"))
    g_settings_set_boolean (self->settings, "autostart", FALSE);
}

/* One request says both: that the program stays, and whether it begins at login. */
static void
ask_portal (PealBackground *self)
{
  g_autoptr(GPtrArray) command = g_ptr_array_new ();
  XdpBackgroundFlags flags = XDP_BACKGROUND_FLAG_NONE;

  for (guint i = 0; peal_autostart_command[i] != NULL; i++)
    g_ptr_array_add (command, (gpointer) peal_autostart_command[i]);
  if (g_settings_get_boolean (self->settings, "autostart"))
    flags |= XDP_BACKGROUND_FLAG_AUTOSTART;
  self->has_asked = TRUE;
  xdp_portal_request_background (self->portal, NULL,
                                 _("Peal sends what is due and collects replies while its window is closed."),
                                 command, flags, NULL, asked_cb, g_object_ref (self));
}

static void
status_set_cb (GObject      *object,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  if (!xdp_portal_set_background_status_finish (XDP_PORTAL (object), result, &error))
    g_debug ("The desktop does not take the status: %s", error->message); /* an older portal */
}

static void
tell_portal (PealBackground *self)
{
  g_autofree char *text = peal_background_dup_text (self);

  if (self->portal != NULL && g_set_str (&self->status, text))
    xdp_portal_set_background_status (self->portal, text, NULL, status_set_cb, NULL);
}

/* What follows ------------------------------------------------------------------------------------ */

static void
follow_hold (PealBackground *self)
{
  gboolean wanted = peal_background_is_wanted (self);

  if (wanted == self->is_holding || self->application == NULL)
    return;
  self->is_holding = wanted;
  if (wanted)
    g_application_hold (G_APPLICATION (self->application));
  else
    g_application_release (G_APPLICATION (self->application));
}

/* Nothing is lost when the computer sleeps, so a computer that saves power may. */
static gboolean
may_stay_awake (PealBackground *self)
{
  if (!g_settings_get_boolean (self->settings, "stay-awake"))
    return FALSE;
  if (self->power == NULL)
    self->power = g_power_profile_monitor_dup_default ();
  return !g_power_profile_monitor_get_power_saver_enabled (self->power);
}

static void
follow_work (PealBackground *self)
{
  gboolean wanted = self->application != NULL && self->engine != NULL && self->outlook.n_in_run > 0
                    && peal_engine_is_at_work (self->engine) && may_stay_awake (self);

  if (wanted == (self->cookie != 0))
    return;
  if (wanted)
    self->cookie = gtk_application_inhibit (self->application, NULL, GTK_APPLICATION_INHIBIT_SUSPEND,
                                            _("Messages are being sent"));
  else
    {
      gtk_application_uninhibit (self->application, self->cookie);
      self->cookie = 0;
    }
}

static void
follow_all (PealBackground *self)
{
  follow_work (self);
  if (self->application != NULL && gtk_application_get_windows (self->application) == NULL)
    tell_portal (self);
  follow_hold (self); /* last: it may be the end */
}

/* Looking ----------------------------------------------------------------------------------------- */

static void
looked_cb (gpointer      owner,
           const GValue *value)
{
  PealBackground *self = owner;

  peal_outlook_update (&self->outlook, g_value_get_boxed (value));
  follow_all (self);
}

static gboolean
look_cb (gpointer user_data)
{
  PealBackground *self = user_data;

  self->look_timeout = 0;
  peal_when_latest (&self->looking, peal_outbox_look_ahead (peal_engine_get_store (self->engine), SOON), self,
                    looked_cb, NULL);
  return G_SOURCE_REMOVE;
}

static void
look_soon (PealBackground *self)
{
  if (self->application != NULL && self->engine != NULL && self->look_timeout == 0)
    self->look_timeout = g_timeout_add (LOOK_PAUSE_MS, look_cb, self);
}

static void
store_changed_cb (PealBackground *self,
                  guint           changes)
{
  if ((changes & (PEAL_CHANGE_OUTBOX | PEAL_CHANGE_ACCOUNTS)) != 0)
    look_soon (self);
}

/* Who sends, or whether anybody does. */
static void
health_changed_cb (PealBackground *self)
{
  look_soon (self);
}

static void
autostart_failed_cb (gpointer      owner,
                     const GError *error)
{
  g_warning ("Autostart cannot be changed: %s", error->message);
}

static void
autostart_changed_cb (PealBackground *self)
{
  if (self->portal != NULL)
    ask_portal (self);
  else
    peal_when (peal_autostart_set (g_settings_get_boolean (self->settings, "autostart")), self,
               NULL, autostart_failed_cb);
}

static void
window_removed_cb (PealBackground *self)
{
  if (gtk_application_get_windows (self->application) != NULL || !self->is_holding)
    return;
  if (self->portal != NULL && !self->has_asked)
    ask_portal (self);
  tell_portal (self);
}

/* Object ------------------------------------------------------------------------------------------ */

static void
peal_background_dispose (GObject *object)
{
  PealBackground *self = PEAL_BACKGROUND (object);

  peal_background_stop (self);
  dex_clear (&self->looking);
  g_clear_object (&self->engine);
  g_clear_object (&self->settings);
  g_clear_object (&self->portal);
  g_clear_object (&self->power);
  g_clear_pointer (&self->status, g_free);
  G_OBJECT_CLASS (peal_background_parent_class)->dispose (object);
}

static void
peal_background_class_init (PealBackgroundClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = peal_background_dispose;
}

static void
peal_background_init (PealBackground *self)
{
}

PealBackground *
peal_background_new (GtkApplication *application,
                     GSettings      *settings,
                     gboolean        uses_portal)
{
  PealBackground *self;

  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (PEAL_TYPE_BACKGROUND, NULL);
  self->application = application;
  self->settings = g_object_ref (settings);
  if (uses_portal)
    self->portal = xdp_portal_new ();
  g_signal_connect_object (settings, "changed::background", G_CALLBACK (follow_all), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::stay-awake", G_CALLBACK (follow_work), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::autostart", G_CALLBACK (autostart_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (application, "window-removed", G_CALLBACK (window_removed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  follow_hold (self);
  return self;
}

void
peal_background_set_engine (PealBackground *self,
                            PealEngine     *engine)
{
  g_return_if_fail (PEAL_IS_BACKGROUND (self));
  g_return_if_fail (PEAL_IS_ENGINE (engine));
  g_return_if_fail (self->engine == NULL);

  self->engine = g_object_ref (engine);
  self->is_idle = peal_store_get_condition (peal_engine_get_store (engine)) != PEAL_STORE_READY;
  g_signal_connect_object (peal_engine_get_store (engine), "changed", G_CALLBACK (store_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (engine, "health-changed", G_CALLBACK (health_changed_cb), self, G_CONNECT_SWAPPED);
  look_cb (self);
}

void
peal_background_set_idle (PealBackground *self)
{
  g_return_if_fail (PEAL_IS_BACKGROUND (self));

  self->is_idle = TRUE;
  follow_all (self);
}

gboolean
peal_background_is_wanted (PealBackground *self)
{
  PealBackgroundChoice choice;

  g_return_val_if_fail (PEAL_IS_BACKGROUND (self), FALSE);

  if (self->application == NULL || self->is_idle
      || (g_application_get_flags (G_APPLICATION (self->application)) & G_APPLICATION_NON_UNIQUE) != 0)
    return FALSE;
  choice = (PealBackgroundChoice) g_settings_get_enum (self->settings, "background");
  return peal_outlook_is_wanted (&self->outlook, choice, another_sends (self));
}

gint64
peal_background_count_soon (PealBackground *self)
{
  g_return_val_if_fail (PEAL_IS_BACKGROUND (self), 0);

  if (another_sends (self))
    return 0;
  return self->outlook.ahead[PEAL_AHEAD_IN_AIR] + self->outlook.ahead[PEAL_AHEAD_SOON];
}

char *
peal_background_dup_text (PealBackground *self)
{
  gint64 now;

  g_return_val_if_fail (PEAL_IS_BACKGROUND (self), NULL);

  now = self->engine != NULL ? peal_clock_get_now (peal_engine_get_clock (self->engine)) : g_get_real_time ();
  return peal_outlook_text (&self->outlook, now);
}

void
peal_background_stop (PealBackground *self)
{
  GtkApplication *application;

  g_return_if_fail (PEAL_IS_BACKGROUND (self));

  g_clear_handle_id (&self->look_timeout, g_source_remove);
  application = g_steal_pointer (&self->application);
  if (application == NULL)
    return;
  g_signal_handlers_disconnect_by_data (application, self);
  if (self->cookie != 0)
    gtk_application_uninhibit (application, self->cookie);
  self->cookie = 0;
  if (self->is_holding)
    g_application_release (G_APPLICATION (application));
  self->is_holding = FALSE;
}
