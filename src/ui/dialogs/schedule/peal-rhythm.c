/* peal-rhythm.c: when something comes: the first day, the time of day, how often, until when.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-rhythm.h"

#include "peal-config.h"
#include "peal-contact-fields.h"
#include "peal-fault.h"
#include "peal-format.h"
#include "peal-recurrence.h"

#include <glib/gi18n.h>

/* In the order of the list. */
typedef enum
{
  ONCE,
  DAILY,
  WEEKLY,
  MONTHLY,
  MONTHLY_WEEKDAY,
  YEARLY,
  BIRTHDAY,
  FIELD,
  AS_IT_IS, /* a rule that cannot be shown here; offered only while there is one */
  N_REPEATS,
} Repeat;

typedef enum
{
  NEVER,
  COUNT,
  UNTIL,
} End;

struct _PealRhythm
{
  AdwBin parent_instance;
  GtkToggleButton *buttons[7]; /* Monday first */
  char *kept;                /* the rule of AS_IT_IS */
  PealOccasion occasion;     /* what cannot be chosen here stays */
  GPtrArray *fields;         /* of PealCustomField; NULL = not known yet */
  int second;                /* of the start, likewise */
  gboolean is_setting;

  AdwComboRow *repeat_row;
  AdwSpinRow *interval_row;
  GtkWidget *weekdays_row;
  AdwWrapBox *weekdays;
  GtkWidget *field_row;
  PealFault *field_fault;
  AdwSpinRow *days_row;
  GtkMenuButton *day_button;
  GtkCalendar *day;
  GtkWidget *clock_box;
  GtkSpinButton *hour;
  GtkSpinButton *minute;
  AdwComboRow *end_row;
  AdwSpinRow *count_row;
  GtkWidget *until_row;
  GtkMenuButton *until_button;
  GtkCalendar *until;
};

G_DEFINE_FINAL_TYPE (PealRhythm, peal_rhythm, ADW_TYPE_BIN)

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const char *const titles[N_REPEATS + 1] = {
  N_("Once"), N_("Every Day"), N_("Every Week"), N_("Every Month, on the Same Day"),
  N_("Every Month, on the Same Weekday"), N_("Every Year"), N_("On Their Birthday"), N_("On Another Date of Theirs"),
  N_("By a Rule of Its Own"), NULL,
};

static Repeat
get_repeat (PealRhythm *self)
{
  return (Repeat) adw_combo_row_get_selected (self->repeat_row);
}

static gboolean
is_occasion (Repeat repeat)
{
  return repeat == BIRTHDAY || repeat == FIELD;
}

/* The rule ---------------------------------------------------------------------------------------- */

static PealCivilTime
read_day (GtkCalendar *calendar)
{
  g_autoptr(GDateTime) day = gtk_calendar_get_date (calendar);

  return (PealCivilTime) {
    .year = g_date_time_get_year (day),
    .month = g_date_time_get_month (day),
    .day = g_date_time_get_day_of_month (day),
  };
}

static PealCivilTime
read_start (PealRhythm *self)
{
  PealCivilTime start = read_day (self->day);

  start.hour = gtk_spin_button_get_value_as_int (self->hour);
  start.minute = gtk_spin_button_get_value_as_int (self->minute);
  start.second = self->second;
  return start;
}

/* 0 = Monday. */
static int
get_weekday (PealRhythm *self)
{
  g_autoptr(GDateTime) day = gtk_calendar_get_date (self->day);

  return g_date_time_get_day_of_week (day) - 1;
}

static void
add_end (PealRhythm     *self,
         PealRecurrence *rule)
{
  switch ((End) adw_combo_row_get_selected (self->end_row))
    {
    case NEVER:
      break;
    case COUNT:
      rule->count = (int) adw_spin_row_get_value (self->count_row);
      break;
    case UNTIL:
      rule->until_kind = PEAL_UNTIL_DATE;
      rule->until = read_day (self->until);
      break;
    }
}

static void
add_days (PealRhythm     *self,
          Repeat          repeat,
          PealRecurrence *rule)
{
  PealCivilTime start = read_start (self);
  int nth = (start.day - 1) / 7 + 1;

  for (int i = 0; repeat == WEEKLY && i < 7; i++)
    if (gtk_toggle_button_get_active (self->buttons[i]))
      rule->weekdays[i] = PEAL_WEEKDAY_EACH;
  if (repeat == MONTHLY_WEEKDAY) /* few months have a fifth: then the last is meant */
    rule->weekdays[get_weekday (self)] = nth < 5 ? PEAL_WEEKDAY_NTH (nth) : PEAL_WEEKDAY_NTH_LAST (1);
  rule->skip_backward = (repeat == MONTHLY && start.day > 28)
                        || (repeat == YEARLY && start.month == 2 && start.day == 29);
}

