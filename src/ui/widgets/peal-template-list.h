/* peal-template-list.h: templates to choose from while a text is written.
 *
 * A list by the cursor that takes no focus: whoever has the keys hands them on.
 * What is used most comes first. Each row shows the text as it would be put in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-filler.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Signal "chosen" (pointer): the PealTemplate, borrowed. */
#define PEAL_TYPE_TEMPLATE_LIST (peal_template_list_get_type ())
G_DECLARE_FINAL_TYPE (PealTemplateList, peal_template_list, PEAL, TEMPLATE_LIST, GtkPopover)

PealTemplateList *peal_template_list_new (void);

/* @templates: of PealTemplate; refs it. @filler: whose values the rows show; NULL = none. */
void peal_template_list_set_templates (PealTemplateList *self,
                                       GPtrArray        *templates,
                                       PealFiller       *filler);

/* Lists those of whose name, category or text each word of @words begins a word, the first one selected.
 * FALSE: there are none. */
gboolean peal_template_list_search (PealTemplateList *self,
                                    const char       *words);

/* Up, Down, Enter, Tab and Escape mean something while the list is open. TRUE: the key was one of them. */
gboolean peal_template_list_take_key (PealTemplateList *self,
                                      guint             keyval);

G_END_DECLS
