/* peal-custom-text.h: fields that the business made up itself, in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-contact-fields.h"

G_BEGIN_DECLS

/* What a kind of field is called: "Date". Translated, static. */
const char *peal_custom_type_text (PealCustomType type);

/* What is wrong with a text that is no value of @type: "This is no number." Translated, static. */
const char *peal_custom_fault_text (PealCustomType type);

/* @value, a canonical text, as people write it: "17 May 1980", "3,5", "Yes". The caller frees it. */
char *peal_custom_value_text (PealCustomType type,
                              const char    *value);

G_END_DECLS
