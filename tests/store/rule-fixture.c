/* rule-fixture.c: people whom rules ask about.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "rule-fixture.h"

#include "peal-group-rules.h"

/* Runs @sql with what follows bound to ?1, ?2, ...: for each letter of @types an "i" (gint64) or an "s" (text or NULL). */
static void
run (sqlite3    *handle,
     const char *sql,
     const char *types,
     ...)
{
  sqlite3_stmt *stmt = NULL;
  va_list args;

  g_assert_cmpint (sqlite3_prepare_v2 (handle, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  va_start (args, types);
  for (int i = 0; types[i] != '\0'; i++)
    if (types[i] == 'i')
      sqlite3_bind_int64 (stmt, i + 1, va_arg (args, gint64));
    else
      sqlite3_bind_text (stmt, i + 1, va_arg (args, const char *), -1, SQLITE_STATIC);
  va_end (args);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_DONE);
  sqlite3_finalize (stmt);
}

static void
add_phone (sqlite3    *handle,
           gint64      id,
           gint64      position,
           const char *e164,
           gint64      kind)
{
  if (e164 != NULL)
    run (handle, "INSERT INTO phone (contact_id, position, e164, kind) VALUES (?1, ?2, ?3, ?4)", "iisi", id, position,
         e164, kind);
}

static void
add_email (sqlite3    *handle,
           gint64      id,
           gint64      position,
           const char *address)
{
  if (address != NULL)
    run (handle, "INSERT INTO email (contact_id, position, address) VALUES (?1, ?2, ?3)", "iis", id, position, address);
}

static void
add_talk (sqlite3      *handle,
          gint64        id,
          const Person *person)
{
  if (person->n_said > 0 || person->in_campaign)
    run (handle, "INSERT INTO conversation (id, ours, theirs, contact_id) VALUES (?1, 'us', ?1, ?1)", "i", id);
  for (guint i = 0; i < person->n_said; i++)
    run (handle,
         "INSERT INTO message (uuid, conversation_id, direction, kind, state, body, created_at, submitted_at) "
         "VALUES (?1 || '-' || ?2, ?1, ?3, 1, ?4, '', 1, nullif (?5, 0))",
         "iiiii", id, (gint64) i, (gint64) person->said[i].direction, (gint64) person->said[i].state,
         person->said[i].at);
  if (!person->in_campaign)
    return;
  /* With a message that counts nowhere else: it went out, but nobody knows when. */
  run (handle,
       "INSERT INTO message (id, uuid, conversation_id, direction, kind, state, body, created_at) "
       "VALUES (1000000 + ?1, 'c' || ?1, ?1, 1, 3, 4, '', 1)", "i", id);
  run (handle,
       "INSERT INTO campaign_recipient (campaign_id, ordinal, contact_id, message_id) "
       "VALUES (1, ?1, ?1, 1000000 + ?1)", "i", id);
}

static void
add_belonging (sqlite3      *handle,
               gint64        id,
               const Person *person)
{
  if (person->e164 != NULL && (person->consent != 0 || person->review))
    run (handle, "INSERT INTO consent VALUES (?1, ?2, ?3, 1)", "sii", person->e164, (gint64) person->consent,
         (gint64) person->review);
  if (person->e164 != NULL && person->do_not_contact)
    run (handle, "INSERT INTO do_not_contact VALUES (?1, 'list', 1)", "s", person->e164);
  if (person->tag != NULL)
    {
      run (handle, "INSERT OR IGNORE INTO tag (name) VALUES (?1)", "s", person->tag);
      run (handle, "INSERT INTO contact_tag SELECT ?1, id FROM tag WHERE name = ?2", "is", id, person->tag);
    }
  if (person->in_group)
    run (handle, "INSERT INTO group_member VALUES (1, ?1)", "i", id);
}

static void
add_person (sqlite3      *handle,
            gint64        id,
            const Person *person)
{
  run (handle,
       "INSERT INTO contact (id, uuid, display, sort_name, city, country, birthday, notes, score, custom, created_at, "
       "updated_at, deleted_at) VALUES (?1, ?1, ?2, lower (?2), coalesce (?3, ''), coalesce (?4, ''), "
       "coalesce (?5, ''), coalesce (?6, ''), ?7, coalesce (?8, '{}'), ?9, ?9, nullif (?10, 0))",
       "isssssisii", id, person->name, person->city, person->country, person->birthday, person->notes,
       (gint64) person->score, person->custom, person->created_at != 0 ? person->created_at : NOON,
       (gint64) person->deleted);
  add_phone (handle, id, 1, person->e164, person->kind);
  add_phone (handle, id, 2, person->e164_2, 0);
  add_email (handle, id, 1, person->email);
  add_email (handle, id, 2, person->email_2);
  add_talk (handle, id, person);
  add_belonging (handle, id, person);
}

void
rule_fixture_fill (Fixture      *fixture,
                   const Person *people,
                   guint         n_people)
{
  g_autofree char *path = fixture_path (fixture, "peal.db");
  sqlite3 *handle = NULL;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  run (handle, "BEGIN", "");
  run (handle, "INSERT INTO contact_group (id, name, created_at) VALUES (1, 'Chosen', 1)", "");
  run (handle, "INSERT INTO campaign (id, name, body, kind, created_at) VALUES (1, 'Sale', '', 3, 1)", "");
  for (guint i = 0; i < n_people; i++)
    add_person (handle, i + 1, &people[i]);
  run (handle, "COMMIT", "");
  sqlite3_close (handle);
}

char *
rule_fixture_ask (Fixture    *fixture,
                  const char *json)
{
  g_autoptr(PealRulePreview) preview = await_boxed (peal_group_rules_preview (fixture->store, json, 0, 10000));

  g_assert_cmpint (preview->n_members, ==, g_strv_length (preview->names));
  return g_strjoinv (" ", preview->names);
}
