/* peal-health-problem.c: one thing that needs a person.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-health-problem.h"

#include "peal-config.h"
#include "peal-health-text.h"

#include <glib/gi18n.h>

struct _PealHealthProblem
{
  GtkListBoxRow parent_instance;
  PealFindingCode code;      /* PEAL_N_FINDINGS until it shows one */
  gint64 account_id;
  char *provider_code;       /* of failures; else "" */

  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *advice;
  GtkButton *button;
};

G_DEFINE_FINAL_TYPE (PealHealthProblem, peal_health_problem, GTK_TYPE_LIST_BOX_ROW)

static void
peal_health_problem_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), PEAL_TYPE_HEALTH_PROBLEM);
  G_OBJECT_CLASS (peal_health_problem_parent_class)->dispose (object);
}

static void
peal_health_problem_finalize (GObject *object)
{
  g_free (PEAL_HEALTH_PROBLEM (object)->provider_code);
  G_OBJECT_CLASS (peal_health_problem_parent_class)->finalize (object);
}

static void
peal_health_problem_class_init (PealHealthProblemClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = peal_health_problem_dispose;
  G_OBJECT_CLASS (klass)->finalize = peal_health_problem_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, PEAL_RESOURCE_PATH "/ui/peal-health-problem.ui");
  gtk_widget_class_bind_template_child (widget_class, PealHealthProblem, icon);
  gtk_widget_class_bind_template_child (widget_class, PealHealthProblem, title);
  gtk_widget_class_bind_template_child (widget_class, PealHealthProblem, advice);
  gtk_widget_class_bind_template_child (widget_class, PealHealthProblem, button);
}

static void
peal_health_problem_init (PealHealthProblem *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->code = PEAL_N_FINDINGS;
  self->provider_code = g_strdup ("");
}

GtkWidget *
peal_health_problem_new (void)
{
  return g_object_new (PEAL_TYPE_HEALTH_PROBLEM, NULL);
}

/* Colour and shape say how bad it is; a screen reader hears it. */
static void
show_level (PealHealthProblem *self,
            const char        *title,
            PealHealthLevel    level)
{
  gboolean broken = level == PEAL_HEALTH_BROKEN;
  /* Translators: for a screen reader: a problem that stops sending, then the sentence that tells it. */
  g_autofree char *spoken = g_strdup_printf (broken ? _("Error. %s") : _("Warning. %s"), title);
  const char *classes[] = { broken ? "error" : "warning", NULL };

  gtk_image_set_from_icon_name (self->icon, broken ? "dialog-error-symbolic" : "dialog-warning-symbolic");
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), classes);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static const char *
get_provider_code (const PealFinding *finding)
{
  return finding->failure != NULL ? finding->failure->provider_code : "";
}

gboolean
peal_health_problem_is_of (PealHealthProblem *self,
                           const PealFinding *finding)
{
  g_return_val_if_fail (PEAL_IS_HEALTH_PROBLEM (self), FALSE);

  return self->code == finding->code && self->account_id == finding->account_id
         && g_str_equal (self->provider_code, get_provider_code (finding));
}

/* The target before the name, so that at no time the action lacks what it wants. */
static void
show_mend (PealHealthProblem *self,
           const PealFinding *finding)
{
  GtkActionable *button = GTK_ACTIONABLE (self->button);
  PealMend mend = peal_finding_mend (finding);

  gtk_widget_set_visible (GTK_WIDGET (self->button), mend.label != NULL);
  if (mend.label == NULL)
    return;
  gtk_button_set_label (self->button, mend.label);
  gtk_actionable_set_action_target_value (button, mend.is_of_account ? g_variant_new_int64 (finding->account_id)
                                                  : mend.target != NULL ? g_variant_new_string (mend.target)
                                                                        : NULL);
  gtk_actionable_set_action_name (button, mend.action);
}

void
peal_health_problem_show (PealHealthProblem *self,
                          const PealHealth  *health,
                          const PealFinding *finding)
{
  g_autofree char *title = NULL;
  g_autofree char *advice = NULL;

  g_return_if_fail (PEAL_IS_HEALTH_PROBLEM (self));

  self->code = finding->code;
  self->account_id = finding->account_id;
  g_set_str (&self->provider_code, get_provider_code (finding));
  title = peal_finding_text (health, finding);
  advice = peal_finding_advice (finding);
  show_level (self, title, finding->level);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->advice, advice);
  show_mend (self, finding);
}
