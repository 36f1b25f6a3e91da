/* pictures-contacts.c: one contact in all its parts, saved as it is drawn.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "pictures.h"

#include "peal-bin-dialog.h"
#include "peal-bulk-dialog.h"
#include "peal-contact-editor.h"
#include "peal-contact-fields.h"
#include "peal-contacts.h"
#include "peal-duplicates-dialog.h"
#include "peal-field-dialog.h"
#include "peal-preferences.h"
#include "peal-scene.h"

#define LONG_TEXT "Wolfeschlegelsteinhausenbergerdorff Featherstonehaugh-Cholmondeley-Majoribanks"

static const struct
{
  const char *name;
  PealCustomType type;
  const char *choices;
} fields[] = {
  { "Dog’s name", PEAL_CUSTOM_TEXT, "" },
  { "Contract ends", PEAL_CUSTOM_DATE, "" },
  { "Loyalty level", PEAL_CUSTOM_CHOICE, "Gold,Silver,Bronze" },
  { "Shoe size", PEAL_CUSTOM_NUMBER, "" },
  { "Vegan", PEAL_CUSTOM_YES_NO, "" },
  { PEAL_SCENE_HOSTILE, PEAL_CUSTOM_TEXT, "" },
  { LONG_TEXT, PEAL_CUSTOM_CHOICE, LONG_TEXT "," PEAL_SCENE_HOSTILE },
};

static PealStore *
get_store (Shoot *shoot)
{
  return peal_engine_get_store (shoot->engine);
}

/* Once for each workspace. */
static void
add_fields (Shoot *shoot)
{
  g_autoptr(GPtrArray) there = peal_scene_await_boxed (peal_contact_fields_list (get_store (shoot)));

  for (gsize i = 0; there->len == 0 && i < G_N_ELEMENTS (fields); i++)
    {
      g_autoptr(PealCustomField) field = peal_custom_field_new (fields[i].name, fields[i].type);

      g_strfreev (field->choices);
      field->choices = g_strsplit (fields[i].choices, ",", -1);
      peal_scene_await_int (peal_contact_fields_save (get_store (shoot), field, "scene"));
    }
}

/* Anna, of whom much is known. Caller frees. */
static PealContact *
make_known (Shoot *shoot)
{
  PealContact *contact = peal_scene_await_boxed (peal_contacts_get (get_store (shoot), 1));

  g_set_str (&contact->custom, "{\"dog_s_name\":\"Rex 🐕\",\"contract_ends\":\"2027-05-17\",\"loyalty_level\":\"Gold\","
                               "\"shoe_size\":38.5,\"vegan\":true}");
  g_set_str (&contact->title, "Head of colours");
  g_set_str (&contact->city, "New York");
  g_set_str (&contact->birthday, "--11-13");
  peal_scene_await_int (peal_contacts_save (get_store (shoot), contact, "scene"));
  return contact;
}

static void
shoot_fields (Shoot *shoot)
{
  PealPreferences *preferences = peal_preferences_new (shoot->engine, peal_main_window_get_settings (shoot->window));
  g_autoptr(GPtrArray) there = peal_scene_await_boxed (peal_contact_fields_list (get_store (shoot)));

  adw_preferences_dialog_set_visible_page_name (ADW_PREFERENCES_DIALOG (preferences), "contacts");
  shoot_dialog (shoot, "preferences-contacts", ADW_DIALOG (preferences));
  shoot_dialog (shoot, "field-new", ADW_DIALOG (peal_field_dialog_new (NULL, there)));
  shoot_dialog (shoot, "field-edit", ADW_DIALOG (peal_field_dialog_new (g_ptr_array_index (there, 2), there)));
}

/* From its top, its middle and its end. */
static void
shoot_editor (Shoot             *shoot,
              const char        *name,
              const PealContact *contact)
{
  static const struct
  {
    const char *suffix;
    double part;
  } parts[] = { { "", 0.0 }, { "-middle", 0.35 }, { "-end", 1.0 } };
  AdwDialog *dialog = ADW_DIALOG (peal_contact_editor_new (shoot->engine, contact));

  adw_dialog_present (dialog, GTK_WIDGET (shoot->window));
  shoot_settle ();
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *file = g_strconcat (name, parts[i].suffix, NULL);

      if (parts[i].part > 0)
        shoot_show_part (GTK_WIDGET (dialog), parts[i].part);
      shoot_settle ();
      shoot_save (shoot, file);
    }
  adw_dialog_force_close (dialog);
  shoot_settle ();
}