/* As the rows show it. Caller frees. */
static char *
dup_rule (PealRhythm *self)
{
  static const PealFrequency frequencies[] = {
    [DAILY] = PEAL_FREQUENCY_DAILY, [WEEKLY] = PEAL_FREQUENCY_WEEKLY, [MONTHLY] = PEAL_FREQUENCY_MONTHLY,
    [MONTHLY_WEEKDAY] = PEAL_FREQUENCY_MONTHLY, [YEARLY] = PEAL_FREQUENCY_YEARLY, [BIRTHDAY] = PEAL_FREQUENCY_DAILY,
    [FIELD] = PEAL_FREQUENCY_DAILY,
  };
  Repeat repeat = get_repeat (self);
  PealRecurrence rule = { .interval = 1 };

  if (repeat == AS_IT_IS)
    return g_strdup (self->kept);
  if (repeat == ONCE || (is_occasion (repeat) && adw_combo_row_get_selected (self->end_row) == NEVER))
    return g_strdup ("");
  rule.frequency = frequencies[repeat];
  if (!is_occasion (repeat))
    rule.interval = (int) adw_spin_row_get_value (self->interval_row);
  add_days (self, repeat, &rule);
  add_end (self, &rule);
  return peal_recurrence_format (&rule);
}

/* Showing ----------------------------------------------------------------------------------------- */

static const char *
get_interval_title (Repeat repeat)
{
  switch (repeat)
    {
    case WEEKLY:
      return _("Weeks from One to the Next");
    case MONTHLY:
    case MONTHLY_WEEKDAY:
      return _("Months from One to the Next");
    case YEARLY:
      return _("Years from One to the Next");
    case ONCE:
    case DAILY:
    case BIRTHDAY:
    case FIELD:
    case AS_IT_IS:
    case N_REPEATS:
      break;
    }
  return _("Days from One to the Next");
}

static void
show_day (GtkMenuButton *button,
          GtkCalendar   *calendar)
{
  g_autoptr(GDateTime) day = gtk_calendar_get_date (calendar);
  /* Translators: a day as strftime writes it: "Tue, 12 Mar 2024". */
  g_autofree char *text = g_date_time_format (day, _("%a, %-e %b %Y"));

  gtk_menu_button_set_label (button, text);
}

/* The field of dates that a person calls @text, or texts do; NULL: none is known. */
static const PealCustomField *
find_field (PealRhythm *self,
            const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);

  for (guint i = 0; self->fields != NULL && i < self->fields->len; i++)
    {
      const PealCustomField *field = g_ptr_array_index (self->fields, i);
      g_autofree char *name = g_utf8_casefold (field->name, -1);

      if (field->type == PEAL_CUSTOM_DATE && (g_str_equal (field->key, text) || g_str_equal (name, folded)))
        return field;
    }
  return NULL;
}

/* What the schedule keeps. Borrowed. */
static const char *
get_field_key (PealRhythm *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->field_row));
  const PealCustomField *field = find_field (self, text);

  return field != NULL ? field->key : text;
}

/* NULL: it has a name. Static. */
static const char *
find_field_fault (PealRhythm *self)
{
  const char *name = gtk_editable_get_text (GTK_EDITABLE (self->field_row));

  if (get_repeat (self) != FIELD)
    return NULL;
  if (*name == '\0')
    return _("Say in which field of the contacts the date stands.");
  return strchr (name, '"') != NULL ? _("No name of a field has a quotation mark.") : NULL;
}

static void
show_rows (PealRhythm *self)
{
  Repeat repeat = get_repeat (self);
  gboolean ends = repeat != ONCE && repeat != AS_IT_IS;
  guint end = adw_combo_row_get_selected (self->end_row);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->interval_row), get_interval_title (repeat));
  gtk_widget_set_visible (GTK_WIDGET (self->interval_row), repeat >= DAILY && repeat <= YEARLY);
  gtk_widget_set_visible (self->weekdays_row, repeat == WEEKLY);
  gtk_widget_set_visible (self->field_row, repeat == FIELD);
  peal_fault_set_text (self->field_fault, find_field_fault (self));
  gtk_widget_set_visible (GTK_WIDGET (self->days_row), is_occasion (repeat));
  gtk_widget_set_visible (GTK_WIDGET (self->end_row), ends);
  gtk_widget_set_visible (GTK_WIDGET (self->count_row), ends && end == COUNT);
  gtk_widget_set_visible (self->until_row, ends && end == UNTIL);
  show_day (self->day_button, self->day);
  show_day (self->until_button, self->until);
}

