/* export-people.h: contacts that writers of files stumble over.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-export-contact.h"

/* As many as make_person () knows. */
#define N_PEOPLE 12

/* What is wrong with person @i; static. */
const char *get_person_name (guint i);

/* Every one has a number that can be texted, and a display name as an import would make it. */
PealExportContact *make_person (guint i);

/* A contact by chance, of texts that hold whatever a separator, a quote or an escape may be. */
PealExportContact *make_random_person (GRand *rand,
                                       guint  number);
