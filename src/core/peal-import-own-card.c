/* peal-import-own-card.c: a vCard that Peal wrote, read back as it was.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-import-own.h"

#include "peal-import-cells.h"
#include "peal-vcard-write.h"

#include <string.h>

gboolean
peal_own_card_is_one (const PealVcard *card)
{
  const PealVcardProperty *product = peal_vcard_find (card, "PRODID");

  return card->kind == PEAL_VCARD_WHOLE && product != NULL && g_str_equal (product->value, PEAL_VCARD_PRODUCT);
}

static void
take_text (PealExportContact *contact,
           PealField          field,
           const char        *value)
{
  g_free (contact->texts[field]);
  contact->texts[field] = peal_vcard_unescape (value);
}

/* Part @index of a structured value, where it is not empty. */
static void
take_part (PealExportContact *contact,
           PealField          field,
           const GStrv        parts,
           guint              index)
{
  if (index < g_strv_length (parts) && *parts[index] != '\0')
    g_set_str (&contact->texts[field], parts[index]);
}

static void
take_parts (PealExportContact *contact,
            const char        *value,
            const PealField   *fields,
            guint              n_fields)
{
  g_auto(GStrv) parts = peal_vcard_split (value, ';');

  for (guint i = 0; i < n_fields; i++)
    if (fields[i] != PEAL_FIELD_IGNORED)
      take_part (contact, fields[i], parts, i);
}

/* The label of the properties in @group. Caller frees. */
static char *
dup_group_label (const PealVcard *card,
                 const char      *group)
{
  for (guint i = 0; *group != '\0' && i < card->properties->len; i++)
    {
      const PealVcardProperty *property = g_ptr_array_index (card->properties, i);

      if (g_str_equal (property->name, "X-ABLABEL") && g_str_equal (property->group, group))
        return peal_vcard_unescape (property->value);
    }
  return g_strdup ("");
}

static char *
dup_label (const PealVcard         *card,
           const PealVcardProperty *property)
{
  static const struct
  {
    const char *type;
    const char *label;
  } labels[] = {
    { "cell", "mobile" }, { "work", "work" }, { "home", "home" }, { "fax", "fax" }, { "pager", "pager" }, { "voice", "other" },
  };
  const char *type = peal_vcard_property_get (property, "TYPE");

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_ascii_strcasecmp (labels[i].type, type) == 0)
      return g_strdup (labels[i].label);
  return dup_group_label (card, property->group);
}

static void
take_phone (PealExportContact       *contact,
            const PealVcard         *card,
            const PealVcardProperty *property)
{
  const char *number = property->value + (g_str_has_prefix (property->value, "tel:") ? strlen ("tel:") : 0);
  PealExportPhone *phone = peal_export_contact_add_phone (contact, number);

  g_free (phone->label);
  phone->label = dup_label (card, property);
  phone->consent = peal_export_consent_from_string (peal_vcard_property_get (property, "X-PEAL-SMS"));
}

static void
take_email (PealExportContact       *contact,
            const PealVcard         *card,
            const PealVcardProperty *property)
{
  g_autofree char *address = peal_vcard_unescape (property->value);
  g_autofree char *label = dup_label (card, property);

  peal_export_contact_add_email (contact, label, address);
}

/* RFC 6868, the other way. Caller frees. */
static char *
dup_parameter (const PealVcardProperty *property,
               const char              *name)
{
  GString *text = g_string_new (NULL);

  for (const char *c = peal_vcard_property_get (property, name); *c != '\0'; c++)
    {
      const char next = *c == '^' ? c[1] : '\0';

      if (next == '\'' || next == '^' || next == 'n')
        {
          g_string_append_c (text, next == '\'' ? '"' : next == 'n' ? '\n' : '^');
          c++;
        }
      else
        g_string_append_c (text, *c);
    }
  return g_string_free_and_steal (text);
}

static void
take_value (PealExportContact       *contact,
            const PealVcardProperty *property)
{
  static const char *const kinds[] = { "text", "number", "yes_no", "json" };
  g_autofree char *key = dup_parameter (property, "KEY");
  g_autofree char *text = peal_vcard_unescape (property->value);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_ascii_strcasecmp (kinds[i], peal_vcard_property_get (property, "KIND")) == 0)
      peal_export_contact_add_value (contact, key, (PealValueKind) i, text);
}

