/* peal-contact-view.c: one person.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-contact-view.h"

#include "peal-config.h"
#include "peal-consent-text.h"
#include "peal-contact-custom.h"
#include "peal-contact-fields.h"
#include "peal-contact-photo.h"
#include "peal-custom-text.h"
#include "peal-fiber.h"
#include "peal-focus.h"
#include "peal-format.h"
#include "peal-groups.h"
#include "peal-label-text.h"
#include "peal-language.h"
#include "peal-list-box.h"
#include "peal-main-window.h"
#include "peal-phone.h"
#include "peal-photo.h"
#include "peal-timeline-list.h"
#include "peal-when.h"

#include <glib/gi18n.h>

struct _PealContactView
{
  AdwNavigationPage parent_instance;
  PealEngine *engine;
  gint64 contact_id;
  PealContact *contact;
  DexFuture *reading;
  DexFuture *reading_consent;
  DexFuture *reading_groups;
  DexFuture *reading_fields;
  DexFuture *reading_photo;
  GPtrArray *fields;         /* of PealCustomField; NULL = not read yet */
  char *group_names;

  GtkWidget *content;
  AdwAvatar *avatar;
  GtkLabel *name;
  GtkLabel *org;
  GtkButton *message_button;
  GtkListBox *numbers;
  GtkWidget *facts_group;
  GtkListBox *facts;
  GtkWidget *notes_group;
  GtkLabel *notes;
  PealTimelineList *timeline;
};

G_DEFINE_FINAL_TYPE (PealContactView, peal_contact_view, ADW_TYPE_NAVIGATION_PAGE)

/* Rows ------------------------------------------------------------------------------------------- */

static GtkWidget *
add_row (GtkListBox *list,
         const char *title,
         const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_append (list, row);
  return row;
}

/* What is known about somebody: the name of the field is the quiet part. */
static void
add_fact (PealContactView *self,
          const char      *title,
          const char      *value)
{
  GtkWidget *row;

  if (value == NULL || *value == '\0')
    return;
  row = add_row (self->facts, title, value);
  gtk_widget_add_css_class (row, "property");
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
}

/* What the plan says of the number; NULL: nothing, as of those in North America. Translated, static. */
static const char *
kind_text (const PealContactPhone *phone)
{
  if (!phone->is_valid)
    return _("In no numbering plan that Peal knows");
  if (phone->kind == PEAL_PHONE_TYPE_FIXED_LINE)
    return _("A landline");
  if (phone->kind == PEAL_PHONE_TYPE_MOBILE)
    return _("A mobile phone");
  return phone->kind >= PEAL_PHONE_TYPE_TOLL_FREE ? _("This kind of number cannot be texted.") : NULL;
}

/* May it be texted, when was it last, and what is odd about it: a line each. Caller frees. */
static char *
describe_number (const PealContactPhone *phone,
                 const PealConsent      *consent,
                 gint64                  now)
{
  g_autofree char *sentence = peal_consent_sentence (consent, now);
  g_autofree char *when = phone->last_contacted > 0 ? peal_format_when (phone->last_contacted, now) : NULL;
  g_autoptr(GString) text = g_string_new (sentence);
  const char *kind = kind_text (phone);

  if (when != NULL)
    {
      g_string_append_c (text, '\n');
      /* Translators: %s is a time: "14:05", "Yesterday", "12 Mar". */
      g_string_append_printf (text, _("Last message: %s"), when);
    }
  if (kind != NULL)
    g_string_append_printf (text, "\n%s", kind);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
show_numbers (PealContactView *self,
              const GPtrArray *consents)
{
  gint64 now = peal_clock_get_now (peal_engine_get_clock (self->engine));
  PealFocus focus = peal_focus_hold (self->numbers);

  peal_list_box_clear (self->numbers);
  for (guint i = 0; i < self->contact->phones->len; i++)
    {
      const PealContactPhone *phone = g_ptr_array_index (self->contact->phones, i);
      const PealConsent *consent = g_ptr_array_index (consents, i);
      g_autofree char *number = peal_format_number (phone->e164);
      g_autofree char *sentence = describe_number (phone, consent, now);
      GtkWidget *row = add_row (self->numbers, number, sentence);

      if (consent->state == PEAL_CONSENT_OPTED_OUT)
        adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                                   gtk_image_new_from_icon_name ("action-unavailable-symbolic"));
      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
      if (*phone->label != '\0')
        {
          GtkWidget *label = gtk_label_new (peal_label_text (phone->label));

          gtk_widget_add_css_class (label, "dimmed");
          adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
        }
    }
  peal_focus_release (&focus, self->content);
}

static void
add_emails (PealContactView *self)
{
  for (guint i = 0; i < self->contact->emails->len; i++)
    {
      const PealContactEmail *email = g_ptr_array_index (self->contact->emails, i);
      /* Translators: %s is what an e-mail address is for: "Work". */
      g_autofree char *title = *email->label != '\0' ? g_strdup_printf (_("E-Mail (%s)"), peal_label_text (email->label))
                                                     : g_strdup (_("E-Mail"));

      add_fact (self, title, email->address);
    }
}

