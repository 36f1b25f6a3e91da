/* peal-contact-custom.c: the values of a contact's own fields, as contact.custom keeps them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-contact-custom.h"

#include <json-glib/json-glib.h>

/* A new object where @custom is none. */
static JsonNode *
parse (const char *custom)
{
  g_autoptr(JsonNode) node = NULL;

  if (custom != NULL && *custom != '\0')
    node = json_from_string (custom, NULL); /* best effort: what is no JSON has no values */
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    return g_steal_pointer (&node);
  g_clear_pointer (&node, json_node_unref);
  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, json_object_new ());
  return g_steal_pointer (&node);
}

static char *
number_to_text (double number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.15g", number));
}

static char *
value_to_text (JsonNode *value)
{
  GType type;

  if (value == NULL || !JSON_NODE_HOLDS_VALUE (value))
    return g_strdup ("");
  type = json_node_get_value_type (value);
  if (type == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (value) ? "yes" : "no");
  if (type == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (value));
  if (type == G_TYPE_DOUBLE)
    return number_to_text (json_node_get_double (value));
  return json_node_dup_string (value);
}

char *
peal_contact_custom_get (const char *custom,
                         const char *key)
{
  g_autoptr(JsonNode) node = NULL;

  g_return_val_if_fail (key != NULL, NULL);

  node = parse (custom);
  return value_to_text (json_object_get_member (json_node_get_object (node), key));
}

GStrv
peal_contact_custom_list_values (const char *custom)
{
  g_autoptr(JsonNode) node = parse (custom);
  g_autoptr(GList) members = json_object_get_values (json_node_get_object (node));
  g_autoptr(GStrvBuilder) values = g_strv_builder_new ();

  for (const GList *l = members; l != NULL; l = l->next)
    if (!JSON_NODE_HOLDS_VALUE (l->data) || json_node_get_value_type (l->data) != G_TYPE_BOOLEAN)
      g_strv_builder_take (values, value_to_text (l->data));
  return g_strv_builder_end (values);
}

static void
set_member (JsonObject    *object,
            const char    *key,
            PealCustomType type,
            const char    *value)
{
  g_autofree char *read = peal_custom_read (type, NULL, value, "", '.');
  gint64 integer;

  switch (g_strcmp0 (read, value) == 0 ? type : PEAL_CUSTOM_TEXT)
    {
    case PEAL_CUSTOM_NUMBER:
      if (g_ascii_string_to_signed (value, 10, G_MININT64, G_MAXINT64, &integer, NULL))
        json_object_set_int_member (object, key, integer);
      else
        json_object_set_double_member (object, key, g_ascii_strtod (value, NULL));
      break;
    case PEAL_CUSTOM_YES_NO:
      json_object_set_boolean_member (object, key, g_str_equal (value, "yes"));
      break;
    case PEAL_CUSTOM_TEXT:
    case PEAL_CUSTOM_DATE:
    case PEAL_CUSTOM_CHOICE:
      json_object_set_string_member (object, key, value);
      break;
    }
}

char *
peal_contact_custom_set (const char    *custom,
                         const char    *key,
                         PealCustomType type,
                         const char    *value)
{
  g_autoptr(JsonNode) node = NULL;
  JsonObject *object;

  g_return_val_if_fail (key != NULL && value != NULL, NULL);

  node = parse (custom);
  object = json_node_get_object (node);
  if (*value != '\0')
    set_member (object, key, type, value);
  else if (json_object_has_member (object, key))
    json_object_remove_member (object, key);
  return json_to_string (node, FALSE);
}
