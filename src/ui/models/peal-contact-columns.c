/* peal-contact-columns.c: the columns of the contacts list.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-contact-columns.h"

#include "peal-config.h"
#include "peal-consent-text.h"
#include "peal-format.h"
#include "peal-groups.h"
#include "peal-palette.h"
#include "peal-swatches.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define MOST_SWATCHES 4

#define LEFT_TO_RIGHT_MARK "\u200e"
#define RIGHT_TO_LEFT_MARK "\u200f"
#define FIRST_STRONG_ISOLATE "\u2068"
#define POP_ISOLATE "\u2069"

static GtkWidget *
new_text (void)
{
  return g_object_new (GTK_TYPE_INSCRIPTION,
                       "xalign", 0.0f,
                       "text-overflow", GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END,
                       "hexpand", TRUE,
                       NULL);
}

/* The direction of the first letter; GTK_TEXT_DIR_NONE: there is none. */
static GtkTextDirection
find_direction (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      gunichar letter = g_utf8_get_char (text);

      if (!g_unichar_isalpha (letter))
        continue;
      switch ((int) g_unichar_get_script (letter))
        {
        case G_UNICODE_SCRIPT_ARABIC:
        case G_UNICODE_SCRIPT_HEBREW:
        case G_UNICODE_SCRIPT_SYRIAC:
        case G_UNICODE_SCRIPT_THAANA:
        case G_UNICODE_SCRIPT_NKO:
          return GTK_TEXT_DIR_RTL;
        default:
          return GTK_TEXT_DIR_LTR;
        }
    }
  return GTK_TEXT_DIR_NONE;
}

/* An inscription aligns its text by the first letter of it; a column is read along one edge, so a mark
 * of the window's direction stands before a text of the other one, which is isolated from it. */
static void
set_text (GtkWidget  *cell,
          const char *text)
{
  GtkTextDirection direction = find_direction (text);
  GtkTextDirection window = gtk_widget_get_direction (cell);
  g_autofree char *marked = NULL;

  if (direction != GTK_TEXT_DIR_NONE && direction != window)
    marked = g_strconcat (window == GTK_TEXT_DIR_RTL ? RIGHT_TO_LEFT_MARK : LEFT_TO_RIGHT_MARK,
                          FIRST_STRONG_ISOLATE, text, POP_ISOLATE, NULL);
  gtk_inscription_set_text (GTK_INSCRIPTION (cell), marked != NULL ? marked : text);
}

/* A widget before a text. */
static GtkWidget *
new_pair (GtkWidget *first)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_set_valign (first, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), first);
  gtk_box_append (GTK_BOX (box), new_text ());
  return box;
}

static GtkWidget *
create_name (void)
{
  GtkWidget *cell = new_pair (adw_avatar_new (24, NULL, TRUE));

  gtk_box_set_spacing (GTK_BOX (cell), 9);
  gtk_accessible_update_state (GTK_ACCESSIBLE (gtk_widget_get_first_child (cell)),
                               GTK_ACCESSIBLE_STATE_HIDDEN, TRUE, -1);
  return cell;
}

static void
show_name (GtkWidget              *cell,
           const PealContactRow   *row,
           const PealContactScene *scene)
{
  adw_avatar_set_text (ADW_AVATAR (gtk_widget_get_first_child (cell)), row != NULL ? row->display : NULL);
  set_text (gtk_widget_get_last_child (cell), row != NULL ? row->display : "");
}

static void
show_number (GtkWidget              *cell,
             const PealContactRow   *row,
             const PealContactScene *scene)
{
  g_autofree char *number = row != NULL && *row->e164 != '\0' ? peal_format_number (row->e164) : NULL;

  set_text (cell, number != NULL ? number : "");
}

static void
show_org (GtkWidget              *cell,
          const PealContactRow   *row,
          const PealContactScene *scene)
{
  set_text (cell, row != NULL ? row->org : "");
}

static void
show_email (GtkWidget              *cell,
            const PealContactRow   *row,
            const PealContactScene *scene)
{
  set_text (cell, row != NULL ? row->email : "");
}

