/* peal-contact-db.c: one contact in and out of the database.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-store"

#include "peal-contacts-private.h"

#include "peal-contact-custom.h"
#include "peal-job-args.h"
#include "peal-ledger-private.h"
#include "peal-payload.h"
#include "peal-search.h"
#include "peal-suppression-private.h"

#include <string.h>

/* Reading ----------------------------------------------------------------------------------------- */

static void
load_phones (PealDb    *db,
             gint64     id,
             GPtrArray *phones)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_PHONE_LIST);

  peal_stmt_bind_int (stmt, ":contact_id", id);
  while (peal_stmt_next (stmt))
    {
      PealContactPhone *phone = g_new0 (PealContactPhone, 1);

      phone->label = peal_stmt_dup_text (stmt, 0);
      phone->e164 = peal_stmt_dup_text (stmt, 1);
      phone->region = peal_stmt_dup_text (stmt, 2);
      phone->kind = (int) peal_stmt_get_int (stmt, 3);
      phone->is_valid = peal_stmt_get_int (stmt, 4) != 0;
      phone->last_contacted = peal_stmt_get_int (stmt, 5);
      g_ptr_array_add (phones, phone);
    }
}

static void
load_emails (PealDb    *db,
             gint64     id,
             GPtrArray *emails)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_EMAIL_LIST);

  peal_stmt_bind_int (stmt, ":contact_id", id);
  while (peal_stmt_next (stmt))
    g_ptr_array_add (emails, peal_contact_email_new (peal_stmt_get_text (stmt, 0), peal_stmt_get_text (stmt, 1)));
}

static GStrv
load_tags (PealDb *db,
           gint64  id)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_CONTACT_TAG_LIST);
  g_autoptr(GStrvBuilder) tags = g_strv_builder_new ();

  peal_stmt_bind_int (stmt, ":contact_id", id);
  while (peal_stmt_next (stmt))
    g_strv_builder_add (tags, peal_stmt_get_text (stmt, 0));
  return g_strv_builder_end (tags);
}

static void
load_groups (PealDb *db,
             gint64  id,
             GArray *group_ids)
{
  PealStmt *stmt = peal_db_query (db, PEAL_QUERY_GROUP_MEMBER_GROUPS);

  peal_stmt_bind_int (stmt, ":contact_id", id);
  peal_ids_take_rows (group_ids, stmt);
}

static gboolean
load_fields (PealDb      *db,
             gint64       id,
             PealContact *self)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_CONTACT_GET);

  peal_stmt_bind_int (stmt, ":id", id);
  if (!peal_stmt_next (stmt))
    return FALSE;
  for (guint i = 0; i < PEAL_CONTACT_N_FIELDS; i++)
    g_set_str (peal_contact_field (self, i), peal_stmt_get_text (stmt, (int) i));
  self->id = id;
  self->score = (int) peal_stmt_get_int (stmt, PEAL_CONTACT_N_FIELDS);
  self->created_at = peal_stmt_get_int (stmt, PEAL_CONTACT_N_FIELDS + 1);
  self->updated_at = peal_stmt_get_int (stmt, PEAL_CONTACT_N_FIELDS + 2);
  self->deleted_at = peal_stmt_get_int (stmt, PEAL_CONTACT_N_FIELDS + 3);
  return TRUE;
}

PealContact *
peal_contact_load (PealDb *db,
                   gint64  id)
{
  g_autoptr(PealContact) self = peal_contact_new ();

  if (!load_fields (db, id, self))
    return NULL;
  load_phones (db, id, self->phones);
  load_emails (db, id, self->emails);
  g_strfreev (self->tags);
  self->tags = load_tags (db, id);
  load_groups (db, id, self->group_ids);
  return g_steal_pointer (&self);
}