static void
add_group (PealExportContact *contact,
           const char        *value)
{
  g_autoptr(GStrvBuilder) groups = g_strv_builder_new ();

  g_strv_builder_addv (groups, (const char **) contact->groups);
  g_strv_builder_take (groups, peal_vcard_unescape (value));
  g_strfreev (contact->groups);
  contact->groups = g_strv_builder_end (groups);
}

/* TRUE if @property is one text in one field. */
static gboolean
take_plain (PealExportContact       *contact,
            const PealVcardProperty *property)
{
  static const struct
  {
    const char *name;
    PealField field;
  } plain[] = {
    { "FN", PEAL_FIELD_DISPLAY },       { "ORG", PEAL_FIELD_ORG },
    { "TITLE", PEAL_FIELD_TITLE },      { "LANG", PEAL_FIELD_LANGUAGE },
    { "X-LANG", PEAL_FIELD_LANGUAGE },  { "TZ", PEAL_FIELD_ZONE },
    { "NOTE", PEAL_FIELD_NOTES },       { "X-PEAL-INDUSTRY", PEAL_FIELD_INDUSTRY },
    { "X-PEAL-STATUS", PEAL_FIELD_STATUS }, { "X-PEAL-SOURCE", PEAL_FIELD_SOURCE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    if (g_str_equal (plain[i].name, property->name))
      {
        take_text (contact, plain[i].field, property->value);
        return TRUE;
      }
  return FALSE;
}

static void
take_property (PealExportContact       *contact,
               const PealVcard         *card,
               const PealVcardProperty *property)
{
  static const PealField names[] = { PEAL_FIELD_FAMILY, PEAL_FIELD_GIVEN, PEAL_FIELD_MIDDLE };
  static const PealField address[] = { PEAL_FIELD_IGNORED, PEAL_FIELD_IGNORED, PEAL_FIELD_STREET, PEAL_FIELD_CITY,
                                       PEAL_FIELD_REGION, PEAL_FIELD_POSTCODE, PEAL_FIELD_COUNTRY };
  const char *name = property->name;

  if (take_plain (contact, property))
    return;
  if (g_str_equal (name, "N"))
    take_parts (contact, property->value, names, G_N_ELEMENTS (names));
  else if (g_str_equal (name, "ADR"))
    take_parts (contact, property->value, address, G_N_ELEMENTS (address));
  else if (g_str_equal (name, "TEL"))
    take_phone (contact, card, property);
  else if (g_str_equal (name, "EMAIL"))
    take_email (contact, card, property);
  else if (g_str_equal (name, "BDAY"))
    {
      g_free (contact->texts[PEAL_FIELD_BIRTHDAY]);
      contact->texts[PEAL_FIELD_BIRTHDAY] = peal_import_read_birthday (property->value, "");
    }
  else if (g_str_equal (name, "CATEGORIES"))
    {
      g_strfreev (contact->tags);
      contact->tags = peal_vcard_split (property->value, ',');
    }
  else if (g_str_equal (name, "X-PEAL-SCORE"))
    contact->score = (int) CLAMP (g_ascii_strtod (property->value, NULL), -1000000, 1000000);
  else if (g_str_equal (name, "X-PEAL-GROUP"))
    add_group (contact, property->value);
  else if (g_str_equal (name, "X-PEAL-FIELD"))
    take_value (contact, property);
}

PealExportContact *
peal_own_card_read (const PealVcard *card)
{
  PealExportContact *contact = peal_export_contact_new ();
  const PealVcardProperty *id = peal_vcard_find (card, "UID");

  if (id != NULL)
    g_set_str (&contact->uuid, id->value + (g_str_has_prefix (id->value, "urn:uuid:") ? strlen ("urn:uuid:") : 0));
  for (guint i = 0; i < card->properties->len; i++)
    take_property (contact, card, g_ptr_array_index (card->properties, i));
  return contact;
}
