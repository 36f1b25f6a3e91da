/* peal-limits-group.c: the fields for what an account may send and cost.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-limits-group.h"

#include "peal-config.h"
#include "peal-format.h"
#include "peal-limits-form.h"
#include "peal-zones.h"

#include <glib/gi18n.h>
#include <string.h>

#define ONE G_GINT64_CONSTANT (1000000)

#define HOURS 24

struct _PealLimitsGroup
{
  AdwPreferencesGroup parent_instance;
  PealAllowance *before;     /* NULL: not filled yet */
  PealLimitsForm filled;     /* as before says */
  GStrv zones;               /* in the order of the list */
  GStrv currencies;
  GArray *minutes;           /* of int: at which a day may begin */
  gboolean is_filling;

  AdwExpanderRow *expander;
  AdwEntryRow *second_row;
  AdwEntryRow *messages_row;
  AdwEntryRow *segments_row;
  AdwEntryRow *money_row;
  AdwComboRow *currency_row;
  AdwComboRow *hour_row;
  AdwComboRow *zone_row;
  AdwActionRow *hint_row;
  GtkImage *hint_icon;
};

G_DEFINE_FINAL_TYPE (PealLimitsGroup, peal_limits_group, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Reading the fields -------------------------------------------------------------------------------- */

/* Shows whether @row can be understood. Sets @micros to what it says. */
static gboolean
read_row (AdwEntryRow *row,
          gint64       max,
          gint64       step,
          gint64      *micros)
{
  gboolean valid = peal_limits_form_parse (gtk_editable_get_text (GTK_EDITABLE (row)), max, micros)
                   && *micros % step == 0;

  if (valid)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
      gtk_accessible_reset_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID);
      return TRUE;
    }
  gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
  return FALSE;
}

static const char *
get_chosen (AdwComboRow *row,
            GStrv        values)
{
  guint selected = adw_combo_row_get_selected (row);

  return selected < g_strv_length (values) ? values[selected] : "";
}

/* FALSE: a field cannot be understood. The caller clears @form. */
static gboolean
read_form (PealLimitsGroup *self,
           PealLimitsForm  *form)
{
  guint hour = adw_combo_row_get_selected (self->hour_row);
  gboolean valid = TRUE;

  *form = (PealLimitsForm) { .n_others = self->filled.n_others };
  valid &= read_row (self->second_row, PEAL_LIMIT_MAX_N * ONE, 1, &form->per_second);
  valid &= read_row (self->messages_row, PEAL_LIMIT_MAX_N * ONE, ONE, &form->messages);
  valid &= read_row (self->segments_row, PEAL_LIMIT_MAX_N * ONE, ONE, &form->segments);
  valid &= read_row (self->money_row, PEAL_LIMIT_MAX_N * ONE, 1, &form->money);
  form->messages /= ONE;
  form->segments /= ONE;
  g_strlcpy (form->currency, get_chosen (self->currency_row, self->currencies), sizeof form->currency);
  form->zone = g_strdup (get_chosen (self->zone_row, self->zones));
  form->reset_minute = hour < self->minutes->len ? g_array_index (self->minutes, int, hour) : 0;
  return valid;
}

/* What they mean ------------------------------------------------------------------------------------ */

static void
add_words (GString *text,
           char    *words)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", words);
  g_free (words);
}