PealContactRow *
peal_contact_row_load (PealDb *db,
                       gint64  id)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_CONTACT_GET_ROW);
  PealContactRow *self;

  peal_stmt_bind_int (stmt, ":id", id);
  if (!peal_stmt_next (stmt))
    return NULL;
  self = g_new0 (PealContactRow, 1);
  self->id = id;
  self->display = peal_stmt_dup_text (stmt, 0);
  self->e164 = peal_stmt_dup_text (stmt, 1);
  self->n_phones = (guint) peal_stmt_get_int (stmt, 2);
  self->org = peal_stmt_dup_text (stmt, 3);
  self->email = peal_stmt_dup_text (stmt, 4);
  self->consent = (PealConsentState) peal_stmt_get_int (stmt, 5);
  self->review = peal_stmt_get_int (stmt, 6) != 0;
  self->last_contacted = peal_stmt_get_int (stmt, 7);
  self->created_at = peal_stmt_get_int (stmt, 8);
  self->deleted = peal_stmt_get_int (stmt, 9) != 0;
  self->group_ids = peal_ids_new (NULL, 0);
  load_groups (db, id, self->group_ids);
  self->tags = load_tags (db, id);
  return self;
}

gint64
peal_contact_find (PealDb     *db,
                   const char *e164)
{
  PealStmt *stmt = peal_db_query (db, PEAL_QUERY_PHONE_FIND_CONTACTS);

  peal_stmt_bind_text (stmt, ":e164", e164);
  return peal_stmt_take_int (stmt);
}

/* Writing ----------------------------------------------------------------------------------------- */

gint64
peal_tag_ensure (PealDb     *db,
                 const char *name)
{
  g_autoptr(PealStmt) insert = peal_db_query (db, PEAL_QUERY_TAG_ENSURE);
  PealStmt *find = peal_db_query (db, PEAL_QUERY_TAG_FIND);

  peal_stmt_bind_text (insert, ":name", name);
  peal_stmt_run (insert);
  peal_stmt_bind_text (find, ":name", name);
  return peal_stmt_take_int (find);
}

static void
append_search_text (GString    *folded,
                    const char *text)
{
  g_autofree char *part = NULL;

  if (text == NULL || text[0] == '\0')
    return;
  part = peal_search_fold (text);
  /* Names usually stand in the display name already: every fragment less is a faster import. */
  if (strstr (folded->str, part) != NULL)
    return;
  g_string_append_c (folded, '\n');
  g_string_append (folded, part);
}

/* What the business's own fields say; numbers, too. */
static void
append_custom_text (GString    *folded,
                    const char *custom)
{
  g_auto(GStrv) values = NULL;

  if (peal_text (custom)[0] == '\0' || g_str_equal (custom, "{}"))
    return;
  values = peal_contact_custom_list_values (custom);
  for (guint i = 0; values[i] != NULL; i++)
    append_search_text (folded, values[i]);
}

static void
index_name (PealDb     *db,
            gint64      id,
            const char *folded)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_CONTACT_NAME_PUT);

  peal_stmt_bind_int (stmt, ":id", id);
  peal_stmt_bind_text (stmt, ":name", folded);
  peal_stmt_run (stmt);
}

void
peal_contact_index (PealDb            *db,
                    gint64             id,
                    const PealContact *contact)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_CONTACT_SEARCH_PUT);
  g_autofree char *display = peal_contact_dup_display (contact);
  g_autoptr(GString) text = g_string_new (NULL);
  const char *fields[] = { contact->given, contact->middle, contact->family, contact->org, contact->title,
                           peal_contact_get_email (contact), contact->city, contact->notes };

  peal_search_fold_append (text, display);
  index_name (db, id, text->str);
  for (gsize i = 0; i < G_N_ELEMENTS (fields); i++)
    append_search_text (text, fields[i]);
  for (guint i = 0; i < contact->phones->len; i++)
    append_search_text (text, ((PealContactPhone *) g_ptr_array_index (contact->phones, i))->e164);
  for (guint i = 0; i < contact->emails->len; i++)
    append_search_text (text, ((PealContactEmail *) g_ptr_array_index (contact->emails, i))->address);
  append_custom_text (text, contact->custom);
  for (guint i = 0; contact->tags != NULL && contact->tags[i] != NULL; i++)
    append_search_text (text, contact->tags[i]);

  peal_stmt_bind_int (stmt, ":id", id);
  peal_stmt_bind_text (stmt, ":text", text->str);
  peal_stmt_run (stmt);
}

