/* peal-migrate.h: is this file ours, and is its schema today's? Private to store/.
 *
 * R-DATA-2: each step is one transaction with user_version inside it; before the
 * first step on a workspace that has data a copy is made beside it
 * (peal.db.before-vN); a failure leaves the file as it was.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-db.h"

G_BEGIN_DECLS

typedef enum
{
  PEAL_SCHEMA_EMPTY,   /* a new or empty file */
  PEAL_SCHEMA_OLDER,
  PEAL_SCHEMA_CURRENT,
  PEAL_SCHEMA_NEWER,
  PEAL_SCHEMA_FOREIGN, /* a sound database of some other program */
} PealSchemaAge;

/* Compares the file with @migrations; reads only. Sets the sticky error of @db if it cannot be read. */
PealSchemaAge peal_schema_inspect (PealDb              *db,
                                   const PealMigration *migrations);

/* Runs the steps of @migrations that the file at @path lacks. FALSE with PEAL_STORE_ERROR. */
gboolean peal_schema_migrate (PealDb              *db,
                              const char          *path,
                              const PealMigration *migrations,
                              GError             **error);

G_END_DECLS