static void
add_custom_facts (PealContactView *self)
{
  for (guint i = 0; self->fields != NULL && i < self->fields->len; i++)
    {
      const PealCustomField *field = g_ptr_array_index (self->fields, i);
      g_autofree char *value = peal_contact_custom_get (self->contact->custom, field->key);
      g_autofree char *text = peal_custom_value_text (field->type, value);

      add_fact (self, field->name, text);
    }
}

static void
add_score (PealContactView *self)
{
  g_autofree char *score = peal_format_count (self->contact->score);

  add_fact (self, _("Score"), self->contact->score != 0 ? score : NULL);
}

static void
add_times (PealContactView *self)
{
  const PealContact *contact = self->contact;
  gint64 now = peal_clock_get_now (peal_engine_get_clock (self->engine));
  g_autofree char *added = peal_format_day (contact->created_at, now);
  g_autofree char *changed = peal_format_day (contact->updated_at, now);

  add_fact (self, _("Added"), added);
  if (contact->updated_at != contact->created_at)
    add_fact (self, _("Changed"), changed);
}

static void
show_facts (PealContactView *self)
{
  const PealContact *contact = self->contact;
  g_autofree char *tags = g_strjoinv (", ", contact->tags);
  g_autofree char *language = peal_language_dup_name (contact->language, g_get_language_names ()[0]);
  g_autofree char *birthday = peal_format_date (contact->birthday);
  g_autofree char *place = g_strjoin (" ", contact->postcode, contact->city, contact->region,
                                      contact->country, NULL);
  PealFocus focus = peal_focus_hold (self->facts);

  peal_list_box_clear (self->facts);
  add_fact (self, _("Groups"), self->group_names);
  add_fact (self, _("Tags"), tags);
  add_emails (self);
  add_fact (self, _("Job Title"), contact->title);
  add_fact (self, _("Industry"), contact->industry);
  add_fact (self, _("Status"), contact->status);
  add_fact (self, _("Street"), contact->street);
  add_fact (self, _("Place"), g_strstrip (place));
  add_fact (self, _("Time Zone"), contact->zone);
  add_fact (self, _("Language"), language);
  add_fact (self, _("Birthday"), birthday);
  add_custom_facts (self);
  add_fact (self, _("Source"), contact->source);
  add_score (self);
  add_times (self);
  gtk_widget_set_visible (self->facts_group, gtk_list_box_get_row_at_index (self->facts, 0) != NULL);
  peal_focus_release (&focus, self->content);
}

static void
show_head (PealContactView *self)
{
  const PealContact *contact = self->contact;
  g_autofree char *subject = g_strdup_printf ("contact:%" G_GINT64_FORMAT, contact->id);

  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), contact->display);
  adw_avatar_set_text (self->avatar, contact->display);
  gtk_label_set_text (self->name, contact->display);
  gtk_label_set_text (self->org, contact->org);
  gtk_widget_set_visible (GTK_WIDGET (self->org),
                          *contact->org != '\0' && !g_str_equal (contact->org, contact->display));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->message_button), "s", subject);
  gtk_label_set_text (self->notes, contact->notes);
  peal_timeline_list_set_name (self->timeline, contact->display);
  gtk_widget_set_visible (self->notes_group, *contact->notes != '\0');
  gtk_widget_set_visible (self->content, TRUE);
}

static void
photo_read_cb (gpointer      owner,
               const GValue *value)
{
  PealContactView *self = owner;

  peal_photo_show (self->avatar, g_value_get_boxed (value));
}

/* Reading ---------------------------------------------------------------------------------------- */

static void
consents_read_cb (gpointer      owner,
                  const GValue *value)
{
  PealContactView *self = owner;
  const GPtrArray *consents = g_value_get_boxed (value);

  /* The person may have been read anew since, with other numbers. */
  if (consents->len == self->contact->phones->len)
    show_numbers (self, consents);
}

static void
groups_read_cb (gpointer      owner,
                const GValue *value)
{
  PealContactView *self = owner;
  const GPtrArray *groups = g_value_get_boxed (value);
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < groups->len; i++)
    {
      const PealGroup *group = g_ptr_array_index (groups, i);

      for (guint n = 0; n < self->contact->group_ids->len; n++)
        if (g_array_index (self->contact->group_ids, gint64, n) == group->id)
          g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", group->name);
    }
  g_set_str (&self->group_names, names->str);
  show_facts (self);
}

static void
fields_read_cb (gpointer      owner,
                const GValue *value)
{
  PealContactView *self = owner;

  g_clear_pointer (&self->fields, g_ptr_array_unref);
  self->fields = g_value_dup_boxed (value);
  show_facts (self);
}