/* "100 messages a day · $5.00 a day". Caller frees. */
static char *
dup_summary (const PealLimitsForm *form)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *rate = peal_limits_form_format (form->per_second, 0);
  g_autofree char *messages = peal_format_count (form->messages);
  g_autofree char *segments = peal_format_count (form->segments);
  g_autofree char *money = form->money > 0 ? peal_format_money (form->money, form->currency) : NULL;
  g_autofree char *others = peal_format_count (form->n_others);

  if (form->per_second > 0)
    /* Translators: %s is a number: "2.5 messages a second". */
    add_words (text, g_strdup_printf (_("%s messages a second"), rate));
  if (form->messages > 0)
    add_words (text, g_strdup_printf (ngettext ("%s message a day", "%s messages a day", (gulong) form->messages),
                                      messages));
  if (form->segments > 0)
    add_words (text, g_strdup_printf (ngettext ("%s segment a day", "%s segments a day", (gulong) form->segments),
                                      segments));
  if (form->money > 0)
    /* Translators: %s is an amount of money. */
    add_words (text, g_strdup_printf (_("%s a day"), money));
  if (form->n_others > 0)
    add_words (text, g_strdup_printf (ngettext ("%s more", "%s more", form->n_others), others));
  if (text->len == 0)
    return g_strdup (_("As much as the gateway allows"));
  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* The first field that cannot be understood: what it wants. NULL: all can. Caller frees. */
static char *
dup_fault (PealLimitsGroup *self)
{
  g_autofree char *example = NULL;

  if (gtk_widget_has_css_class (GTK_WIDGET (self->second_row), "error"))
    {
      example = peal_limits_form_format (ONE / 2, 0);
      /* Translators: %s is a number: "0.5". */
      return g_strdup_printf (_("Messages a second are a number such as 1 or %s; empty means no limit."), example);
    }
  if (gtk_widget_has_css_class (GTK_WIDGET (self->messages_row), "error")
      || gtk_widget_has_css_class (GTK_WIDGET (self->segments_row), "error"))
    return g_strdup (_("A count is a whole number up to a million, written in digits alone; empty means no limit."));
  if (gtk_widget_has_css_class (GTK_WIDGET (self->money_row), "error"))
    {
      example = peal_limits_form_format (12 * ONE + ONE / 2, 2);
      /* Translators: %s is a number: "12.50". */
      return g_strdup_printf (_("The cost is an amount such as %s, up to a million; empty means no limit."), example);
    }
  return NULL;
}

/* Caller frees. */
static char *
dup_hint (PealLimitsGroup      *self,
          const PealLimitsForm *form)
{
  const char *currency = self->before->currency;
  g_autofree char *count = NULL;

  if (form->money > 0 && !self->before->has_price)
    return g_strdup (_("No price is known for this account yet. With a limit on the cost its messages wait until one is."));
  if (form->money > 0 && !g_str_equal (currency, form->currency))
    /* Translators: %s is a currency: "USD". */
    return g_strdup_printf (_("This account is billed in %s. With another currency its messages wait."), currency);
  if (form->n_others == 0)
    return g_strdup (_("An empty field means no limit. What is more than a limit waits, or goes through another account "
                       "where a rule names one."));
  count = peal_format_count (form->n_others);
  /* Translators: %s is a number. */
  return g_strdup_printf (ngettext ("%s more limit is of a kind that has no field here. It stays; pealctl shows and changes it.",
                                    "%s more limits are of a kind that has no field here. They stay; pealctl shows and changes them.",
                                    form->n_others), count);
}

static void
show (PealLimitsGroup      *self,
      const PealLimitsForm *form)
{
  g_autofree char *fault = dup_fault (self);
  g_autofree char *hint = fault == NULL ? dup_hint (self, form) : NULL;
  g_autofree char *summary = dup_summary (form);
  gboolean has_day = form->messages > 0 || form->segments > 0 || form->money > 0;

  adw_expander_row_set_subtitle (self->expander, fault != NULL ? fault : summary);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->hint_row), fault != NULL ? fault : hint);
  gtk_image_set_from_icon_name (self->hint_icon,
                                fault != NULL ? "dialog-warning-symbolic" : "dialog-information-symbolic");
  gtk_widget_set_css_classes (GTK_WIDGET (self->hint_icon),
                              (const char *[]) { fault != NULL ? "error" : "dimmed", NULL });
  gtk_widget_set_sensitive (GTK_WIDGET (self->currency_row), form->money > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->hour_row), has_day);
  gtk_widget_set_sensitive (GTK_WIDGET (self->zone_row), has_day);
}

