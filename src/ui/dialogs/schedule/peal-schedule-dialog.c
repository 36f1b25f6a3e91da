/* peal-schedule-dialog.c: makes a schedule, or edits one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-schedule-dialog.h"

#include "peal-accounts.h"
#include "peal-composer.h"
#include "peal-config.h"
#include "peal-contact-fields.h"
#include "peal-discard.h"
#include "peal-error-text.h"
#include "peal-fault.h"
#include "peal-field-menu.h"
#include "peal-reason-text.h"
#include "peal-recipients.h"
#include "peal-rhythm.h"
#include "peal-schedule-faults.h"
#include "peal-schedule-text.h"
#include "peal-settings.h"
#include "peal-when.h"

#include <glib/gi18n.h>

/* So many of the next times are shown. */
#define N_TIMES 5

/* In the order of the list. */
static const PealMessageKind kinds[] = {
  PEAL_MESSAGE_MARKETING, PEAL_MESSAGE_TRANSACTIONAL, PEAL_MESSAGE_CONVERSATIONAL,
};

/* An account that can be chosen; id 0 = the workspace's default. */
typedef struct
{
  gint64 id;
  gboolean is_in_use;
} AccountChoice;

struct _PealScheduleDialog
{
  AdwDialog parent_instance;
  PealEngine *engine;
  PealSchedule *schedule;    /* as it was opened */
  PealSchedule *shown;       /* as the rows said it then */
  GStrv zones;               /* in the order of the list */
  GArray *choices;           /* of AccountChoice, likewise; NULL until they are read */
  gboolean is_setting;
  DexFuture *reading;
  DexFuture *reading_zone;
  DexFuture *reading_fields;

  GtkWidget *save_button;
  AdwBanner *trouble;
  GtkEditable *name_row;
  PealFault *name_fault;
  AdwComboRow *kind_row;
  AdwComboRow *account_row;
  PealFault *account_fault;
  PealRecipients *recipients;
  PealFault *recipients_fault;
  PealComposer *composer;
  PealFieldMenu *field_menu;
  PealFault *text_fault;
  PealRhythm *rhythm;
  AdwComboRow *zone_row;
  GtkLabel *times;
  AdwSpinRow *grace_row;
  AdwComboRow *policy_row;
  AdwSpinRow *validity_row;
};

G_DEFINE_FINAL_TYPE (PealScheduleDialog, peal_schedule_dialog, ADW_TYPE_DIALOG)

static gint64
get_now (PealScheduleDialog *self)
{
  return peal_clock_get_now (peal_engine_get_clock (self->engine));
}

/* What stands there ------------------------------------------------------------------------------- */

static double
to_hours (gint64 span)
{
  return span == PEAL_TIME_NEVER ? 0.0 : (double) span / PEAL_HOUR;
}

/* A span that was not touched keeps what the row rounds off. */
static gint64
read_span (AdwSpinRow *row,
           gint64      before)
{
  double hours = adw_spin_row_get_value (row);

  return ABS (hours - to_hours (before)) < 0.06 ? before : (gint64) (hours * PEAL_HOUR);
}

static void
read_missed (PealScheduleDialog *self,
             PealSchedule       *schedule)
{
  gint64 validity = read_span (self->validity_row, self->schedule->validity);

  schedule->grace = read_span (self->grace_row, self->schedule->grace);
  schedule->validity = validity > 0 ? validity : PEAL_TIME_NEVER;
  if (adw_combo_row_get_selected (self->policy_row) == 1)
    schedule->policy = PEAL_MISSED_ASK;
  else if (schedule->policy == PEAL_MISSED_ASK)
    schedule->policy = PEAL_MISSED_SEND_LATE;
}

static void
read_audience (PealScheduleDialog *self,
               PealSchedule       *schedule)
{
  g_autoptr(PealSendRequest) request = peal_send_request_new ();

  peal_recipients_fill (self->recipients, request);
  g_array_unref (schedule->group_ids);
  g_array_unref (schedule->contact_ids);
  g_strfreev (schedule->numbers);
  schedule->group_ids = g_array_ref (request->group_ids);
  schedule->contact_ids = g_array_ref (request->contact_ids);
  schedule->numbers = g_strdupv (request->numbers);
}