static void
changed_cb (PealRhythm *self)
{
  if (self->is_setting)
    return;
  show_rows (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* "09". */
static gboolean
output_cb (PealRhythm    *self,
           GtkSpinButton *button)
{
  g_autofree char *text = g_strdup_printf ("%02d", gtk_spin_button_get_value_as_int (button));

  gtk_editable_set_text (GTK_EDITABLE (button), text);
  return TRUE;
}

static void
add_weekdays (PealRhythm *self)
{
  for (int i = 0; i < 7; i++)
    {
      g_autoptr(GDateTime) day = g_date_time_new_utc (2024, 1, 1 + i, 12, 0, 0); /* a Monday, and after */
      g_autofree char *name = g_date_time_format (day, "%a");
      g_autofree char *whole = g_date_time_format (day, "%A");
      GtkWidget *button = gtk_toggle_button_new_with_label (name);

      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, whole, -1);
      g_signal_connect_object (button, "toggled", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
      adw_wrap_box_append (self->weekdays, button);
      self->buttons[i] = GTK_TOGGLE_BUTTON (button);
    }
}

/* Object ------------------------------------------------------------------------------------------ */

static void
peal_rhythm_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PEAL_TYPE_RHYTHM);
  G_OBJECT_CLASS (peal_rhythm_parent_class)->dispose (object);
}

static void
peal_rhythm_finalize (GObject *object)
{
  PealRhythm *self = PEAL_RHYTHM (object);

  g_free (self->kept);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  G_OBJECT_CLASS (peal_rhythm_parent_class)->finalize (object);
}

static void
peal_rhythm_class_init (PealRhythmClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = peal_rhythm_dispose;
  object_class->finalize = peal_rhythm_finalize;

  signals[CHANGED] = g_signal_new ("changed", PEAL_TYPE_RHYTHM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (PEAL_TYPE_FAULT);
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-rhythm.ui");
  gtk_widget_class_bind_template_child (widget_class, PealRhythm, repeat_row);
  gtk_widget_class_bind_template_child (widget_class, PealRhythm, interval_row);
  gtk_widget_class_bind_template_child (widget_class, PealRhythm, weekdays_row);
  gtk_widget_class_bind_template_child (widget_class, PealRhythm, weekdays);
  gtk_widget_class_bind_template_child (widget_class, PealRhythm, field_row);
  gtk_widget_class_bind_template_child (widget_class, PealRhythm, field_fault);
  gtk_widget_class_bind_template_child (widget_class, PealRhythm, days_row);
  gtk_widget_class_bind_template_child (widget_class, PealRhythm, day_button);
  gtk_widget_class_bind_template_child (widget_class, PealRhythm, day);
  gtk_widget_class_bind_template_child (widget_class, PealRhythm, clock_box);
  gtk_widget_class_bind_template_child (widget_class, PealRhythm, hour);
  gtk_widget_class_bind_template_child (widget_class, PealRhythm, minute);
  gtk_widget_class_bind_template_child (widget_class, PealRhythm, end_row);
  gtk_widget_class_bind_template_child (widget_class, PealRhythm, count_row);
  gtk_widget_class_bind_template_child (widget_class, PealRhythm, until_row);
  gtk_widget_class_bind_template_child (widget_class, PealRhythm, until_button);
  gtk_widget_class_bind_template_child (widget_class, PealRhythm, until);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, output_cb);
}

static void
peal_rhythm_init (PealRhythm *self)
{
  self->is_setting = TRUE;
  self->kept = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_direction (self->clock_box, GTK_TEXT_DIR_LTR); /* hours stand before minutes everywhere */
  add_weekdays (self);
}

/* Setting ----------------------------------------------------------------------------------------- */

static void
set_day (GtkCalendar         *calendar,
         const PealCivilTime *day)
{
  g_autoptr(GDateTime) noon = g_date_time_new_local (day->year, day->month, day->day, 12, 0, 0);

  gtk_calendar_select_day (calendar, noon);
}

static Repeat
find_repeat (const PealSchedule   *schedule,
             const PealRecurrence *rule)
{
  if (*schedule->date_field != '\0')
    return g_str_equal (schedule->date_field, "birthday") ? BIRTHDAY : FIELD;
  switch (rule->frequency)
    {
    case PEAL_FREQUENCY_DAILY:
      return DAILY;
    case PEAL_FREQUENCY_WEEKLY:
      return WEEKLY;
    case PEAL_FREQUENCY_MONTHLY:
      for (int i = 0; i < 7; i++)
        if (rule->weekdays[i] != 0)
          return MONTHLY_WEEKDAY;
      return MONTHLY;
    case PEAL_FREQUENCY_YEARLY:
      return YEARLY;
    }
  return ONCE;
}

