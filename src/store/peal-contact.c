/* peal-contact.c: a person as a plain struct.
 *
 * One table names all text fields of a contact, with their parameter in the
 * queries: freeing, copying, binding and reading walk it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-contacts-private.h"

#include "peal-job-args.h"

#include <string.h>

#define FIELD(name) { ":" #name, G_STRUCT_OFFSET (PealContact, name) }

/* In the order of the columns of query contact_get. */
const PealContactField peal_contact_fields[PEAL_CONTACT_N_FIELDS] = {
  FIELD (uuid), FIELD (display), FIELD (given), FIELD (middle), FIELD (family), FIELD (org), FIELD (title),
  FIELD (industry), FIELD (email), FIELD (street), FIELD (city), FIELD (region), FIELD (postcode),
  FIELD (country), FIELD (zone), FIELD (language), FIELD (birthday), FIELD (status), FIELD (source),
  FIELD (notes), FIELD (custom),
};

G_DEFINE_BOXED_TYPE (PealContact, peal_contact, peal_contact_copy, peal_contact_free)

PealContactPhone *
peal_contact_phone_new (const char *e164)
{
  PealContactPhone *self = g_new0 (PealContactPhone, 1);

  self->label = g_strdup ("");
  self->e164 = g_strdup (e164);
  self->region = g_strdup ("");
  self->is_valid = TRUE;
  return self;
}

PealContactPhone *
peal_contact_phone_copy (const PealContactPhone *self)
{
  PealContactPhone *copy = g_memdup2 (self, sizeof *self);

  copy->label = g_strdup (self->label);
  copy->e164 = g_strdup (self->e164);
  copy->region = g_strdup (self->region);
  return copy;
}

void
peal_contact_phone_free (PealContactPhone *self)
{
  g_free (self->label);
  g_free (self->e164);
  g_free (self->region);
  g_free (self);
}

PealContactEmail *
peal_contact_email_new (const char *label,
                        const char *address)
{
  PealContactEmail *self = g_new0 (PealContactEmail, 1);

  self->label = g_strdup (peal_text (label));
  self->address = g_strdup (address);
  return self;
}

void
peal_contact_email_free (PealContactEmail *self)
{
  g_free (self->label);
  g_free (self->address);
  g_free (self);
}

static GPtrArray *
emails_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) peal_contact_email_free);
}

static GPtrArray *
phones_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) peal_contact_phone_free);
}

PealContact *
peal_contact_new (void)
{
  PealContact *self = g_new0 (PealContact, 1);

  for (guint i = 0; i < PEAL_CONTACT_N_FIELDS; i++)
    *peal_contact_field (self, i) = g_strdup ("");
  self->phones = phones_new ();
  self->emails = emails_new ();
  self->tags = g_new0 (char *, 1);
  self->group_ids = peal_ids_new (NULL, 0);
  return self;
}

PealContact *
peal_contact_copy (const PealContact *self)
{
  PealContact *copy = g_memdup2 (self, sizeof *self);

  for (guint i = 0; i < PEAL_CONTACT_N_FIELDS; i++)
    *peal_contact_field (copy, i) = g_strdup (peal_text (*peal_contact_field (copy, i)));
  copy->phones = phones_new ();
  for (guint i = 0; i < self->phones->len; i++)
    g_ptr_array_add (copy->phones, peal_contact_phone_copy (g_ptr_array_index (self->phones, i)));
  copy->emails = emails_new ();
  for (guint i = 0; i < self->emails->len; i++)
    {
      const PealContactEmail *email = g_ptr_array_index (self->emails, i);

      g_ptr_array_add (copy->emails, peal_contact_email_new (email->label, email->address));
    }
  copy->tags = g_strdupv (self->tags);
  copy->group_ids = g_array_copy (self->group_ids);
  return copy;
}

void
peal_contact_free (PealContact *self)
{
  for (guint i = 0; i < PEAL_CONTACT_N_FIELDS; i++)
    g_free (*peal_contact_field (self, i));
  g_ptr_array_unref (self->phones);
  g_ptr_array_unref (self->emails);
  g_strfreev (self->tags);
  g_array_unref (self->group_ids);
  g_free (self);
}

void
peal_contact_row_free (PealContactRow *self)
{
  g_free (self->display);
  g_free (self->e164);
  g_free (self->org);
  g_free (self->email);
  g_array_unref (self->group_ids);
  g_strfreev (self->tags);
  g_free (self);
}

PealContactRecord *
peal_contact_record_new (guint        record,
                         PealContact *contact)
{
  PealContactRecord *self = g_new0 (PealContactRecord, 1);

  self->record = record;
  self->contact = contact;
  return self;
}

void
peal_contact_record_free (PealContactRecord *self)
{
  peal_contact_free (self->contact);
  g_clear_pointer (&self->consents, g_array_unref);
  g_free (self);
}

static char *
join_names (const PealContact *self)
{
  const char *names[] = { self->given, self->middle, self->family };
  GString *joined = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (names[i] == NULL || names[i][0] == '\0')
        continue;
      if (joined->len > 0)
        g_string_append_c (joined, ' ');
      g_string_append (joined, names[i]);
    }
  return g_string_free_and_steal (joined);
}

char *
peal_contact_dup_display (const PealContact *self)
{
  g_autofree char *names = NULL;

  if (peal_text (self->display)[0] != '\0')
    return g_strdup (self->display);
  names = join_names (self);
  if (names[0] != '\0')
    return g_steal_pointer (&names);
  if (peal_text (self->org)[0] != '\0')
    return g_strdup (self->org);
  if (self->phones->len > 0)
    return g_strdup (((PealContactPhone *) g_ptr_array_index (self->phones, 0))->e164);
  return g_strdup (peal_contact_get_email (self));
}

const char *
peal_contact_get_email (const PealContact *self)
{
  if (peal_text (self->email)[0] != '\0')
    return self->email;
  return self->emails->len > 0 ? ((const PealContactEmail *) g_ptr_array_index (self->emails, 0))->address : "";
}
