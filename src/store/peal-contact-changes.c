/* peal-contact-changes.c: what differs between a contact before and after, for the ledger.
 *
 * "before" is there for undo, in full; what is made here is for people who look
 * back, and who want to see it without the contact as it was.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-contact-custom.h"
#include "peal-contacts-private.h"
#include "peal-job-args.h"
#include "peal-ledger-private.h"

/* Characters of a value that are kept. */
#define MAX_VALUE 120

typedef struct
{
  PealDb *db;
  GString *names;            /* "notes,phones" */
  GString *values;           /* a JSON array, but for its end */
} Changes;

/* No more of @text than a person reads in a list. */
static char *
cut (const char *text)
{
  if (g_utf8_strlen (text, -1) <= MAX_VALUE)
    return g_strdup (text);
  return g_strdup_printf ("%.*s…", (int) (g_utf8_offset_to_pointer (text, MAX_VALUE) - text), text);
}

static PealPayload *
describe (const char *field,
          const char *name,
          const char *old,
          const char *new)
{
  PealPayload *value = peal_payload_new ();
  g_autofree char *old_part = cut (old);
  g_autofree char *new_part = cut (new);

  peal_payload_add_text (value, "field", field);
  if (name != NULL)
    peal_payload_add_text (value, "name", name);
  peal_payload_add_text (value, "old", old_part);
  peal_payload_add_text (value, "new", new_part);
  return value;
}

static void
add_value (Changes    *self,
           const char *field,
           const char *name,
           const char *old,
           const char *new)
{
  g_autoptr(PealPayload) value = describe (field, name, old, new);

  g_string_append_printf (self->values, "%s%s", self->values->len > 1 ? "," : "", peal_payload_get_json (value));
}

static void
add_name (Changes    *self,
          const char *field)
{
  g_string_append_printf (self->names, "%s%s", self->names->len > 0 ? "," : "", field);
}

/* Plain fields ------------------------------------------------------------------------------------ */

/* Its names, its e-mail and its own fields are looked at as what they are made of. */
static gboolean
is_plain (const PealContact *contact,
          guint              i)
{
  char *const *field = peal_contact_field (contact, i);

  return field != &contact->uuid && field != &contact->display && field != &contact->email && field != &contact->custom;
}

static void
compare_plain (Changes           *self,
               const PealContact *before,
               const PealContact *after)
{
  for (guint i = 0; i < PEAL_CONTACT_N_FIELDS; i++)
    {
      const char *old = peal_text (*peal_contact_field (before, i));
      const char *new = peal_text (*peal_contact_field (after, i));

      if (!is_plain (before, i) || g_str_equal (old, new))
        continue;
      add_name (self, peal_contact_fields[i].parameter + 1);
      add_value (self, peal_contact_fields[i].parameter + 1, NULL, old, new);
    }
}

static void
compare_scores (Changes           *self,
                const PealContact *before,
                const PealContact *after)
{
  g_autofree char *old = g_strdup_printf ("%d", before->score);
  g_autofree char *new = g_strdup_printf ("%d", after->score);

  if (before->score == after->score)
    return;
  add_name (self, "score");
  add_value (self, "score", NULL, before->score != 0 ? old : "", after->score != 0 ? new : "");
}

/* Fields of the business's own; @stmt stands at one. */
static void
compare_custom_field (Changes           *self,
                      PealStmt          *stmt,
                      const PealContact *before,
                      const PealContact *after)
{
  g_autofree char *old = peal_contact_custom_get (before->custom, peal_stmt_get_text (stmt, 1));
  g_autofree char *new = peal_contact_custom_get (after->custom, peal_stmt_get_text (stmt, 1));

  if (!g_str_equal (old, new))
    add_value (self, "custom", peal_stmt_get_text (stmt, 2), old, new);
}

static void
compare_custom (Changes           *self,
                const PealContact *before,
                const PealContact *after)
{
  const char *old = peal_text (before->custom);
  const char *new = peal_text (after->custom);
  g_autoptr(PealStmt) stmt = NULL;

  if (g_str_equal (*old != '\0' ? old : "{}", *new != '\0' ? new : "{}"))
    return;
  add_name (self, "custom");
  stmt = peal_db_query (self->db, PEAL_QUERY_CONTACT_FIELD_LIST);
  while (peal_stmt_next (stmt))
    compare_custom_field (self, stmt, before, after);
}

/* Lists ------------------------------------------------------------------------------------------- */

/* What of @from is not in @in, "a, b". Caller frees. */
static char *
subtract (const char *const *from,
          const char *const *in)
{
  g_autoptr(GString) left = g_string_new (NULL);

  for (; *from != NULL; from++)
    if (!g_strv_contains (in, *from))
      g_string_append_printf (left, "%s%s", left->len > 0 ? ", " : "", *from);
  return g_string_free_and_steal (g_steal_pointer (&left));
}

static void
add_lists (Changes    *self,
           const char *field,
           GStrv       before,
           GStrv       after)
{
  g_autofree char *old = subtract ((const char *const *) before, (const char *const *) after);
  g_autofree char *new = subtract ((const char *const *) after, (const char *const *) before);

  add_name (self, field);
  add_value (self, field, NULL, old, new);
}

