/* pictures-people.c: people on their way out: into a file, and for good.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "pictures.h"

#include "peal-export-dialog.h"
#include "peal-person-acts.h"
#include "peal-scene.h"

void
shoot_export (Shoot *shoot)
{
  static const gint64 ids[] = { 1, 2, 3 };
  g_autoptr(GArray) selected = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(GFile) nowhere = g_file_new_for_path ("/nowhere/contacts.csv");
  PealExportScope scope = { .group_id = 1, .group = PEAL_SCENE_HOSTILE, .search = "شكرا <b>&</b>" };
  AdwDialog *dialog;

  shoot_dialog (shoot, "export", peal_export_dialog_new (shoot->engine, &scope));
  g_array_append_vals (selected, ids, G_N_ELEMENTS (ids));
  scope.search = NULL;
  scope.selected = selected;
  dialog = peal_export_dialog_new (shoot->engine, &scope);
  peal_export_dialog_set_format (PEAL_EXPORT_DIALOG (dialog), PEAL_EXPORT_VCARD);
  shoot_dialog (shoot, "export-card", dialog);
  scope.selected = NULL;
  dialog = peal_export_dialog_new (shoot->engine, &scope);
  adw_dialog_present (dialog, GTK_WIDGET (shoot->window));
  peal_export_dialog_set_file (PEAL_EXPORT_DIALOG (dialog), nowhere);
  shoot_settle ();
  shoot_settle ();
  shoot_save (shoot, "export-failed");
  adw_dialog_force_close (dialog);
  shoot_settle ();
}

void
shoot_erase (Shoot *shoot)
{
  const PealErasure counts = { .n_numbers = 2, .n_shared = 1, .n_messages = 1234, .n_waiting = 2 };
  const PealErasure none = { .n_numbers = 1 };
  g_autoptr(PealContact) contact = peal_contact_new ();
  AdwDialog *dialog;

  g_set_str (&contact->display, PEAL_SCENE_HOSTILE " شكرا 🎉");
  shoot_dialog (shoot, "erase", peal_erase_dialog_new (contact, &counts));
  dialog = peal_erase_dialog_new (contact, &none);
  adw_dialog_present (dialog, GTK_WIDGET (shoot->window));
  shoot_settle ();
  gtk_editable_set_text (GTK_EDITABLE (shoot_find (GTK_WIDGET (dialog), "AdwEntryRow")), "erase");
  shoot_settle ();
  shoot_save (shoot, "erase-confirmed");
  adw_dialog_force_close (dialog);
  shoot_settle ();
}
