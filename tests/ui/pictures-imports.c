/* pictures-imports.c: what a file of contacts is taken for, and what became of earlier ones, saved as it is drawn.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "pictures.h"

#include "peal-import-dialog.h"
#include "peal-import-history.h"
#include "peal-jobs.h"
#include "peal-scene.h"

static const char people_file[] =
  "First Name,Last Name,Phone\n"
  "Zoë,<b>Late</b>,(305) 372-0500\n"
  "Yusuf,Early,+44 20 7946 0018\n"
  "Anna,Berg,+12125550101\n"
  "Grace,Hopper,+12125550107\n"
  "Yusuf,Early,+44 (0)20 7946-0018\n"
  "Wolfeschlegelsteinhausenbergerdorff,Featherstonehaugh-Cholmondeley,305.372.0501 ext. 12\n"
  "فاطمة,الزهراء,3.05372E+09\n"
  "Short,Number,12\n"
  "Cut,Off,1.2345E+11\n"
  "No,Number,\n";

/* What a file holds, before it is stored. */
static void
shoot_rehearsal (Shoot *shoot)
{
  g_autofree char *path = g_build_filename (shoot->directory, "people.csv", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  AdwDialog *dialog = peal_import_dialog_new (shoot->engine);

  if (!g_file_set_contents (path, people_file, -1, NULL))
    shoot->failed = TRUE;
  peal_import_dialog_set_file (PEAL_IMPORT_DIALOG (dialog), file);
  adw_dialog_present (dialog, GTK_WIDGET (shoot->window));
  shoot_settle ();
  shoot_save (shoot, "import-rehearsal");
  adw_switch_row_set_active (ADW_SWITCH_ROW (shoot_find (GTK_WIDGET (dialog), "AdwSwitchRow")), TRUE);
  shoot_settle ();
  shoot_save (shoot, "import-consent");
  adw_switch_row_set_active (ADW_SWITCH_ROW (shoot_find (GTK_WIDGET (dialog), "AdwSwitchRow")), FALSE);
  shoot_scroll (GTK_WIDGET (dialog), "PealImportReview");
  shoot_settle ();
  shoot_save (shoot, "import-rows");
  g_signal_emit_by_name (shoot_find (GTK_WIDGET (dialog), "PealImportReview"), "columns");
  shoot_dialog (shoot, "import-columns", dialog);
  g_file_delete (file, NULL, NULL); /* best effort */
}

/* Imports as they end, one with a name that tries to be markup. */
static void
keep_imports (PealStore *store)
{
  static const struct
  {
    const char *detail;
    PealJobState state;
  } imports[] = {
    { "{\"file\":\"shop-export.csv\",\"new\":412,\"updated\":37,\"unchanged\":8,\"rejected\":5,\"removed\":409,"
      "\"restored\":37,\"kept\":3}", PEAL_JOB_UNDONE },
    { "{\"file\":\"<b>Fair & Co</b> 🎉 a name that is longer than any row of a list has room for it.vcf\",\"new\":1204}",
      PEAL_JOB_STOPPED },
    { "{\"file\":\"phone.vcf\",\"new\":120,\"updated\":3,\"unchanged\":41,\"rejected\":2}", PEAL_JOB_DONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (imports); i++)
    {
      gint64 id = peal_scene_await_int (peal_jobs_start (store, "import", imports[i].detail, "scene"));

      peal_scene_await (peal_jobs_finish (store, id, imports[i].state, imports[i].detail, "scene"));
    }
}

void
shoot_imports (Shoot *shoot)
{
  AdwDialog *dialog;

  shoot_dialog (shoot, "import", peal_import_dialog_new (shoot->engine));
  shoot_rehearsal (shoot);
  if (shoot->is_made_up && !g_str_equal (shoot->look->name, "empty"))
    keep_imports (peal_engine_get_store (shoot->engine));
  dialog = peal_import_dialog_new (shoot->engine);
  adw_dialog_present (dialog, GTK_WIDGET (shoot->window));
  shoot_settle ();
  adw_navigation_view_push (ADW_NAVIGATION_VIEW (shoot_find (GTK_WIDGET (dialog), "AdwNavigationView")),
                            peal_import_history_new (shoot->engine));
  shoot_dialog (shoot, "import-history", dialog);
}
