/* pictures-plans.c: what is planned, and what is asked about it, saved as it is drawn.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "pictures.h"

#include "peal-accounts.h"
#include "peal-answering.h"
#include "peal-contact-editor.h"
#include "peal-questions-dialog.h"
#include "peal-scene.h"
#include "peal-schedule-dialog.h"
#include "peal-scheduler.h"

/* A plan that is not one yet, and says what it lacks. */
static void
shoot_faults (Shoot *shoot)
{
  PealSchedule *schedule = peal_schedule_new ("", "Hello {first_nmae|}");
  AdwDialog *dialog = peal_schedule_dialog_new (shoot->engine, schedule);

  adw_dialog_present (dialog, GTK_WIDGET (shoot->window));
  shoot_settle ();
  shoot_save (shoot, "schedule-faults");
  shoot_show_part (GTK_WIDGET (dialog), 0.5);
  shoot_dialog (shoot, "schedule-faults-when", dialog);
  peal_schedule_free (schedule);
}

/* Its account is switched off. */
static void
shoot_no_account (Shoot              *shoot,
                  const PealSchedule *planned)
{
  PealStore *store = peal_engine_get_store (shoot->engine);
  g_autoptr(PealAccount) account = peal_account_new ("simulator", "SIM & Söhne <b>");
  g_autoptr(PealAccount) stored = NULL;
  g_autoptr(PealSchedule) schedule = peal_schedule_copy (planned);

  account->enabled = FALSE;
  g_set_str (&account->sender, "+15005550009");
  stored = peal_scene_await_boxed (peal_account_save (store, account, "pictures"));
  schedule->account_id = stored->id;
  peal_scene_await_int (peal_engine_save_schedule (shoot->engine, schedule, "pictures"));
  shoot_settle ();
  shoot_settle ();
  shoot_save (shoot, "campaigns-no-account");
  shoot_dialog (shoot, "schedule-no-account", peal_schedule_dialog_new (shoot->engine, schedule));
  peal_scene_await (peal_account_remove (store, stored->id, "pictures"));
}

void
shoot_schedules (Shoot *shoot)
{
  g_autoptr(GPtrArray) schedules = NULL;
  AdwDialog *dialog = peal_schedule_dialog_new (shoot->engine, NULL);

  shoot_dialog (shoot, "schedule-new", dialog);
  shoot_faults (shoot);
  if (!shoot->is_made_up)
    return;
  peal_scene_plan (shoot->engine);
  peal_main_window_go (shoot->window, "campaigns");
  shoot_settle ();
  shoot_settle ();
  shoot_save (shoot, "campaigns-planned");
  schedules = peal_scene_await_boxed (peal_schedules_list (peal_engine_get_store (shoot->engine)));
  for (guint i = 0; i < schedules->len; i++)
    {
      const PealSchedule *schedule = g_ptr_array_index (schedules, i);

      if (!g_str_equal (schedule->name, PEAL_SCENE_HOSTILE))
        continue;
      dialog = peal_schedule_dialog_new (shoot->engine, schedule);
      adw_dialog_present (dialog, GTK_WIDGET (shoot->window));
      shoot_settle ();
      shoot_save (shoot, "schedule");
      shoot_show_part (GTK_WIDGET (dialog), 0.5);
      shoot_settle ();
      shoot_save (shoot, "schedule-when");
      shoot_show_part (GTK_WIDGET (dialog), 1.0);
      shoot_dialog (shoot, "schedule-end", dialog);
      shoot_no_account (shoot, schedule);
    }
}

void
shoot_questions (Shoot *shoot)
{
  g_autoptr(PealProgress) progress = peal_progress_new ();

  shoot_dialog (shoot, "question-copy",
                peal_questions_dialog_new (shoot->window, &(PealQuestions) { .copy = TRUE }));
  shoot_dialog (shoot, "question-clock",
                peal_questions_dialog_new (shoot->window, &(PealQuestions) { .clock = TRUE }));
  shoot_dialog (shoot, "question-messages",
                peal_questions_dialog_new (shoot->window, &(PealQuestions) { .n_messages = 1234 }));
  peal_progress_set (progress, 8000, 20000);
  shoot_dialog (shoot, "answering", peal_answering_new (progress, FALSE));
}

static void
ignore_undo (PealMainWindow *window,
             gpointer        data)
{
}

/* What an answer leaves for a while. */
static void
shoot_undo (Shoot *shoot)
{
  peal_main_window_offer_undo (shoot->window, "1,234 messages left out", ignore_undo, NULL, NULL);
  shoot_settle ();
  shoot_save (shoot, "question-undo");
}

void
shoot_plans (Shoot *shoot)
{
  peal_main_window_go (shoot->window, "campaigns");
  shoot_settle ();
  shoot_settle ();
  shoot_save (shoot, "campaigns");
  shoot_dialog (shoot, "contact-editor", ADW_DIALOG (peal_contact_editor_new (shoot->engine, NULL)));
  shoot_questions (shoot);
  shoot_schedules (shoot);
  shoot_undo (shoot);
}
