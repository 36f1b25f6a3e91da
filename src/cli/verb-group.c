/* verb-group.c: pealctl group.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "pealctl"

#include "peal-contacts.h"
#include "peal-fiber.h"
#include "peal-groups.h"
#include "peal-rule-words.h"
#include "verbs.h"

static char *rule_option;

static const char *
tell_kind (const PealGroup *group)
{
  return *group->rule == '\0' ? "static" : "rule";
}

static void
print_group (PealCli      *cli,
             JsonBuilder  *builder,
             guint         number,
             gconstpointer item)
{
  const PealGroup *group = item;

  if (!cli->json)
    {
      g_print ("%s\t%" G_GINT64_FORMAT "\t%s%s\n", group->name, group->n_members, tell_kind (group),
               group->broken ? "\tits rule asks for what is not there" : "");
      return;
    }
  json_builder_begin_object (builder);
  peal_cli_add_int (builder, "id", group->id);
  peal_cli_add_string (builder, "name", group->name);
  peal_cli_add_int (builder, "members", group->n_members);
  peal_cli_add_string (builder, "kind", tell_kind (group));
  peal_cli_add_boolean (builder, "broken", group->broken);
  json_builder_end_object (builder);
}

static DexFuture *
list_groups (PealCli    *cli,
             PealEngine *engine)
{
  return peal_cli_list (cli, peal_groups_list_counted (peal_engine_get_store (engine)), print_group, NULL);
}

/* Rules ------------------------------------------------------------------------------------------- */

/* What a condition names by its id. */
static char *
dup_group_name (const PealRule *condition,
                gpointer        groups)
{
  const GPtrArray *all = groups;

  for (guint i = 0; condition->field == PEAL_RULE_GROUP && i < all->len; i++)
    {
      const PealGroup *group = g_ptr_array_index (all, i);

      if (group->id == condition->id)
        return g_strdup_printf ("\"%s\"", group->name);
    }
  return NULL;
}

/* "" for a static group. */
static char *
describe (const PealGroup *group,
          GPtrArray       *groups)
{
  PealRuleWords words = { .dup_value = dup_group_name, .data = groups };
  g_autoptr(PealRule) rule = *group->rule != '\0' ? peal_rule_parse (group->rule, NULL) : NULL;

  return rule != NULL ? peal_rule_describe (rule, &words) : g_strdup ("");
}

static void
print_shown (PealCli         *cli,
             const PealGroup *group,
             const char      *sentence)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  if (!cli->json)
    {
      g_print ("%s\t%" G_GINT64_FORMAT "\t%s\n", group->name, group->n_members, tell_kind (group));
      if (*group->description != '\0')
        g_print ("%s\n", group->description);
      if (*group->rule != '\0')
        g_print ("%s\n%s\n", sentence, group->rule);
      return;
    }
  json_builder_begin_object (builder);
  peal_cli_add_int (builder, "id", group->id);
  peal_cli_add_string (builder, "name", group->name);
  peal_cli_add_string (builder, "description", group->description);
  peal_cli_add_string (builder, "color", group->color);
  peal_cli_add_int (builder, "members", group->n_members);
  peal_cli_add_string (builder, "kind", tell_kind (group));
  peal_cli_add_boolean (builder, "broken", group->broken);
  peal_cli_add_string (builder, "sentence", sentence);
  json_builder_set_member_name (builder, "rule");
  json_builder_add_value (builder, *group->rule != '\0' ? json_from_string (group->rule, NULL)
                                                        : json_node_init_null (json_node_alloc ()));
  json_builder_end_object (builder);
  peal_cli_print_json (builder);
}

static DexFuture *
show_group (PealCli    *cli,
            PealEngine *engine)
{
  PealStore *store = peal_engine_get_store (engine);
  g_autoptr(GError) error = NULL;
  g_autoptr(PealGroup) group = dex_await_boxed (peal_groups_find (store, cli->args[1]), &error);
  g_autoptr(GPtrArray) groups = NULL;
  g_autofree char *sentence = NULL;

  if (group == NULL)
    return peal_cli_return (peal_cli_fail (cli, "There is no group \"%s\". See: pealctl group list", cli->args[1]));
  groups = dex_await_boxed (peal_groups_list (store), &error);
  if (groups == NULL)
    return peal_cli_return_error (cli, error);
  sentence = describe (group, groups);
  print_shown (cli, group, sentence);
  return peal_cli_return (PEAL_CLI_OK);
}

/* Makes a rule group, or changes the rule of one. A static one stays static: its members were chosen. */
static DexFuture *
add_rule_group (PealCli    *cli,
                PealEngine *engine)
{
  PealStore *store = peal_engine_get_store (engine);
  g_autoptr(GError) error = NULL;
  g_autoptr(PealGroup) group = dex_await_boxed (peal_groups_find (store, cli->args[1]), NULL);

  if (group == NULL)
    group = peal_group_new (cli->args[1]);
  else if (*group->rule == '\0')
    return peal_cli_return (peal_cli_fail (cli, "The members of \"%s\" were chosen by hand. Take another name.",
                                           group->name));
  g_set_str (&group->rule, rule_option);
  dex_await_int64 (peal_groups_save (store, group, "pealctl"), &error);
  return error == NULL ? peal_cli_return (PEAL_CLI_OK) : peal_cli_return_error (cli, error);
}

