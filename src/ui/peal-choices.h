/* peal-choices.h: rows with a list of values to choose from, under names that people know.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The name of @value; the caller frees it. */
typedef char *(*PealChoiceName) (const char *value);

/* Offers nothing (""), and @values in their order under their names (@name NULL: as they are); and @chosen,
 * too, if it is none of them: it is what is selected. */
void peal_choices_set (AdwComboRow       *row,
                       const char *const *values,
                       PealChoiceName     name,
                       const char        *chosen);

/* What is selected, "" = nothing. Borrowed until peal_choices_set (). */
const char *peal_choices_get (AdwComboRow *row);

/* Choices for three things that are known of people; the lists are long, so they can be searched. */
void peal_choices_set_zone (AdwComboRow *row,
                            const char  *chosen); /* "Europe/Berlin" */
void peal_choices_set_language (AdwComboRow *row,
                                const char  *chosen); /* "de" */
void peal_choices_set_country (AdwComboRow *row,
                               const char  *chosen); /* "DE" */

G_END_DECLS
