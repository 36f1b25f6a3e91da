/* peal-actions.c: every action that a key or a name starts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-actions.h"

#include "peal-page-table.h"

#include <glib/gi18n.h>

#define GENERAL N_("General")
#define INBOX N_("Inbox")
#define WRITING N_("Writing")
#define CONTACTS N_("Contacts")
#define OUTBOX N_("Outbox")

static const PealAction actions[] = {
  { "win.new-message::", { "<Control>n" }, N_("New message"), GENERAL },
  { "win.switch", { "<Control>k" }, N_("Go to anything"), GENERAL },
  { "win.new-contact", { "<Control><Shift>n" }, N_("New contact"), GENERAL },
  { "win.import", { NULL }, N_("Import contacts"), GENERAL },
  { "win.find", { "<Control>f" }, N_("Find"), GENERAL },
  { "win.menu", { "F10" }, N_("Main menu"), GENERAL },
  { "app.preferences", { "<Control>comma" }, N_("Preferences"), GENERAL },
  { "win.shortcuts", { "<Control>question" }, N_("Keyboard shortcuts"), GENERAL },
  { "win.toggle-sidebar", { "F9" }, N_("Show or hide the navigation"), GENERAL },
  { "window.close", { "<Control>w" }, N_("Close the window"), GENERAL },
  { "app.about", { NULL }, N_("About Peal"), GENERAL },
  { "app.quit", { "<Control>q" }, N_("Quit"), GENERAL },
  { "inbox.next", { "j" }, N_("Next conversation"), INBOX },
  { "inbox.previous", { "k" }, N_("Previous conversation"), INBOX },
  { "inbox.reply", { "r" }, N_("Reply"), INBOX },
  { "inbox.done", { "e" }, N_("Done"), INBOX },
  { "inbox.snooze", { "z" }, N_("Snooze"), INBOX },
  { "inbox.assign", { "a" }, N_("Choose who looks after it"), INBOX },
  { "inbox.unread", { "u" }, N_("Mark as unread"), INBOX },
  { "inbox.note", { "n" }, N_("Add a private note"), INBOX },
  { "inbox.details", { "i", "<Shift>F9" }, N_("Show or hide who it is"), INBOX },
  { "inbox.opt-out", { "<Shift>o" }, N_("They asked to stop"), INBOX },
  { "inbox.list", { "Escape" }, N_("Back to the list"), INBOX },
  { "composer.template", { "<Control>t" }, N_("Put in a template"), WRITING },
  { "composer.emoji", { "<Control>period" }, N_("Put in an emoji"), WRITING },
  { "composer.replace", { "<Control><Shift>r" }, N_("Replace what makes the text dearer"), WRITING },
  { "answer.suggestion(0)", { "<Alt>1" }, N_("Put in the first suggested answer"), WRITING },
  { "answer.suggestion(1)", { "<Alt>2" }, N_("Put in the second suggested answer"), WRITING },
  { "answer.suggestion(2)", { "<Alt>3" }, N_("Put in the third suggested answer"), WRITING },
  { "contacts.edit", { "<Control>e" }, N_("Edit the contact"), CONTACTS },
  { "contacts.delete", { "Delete" }, N_("Delete what is selected"), CONTACTS },
  { "contacts.export", { "<Control><Shift>s" }, N_("Export contacts"), CONTACTS },
  { "contacts.stop-selecting", { "Escape" }, N_("Leave the selection"), CONTACTS },
  { "outbox.take-back", { "Delete" }, N_("Take back what is selected"), OUTBOX },
  { "outbox.send-now", { "<Control>Return" }, N_("Send what is selected now"), OUTBOX },
  { "outbox.reschedule", { "<Control>l" }, N_("Send what is selected later"), OUTBOX },
  { "outbox.select-all", { "<Control>a" }, N_("Select all"), OUTBOX },
  { "outbox.stop-selecting", { "Escape" }, N_("Leave the selection"), OUTBOX },
};

gboolean
peal_action_is_global (const PealAction *action)
{
  g_return_val_if_fail (action != NULL, FALSE);

  return g_str_has_prefix (action->name, "app.") || g_str_has_prefix (action->name, "win.")
         || g_str_has_prefix (action->name, "window.");
}

const PealAction *
peal_actions_list (gsize *n_actions)
{
  *n_actions = G_N_ELEMENTS (actions);
  return actions;
}

void
peal_actions_set_accels (GtkApplication *application)
{
  const PealPageInfo *pages;
  gsize n_pages;

  g_return_if_fail (GTK_IS_APPLICATION (application));

  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    if (peal_action_is_global (&actions[i]))
      gtk_application_set_accels_for_action (application, actions[i].name,
                                             (const char *const *) actions[i].accels);

  pages = peal_page_table (&n_pages);
  for (gsize i = 0; i < n_pages; i++)
    {
      g_autofree char *name = g_strconcat ("win.go::", pages[i].id, NULL);
      const char *accels[] = { pages[i].accel, NULL };

      gtk_application_set_accels_for_action (application, name, accels);
    }
}

static void
add_shortcut (GtkShortcutController *controller,
              const PealAction      *action,
              const char            *accel)
{
  g_autofree char *name = NULL;
  g_autoptr(GVariant) target = NULL;
  GtkShortcut *shortcut;

  if (!g_action_parse_detailed_name (action->name, &name, &target, NULL))
    g_assert_not_reached ();
  shortcut = gtk_shortcut_new (gtk_shortcut_trigger_parse_string (accel),
                               gtk_named_action_new (name));
  gtk_shortcut_set_arguments (shortcut, target);
  gtk_shortcut_controller_add_shortcut (controller, shortcut);
}

void
peal_actions_add_shortcuts (GtkWidget  *widget,
                            const char *prefix)
{
  GtkEventController *controller;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (prefix != NULL);

  controller = gtk_shortcut_controller_new ();
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    if (g_str_has_prefix (actions[i].name, prefix))
      for (gsize n = 0; actions[i].accels[n] != NULL; n++)
        add_shortcut (GTK_SHORTCUT_CONTROLLER (controller), &actions[i], actions[i].accels[n]);
  gtk_widget_add_controller (widget, controller);
}
