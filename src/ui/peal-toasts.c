/* peal-toasts.c: news that is read to its end, and taken back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-toasts.h"

#include "peal-config.h"

#include <glib/gi18n.h>

/* A toast's own title is cut to one line; this one is read to its end. A toast is as high as its title is
 * at its natural width: where there is not that much room, this must be less, or lines are lost. */
static AdwToast *
make_toast (AdwToastOverlay *toasts,
            const char      *text,
            gboolean         with_button)
{
  AdwToast *toast = adw_toast_new ("");
  GtkWidget *label = gtk_label_new (text);
  int room = gtk_widget_get_width (GTK_WIDGET (toasts)) >= 720 ? 70 : with_button ? 16 : 26;

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), room);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_margin_top (label, 6);
  gtk_widget_set_margin_bottom (label, 6);
  gtk_widget_add_css_class (label, "heading");
  adw_toast_set_custom_title (toast, label);
  return toast;
}

void
peal_toasts_add (AdwToastOverlay *toasts,
                 const char      *text)
{
  g_return_if_fail (ADW_IS_TOAST_OVERLAY (toasts));
  g_return_if_fail (text != NULL);

  adw_toast_overlay_add_toast (toasts, make_toast (toasts, text, FALSE));
}

void
peal_toasts_add_to_preferences (GtkWidget *widget,
                                AdwToast  *toast)
{
  GtkWidget *dialog;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (ADW_IS_TOAST (toast));

  adw_toast_set_use_markup (toast, FALSE);
  dialog = gtk_widget_get_ancestor (widget, ADW_TYPE_PREFERENCES_DIALOG);
  if (dialog != NULL)
    adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (dialog), toast);
  else
    g_object_unref (g_object_ref_sink (toast));
}

/* What a toast's button does. */
typedef struct
{
  PealMainWindow *window;        /* not owned: the toast lives inside it */
  PealUndo act;
  gpointer data;
  GDestroyNotify destroy;
} Offer;

static void
offer_free (gpointer  data,
            GClosure *closure)
{
  Offer *offer = data;

  if (offer->destroy != NULL)
    offer->destroy (offer->data);
  g_free (offer);
}

static void
offer_clicked_cb (AdwToast *toast,
                  Offer    *offer)
{
  offer->act (offer->window, offer->data);
}

static AdwToast *
make_offer (AdwToastOverlay *toasts,
            const char      *text,
            const char      *label,
            PealMainWindow  *window,
            PealUndo         act,
            gpointer         data,
            GDestroyNotify   destroy)
{
  Offer *held = g_new0 (Offer, 1);
  AdwToast *toast = make_toast (toasts, text, TRUE);

  held->window = window;
  held->act = act;
  held->data = data;
  held->destroy = destroy;
  adw_toast_set_button_label (toast, label);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (offer_clicked_cb), held, offer_free, 0);
  return toast;
}

void
peal_toasts_add_offer (AdwToastOverlay *toasts,
                       const char      *text,
                       const char      *label,
                       PealMainWindow  *window,
                       PealUndo         act,
                       gpointer         data,
                       GDestroyNotify   destroy)
{
  g_return_if_fail (ADW_IS_TOAST_OVERLAY (toasts));
  g_return_if_fail (text != NULL && label != NULL && window != NULL && act != NULL);

  adw_toast_overlay_add_toast (toasts, make_offer (toasts, text, label, window, act, data, destroy));
}

void
peal_toasts_add_undo (AdwToastOverlay *toasts,
                      const char      *text,
                      guint            seconds,
                      PealMainWindow  *window,
                      PealUndo         undo,
                      gpointer         data,
                      GDestroyNotify   destroy)
{
  AdwToast *toast;

  g_return_if_fail (ADW_IS_TOAST_OVERLAY (toasts));
  g_return_if_fail (text != NULL && window != NULL && undo != NULL);

  toast = make_offer (toasts, text, _("_Undo"), window, undo, data, destroy);
  if (seconds > 0)
    adw_toast_set_timeout (toast, seconds);
  adw_toast_overlay_add_toast (toasts, toast);
}
