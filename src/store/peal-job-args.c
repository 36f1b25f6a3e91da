/* peal-job-args.c: the arguments and results of small jobs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-job-args.h"

PealJobArgs *
peal_job_args_new (gint64      id,
                   const char *text,
                   const char *actor)
{
  return PEAL_JOB_ARGS (.id = id, .text = text, .actor = actor);
}

PealJobArgs *
peal_job_args_new_for_ids (const gint64 *ids,
                           guint         n_ids,
                           const char   *text,
                           const char   *actor)
{
  PealJobArgs *self = peal_job_args_new (0, text, actor);

  self->ids = peal_ids_new (ids, n_ids);
  return self;
}

PealJobArgs *
peal_job_args_copy (const PealJobArgs *self)
{
  PealJobArgs *copy = g_memdup2 (self, sizeof *self);

  copy->ids = self->ids != NULL ? g_array_copy (self->ids) : NULL;
  copy->text = g_strdup (self->text);
  copy->actor = g_strdup (peal_text (self->actor));
  return copy;
}

void
peal_job_args_free (gpointer data)
{
  PealJobArgs *self = data;

  g_clear_pointer (&self->ids, g_array_unref);
  g_free ((char *) self->text);
  g_free ((char *) self->actor);
  g_free (self);
}

GArray *
peal_ids_new (const gint64 *ids,
              guint         n_ids)
{
  GArray *array = g_array_sized_new (FALSE, FALSE, sizeof (gint64), n_ids);

  if (n_ids > 0)
    g_array_append_vals (array, ids, n_ids);
  return array;
}

char *
peal_ids_to_json (GArray *ids)
{
  GString *json = g_string_sized_new (8 * ids->len + 2);

  g_string_append_c (json, '[');
  for (guint i = 0; i < ids->len; i++)
    {
      char number[24];

      g_snprintf (number, sizeof number, i == 0 ? "%" G_GINT64_FORMAT : ",%" G_GINT64_FORMAT,
                  peal_ids_get (ids, i));
      g_string_append (json, number);
    }
  g_string_append_c (json, ']');
  return g_string_free_and_steal (json);
}

void
peal_ids_take_rows (GArray   *ids,
                    PealStmt *stmt)
{
  while (peal_stmt_next (stmt))
    {
      gint64 id = peal_stmt_get_int (stmt, 0);

      g_array_append_val (ids, id);
    }
  peal_stmt_release (stmt);
}

void
peal_result_set_int (GValue *result,
                     gint64  number)
{
  g_value_init (result, G_TYPE_INT64);
  g_value_set_int64 (result, number);
}

void
peal_result_take (GValue  *result,
                  GType    type,
                  gpointer boxed)
{
  g_value_init (result, type);
  g_value_take_boxed (result, boxed);
}

gint64
peal_stmt_take_int (PealStmt *stmt)
{
  gint64 number = peal_stmt_next (stmt) ? peal_stmt_get_int (stmt, 0) : 0;

  peal_stmt_release (stmt);
  return number;
}

char *
peal_stmt_take_text (PealStmt *stmt)
{
  char *text = g_strdup (peal_stmt_next (stmt) ? peal_stmt_get_text (stmt, 0) : "");

  peal_stmt_release (stmt);
  return text;
}

char *
peal_stmt_dup_line (PealStmt *stmt,
                    int       column)
{
  return g_strdelimit (peal_stmt_dup_text (stmt, column), "\r\n\t", ' ');
}
