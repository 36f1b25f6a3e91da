/* peal-log.c: where log lines go, and what never gets there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-base"

#include "peal-log.h"

#include <string.h>

#define MIN_SECRET_LENGTH 4

static GMutex mutex;
static GPtrArray *secrets; /* of char *, guarded by mutex */

void
peal_log_add_secret (const char *secret)
{
  if (secret == NULL || strlen (secret) < MIN_SECRET_LENGTH)
    return;

  g_mutex_lock (&mutex);
  if (secrets == NULL)
    secrets = g_ptr_array_new_with_free_func (g_free);
  if (!g_ptr_array_find_with_equal_func (secrets, secret, g_str_equal, NULL))
    g_ptr_array_add (secrets, g_strdup (secret));
  g_mutex_unlock (&mutex);
}

char *
peal_log_redact (const char *line)
{
  GString *out = g_string_new (line);

  g_mutex_lock (&mutex);
  for (guint i = 0; secrets != NULL && i < secrets->len; i++)
    g_string_replace (out, g_ptr_array_index (secrets, i), "[secret]", 0);
  g_mutex_unlock (&mutex);
  return g_string_free_and_steal (out);
}

char *
peal_log_mask_number (const char *e164)
{
  gsize length = e164 != NULL ? strlen (e164) : 0;

  if (length < 8)
    return g_strdup ("...");
  return g_strdup_printf ("%.4s...%s", e164, e164 + length - 2);
}

static GLogWriterOutput
write_log (GLogLevelFlags   level,
           const GLogField *fields,
           gsize            n_fields,
           gpointer         user_data)
{
  g_autofree GLogField *clean = g_memdup2 (fields, n_fields * sizeof *fields);
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (clean[i].key, "MESSAGE") && clean[i].length < 0)
      {
        g_ptr_array_add (texts, peal_log_redact (clean[i].value));
        clean[i].value = g_ptr_array_index (texts, texts->len - 1);
      }

  return g_log_writer_default (level, clean, n_fields, user_data);
}

void
peal_log_init (void)
{
  g_log_set_writer_func (write_log, NULL, NULL);
}
