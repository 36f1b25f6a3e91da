/* peal-sms-link.c: links that ask for a message.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-sms-link.h"

#include <string.h>

static const char *const schemes[] = { "sms", "smsto", "tel" };

static const char *
skip_scheme (const char *uri)
{
  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      gsize length = strlen (schemes[i]);

      if (g_ascii_strncasecmp (uri, schemes[i], length) == 0 && uri[length] == ':')
        return uri + length + 1 + strspn (uri + length + 1, "/");
    }
  return NULL;
}

/* NULL: it is no text. */
static char *
decode (const char *start,
        const char *end)
{
  g_autofree char *text = g_uri_unescape_segment (start, end, NULL);

  return text != NULL && g_utf8_validate (text, -1, NULL) ? g_steal_pointer (&text) : NULL;
}

/* Numbers ----------------------------------------------------------------------------------------- */

/* ";phone-context=+1" says what stands before a local number (RFC 3966, 5.1.5). Where it is a domain, the number
 * is left as it is: we know no such plan. Caller frees. */
static char *
apply_context (const char *number,
               const char *context)
{
  return *number != '+' && *context == '+' ? g_strconcat (context, number, NULL) : g_strdup (number);
}

static void
add_number (GPtrArray  *numbers,
            const char *number,
            const char *context)
{
  g_autofree char *whole = apply_context (number, context);

  if (*whole != '\0' && !g_ptr_array_find_with_equal_func (numbers, whole, g_str_equal, NULL))
    g_ptr_array_insert (numbers, -1, g_steal_pointer (&whole));
}

/* "+15555550101;ext=5", or several with semicolons between them: a parameter has a name. */
static void
read_recipient (GPtrArray  *numbers,
                const char *recipient)
{
  g_auto(GStrv) parts = g_strsplit (recipient, ";", -1);
  const char *context = "";

  for (guint i = 0; parts[i] != NULL; i++)
    if (g_ascii_strncasecmp (parts[i], "phone-context=", strlen ("phone-context=")) == 0)
      context = parts[i] + strlen ("phone-context=");
  for (guint i = 0; parts[i] != NULL; i++)
    if (i == 0 || g_ascii_isdigit (*g_strchug (parts[i])) || *parts[i] == '+')
      add_number (numbers, g_strstrip (parts[i]), i == 0 ? context : "");
}

static PealSmsLinkFault
read_numbers (GPtrArray  *numbers,
              const char *start,
              const char *end)
{
  g_autofree char *text = decode (start, end);
  g_auto(GStrv) recipients = NULL;

  if (text == NULL)
    return PEAL_SMS_LINK_BROKEN;
  recipients = g_strsplit (text, ",", -1);
  for (guint i = 0; recipients[i] != NULL; i++)
    read_recipient (numbers, recipients[i]);
  return numbers->len > PEAL_SMS_LINK_MOST ? PEAL_SMS_LINK_LONG : PEAL_SMS_LINK_OK;
}

/* The text ---------------------------------------------------------------------------------------- */

static void
take_lines (char *text)
{
  char *to = text;

  for (const char *from = text; *from != '\0'; from++)
    if (*from != '\r')
      *to++ = *from;
    else if (from[1] != '\n')
      *to++ = '\n';
  *to = '\0';
}

/* "body=Hello&subject=...": the first body; other fields are nothing to us (RFC 5724, 2.2). */
static PealSmsLinkFault
read_fields (const char *fields,
             char      **body)
{
  while (*fields != '\0')
    {
      const char *end = fields + strcspn (fields, "&");

      if (*body == NULL && g_ascii_strncasecmp (fields, "body=", strlen ("body=")) == 0)
        {
          *body = decode (fields + strlen ("body="), end);
          if (*body == NULL)
            return PEAL_SMS_LINK_BROKEN;
          take_lines (*body);
          if (g_utf8_strlen (*body, -1) > PEAL_SMS_LINK_LONGEST)
            return PEAL_SMS_LINK_LONG;
        }
      fields = end + (*end != '\0');
    }
  return PEAL_SMS_LINK_OK;
}

/* The link ---------------------------------------------------------------------------------------- */

static PealSmsLinkFault
read_link (PealSmsLink *self,
           const char  *uri)
{
  g_autoptr(GPtrArray) numbers = g_ptr_array_new_with_free_func (g_free);
  const char *start = skip_scheme (uri);
  const char *end;
  PealSmsLinkFault fault;

  if (start == NULL)
    return PEAL_SMS_LINK_SCHEME;
  end = start + strcspn (start, "?&#");
  fault = read_numbers (numbers, start, end);
  if (fault == PEAL_SMS_LINK_OK && *end != '\0' && *end != '#')
    {
      g_autofree char *fields = g_strndup (end + 1, strcspn (end + 1, "#"));

      fault = read_fields (fields, &self->body);
    }
  if (self->body == NULL)
    self->body = g_strdup ("");
  g_ptr_array_add (numbers, NULL);
  self->numbers = (GStrv) g_ptr_array_steal (numbers, NULL);
  if (fault == PEAL_SMS_LINK_OK && self->numbers[0] == NULL && *self->body == '\0')
    return PEAL_SMS_LINK_EMPTY;
  return fault;
}

PealSmsLink *
peal_sms_link_new (const char       *uri,
                   PealSmsLinkFault *fault)
{
  g_autoptr(PealSmsLink) self = g_new0 (PealSmsLink, 1);
  PealSmsLinkFault found;

  g_return_val_if_fail (uri != NULL, NULL);

  found = read_link (self, uri);
  if (fault != NULL)
    *fault = found;
  return found == PEAL_SMS_LINK_OK ? g_steal_pointer (&self) : NULL;
}

void
peal_sms_link_free (PealSmsLink *self)
{
  g_strfreev (self->numbers);
  g_free (self->body);
  g_free (self);
}
