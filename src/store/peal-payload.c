/* peal-payload.c: the JSON object of a ledger event.
 *
 * Two or three members for each of thousands of messages a second: a string is
 * enough, a tree would be the dearest part of a settled message.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-payload.h"

struct _PealPayload
{
  GString *text; /* "{...}", always complete */
};

PealPayload *
peal_payload_new (void)
{
  PealPayload *self = g_new0 (PealPayload, 1);

  self->text = g_string_new ("{}");
  return self;
}

void
peal_payload_free (PealPayload *self)
{
  g_string_free (self->text, TRUE);
  g_free (self);
}

static void
add_name (PealPayload *self,
          const char  *name)
{
  g_string_truncate (self->text, self->text->len - 1);
  if (self->text->len > 1)
    g_string_append_c (self->text, ',');
  g_string_append_c (self->text, '"');
  g_string_append (self->text, name);
  g_string_append (self->text, "\":");
}

void
peal_payload_add_text (PealPayload *self,
                       const char  *name,
                       const char  *text)
{
  add_name (self, name);
  g_string_append_c (self->text, '"');
  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '"' || *c == '\\')
        g_string_append_c (self->text, '\\');
      if ((guchar) *c < 0x20)
        g_string_append_printf (self->text, "\\u%04x", (guint) *c);
      else
        g_string_append_c (self->text, *c);
    }
  g_string_append (self->text, "\"}");
}

void
peal_payload_add_int (PealPayload *self,
                      const char  *name,
                      gint64       value)
{
  add_name (self, name);
  g_string_append_printf (self->text, "%" G_GINT64_FORMAT "}", value);
}

void
peal_payload_add_json (PealPayload *self,
                       const char  *name,
                       const char  *json)
{
  add_name (self, name);
  g_string_append (self->text, json);
  g_string_append_c (self->text, '}');
}

const char *
peal_payload_get_json (PealPayload *self)
{
  return self->text->str;
}
