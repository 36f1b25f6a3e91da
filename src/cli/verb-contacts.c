/* verb-contacts.c: pealctl contacts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "pealctl"

#include "peal-contacts.h"
#include "peal-fiber.h"
#include "peal-groups.h"
#include "verbs.h"

#define BATCH 500

static char *search_option;
static char *group_option;
static char *tag_option;
static int limit_option;

static void
add_strings (JsonBuilder *builder,
             const char  *name,
             GStrv        values)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    json_builder_add_string_value (builder, values[i]);
  json_builder_end_array (builder);
}

static void
print_contact (PealCli           *cli,
               JsonBuilder       *builder,
               const PealContact *contact,
               const char        *consent)
{
  if (!cli->json)
    {
      g_print ("%" G_GINT64_FORMAT "\t%s\t%s\t%s\n", contact->id, contact->display,
               contact->phones->len > 0 ? ((PealContactPhone *) g_ptr_array_index (contact->phones, 0))->e164 : "",
               consent);
      return;
    }
  json_builder_begin_object (builder);
  peal_cli_add_int (builder, "id", contact->id);
  peal_cli_add_string (builder, "display", contact->display);
  json_builder_set_member_name (builder, "phones");
  json_builder_begin_array (builder);
  for (guint i = 0; i < contact->phones->len; i++)
    json_builder_add_string_value (builder, ((PealContactPhone *) g_ptr_array_index (contact->phones, i))->e164);
  json_builder_end_array (builder);
  peal_cli_add_string (builder, "given", contact->given);
  peal_cli_add_string (builder, "family", contact->family);
  peal_cli_add_string (builder, "org", contact->org);
  peal_cli_add_string (builder, "email", contact->email);
  peal_cli_add_string (builder, "notes", contact->notes);
  add_strings (builder, "tags", contact->tags);
  peal_cli_add_string (builder, "consent_sms", consent);
  peal_cli_add_time (builder, "created_at", contact->created_at);
  json_builder_end_object (builder);
}

/* Consent of the first number of each; "unknown" for those without one. */
static gboolean
print_batch (PealCli      *cli,
             JsonBuilder  *builder,
             PealStore    *store,
             const gint64 *ids,
             guint         n_ids,
             GError      **error)
{
  g_autoptr(GPtrArray) contacts = dex_await_boxed (peal_contacts_get_many (store, ids, n_ids), error);
  g_autoptr(GPtrArray) rows = contacts != NULL ? dex_await_boxed (peal_contacts_load_rows (store, ids, n_ids), error) : NULL;
  guint at = 0;

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < contacts->len; i++)
    {
      const PealContact *contact = g_ptr_array_index (contacts, i);
      const PealContactRow *row = NULL;

      /* Both are in the order of the ids; a contact that is gone stands in neither. */
      while (at < rows->len && ((row = g_ptr_array_index (rows, at++)) == NULL || row->id != contact->id))
        ;
      print_contact (cli, builder, contact, peal_consent_state_to_string (row != NULL ? row->consent : PEAL_CONSENT_UNKNOWN));
      peal_cli_add_row (cli, builder);
    }
  return TRUE;
}

static gboolean
find_group (PealStore *store,
            gint64    *id,
            GError   **error)
{
  g_autoptr(PealGroup) group = NULL;

  if (group_option == NULL)
    return TRUE;
  group = dex_await_boxed (peal_groups_find (store, group_option), error);
  if (group == NULL)
    return FALSE;
  *id = group->id;
  return TRUE;
}

static DexFuture *
list_contacts (PealCli    *cli,
               PealEngine *engine)
{
  PealStore *store = peal_engine_get_store (engine);
  PealContactFilter filter = { .search = search_option, .tag = tag_option };
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) ids = NULL;
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  if (!find_group (store, &filter.group_id, &error))
    return peal_cli_return_error (cli, error);
  ids = dex_await_boxed (peal_contacts_snapshot (store, &filter), &error);
  if (ids == NULL)
    return peal_cli_return_error (cli, error);
  if (limit_option > 0 && ids->len > (guint) limit_option)
    g_array_set_size (ids, (guint) limit_option);

  peal_cli_begin_rows (cli);
  for (guint i = 0; i < ids->len; i += BATCH)
    if (!print_batch (cli, builder, store, &g_array_index (ids, gint64, i), MIN (BATCH, ids->len - i), &error))
      return peal_cli_return_error (cli, error);
  peal_cli_end_rows (cli);
  return peal_cli_return (PEAL_CLI_OK);
}

static DexFuture *
contacts_fiber (PealCli      *cli,
                GCancellable *cancellable)
{
  if (cli->n_args > 0)
    return peal_cli_person (cli);
  return peal_cli_with_engine (cli, list_contacts);
}

static const GOptionEntry contacts_entries[] = {
  { "search", 's', 0, G_OPTION_ARG_STRING, &search_option, "Only those who match", "TEXT" },
  { "group", 'g', 0, G_OPTION_ARG_STRING, &group_option, "Only members of this group", "NAME" },
  { "tag", 0, 0, G_OPTION_ARG_STRING, &tag_option, "Only those with this tag", "TAG" },
  { "limit", 'n', 0, G_OPTION_ARG_INT, &limit_option, "At most so many", "N" },
  { "to", 0, 0, G_OPTION_ARG_FILENAME, &peal_cli_to_option, "data: the folder that the files go into", "FOLDER" },
  { "confirm", 0, 0, G_OPTION_ARG_STRING, &peal_cli_confirm_option, "erase: the person's name, as it is listed", "NAME" },
  G_OPTION_ENTRY_NULL
};

const PealVerb peal_verb_contacts = {
  .name = "contacts",
  .arguments = "[data ID --to FOLDER | erase ID --confirm NAME]",
  .summary = "List contacts; hand out what is known of one, or erase one for good",
  .max_args = 2,
  .entries = contacts_entries,
  .fiber = contacts_fiber,
};