/* Members ----------------------------------------------------------------------------------------- */

/* The contacts that the words after the group's name stand for: numbers in E.164 or anything that
 * finds exactly one person. */
static GArray *
find_people (PealCli   *cli,
             PealStore *store,
             GError   **error)
{
  g_autoptr(GArray) found = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 2; i < cli->n_args; i++)
    {
      PealContactFilter filter = { .search = cli->args[i] };
      g_autoptr(GArray) ids = dex_await_boxed (peal_contacts_snapshot (store, &filter), error);

      if (ids == NULL)
        return NULL;
      if (ids->len != 1)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                       "\"%s\" stands for %u contacts, not for one. Write the number or more of the name.",
                       cli->args[i], ids->len);
          return NULL;
        }
      g_array_append_val (found, g_array_index (ids, gint64, 0));
    }
  return g_steal_pointer (&found);
}

static gboolean
change_members (PealStore *store,
                gint64     group_id,
                GArray    *people,
                gboolean   add,
                GError   **error)
{
  const gint64 *ids = (const gint64 *) (gpointer) people->data;
  g_autoptr(GArray) changed = NULL;

  changed = dex_await_boxed (add ? peal_groups_add_members (store, group_id, ids, people->len, "pealctl")
                                 : peal_groups_remove_members (store, group_id, ids, people->len, "pealctl"), error);
  return changed != NULL;
}

static DexFuture *
change_group (PealCli    *cli,
              PealEngine *engine)
{
  PealStore *store = peal_engine_get_store (engine);
  const char *action = cli->args[0];
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) people = NULL;
  g_autoptr(PealGroup) group = NULL;
  gint64 id;

  if (g_str_equal (action, "add"))
    {
      people = find_people (cli, store, &error);
      id = people != NULL ? dex_await_int64 (peal_groups_ensure (store, cli->args[1], "pealctl"), &error) : 0;
      if (error == NULL && change_members (store, id, people, TRUE, &error))
        return peal_cli_return (PEAL_CLI_OK);
      return peal_cli_return_error (cli, error);
    }

  group = dex_await_boxed (peal_groups_find (store, cli->args[1]), &error);
  if (group == NULL)
    return peal_cli_return (peal_cli_fail (cli, "There is no group \"%s\". See: pealctl group list", cli->args[1]));
  if (g_str_equal (action, "delete"))
    dex_await_int64 (peal_groups_delete (store, group->id, "pealctl"), &error);
  else if ((people = find_people (cli, store, &error)) != NULL)
    change_members (store, group->id, people, FALSE, &error);
  return error == NULL ? peal_cli_return (PEAL_CLI_OK) : peal_cli_return_error (cli, error);
}

/* With --rule: "add NAME" and nobody else. */
static DexFuture *
take_rule (PealCli *cli)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PealRule) rule = NULL;

  if (!g_str_equal (cli->args[0], "add") || cli->n_args != 2)
    return peal_cli_return (peal_cli_usage (cli, "A rule chooses everybody: pealctl group add NAME --rule JSON"));
  rule = peal_rule_parse (rule_option, &error);
  if (rule == NULL)
    return peal_cli_return (peal_cli_usage (cli, "%s. See doc/rules.md", error->message));
  return peal_cli_with_engine (cli, add_rule_group);
}

static DexFuture *
group_fiber (PealCli      *cli,
             GCancellable *cancellable)
{
  static const char *const verbs[] = { "show", "add", "remove", "delete", NULL };
  const char *verb = cli->n_args > 0 ? cli->args[0] : "list";

  if (!g_str_equal (verb, "list") && !g_strv_contains (verbs, verb))
    return peal_cli_return (peal_cli_usage (cli, "\"%s\" is none of list, show, add, remove, delete.", verb));
  if (g_str_equal (verb, "list") && cli->n_args > 1)
    return peal_cli_return (peal_cli_usage (cli, "Too many arguments: %s", cli->args[1]));
  if (!g_str_equal (verb, "list") && cli->n_args < 2)
    return peal_cli_return (peal_cli_usage (cli, "Name the group: pealctl group %s NAME", verb));
  if (rule_option != NULL)
    return take_rule (cli);
  if (g_str_equal (verb, "list"))
    return peal_cli_with_engine (cli, list_groups);
  return peal_cli_with_engine (cli, g_str_equal (verb, "show") ? show_group : change_group);
}

static const GOptionEntry group_entries[] = {
  { "rule", 0, 0, G_OPTION_ARG_STRING, &rule_option, "With add: members are whom this rule fits (doc/rules.md)", "JSON" },
  G_OPTION_ENTRY_NULL
};

const PealVerb peal_verb_group = {
  .name = "group",
  .arguments = "[list | show NAME | add NAME [PERSON…] | remove NAME PERSON… | delete NAME]",
  .summary = "List groups, make one, change its members",
  .entries = group_entries,
  .max_args = -1,
  .fiber = group_fiber,
};