static const AccountChoice *
get_choice (PealScheduleDialog *self)
{
  return &g_array_index (self->choices, AccountChoice, adw_combo_row_get_selected (self->account_row));
}

/* As the rows say it. Caller frees. */
static PealSchedule *
make_schedule (PealScheduleDialog *self)
{
  PealSchedule *schedule = peal_schedule_copy (self->schedule);

  read_audience (self, schedule);
  g_free (schedule->name);
  g_free (schedule->body);
  schedule->name = g_strstrip (g_strdup (gtk_editable_get_text (self->name_row)));
  schedule->body = peal_composer_dup_text (self->composer);
  schedule->kind = kinds[adw_combo_row_get_selected (self->kind_row)];
  if (self->choices != NULL)
    schedule->account_id = get_choice (self)->id;
  g_set_str (&schedule->zone, self->zones[adw_combo_row_get_selected (self->zone_row)]);
  peal_rhythm_fill (self->rhythm, schedule);
  read_missed (self, schedule);
  return schedule;
}

/* The next times, one a line. Caller frees. */
static char *
dup_times (PealScheduleDialog *self,
           const PealSchedule *schedule)
{
  g_autoptr(GString) text = g_string_new (NULL);
  gint64 after = get_now (self);
  PealScheduleTime time;

  for (guint i = 0; i < N_TIMES && peal_schedule_find_next (schedule, after, &time); i++)
    {
      g_autofree char *line = peal_schedule_time_text (&time, get_now (self));

      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
      after = time.at;
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static const char *
find_fault (PealScheduleDialog *self,
            const PealSchedule *schedule,
            PealScheduleField   field)
{
  return peal_schedule_fault (schedule, field, peal_engine_get_text_fields (self->engine), get_now (self));
}

/* FALSE: they are wrong, and say so. */
static gboolean
show_times (PealScheduleDialog *self,
            const PealSchedule *schedule)
{
  gboolean complete = peal_rhythm_is_complete (self->rhythm);
  const char *fault = find_fault (self, schedule, PEAL_SCHEDULE_TIMES);
  g_autofree char *times = complete && fault == NULL ? dup_times (self, schedule) : NULL;

  /* What a row above asks for is not said once more. */
  gtk_label_set_text (self->times, times != NULL ? times : complete ? fault : "…");
  gtk_widget_set_css_classes (GTK_WIDGET (self->times),
                              (const char *[]) { complete && fault != NULL ? "error" : "dimmed", NULL });
  return times != NULL;
}

/* FALSE: it is wrong, and says so. */
static gboolean
show_fault (PealScheduleDialog *self,
            PealFault          *row,
            const PealSchedule *schedule,
            PealScheduleField   field)
{
  const char *fault = find_fault (self, schedule, field);

  peal_fault_set_text (row, fault);
  return fault == NULL;
}

/* What no account can carry out may be stored all the same: it goes once the account is used again. */
static void
show_account (PealScheduleDialog *self)
{
  const AccountChoice *choice = self->choices != NULL ? get_choice (self) : NULL;

  if (choice == NULL || choice->is_in_use)
    {
      peal_fault_set_text (self->account_fault, NULL);
      return;
    }
  peal_fault_set_text (self->account_fault, choice->id != 0 ? _("Not in use: until it is, nothing goes out.")
                                                            : _("No account is in use: until one is, nothing goes out."));
  peal_fault_blame (self->account_fault);
}

static void
changed_cb (PealScheduleDialog *self)
{
  g_autoptr(PealSchedule) schedule = NULL;
  gboolean valid;

  if (self->is_setting)
    return;
  schedule = make_schedule (self);
  show_account (self);
  valid = show_times (self, schedule);
  valid &= show_fault (self, self->name_fault, schedule, PEAL_SCHEDULE_NAME);
  if (peal_rhythm_is_complete (self->rhythm))
    valid &= show_fault (self, self->recipients_fault, schedule, PEAL_SCHEDULE_AUDIENCE);
  else
    peal_fault_set_text (self->recipients_fault, NULL); /* on a date of theirs it may be everybody */
  valid &= show_fault (self, self->text_fault, schedule, PEAL_SCHEDULE_TEXT);
  gtk_widget_set_sensitive (self->save_button, valid);
  adw_banner_set_revealed (self->trouble, FALSE);
  adw_dialog_set_can_close (ADW_DIALOG (self), peal_schedule_is_same (schedule, self->shown)); /* else it asks */
}

static void
peal_schedule_dialog_close_attempt (AdwDialog *dialog)
{
  peal_discard_ask (dialog, _("What you entered for this schedule is not saved yet."));
}

/* Saving ------------------------------------------------------------------------------------------ */

static void
saved_cb (gpointer      owner,
          const GValue *value)
{
  adw_dialog_force_close (owner);
}

static void
failed_cb (gpointer      owner,
           const GError *error)
{
  PealScheduleDialog *self = owner;
  g_autofree char *text = peal_error_text (error);

  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
  adw_banner_set_title (self->trouble, text);
  adw_banner_set_revealed (self->trouble, TRUE);
}

static void
save_clicked_cb (PealScheduleDialog *self)
{
  g_autoptr(PealSchedule) schedule = make_schedule (self);

  adw_dialog_set_focus (ADW_DIALOG (self), NULL); /* nobody types into what is insensitive */
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  peal_when (peal_engine_save_schedule (self->engine, schedule, "window"), self, saved_cb, failed_cb);
}

static void
fields_read_cb (gpointer      owner,
                const GValue *value)
{
  PealScheduleDialog *self = owner;

  peal_rhythm_set_fields (self->rhythm, g_value_get_boxed (value));
}

/* Object ------------------------------------------------------------------------------------------ */

static void
peal_schedule_dialog_dispose (GObject *object)
{
  PealScheduleDialog *self = PEAL_SCHEDULE_DIALOG (object);

  self->is_setting = TRUE; /* rows that lose their lists tell of it */
  dex_clear (&self->reading);
  dex_clear (&self->reading_zone);
  dex_clear (&self->reading_fields);
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_SCHEDULE_DIALOG);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (peal_schedule_dialog_parent_class)->dispose (object);
}

static void
peal_schedule_dialog_finalize (GObject *object)
{
  PealScheduleDialog *self = PEAL_SCHEDULE_DIALOG (object);

  g_clear_pointer (&self->schedule, peal_schedule_free);
  g_clear_pointer (&self->shown, peal_schedule_free);
  g_clear_pointer (&self->zones, g_strfreev);
  g_clear_pointer (&self->choices, g_array_unref);
  G_OBJECT_CLASS (peal_schedule_dialog_parent_class)->finalize (object);
}

static void
peal_schedule_dialog_class_init (PealScheduleDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = peal_schedule_dialog_dispose;
  object_class->finalize = peal_schedule_dialog_finalize;
  ADW_DIALOG_CLASS (klass)->close_attempt = peal_schedule_dialog_close_attempt;

  g_type_ensure (PEAL_TYPE_FAULT);
  g_type_ensure (PEAL_TYPE_RECIPIENTS);
  g_type_ensure (PEAL_TYPE_COMPOSER);
  g_type_ensure (PEAL_TYPE_FIELD_MENU);
  g_type_ensure (PEAL_TYPE_RHYTHM);
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-schedule-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, PealScheduleDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, PealScheduleDialog, trouble);
  gtk_widget_class_bind_template_child (widget_class, PealScheduleDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, PealScheduleDialog, name_fault);
  gtk_widget_class_bind_template_child (widget_class, PealScheduleDialog, kind_row);
  gtk_widget_class_bind_template_child (widget_class, PealScheduleDialog, account_row);
  gtk_widget_class_bind_template_child (widget_class, PealScheduleDialog, account_fault);
  gtk_widget_class_bind_template_child (widget_class, PealScheduleDialog, recipients);
  gtk_widget_class_bind_template_child (widget_class, PealScheduleDialog, recipients_fault);
  gtk_widget_class_bind_template_child (widget_class, PealScheduleDialog, composer);
  gtk_widget_class_bind_template_child (widget_class, PealScheduleDialog, field_menu);
  gtk_widget_class_bind_template_child (widget_class, PealScheduleDialog, text_fault);
  gtk_widget_class_bind_template_child (widget_class, PealScheduleDialog, rhythm);
  gtk_widget_class_bind_template_child (widget_class, PealScheduleDialog, zone_row);
  gtk_widget_class_bind_template_child (widget_class, PealScheduleDialog, times);
  gtk_widget_class_bind_template_child (widget_class, PealScheduleDialog, grace_row);
  gtk_widget_class_bind_template_child (widget_class, PealScheduleDialog, policy_row);
  gtk_widget_class_bind_template_child (widget_class, PealScheduleDialog, validity_row);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
}