static GtkWidget *
create_groups (void)
{
  return new_pair (peal_swatches_new ());
}

static void
show_groups (GtkWidget              *cell,
             const PealContactRow   *row,
             const PealContactScene *scene)
{
  g_autoptr(GString) names = g_string_new (NULL);
  GdkRGBA colors[MOST_SWATCHES];
  guint n_colors = 0;

  for (guint i = 0; row != NULL && i < row->group_ids->len; i++)
    {
      const PealGroup *group = g_hash_table_lookup (scene->groups,
                                                    &g_array_index (row->group_ids, gint64, i));

      if (group == NULL)
        continue;
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", group->name);
      if (n_colors < MOST_SWATCHES)
        peal_palette_get (group->color, group->id, &colors[n_colors++]);
    }
  peal_swatches_set_colors (PEAL_SWATCHES (gtk_widget_get_first_child (cell)), colors, n_colors);
  set_text (gtk_widget_get_last_child (cell), names->str);
}

static void
show_tags (GtkWidget              *cell,
           const PealContactRow   *row,
           const PealContactScene *scene)
{
  g_autofree char *tags = row != NULL ? g_strjoinv (", ", row->tags) : NULL;

  set_text (cell, tags != NULL ? tags : "");
}

static void
show_last (GtkWidget              *cell,
           const PealContactRow   *row,
           const PealContactScene *scene)
{
  g_autofree char *when = NULL;

  if (row != NULL && row->last_contacted != 0)
    when = peal_format_when (row->last_contacted, scene->now);
  set_text (cell, when != NULL ? when : "");
}

static void
show_consent (GtkWidget              *cell,
              const PealContactRow   *row,
              const PealContactScene *scene)
{
  gboolean known = row != NULL && *row->e164 != '\0';

  set_text (cell, known ? peal_consent_label (row->consent, row->review) : "");
  if (known && row->consent == PEAL_CONSENT_UNKNOWN && !row->review)
    gtk_widget_add_css_class (cell, "dimmed");
  else
    gtk_widget_remove_css_class (cell, "dimmed");
}

static const PealContactColumn columns[] = {
  { "name", N_("Name"), TRUE, -1, PEAL_CONTACT_SORT_NAME, create_name, show_name },
  { "number", N_("Number"), TRUE, 140, PEAL_CONTACT_SORT_NUMBER, new_text, show_number },
  { "company", N_("Company"), FALSE, 160, PEAL_CONTACT_SORT_ORG, new_text, show_org },
  { "email", N_("E-Mail"), FALSE, 180, PEAL_CONTACT_SORT_RELEVANCE, new_text, show_email },
  { "groups", N_("Groups"), TRUE, 130, PEAL_CONTACT_SORT_RELEVANCE, create_groups, show_groups },
  { "tags", N_("Tags"), TRUE, 90, PEAL_CONTACT_SORT_RELEVANCE, new_text, show_tags },
  { "last", N_("Last Contact"), TRUE, 105, PEAL_CONTACT_SORT_LAST_CONTACTED, new_text, show_last },
  { "consent", N_("Consent"), TRUE, 120, PEAL_CONTACT_SORT_CONSENT, new_text, show_consent },
};

const PealContactColumn *
peal_contact_columns (gsize *n_columns)
{
  *n_columns = G_N_ELEMENTS (columns);
  return columns;
}

char *
peal_contact_row_summary (const PealContactRow *row)
{
  g_autofree char *number = NULL;

  g_return_val_if_fail (row != NULL, NULL);

  if (*row->e164 == '\0')
    return g_strdup (_("No number"));
  number = peal_format_number (row->e164);
  if (row->consent != PEAL_CONSENT_OPTED_OUT && !row->review)
    return g_steal_pointer (&number);
  /* Translators: a phone number, then "Asked to stop". */
  return g_strdup_printf (_("%s · %s"), number, peal_consent_label (row->consent, row->review));
}