static GStrv
list_phones (const PealContact *contact,
             gboolean           with_labels)
{
  g_autoptr(GStrvBuilder) list = g_strv_builder_new ();

  for (guint i = 0; i < contact->phones->len; i++)
    {
      const PealContactPhone *phone = g_ptr_array_index (contact->phones, i);

      g_strv_builder_add (list, phone->e164);
      if (with_labels)
        g_strv_builder_add (list, peal_text (phone->label));
    }
  return g_strv_builder_end (list);
}

/* The one that is shown comes first. */
static GStrv
list_emails (const PealContact *contact,
             gboolean           with_labels)
{
  g_autoptr(GStrvBuilder) list = g_strv_builder_new ();
  const char *shown = peal_contact_get_email (contact);

  if (*shown != '\0')
    g_strv_builder_add (list, shown);
  for (guint i = 0; i < contact->emails->len; i++)
    {
      const PealContactEmail *email = g_ptr_array_index (contact->emails, i);

      if (!g_str_equal (email->address, shown))
        g_strv_builder_add (list, email->address);
      if (with_labels)
        g_strv_builder_add (list, peal_text (email->label));
    }
  return g_strv_builder_end (list);
}

typedef GStrv (*ListFunc) (const PealContact *contact,
                           gboolean           with_labels);

static void
compare_lists (Changes           *self,
               const char        *field,
               ListFunc           list,
               const PealContact *before,
               const PealContact *after)
{
  g_auto(GStrv) old = list (before, TRUE);
  g_auto(GStrv) new = list (after, TRUE);
  g_auto(GStrv) old_values = list (before, FALSE);
  g_auto(GStrv) new_values = list (after, FALSE);

  if (!g_strv_equal ((const char *const *) old, (const char *const *) new))
    add_lists (self, field, old_values, new_values);
}

/* In any order: they are a set. */
static void
compare_tags (Changes           *self,
              const PealContact *before,
              const PealContact *after)
{
  g_autofree char *gone = subtract ((const char *const *) before->tags, (const char *const *) after->tags);
  g_autofree char *come = subtract ((const char *const *) after->tags, (const char *const *) before->tags);

  if (*gone != '\0' || *come != '\0')
    add_lists (self, "tags", before->tags, after->tags);
}

static gboolean
has_group (const GArray *ids,
           gint64        id)
{
  for (guint i = 0; i < ids->len; i++)
    if (peal_ids_get (ids, i) == id)
      return TRUE;
  return FALSE;
}

/* The names of those of @from that are not in @in. */
static GStrv
list_groups (PealDb       *db,
             const GArray *from,
             const GArray *in)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < from->len; i++)
    {
      PealStmt *stmt;
      char *name;

      if (has_group (in, peal_ids_get (from, i)))
        continue;
      stmt = peal_db_query (db, PEAL_QUERY_GROUP_GET_NAME);
      peal_stmt_bind_int (stmt, ":id", peal_ids_get (from, i));
      name = peal_stmt_take_text (stmt); /* NULL: there is no such group, and nobody is written into it */
      if (name != NULL)
        g_strv_builder_take (names, name);
    }
  return g_strv_builder_end (names);
}

static void
compare_groups (Changes           *self,
                const PealContact *before,
                const PealContact *after)
{
  g_auto(GStrv) gone = list_groups (self->db, before->group_ids, after->group_ids);
  g_auto(GStrv) come = list_groups (self->db, after->group_ids, before->group_ids);

  if (*gone != NULL || *come != NULL)
    add_lists (self, "groups", gone, come);
}

PealPayload *
peal_contact_describe_changes (PealDb            *db,
                               const PealContact *before,
                               const PealContact *after)
{
  g_autoptr(GString) names = g_string_new (NULL);
  g_autoptr(GString) values = g_string_new ("[");
  Changes self = { db, names, values };
  PealPayload *payload = peal_payload_new ();

  compare_plain (&self, before, after);
  compare_scores (&self, before, after);
  compare_custom (&self, before, after);
  compare_lists (&self, "phones", list_phones, before, after);
  compare_lists (&self, "emails", list_emails, before, after);
  compare_tags (&self, before, after);
  compare_groups (&self, before, after);
  g_string_append_c (values, ']');
  peal_payload_add_text (payload, "changed", names->str);
  peal_payload_add_json (payload, "values", values->str);
  return payload;
}

void
peal_contact_record_tag (PealDb     *db,
                         gint64      id,
                         const char *event,
                         const char *tag,
                         gboolean    is_added,
                         const char *actor)
{
  g_autoptr(PealPayload) value = describe ("tags", NULL, is_added ? "" : tag, is_added ? tag : "");
  g_autoptr(PealPayload) payload = peal_payload_new ();
  g_autofree char *values = g_strconcat ("[", peal_payload_get_json (value), "]", NULL);

  peal_payload_add_json (payload, "values", values);
  peal_ledger_append_about (db, peal_db_get_now (db), actor, event, "contact", id, peal_payload_get_json (payload));
}