static void
peal_schedule_dialog_init (PealScheduleDialog *self)
{
  self->is_setting = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Opening ----------------------------------------------------------------------------------------- */

static void
add_choice (GArray        *choices,
            GtkStringList *labels,
            const char    *label,
            gint64         id,
            gboolean       is_in_use)
{
  AccountChoice choice = { id, is_in_use };

  gtk_string_list_append (labels, label);
  g_array_append_val (choices, choice);
}

/* The usual one, all that there are, and the one that is chosen, if it was removed. */
static void
add_choices (PealScheduleDialog *self,
             const GPtrArray    *accounts,
             GtkStringList      *labels,
             guint              *chosen)
{
  gboolean is_any_in_use = FALSE;

  add_choice (self->choices, labels, _("The usual one"), 0, FALSE);
  for (guint i = 0; i < accounts->len; i++)
    {
      const PealAccount *account = g_ptr_array_index (accounts, i);

      if (account->id == self->schedule->account_id)
        *chosen = self->choices->len;
      add_choice (self->choices, labels, account->label, account->id, account->enabled);
      is_any_in_use |= account->enabled;
    }
  g_array_index (self->choices, AccountChoice, 0).is_in_use = is_any_in_use;
  if (*chosen == 0 && self->schedule->account_id != 0)
    {
      /* Translators: %s is the name of a gateway account. */
      g_autofree char *label = g_strdup_printf (_("%s (removed)"), self->schedule->account_label);

      *chosen = self->choices->len;
      add_choice (self->choices, labels, label, self->schedule->account_id, FALSE);
    }
}

static void
accounts_read_cb (gpointer      owner,
                  const GValue *value)
{
  PealScheduleDialog *self = owner;
  g_autoptr(GtkStringList) labels = gtk_string_list_new (NULL);
  guint chosen = 0;

  self->choices = g_array_new (FALSE, TRUE, sizeof (AccountChoice));
  add_choices (self, g_value_get_boxed (value), labels, &chosen);
  self->is_setting = TRUE;
  adw_combo_row_set_model (self->account_row, G_LIST_MODEL (labels));
  adw_combo_row_set_selected (self->account_row, chosen);
  self->is_setting = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->account_row), self->choices->len > 2 || !get_choice (self)->is_in_use);
  show_account (self);
}