static void
changed_cb (PealLimitsGroup *self)
{
  g_auto(PealLimitsForm) form = { 0 };

  if (self->is_filling || self->before == NULL)
    return;
  read_form (self, &form);
  show (self, &form);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Filling the fields -------------------------------------------------------------------------------- */

/* Offers @list, and @value if it is none of them; @value is chosen, or the first if it is "". Takes @list. */
static GStrv
offer (AdwComboRow  *row,
       GStrvBuilder *list,
       const char   *value)
{
  g_autoptr(GtkStringList) names = NULL;
  g_auto(GStrv) values = NULL;

  if (*value != '\0')
    {
      g_auto(GStrv) known = g_strv_builder_end (list);

      if (!g_strv_contains ((const char *const *) known, value))
        g_strv_builder_add (list, value);
      g_strv_builder_addv (list, (const char **) known);
    }
  values = g_strv_builder_end (list);
  g_strv_builder_unref (list);
  names = gtk_string_list_new ((const char *const *) values);
  adw_combo_row_set_model (row, G_LIST_MODEL (names));
  for (guint i = 0; values[i] != NULL; i++)
    if (g_str_equal (values[i], value))
      adw_combo_row_set_selected (row, i);
  return g_steal_pointer (&values);
}

static void
offer_currencies (PealLimitsGroup *self)
{
  GStrvBuilder *list = g_strv_builder_new ();

  g_strv_builder_add_many (list, "USD", "EUR", "GBP", "AUD", "CAD", "CHF", "INR", NULL);
  if (*self->before->currency != '\0' && !g_str_equal (self->before->currency, self->filled.currency))
    g_strv_builder_add (list, self->before->currency);
  self->currencies = offer (self->currency_row, list, self->filled.currency);
}

/* The one here, those in which carriers count, and what it has. */
static void
offer_zones (PealLimitsGroup *self)
{
  static const char *const usual[] = { "UTC", "America/Los_Angeles", "America/New_York" };
  g_autoptr(GTimeZone) local = g_time_zone_new_local ();
  const char *here = g_time_zone_get_identifier (local);
  GStrvBuilder *list = g_strv_builder_new ();

  if (peal_zones_is_zone (here))
    g_strv_builder_add (list, here);
  for (gsize i = 0; i < G_N_ELEMENTS (usual); i++)
    if (!g_str_equal (usual[i], here))
      g_strv_builder_add (list, usual[i]);
  self->zones = offer (self->zone_row, list, self->filled.zone);
}

static void
add_minute (PealLimitsGroup *self,
            GtkStringList   *names,
            int              minute)
{
  /* A winter's day: no clock is set on it. */
  g_autoptr(GDateTime) time = g_date_time_new_local (2025, 1, 15, minute / 60, minute % 60, 0);

  gtk_string_list_take (names, peal_format_clock (g_date_time_to_unix_usec (time)));
  g_array_append_val (self->minutes, minute);
}

static void
offer_hours (PealLimitsGroup *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  int chosen = self->filled.reset_minute;

  for (int hour = 0; hour < HOURS; hour++)
    add_minute (self, names, hour * 60);
  if (chosen % 60 != 0)
    add_minute (self, names, chosen);
  adw_combo_row_set_model (self->hour_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->hour_row, chosen % 60 != 0 ? HOURS : (guint) chosen / 60);
}

static void
fill_row (AdwEntryRow *row,
          gint64       micros,
          guint        min_digits)
{
  g_autofree char *text = peal_limits_form_format (micros, min_digits);

  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

void
peal_limits_group_set_allowance (PealLimitsGroup     *self,
                                 const PealAllowance *allowance)
{
  g_return_if_fail (PEAL_IS_LIMITS_GROUP (self));
  g_return_if_fail (allowance != NULL && self->before == NULL);

  self->before = peal_allowance_copy (allowance);
  self->is_filling = TRUE;
  peal_limits_form_read (&self->filled, allowance);
  offer_currencies (self);
  offer_zones (self);
  offer_hours (self);
  fill_row (self->second_row, self->filled.per_second, 0);
  fill_row (self->messages_row, self->filled.messages * ONE, 0);
  fill_row (self->segments_row, self->filled.segments * ONE, 0);
  fill_row (self->money_row, self->filled.money, 2);
  self->is_filling = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->expander), TRUE);
  changed_cb (self);
}