static void
read_rest (PealContactView *self)
{
  PealStore *store = peal_engine_get_store (self->engine);
  g_autoptr(GStrvBuilder) numbers = g_strv_builder_new ();
  g_auto(GStrv) list = NULL;

  for (guint i = 0; i < self->contact->phones->len; i++)
    g_strv_builder_add (numbers, ((PealContactPhone *) g_ptr_array_index (self->contact->phones, i))->e164);
  list = g_strv_builder_end (numbers);
  peal_when_latest (&self->reading_consent,
                    peal_consent_get_many (store, (const char *const *) list), self,
                    consents_read_cb, peal_main_window_show_error_cb);
  peal_when_latest (&self->reading_groups, peal_groups_list (store), self, groups_read_cb, peal_main_window_show_error_cb);
  peal_when_latest (&self->reading_photo, peal_contact_photo_get (store, self->contact_id), self, photo_read_cb, NULL);
  peal_when_latest (&self->reading_fields, peal_contact_fields_list (store), self, fields_read_cb,
                    peal_main_window_show_error_cb);
}

static void
contact_read_cb (gpointer      owner,
                 const GValue *value)
{
  PealContactView *self = owner;

  g_clear_pointer (&self->contact, peal_contact_free);
  self->contact = g_value_dup_boxed (value);
  show_head (self);
  read_rest (self);
}

/* Who was erased has no page any more. */
static void
contact_gone_cb (gpointer      owner,
                 const GError *error)
{
  if (g_error_matches (error, PEAL_STORE_ERROR, PEAL_STORE_ERROR_NOT_FOUND))
    gtk_widget_activate_action (owner, "navigation.pop", NULL);
  else
    peal_main_window_show_error_cb (owner, error);
}

static void
read_contact (PealContactView *self)
{
  peal_when_latest (&self->reading,
                    peal_contacts_get (peal_engine_get_store (self->engine), self->contact_id), self,
                    contact_read_cb, contact_gone_cb);
}

static void
store_changed_cb (PealContactView *self,
                  guint            changes)
{
  if ((changes & (PEAL_CHANGE_PEOPLE | PEAL_CHANGE_CONSENT | PEAL_CHANGE_FIELDS)) != 0)
    read_contact (self);
}

/* Object ----------------------------------------------------------------------------------------- */

static void
peal_contact_view_dispose (GObject *object)
{
  PealContactView *self = PEAL_CONTACT_VIEW (object);

  dex_clear (&self->reading);
  dex_clear (&self->reading_consent);
  dex_clear (&self->reading_groups);
  dex_clear (&self->reading_fields);
  dex_clear (&self->reading_photo);
  gtk_widget_dispose_template (GTK_WIDGET (self), PEAL_TYPE_CONTACT_VIEW);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (peal_contact_view_parent_class)->dispose (object);
}

static void
peal_contact_view_finalize (GObject *object)
{
  PealContactView *self = PEAL_CONTACT_VIEW (object);

  g_clear_pointer (&self->contact, peal_contact_free);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_free (self->group_names);
  G_OBJECT_CLASS (peal_contact_view_parent_class)->finalize (object);
}

static void
peal_contact_view_class_init (PealContactViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (PEAL_TYPE_TIMELINE_LIST);
  object_class->dispose = peal_contact_view_dispose;
  object_class->finalize = peal_contact_view_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               PEAL_RESOURCE_PATH "/ui/peal-contact-view.ui");
  gtk_widget_class_bind_template_child (widget_class, PealContactView, content);
  gtk_widget_class_bind_template_child (widget_class, PealContactView, avatar);
  gtk_widget_class_bind_template_child (widget_class, PealContactView, name);
  gtk_widget_class_bind_template_child (widget_class, PealContactView, org);
  gtk_widget_class_bind_template_child (widget_class, PealContactView, message_button);
  gtk_widget_class_bind_template_child (widget_class, PealContactView, numbers);
  gtk_widget_class_bind_template_child (widget_class, PealContactView, facts_group);
  gtk_widget_class_bind_template_child (widget_class, PealContactView, facts);
  gtk_widget_class_bind_template_child (widget_class, PealContactView, notes_group);
  gtk_widget_class_bind_template_child (widget_class, PealContactView, notes);
  gtk_widget_class_bind_template_child (widget_class, PealContactView, timeline);
}

static void
peal_contact_view_init (PealContactView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

PealContactView *
peal_contact_view_new (PealEngine *engine,
                       gint64      contact_id)
{
  PealContactView *self;

  g_return_val_if_fail (PEAL_IS_ENGINE (engine), NULL);

  self = g_object_new (PEAL_TYPE_CONTACT_VIEW, NULL);
  self->engine = g_object_ref (engine);
  self->contact_id = contact_id;
  g_signal_connect_object (peal_engine_get_store (engine), "changed", G_CALLBACK (store_changed_cb),
                           self, G_CONNECT_SWAPPED);
  peal_timeline_list_set_contact (self->timeline, engine, contact_id);
  read_contact (self);
  return self;
}

const PealContact *
peal_contact_view_get_contact (PealContactView *self)
{
  g_return_val_if_fail (PEAL_IS_CONTACT_VIEW (self), NULL);

  return self->contact;
}