/* Each recipient's, the one of the business, whose setting is @set, and @zone, if that is another; @zone is
 * chosen. */
static void
offer_zones (PealScheduleDialog *self,
             const char         *set,
             const char         *zone)
{
  g_autofree char *own = peal_schedule_dup_own_zone (set);
  g_autoptr(GtkStringList) list = gtk_string_list_new ((const char *[]) { _("Each recipient’s own"), NULL });
  g_autoptr(GStrvBuilder) zones = g_strv_builder_new ();
  guint chosen = *zone == '\0' ? 0 : g_str_equal (zone, own) ? 1 : 2;

  g_strv_builder_add_many (zones, "", own, NULL);
  /* Translators: whose clock; %s is a zone: "Europe/Berlin". */
  gtk_string_list_take (list, g_strdup_printf (g_str_equal (set, own) ? _("Your business’s (%s)") : _("The one here (%s)"),
                                               own));
  if (chosen == 2)
    {
      g_strv_builder_add (zones, zone);
      gtk_string_list_append (list, zone);
    }
  g_clear_pointer (&self->zones, g_strfreev);
  self->zones = g_strv_builder_end (zones);
  adw_combo_row_set_model (self->zone_row, G_LIST_MODEL (list));
  adw_combo_row_set_selected (self->zone_row, chosen);
}

static void
zone_read_cb (gpointer      owner,
              const GValue *value)
{
  PealScheduleDialog *self = owner;
  g_autofree char *zone = g_strdup (self->zones[adw_combo_row_get_selected (self->zone_row)]);

  self->is_setting = TRUE;
  offer_zones (self, g_value_get_string (value), zone);
  self->is_setting = FALSE;
}

