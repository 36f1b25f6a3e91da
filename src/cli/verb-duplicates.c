/* verb-duplicates.c: pealctl duplicates: contacts that may be the same person.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "pealctl"

#include "peal-duplicates.h"
#include "peal-fiber.h"
#include "verbs.h"

static void
add_reasons (JsonBuilder    *builder,
             GString        *text,
             PealSameReasons reasons)
{
  static const struct
  {
    PealSameReasons reason;
    const char *name;
  } names[] = {
    { PEAL_SAME_NUMBER, "number" },
    { PEAL_SAME_EMAIL, "email" },
    { PEAL_SAME_NAME, "name" },
    { PEAL_SAME_INITIALS, "initials" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if ((reasons & names[i].reason) != 0)
      {
        json_builder_add_string_value (builder, names[i].name);
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", names[i].name);
      }
}

/* FALSE with @error. Whoever is gone by now is passed over. */
static gboolean
print_pair (PealCli             *cli,
            JsonBuilder         *builder,
            PealStore           *store,
            const PealDuplicate *pair,
            GError             **error)
{
  const gint64 ids[] = { pair->first_id, pair->second_id };
  g_autoptr(GPtrArray) rows = dex_await_boxed (peal_contacts_load_rows (store, ids, G_N_ELEMENTS (ids)), error);
  g_autoptr(GString) reasons = g_string_new (NULL);

  if (rows == NULL)
    return FALSE;
  if (g_ptr_array_index (rows, 0) == NULL || g_ptr_array_index (rows, 1) == NULL)
    return TRUE;
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "contacts");
  json_builder_begin_array (builder);
  for (guint i = 0; i < rows->len; i++)
    {
      const PealContactRow *row = g_ptr_array_index (rows, i);

      json_builder_begin_object (builder);
      peal_cli_add_int (builder, "id", row->id);
      peal_cli_add_string (builder, "display", row->display);
      peal_cli_add_string (builder, "number", row->e164);
      json_builder_end_object (builder);
      if (!cli->json)
        g_print ("%" G_GINT64_FORMAT "\t%s\t", row->id, row->display);
    }
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "same");
  json_builder_begin_array (builder);
  add_reasons (builder, reasons, pair->reasons);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  if (!cli->json)
    g_print ("same %s\n", reasons->str);
  peal_cli_add_row (cli, builder);
  return TRUE;
}

static DexFuture *
list (PealCli    *cli,
      PealEngine *engine)
{
  PealStore *store = peal_engine_get_store (engine);
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) pairs = dex_await_boxed (peal_duplicates_find (store), &error);

  if (pairs == NULL)
    return peal_cli_return_error (cli, error);
  peal_cli_begin_rows (cli);
  for (guint i = 0; i < pairs->len; i++)
    {
      g_autoptr(JsonBuilder) builder = json_builder_new ();

      if (!print_pair (cli, builder, store, &g_array_index (pairs, PealDuplicate, i), &error))
        return peal_cli_return_error (cli, error);
    }
  peal_cli_end_rows (cli);
  return peal_cli_return (PEAL_CLI_OK);
}

static gint64
read_id (PealCli *cli,
         guint    i)
{
  gint64 id = 0;

  g_ascii_string_to_signed (cli->args[i], 10, 1, G_MAXINT64, &id, NULL);
  return id;
}

/* What @kept says nothing of is as @gone says it. */
static void
fill_gaps (PealContact       *kept,
           const PealContact *gone)
{
  static const gsize texts[] = {
    G_STRUCT_OFFSET (PealContact, given),    G_STRUCT_OFFSET (PealContact, middle),
    G_STRUCT_OFFSET (PealContact, family),   G_STRUCT_OFFSET (PealContact, org),
    G_STRUCT_OFFSET (PealContact, title),    G_STRUCT_OFFSET (PealContact, industry),
    G_STRUCT_OFFSET (PealContact, street),   G_STRUCT_OFFSET (PealContact, city),
    G_STRUCT_OFFSET (PealContact, region),   G_STRUCT_OFFSET (PealContact, postcode),
    G_STRUCT_OFFSET (PealContact, country),  G_STRUCT_OFFSET (PealContact, zone),
    G_STRUCT_OFFSET (PealContact, language), G_STRUCT_OFFSET (PealContact, birthday),
    G_STRUCT_OFFSET (PealContact, status),   G_STRUCT_OFFSET (PealContact, source),
    G_STRUCT_OFFSET (PealContact, notes),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      char **to = &G_STRUCT_MEMBER (char *, kept, texts[i]);

      if (**to == '\0')
        g_set_str (to, G_STRUCT_MEMBER (char *, gone, texts[i]));
    }
}