static void
set_end (PealRhythm           *self,
         const PealRecurrence *rule)
{
  if (rule->count != 0)
    adw_spin_row_set_value (self->count_row, rule->count);
  if (rule->until_kind != PEAL_UNTIL_NONE)
    set_day (self->until, &rule->until);
  adw_combo_row_set_selected (self->end_row, rule->count != 0 ? COUNT
                                             : rule->until_kind != PEAL_UNTIL_NONE ? UNTIL : NEVER);
}

/* With the choice that keeps the rule as it is, or without. */
static void
offer (PealRhythm *self,
       gboolean    as_it_is)
{
  g_autoptr(GtkStringList) list = gtk_string_list_new (NULL);

  for (Repeat i = 0; i < (as_it_is ? N_REPEATS : AS_IT_IS); i++)
    gtk_string_list_append (list, _(titles[i]));
  adw_combo_row_set_model (self->repeat_row, G_LIST_MODEL (list));
}

void
peal_rhythm_set (PealRhythm         *self,
                 const PealSchedule *schedule)
{
  PealRecurrence rule = { .interval = 1 };
  g_autofree char *shown = NULL;
  g_autofree char *meant = NULL;

  g_return_if_fail (PEAL_IS_RHYTHM (self));
  g_return_if_fail (schedule != NULL);

  self->is_setting = TRUE;
  self->occasion = schedule->occasion;
  self->second = schedule->start.second;
  g_set_str (&self->kept, schedule->rule);
  if (*schedule->rule != '\0')
    peal_recurrence_parse (schedule->rule, &rule, NULL, NULL); /* else it is kept as it is, below */
  set_day (self->day, &schedule->start);
  set_day (self->until, &schedule->start);
  gtk_spin_button_set_value (self->hour, schedule->start.hour);
  gtk_spin_button_set_value (self->minute, schedule->start.minute);
  output_cb (self, self->hour);
  output_cb (self, self->minute);
  offer (self, FALSE);
  adw_combo_row_set_selected (self->repeat_row, find_repeat (schedule, &rule));
  adw_spin_row_set_value (self->interval_row, rule.interval);
  for (int i = 0; i < 7; i++)
    gtk_toggle_button_set_active (self->buttons[i], (rule.weekdays[i] & PEAL_WEEKDAY_EACH) != 0);
  gtk_editable_set_text (GTK_EDITABLE (self->field_row),
                         g_str_equal (schedule->date_field, "birthday") ? "" : schedule->date_field);
  adw_spin_row_set_value (self->days_row, schedule->occasion.days);
  set_end (self, &rule);

  shown = dup_rule (self);
  meant = *schedule->rule != '\0' ? peal_recurrence_format (&rule) : g_strdup ("");
  if (*schedule->date_field == '\0' && !g_str_equal (shown, meant))
    {
      offer (self, TRUE);
      adw_combo_row_set_selected (self->repeat_row, AS_IT_IS);
    }
  self->is_setting = FALSE;
  show_rows (self);
}

void
peal_rhythm_fill (PealRhythm   *self,
                  PealSchedule *schedule)
{
  Repeat repeat;

  g_return_if_fail (PEAL_IS_RHYTHM (self));
  g_return_if_fail (schedule != NULL);

  repeat = get_repeat (self);
  schedule->start = read_start (self);
  g_free (schedule->rule);
  schedule->rule = dup_rule (self);
  g_set_str (&schedule->date_field, repeat == BIRTHDAY ? "birthday"
                                    : repeat == FIELD  ? get_field_key (self) : "");
  schedule->occasion = self->occasion;
  schedule->occasion.days = (int) adw_spin_row_get_value (self->days_row);
  schedule->occasion.hour = schedule->start.hour;
  schedule->occasion.minute = schedule->start.minute;
}

void
peal_rhythm_set_fields (PealRhythm *self,
                        GPtrArray  *fields)
{
  const PealCustomField *field;

  g_return_if_fail (PEAL_IS_RHYTHM (self));
  g_return_if_fail (fields != NULL);

  g_clear_pointer (&self->fields, g_ptr_array_unref);
  self->fields = g_ptr_array_ref (fields);
  field = find_field (self, gtk_editable_get_text (GTK_EDITABLE (self->field_row)));
  self->is_setting = TRUE;
  if (field != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->field_row), field->name);
  self->is_setting = FALSE;
}

gboolean
peal_rhythm_is_complete (PealRhythm *self)
{
  g_return_val_if_fail (PEAL_IS_RHYTHM (self), FALSE);

  return find_field_fault (self) == NULL;
}
