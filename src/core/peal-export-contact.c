/* peal-export-contact.c: everything that is known of somebody, on its way out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-export-contact.h"

#include "peal-phone.h"

#include <string.h>

static void
value_free (gpointer data)
{
  PealExportValue *value = data;

  g_free (value->key);
  g_free (value->text);
  g_free (value);
}

static void
event_free (gpointer data)
{
  PealExportEvent *event = data;

  g_free (event->how);
  g_free (event->wording);
  g_free (event->rule);
  g_free (event->proof);
  g_free (event->actor);
  g_free (event);
}

static void
email_free (gpointer data)
{
  PealExportEmail *email = data;

  g_free (email->label);
  g_free (email->address);
  g_free (email);
}

static void
phone_free (gpointer data)
{
  PealExportPhone *phone = data;

  g_free (phone->e164);
  g_free (phone->label);
  g_free (phone->region);
  g_ptr_array_unref (phone->history);
  g_free (phone);
}

PealExportContact *
peal_export_contact_new (void)
{
  PealExportContact *self = g_new0 (PealExportContact, 1);

  self->uuid = g_strdup ("");
  self->phones = g_ptr_array_new_with_free_func (phone_free);
  self->emails = g_ptr_array_new_with_free_func (email_free);
  self->tags = g_new0 (char *, 1);
  self->groups = g_new0 (char *, 1);
  self->values = g_ptr_array_new_with_free_func (value_free);
  return self;
}

void
peal_export_contact_free (PealExportContact *self)
{
  if (self == NULL)
    return;
  g_free (self->uuid);
  for (guint i = 0; i < PEAL_N_FIELDS; i++)
    g_free (self->texts[i]);
  g_ptr_array_unref (self->phones);
  g_ptr_array_unref (self->emails);
  g_strfreev (self->tags);
  g_strfreev (self->groups);
  g_ptr_array_unref (self->values);
  g_free (self);
}

PealExportPhone *
peal_export_contact_add_phone (PealExportContact *self,
                               const char        *e164)
{
  PealExportPhone *phone = g_new0 (PealExportPhone, 1);

  phone->e164 = g_strdup (e164);
  phone->label = g_strdup ("");
  phone->region = g_strdup ("");
  phone->kind = peal_phone_type_to_string (PEAL_PHONE_TYPE_UNKNOWN);
  phone->is_valid = TRUE;
  phone->consent = "unknown";
  phone->history = g_ptr_array_new_with_free_func (event_free);
  g_ptr_array_add (self->phones, phone);
  return phone;
}

PealExportEmail *
peal_export_contact_add_email (PealExportContact *self,
                               const char        *label,
                               const char        *address)
{
  PealExportEmail *email = g_new0 (PealExportEmail, 1);

  email->label = g_strdup (label);
  email->address = g_strdup (address);
  g_ptr_array_add (self->emails, email);
  return email;
}

const char *
peal_export_consent_from_string (const char *text)
{
  static const char *const states[] = { "opted_in", "opted_out" };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_str_equal (states[i], text))
      return states[i];
  return "unknown";
}

PealExportEvent *
peal_export_phone_add_event (PealExportPhone *self)
{
  PealExportEvent *event = g_new0 (PealExportEvent, 1);

  event->act = event->state = "";
  g_ptr_array_add (self->history, event);
  return event;
}

PealExportValue *
peal_export_contact_add_value (PealExportContact *self,
                               const char        *key,
                               PealValueKind      kind,
                               const char        *text)
{
  PealExportValue *value = g_new0 (PealExportValue, 1);

  value->key = g_strdup (key);
  value->kind = kind;
  value->text = g_strdup (text);
  g_ptr_array_add (self->values, value);
  return value;
}

const char *
peal_export_contact_get (const PealExportContact *self,
                         PealField                field)
{
  return self->texts[field] != NULL ? self->texts[field] : "";
}

const char *
peal_export_contact_get_value (const PealExportContact *self,
                               const char              *key,
                               PealValueKind            kind)
{
  for (guint i = 0; i < self->values->len; i++)
    {
      const PealExportValue *value = g_ptr_array_index (self->values, i);

      if (value->kind == kind && g_str_equal (value->key, key))
        return value->text;
    }
  return NULL;
}

/* Lists ------------------------------------------------------------------------------------------- */

static gboolean
needs_quotes (const char *part)
{
  return *part == '\0' || strpbrk (part, ",;|\"\n\r") != NULL || g_ascii_isspace (*part)
         || g_ascii_isspace (part[strlen (part) - 1]);
}

char *
peal_export_list_join (const char *const *parts)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append (text, ", ");
      if (!needs_quotes (parts[i]))
        {
          g_string_append (text, parts[i]);
          continue;
        }
      g_string_append_c (text, '"');
      for (const char *c = parts[i]; *c != '\0'; c++)
        g_string_append_printf (text, "%s%c", *c == '"' ? "\"" : "", *c);
      g_string_append_c (text, '"');
    }
  return g_string_free_and_steal (text);
}

/* The part that begins at @text, with or without quotes; @end becomes what follows it. */
static char *
read_part (const char  *text,
           const char **end)
{
  g_autoptr(GString) part = g_string_new (NULL);

  if (*text != '"')
    {
      *end = text + strcspn (text, ",");
      return g_strchomp (g_strndup (text, (gsize) (*end - text)));
    }
  for (text++; *text != '\0' && (*text != '"' || text[1] == '"'); text++)
    {
      text += *text == '"';
      g_string_append_c (part, *text);
    }
  *end = text + strcspn (text, ",");
  return g_string_free_and_steal (g_steal_pointer (&part));
}

GStrv
peal_export_list_split (const char *text)
{
  g_autoptr(GStrvBuilder) parts = g_strv_builder_new ();

  while (*(text += strspn (text, " ")) != '\0')
    {
      const gboolean is_quoted = *text == '"';
      g_autofree char *part = read_part (text, &text);

      if (is_quoted || *part != '\0')
        g_strv_builder_take (parts, g_steal_pointer (&part));
      text += *text == ',';
    }
  return g_strv_builder_end (parts);
}