/* A personal answer is only offered where it is one already: nothing new that is planned can be. */
static void
offer_kinds (PealScheduleDialog *self)
{
  g_autoptr(GtkStringList) list = gtk_string_list_new (NULL);
  guint chosen = 0;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (kinds[i] == self->schedule->kind)
        chosen = i;
      else if (kinds[i] == PEAL_MESSAGE_CONVERSATIONAL)
        continue;
      gtk_string_list_append (list, peal_kind_text (kinds[i]));
    }
  adw_combo_row_set_model (self->kind_row, G_LIST_MODEL (list));
  adw_combo_row_set_selected (self->kind_row, chosen);
}

static void
add_recipients (PealScheduleDialog *self)
{
  const GArray *groups = self->schedule->group_ids;
  const GArray *contacts = self->schedule->contact_ids;

  for (guint i = 0; i < groups->len; i++)
    {
      g_autofree char *subject = g_strdup_printf ("group:%" G_GINT64_FORMAT, g_array_index (groups, gint64, i));

      peal_recipients_add_subject (self->recipients, subject);
    }
  for (guint i = 0; i < contacts->len; i++)
    {
      g_autofree char *subject = g_strdup_printf ("contact:%" G_GINT64_FORMAT, g_array_index (contacts, gint64, i));

      peal_recipients_add_subject (self->recipients, subject);
    }
  for (guint i = 0; self->schedule->numbers[i] != NULL; i++)
    {
      g_autofree char *subject = g_strconcat ("number:", self->schedule->numbers[i], NULL);

      peal_recipients_add_subject (self->recipients, subject);
    }
}

/* Tomorrow at nine. */
static PealSchedule *
new_schedule (PealScheduleDialog *self)
{
  g_autoptr(GTimeZone) local = g_time_zone_new_local ();
  PealSchedule *schedule = peal_schedule_new ("", "");

  schedule->kind = PEAL_MESSAGE_MARKETING;
  schedule->start = peal_civil_time_from_instant (get_now (self), local);
  peal_civil_time_set_day (&schedule->start, peal_civil_time_get_day (&schedule->start) + 1);
  schedule->start.hour = 9;
  schedule->start.minute = 0;
  schedule->start.second = 0;
  return schedule;
}

static void
show_schedule (PealScheduleDialog *self)
{
  const PealSchedule *schedule = self->schedule;

  gtk_editable_set_text (self->name_row, schedule->name);
  offer_kinds (self);
  peal_composer_set_text (self->composer, schedule->body);
  add_recipients (self);
  peal_rhythm_set (self->rhythm, schedule);
  offer_zones (self, "", schedule->zone);
  adw_spin_row_set_value (self->grace_row, to_hours (schedule->grace));
  adw_spin_row_set_value (self->validity_row, to_hours (schedule->validity));
  adw_combo_row_set_selected (self->policy_row, schedule->policy == PEAL_MISSED_ASK ? 1 : 0);
}

AdwDialog *
peal_schedule_dialog_new (PealEngine         *engine,
                          const PealSchedule *schedule)
{
  PealScheduleDialog *self;
  PealStore *store;

  g_return_val_if_fail (PEAL_IS_ENGINE (engine), NULL);

  store = peal_engine_get_store (engine);
  self = g_object_new (PEAL_TYPE_SCHEDULE_DIALOG, NULL);
  self->engine = g_object_ref (engine);
  self->schedule = schedule != NULL ? peal_schedule_copy (schedule) : new_schedule (self);
  if (schedule != NULL)
    {
      adw_dialog_set_title (ADW_DIALOG (self), _("Edit Schedule"));
      peal_fault_blame (self->name_fault);
      peal_fault_blame (self->recipients_fault);
      peal_fault_blame (self->text_fault);
    }
  peal_recipients_set_store (self->recipients, store);
  peal_field_menu_set_store (self->field_menu, store);
  show_schedule (self);
  self->shown = make_schedule (self);
  peal_when_latest (&self->reading, peal_accounts_list (store), self, accounts_read_cb, NULL);
  peal_when_latest (&self->reading_fields, peal_contact_fields_list (store), self, fields_read_cb, NULL);
  peal_when_latest (&self->reading_zone, peal_setting_get (store, PEAL_SETTING_ZONE), self, zone_read_cb, NULL);
  self->is_setting = FALSE;
  changed_cb (self);
  return ADW_DIALOG (self);
}