gboolean
peal_limits_group_is_valid (PealLimitsGroup *self)
{
  g_auto(PealLimitsForm) form = { 0 };

  g_return_val_if_fail (PEAL_IS_LIMITS_GROUP (self), FALSE);

  return self->before == NULL || read_form (self, &form);
}

/* Which day it is, and which money, matters only where there is a limit of a day, or on money. */
static gboolean
is_same (const PealLimitsForm *a,
         const PealLimitsForm *b)
{
  gboolean has_day = a->messages > 0 || a->segments > 0 || a->money > 0;

  return a->per_second == b->per_second && a->messages == b->messages && a->segments == b->segments
         && a->money == b->money && (a->money == 0 || g_str_equal (a->currency, b->currency))
         && (!has_day || (a->reset_minute == b->reset_minute && g_str_equal (a->zone, b->zone)));
}

PealAllowance *
peal_limits_group_dup_change (PealLimitsGroup *self)
{
  g_auto(PealLimitsForm) form = { 0 };

  g_return_val_if_fail (PEAL_IS_LIMITS_GROUP (self), NULL);

  if (self->before == NULL || !read_form (self, &form) || is_same (&form, &self->filled))
    return NULL;
  return peal_limits_form_write (&form, self->before);
}

/* Object -------------------------------------------------------------------------------------------- */

static void
peal_limits_group_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PEAL_TYPE_LIMITS_GROUP);
  G_OBJECT_CLASS (peal_limits_group_parent_class)->dispose (object);
}

static void
peal_limits_group_finalize (GObject *object)
{
  PealLimitsGroup *self = PEAL_LIMITS_GROUP (object);

  g_clear_pointer (&self->before, peal_allowance_free);
  g_clear_pointer (&self->zones, g_strfreev);
  g_clear_pointer (&self->currencies, g_strfreev);
  g_array_unref (self->minutes);
  peal_limits_form_clear (&self->filled);
  G_OBJECT_CLASS (peal_limits_group_parent_class)->finalize (object);
}

static void
peal_limits_group_class_init (PealLimitsGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = peal_limits_group_dispose;
  object_class->finalize = peal_limits_group_finalize;
  signals[CHANGED] = g_signal_new ("changed", PEAL_TYPE_LIMITS_GROUP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-limits-group.ui");
  gtk_widget_class_bind_template_child (widget_class, PealLimitsGroup, expander);
  gtk_widget_class_bind_template_child (widget_class, PealLimitsGroup, second_row);
  gtk_widget_class_bind_template_child (widget_class, PealLimitsGroup, messages_row);
  gtk_widget_class_bind_template_child (widget_class, PealLimitsGroup, segments_row);
  gtk_widget_class_bind_template_child (widget_class, PealLimitsGroup, money_row);
  gtk_widget_class_bind_template_child (widget_class, PealLimitsGroup, currency_row);
  gtk_widget_class_bind_template_child (widget_class, PealLimitsGroup, hour_row);
  gtk_widget_class_bind_template_child (widget_class, PealLimitsGroup, zone_row);
  gtk_widget_class_bind_template_child (widget_class, PealLimitsGroup, hint_row);
  gtk_widget_class_bind_template_child (widget_class, PealLimitsGroup, hint_icon);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
peal_limits_group_init (PealLimitsGroup *self)
{
  self->minutes = g_array_new (FALSE, FALSE, sizeof (int));
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->expander), FALSE);
}