static gint64
write_fields (PealDb            *db,
              const PealContact *contact,
              gint64             import_job)
{
  gboolean is_new = contact->id == 0;
  g_autoptr(PealStmt) stmt = peal_db_query (db, is_new ? PEAL_QUERY_CONTACT_INSERT : PEAL_QUERY_CONTACT_UPDATE);
  g_autofree char *display = peal_contact_dup_display (contact);
  g_autofree char *sort_name = peal_search_fold (display);
  g_autofree char *uuid = NULL;

  for (guint i = 1; i < PEAL_CONTACT_N_FIELDS; i++)
    peal_stmt_bind_text (stmt, peal_contact_fields[i].parameter, peal_text (*peal_contact_field (contact, i)));
  peal_stmt_bind_text (stmt, ":email", peal_contact_get_email (contact));
  peal_stmt_bind_text (stmt, ":display", display);
  peal_stmt_bind_text (stmt, ":sort_name", sort_name);
  peal_stmt_bind_text (stmt, ":custom", peal_text (contact->custom)[0] != '\0' ? contact->custom : "{}");
  peal_stmt_bind_int (stmt, ":score", contact->score);
  peal_stmt_bind_int (stmt, ":now", peal_db_get_now (db));
  if (is_new)
    {
      uuid = peal_text (contact->uuid)[0] != '\0' ? g_strdup (contact->uuid) : g_uuid_string_random ();
      peal_stmt_bind_text (stmt, ":uuid", uuid);
      peal_stmt_bind_id (stmt, ":import_job", import_job);
    }
  else
    peal_stmt_bind_int (stmt, ":id", contact->id);
  if (!peal_stmt_run (stmt))
    return 0;
  return is_new ? peal_db_get_inserted_id (db) : contact->id;
}

/* Conversations with a number that nobody had. */
static void
link_conversations (PealDb     *db,
                    gint64      id,
                    const char *e164)
{
  PealStmt *ask = peal_db_query (db, PEAL_QUERY_CONVERSATION_HAS_STRANGER);
  g_autoptr(PealStmt) stmt = NULL;

  peal_stmt_bind_text (ask, ":theirs", e164);
  if (!peal_stmt_take_int (ask))
    return;
  stmt = peal_db_query (db, PEAL_QUERY_CONVERSATION_LINK_CONTACT);
  peal_stmt_bind_int (stmt, ":contact_id", id);
  peal_stmt_bind_text (stmt, ":theirs", e164);
  peal_stmt_run (stmt);
  peal_db_touch (db, PEAL_CHANGE_TALK);
}

static void
write_phones (PealDb    *db,
              gint64     id,
              GPtrArray *phones)
{
  g_autoptr(PealStmt) insert = peal_db_query (db, PEAL_QUERY_PHONE_INSERT);
  int position = 1;

  peal_stmt_bind_int (insert, ":contact_id", id);
  for (guint i = 0; i < phones->len; i++)
    {
      const PealContactPhone *phone = g_ptr_array_index (phones, i);

      peal_stmt_bind_int (insert, ":position", position);
      peal_stmt_bind_text (insert, ":label", peal_text (phone->label));
      peal_stmt_bind_text (insert, ":e164", phone->e164);
      peal_stmt_bind_text (insert, ":region", peal_text (phone->region));
      peal_stmt_bind_int (insert, ":kind", phone->kind);
      peal_stmt_bind_int (insert, ":is_valid", phone->is_valid ? 1 : 0);
      if (!peal_stmt_run (insert))
        return;
      position += peal_db_get_n_changed (db); /* 0: the same number once more */
      link_conversations (db, id, phone->e164);
      peal_suppression_recall (db, phone->e164);
    }
}

static const char *
find_label (const GPtrArray *emails,
            const char      *address)
{
  for (guint i = 0; i < emails->len; i++)
    {
      const PealContactEmail *email = g_ptr_array_index (emails, i);

      if (g_ascii_strcasecmp (email->address, address) == 0)
        return email->label;
    }
  return "";
}

static void
write_email (PealDb     *db,
             gint64      id,
             const char *label,
             const char *address,
             int        *position)
{
  g_autoptr(PealStmt) stmt = NULL;

  if (*address == '\0')
    return;
  stmt = peal_db_query (db, PEAL_QUERY_EMAIL_INSERT);
  peal_stmt_bind_int (stmt, ":contact_id", id);
  peal_stmt_bind_int (stmt, ":position", *position);
  peal_stmt_bind_text (stmt, ":label", label);
  peal_stmt_bind_text (stmt, ":address", address);
  if (peal_stmt_run (stmt))
    *position += peal_db_get_n_changed (db); /* 0: the same address once more */
}