/* The same to many: a tag, and a field whose name and choices are long. */
static void
shoot_bulk (Shoot *shoot)
{
  const gint64 people[] = { 1, 2, 3, 4, 5 };
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  AdwDialog *dialog;
  AdwComboRow *what;

  g_array_append_vals (ids, people, G_N_ELEMENTS (people));
  dialog = ADW_DIALOG (peal_bulk_dialog_new (shoot->engine, ids));
  adw_dialog_present (dialog, GTK_WIDGET (shoot->window));
  shoot_settle ();
  gtk_editable_set_text (GTK_EDITABLE (shoot_find (GTK_WIDGET (dialog), "AdwEntryRow")), "vip");
  shoot_settle ();
  shoot_save (shoot, "contacts-change-tag");
  what = ADW_COMBO_ROW (shoot_find (GTK_WIDGET (dialog), "AdwComboRow"));
  adw_combo_row_set_selected (what, g_list_model_get_n_items (adw_combo_row_get_model (what)) - 1);
  shoot_settle ();
  shoot_dialog (shoot, "contacts-change-field", dialog);
}

static void
shoot_bin (Shoot *shoot)
{
  const gint64 people[] = { 3, 6, 9, 10, 11 };

  shoot_dialog (shoot, "recycle-bin-empty", peal_bin_dialog_new (shoot->engine));
  peal_scene_await_int (peal_contacts_delete (get_store (shoot), people, G_N_ELEMENTS (people), "scene"));
  shoot_dialog (shoot, "recycle-bin", peal_bin_dialog_new (shoot->engine));
  peal_scene_await_int (peal_contacts_restore (get_store (shoot), people, G_N_ELEMENTS (people), "scene"));
}

/* Anna's other self, hostile and long; the list of who may be the same, and the two side by side. */
static void
shoot_duplicates (Shoot *shoot)
{
  g_autoptr(PealContact) twin = peal_contact_new ();
  AdwDialog *dialog = peal_duplicates_dialog_new (shoot->engine);

  shoot_dialog (shoot, "duplicates-none", dialog);
  g_set_str (&twin->given, "Änna");
  g_set_str (&twin->family, "Berg");
  g_set_str (&twin->org, PEAL_SCENE_HOSTILE);
  g_set_str (&twin->title, LONG_TEXT);
  g_set_str (&twin->notes, PEAL_SCENE_HOSTILE " 🎉 شكرا");
  g_set_str (&twin->custom, "{\"dog_s_name\":\"Max\"}");
  g_ptr_array_add (twin->phones, peal_contact_phone_new ("+12125550101"));
  g_ptr_array_add (twin->phones, peal_contact_phone_new ("+12125550197"));
  g_ptr_array_add (twin->emails, peal_contact_email_new ("work", "anna.berg@example.com"));
  peal_scene_await_int (peal_contacts_save (get_store (shoot), twin, "scene"));

  dialog = peal_duplicates_dialog_new (shoot->engine);
  adw_dialog_present (dialog, GTK_WIDGET (shoot->window));
  shoot_settle ();
  shoot_settle ();
  shoot_save (shoot, "duplicates");
  g_signal_emit_by_name (shoot_find (GTK_WIDGET (dialog), "AdwActionRow"), "activated");
  shoot_settle ();
  shoot_settle ();
  shoot_save (shoot, "duplicates-merge");
  shoot_show_part (GTK_WIDGET (dialog), 1.0);
  shoot_settle ();
  shoot_dialog (shoot, "duplicates-merge-end", dialog);
}

void
shoot_contacts (Shoot *shoot)
{
  g_autoptr(PealContact) known = NULL;
  g_autoptr(PealContact) hostile = NULL;

  if (!shoot->is_made_up)
    return;
  add_fields (shoot);
  known = make_known (shoot);
  hostile = peal_scene_await_boxed (peal_contacts_get (get_store (shoot), 9));
  shoot_fields (shoot);
  shoot_editor (shoot, "contact-edit", known);
  shoot_editor (shoot, "contact-edit-hostile", hostile);
  gtk_widget_activate_action (GTK_WIDGET (shoot->window), "win.show", "s", "contact:1");
  shoot_settle ();
  shoot_settle ();
  shoot_save (shoot, "contact-known");
  shoot_show_part (GTK_WIDGET (shoot->window), 1.0);
  shoot_settle ();
  shoot_save (shoot, "contact-known-end");
  shoot_bulk (shoot);
  shoot_bin (shoot);
  shoot_duplicates (shoot);
}