static DexFuture *
print_seq (PealCli *cli,
           gint64   seq)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  if (!cli->json)
    {
      g_print ("Merged. To take it back: pealctl duplicates separate %" G_GINT64_FORMAT "\n", seq);
      return peal_cli_return (PEAL_CLI_OK);
    }
  json_builder_begin_object (builder);
  peal_cli_add_int (builder, "merge", seq);
  json_builder_end_object (builder);
  peal_cli_print_json (builder);
  return peal_cli_return (PEAL_CLI_OK);
}

static DexFuture *
merge (PealCli    *cli,
       PealEngine *engine)
{
  PealStore *store = peal_engine_get_store (engine);
  g_autoptr(GError) error = NULL;
  g_autoptr(PealContact) kept = dex_await_boxed (peal_contacts_get (store, read_id (cli, 1)), &error);
  g_autoptr(PealContact) gone = kept != NULL ? dex_await_boxed (peal_contacts_get (store, read_id (cli, 2)), &error) : NULL;
  gint64 seq = 0;

  if (gone != NULL)
    {
      fill_gaps (kept, gone);
      seq = dex_await_int64 (peal_contacts_merge (store, kept, gone->id, "pealctl"), &error);
    }
  return error == NULL ? print_seq (cli, seq) : peal_cli_return_error (cli, error);
}

static DexFuture *
separate (PealCli    *cli,
          PealEngine *engine)
{
  g_autoptr(GError) error = NULL;

  dex_await_int64 (peal_contacts_separate (peal_engine_get_store (engine), read_id (cli, 1), "pealctl"), &error);
  return error == NULL ? peal_cli_return (PEAL_CLI_OK) : peal_cli_return_error (cli, error);
}

static DexFuture *
set_distinct (PealCli    *cli,
              PealEngine *engine)
{
  PealStore *store = peal_engine_get_store (engine);
  g_autoptr(GError) error = NULL;

  dex_await (peal_duplicates_set_distinct (store, read_id (cli, 1), read_id (cli, 2), TRUE, "pealctl"), &error);
  return error == NULL ? peal_cli_return (PEAL_CLI_OK) : peal_cli_return_error (cli, error);
}

static DexFuture *
duplicates_fiber (PealCli      *cli,
                  GCancellable *cancellable)
{
  static const struct
  {
    const char *name;
    guint n_ids;
    PealCliFunc func;
  } acts[] = { { "list", 0, list }, { "merge", 2, merge }, { "separate", 1, separate }, { "not-same", 2, set_distinct } };
  const char *act = cli->n_args > 0 ? cli->args[0] : "list";
  guint n_ids = MAX (cli->n_args, 1) - 1;

  for (guint i = 1; i <= n_ids; i++)
    if (read_id (cli, i) == 0)
      return peal_cli_return (peal_cli_usage (cli, "\"%s\" is no id. See: pealctl duplicates list", cli->args[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (acts); i++)
    if (g_str_equal (acts[i].name, act) && n_ids == acts[i].n_ids)
      return peal_cli_with_engine (cli, acts[i].func);
  return peal_cli_return (peal_cli_usage (
    cli, "Write: pealctl duplicates [list], merge ID ID, separate MERGE, or not-same ID ID"));
}

const PealVerb peal_verb_duplicates = {
  .name = "duplicates",
  .arguments = "[list | merge KEPT GONE | separate MERGE | not-same ID ID]",
  .summary = "List contacts that may be the same person, and make one of two",
  .max_args = 3,
  .fiber = duplicates_fiber,
};