static void
write_emails (PealDb            *db,
              gint64             id,
              const PealContact *contact)
{
  const char *shown = peal_contact_get_email (contact);
  int position = 1;

  write_email (db, id, find_label (contact->emails, shown), shown, &position);
  for (guint i = 0; i < contact->emails->len; i++)
    {
      const PealContactEmail *email = g_ptr_array_index (contact->emails, i);

      write_email (db, id, email->label, email->address, &position);
    }
}

static void
write_tags (PealDb            *db,
            gint64             id,
            const char *const *tags)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_CONTACT_TAG_ADD);

  peal_stmt_bind_int (stmt, ":contact_id", id);
  for (guint i = 0; tags != NULL && tags[i] != NULL; i++)
    {
      if (tags[i][0] == '\0')
        continue;
      peal_stmt_bind_int (stmt, ":tag_id", peal_tag_ensure (db, tags[i]));
      peal_stmt_run (stmt);
    }
}

static void
write_groups (PealDb *db,
              gint64  id,
              GArray *group_ids)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, PEAL_QUERY_GROUP_MEMBER_ADD);

  peal_stmt_bind_int (stmt, ":contact_id", id);
  for (guint i = 0; i < group_ids->len; i++)
    {
      peal_stmt_bind_int (stmt, ":group_id", peal_ids_get (group_ids, i));
      peal_stmt_run (stmt);
    }
}

static void
run_for_contact (PealDb   *db,
                 PealQuery query,
                 gint64    id)
{
  g_autoptr(PealStmt) stmt = peal_db_query (db, query);

  peal_stmt_bind_int (stmt, ":contact_id", id);
  peal_stmt_run (stmt);
}

gint64
peal_contact_write (PealDb            *db,
                    const PealContact *contact,
                    gint64             import_job)
{
  gint64 id;

  if (contact->id != 0)
    {
      run_for_contact (db, PEAL_QUERY_PHONE_DELETE_ALL, contact->id);
      run_for_contact (db, PEAL_QUERY_EMAIL_DELETE_ALL, contact->id);
      run_for_contact (db, PEAL_QUERY_CONTACT_TAG_REMOVE_ALL, contact->id);
      run_for_contact (db, PEAL_QUERY_GROUP_MEMBER_REMOVE_CONTACT, contact->id);
    }
  id = write_fields (db, contact, import_job);
  write_phones (db, id, contact->phones);
  write_emails (db, id, contact);
  write_tags (db, id, (const char *const *) contact->tags);
  write_groups (db, id, contact->group_ids);
  if (contact->id != 0)
    run_for_contact (db, PEAL_QUERY_CONVERSATION_UNLINK_CONTACT, contact->id);
  peal_db_touch (db, PEAL_CHANGE_PEOPLE);
  return id;
}

/* @before with the names of what differs from it in @after, and what stands there instead. */
static char *
add_changes (PealDb            *db,
             gint64             id,
             const char        *before,
             const PealContact *after)
{
  g_autoptr(PealContact) old = peal_contact_load (db, id);
  g_autoptr(PealStmt) stmt = NULL;
  g_autoptr(PealPayload) changed = NULL;

  if (old == NULL)
    return g_strdup (before);
  changed = peal_contact_describe_changes (db, old, after);
  stmt = peal_db_query (db, PEAL_QUERY_JSON_MERGE);
  peal_stmt_bind_text (stmt, ":weak", before);
  peal_stmt_bind_text (stmt, ":strong", peal_payload_get_json (changed));
  return peal_stmt_take_text (g_steal_pointer (&stmt));
}

gint64
peal_contact_record (PealDb            *db,
                     gint64             id,
                     const char        *event,
                     const PealContact *after,
                     const char        *actor)
{
  PealStmt *stmt = peal_db_query (db, PEAL_QUERY_CONTACT_GET_AS_JSON);
  g_autofree char *before = NULL;
  g_autofree char *payload = NULL;

  peal_stmt_bind_int (stmt, ":id", id);
  before = peal_stmt_take_text (stmt);
  payload = after != NULL ? add_changes (db, id, before, after) : g_strdup (before);
  return peal_ledger_append_about (db, peal_db_get_now (db), actor, event, "contact", id, payload);
}
