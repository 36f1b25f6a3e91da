/* peal-cli.c: what the verbs of pealctl share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "pealctl"

#include "peal-cli.h"

#include "peal-fiber.h"
#include "peal-groups.h"
#include "peal-later.h"
#include "peal-phone.h"

#include <gio/gunixinputstream.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define CLOSE_GRACE (5 * PEAL_SECOND)

static void
complain (PealCli    *cli,
          const char *format,
          va_list     args)
{
  g_autofree char *text = g_strdup_vprintf (format, args);

  g_printerr ("pealctl%s%s: %s\n", cli->verb != NULL ? " " : "", cli->verb != NULL ? cli->verb->name : "", text);
}

PealCliStatus
peal_cli_usage (PealCli    *cli,
                const char *format,
                ...)
{
  va_list args;

  va_start (args, format);
  complain (cli, format, args);
  va_end (args);
  g_printerr ("Try: pealctl %s%s--help\n", cli->verb != NULL ? cli->verb->name : "", cli->verb != NULL ? " " : "");
  return PEAL_CLI_USAGE;
}

PealCliStatus
peal_cli_fail (PealCli    *cli,
               const char *format,
               ...)
{
  va_list args;

  va_start (args, format);
  complain (cli, format, args);
  va_end (args);
  return PEAL_CLI_FAILED;
}

gboolean
peal_cli_check_region (PealCli *cli,
                       char    *region)
{
  for (char *c = region; c != NULL && *c != '\0'; c++)
    *c = g_ascii_toupper (*c);
  if (region == NULL || peal_phone_get_calling_code (region) != 0)
    return TRUE;
  peal_cli_usage (cli, "\"%s\" is no country. Use its two letters: US, GB, DE", region);
  return FALSE;
}

gboolean
peal_cli_check_time (PealCli    *cli,
                     const char *text,
                     gint64     *time)
{
  g_autoptr(GTimeZone) here = g_time_zone_new_local ();
  PealCivilFit fit;

  if (text == NULL)
    return TRUE;
  if (!peal_later_read (text, here, time, &fit))
    {
      peal_cli_usage (cli, "\"%s\" is no time. Write it like 2026-11-21T18:30:00Z, or 2026-11-21T18:30 as the clock "
                      "here shows it", text);
      return FALSE;
    }
  if (fit != PEAL_CIVIL_GAP)
    return TRUE;
  peal_cli_usage (cli, "No clock in %s shows \"%s\": it is set forward then. Name another time, or a zone with it: "
                  "2026-11-21T18:30:00Z", g_time_zone_get_identifier (here), text);
  return FALSE;
}

gboolean
peal_cli_find_groups (PealStore *store,
                      char     **names,
                      GArray    *ids,
                      GError   **error)
{
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autoptr(GError) missing = NULL;
      g_autoptr(PealGroup) group = dex_await_boxed (peal_groups_find (store, names[i]), &missing);

      if (group == NULL)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "There is no group \"%s\". See: pealctl group",
                       names[i]);
          return FALSE;
        }
      g_array_append_val (ids, group->id);
    }
  return TRUE;
}

gboolean
peal_cli_find_account (PealStore  *store,
                       const char *label,
                       gint64     *id,
                       GError    **error)
{
  g_autoptr(PealAccount) account = NULL;

  if (label == NULL)
    return TRUE;
  account = dex_await_boxed (peal_account_find (store, label), error);
  if (account == NULL)
    return FALSE;
  *id = account->id;
  return TRUE;
}

PealCliStatus
peal_cli_fail_error (PealCli      *cli,
                     const GError *error)
{
  return peal_cli_fail (cli, "%s", error->message);
}

DexFuture *
peal_cli_return (PealCliStatus status)
{
  return dex_future_new_for_int ((int) status);
}

DexFuture *
peal_cli_return_error (PealCli      *cli,
                       const GError *error)
{
  return peal_cli_return (peal_cli_fail_error (cli, error));
}

/* JSON ---------------------------------------------------------------------------------------------- */

static char *
take_text (JsonBuilder *builder)
{
  g_autoptr(JsonNode) root = json_builder_get_root (builder);

  json_builder_reset (builder);
  return json_to_string (root, FALSE);
}

void
peal_cli_print_json (JsonBuilder *builder)
{
  g_autofree char *text = take_text (builder);

  g_print ("%s\n", text);
}

void
peal_cli_begin_rows (PealCli *cli)
{
  cli->n_rows = 0;
  if (cli->json)
    fputs ("[", stdout);
}

void
peal_cli_add_row (PealCli     *cli,
                  JsonBuilder *builder)
{
  g_autofree char *text = NULL;

  if (!cli->json)
    return;
  text = take_text (builder);
  fputs (cli->n_rows++ > 0 ? ",\n" : "\n", stdout);
  fputs (text, stdout);
}

void
peal_cli_end_rows (PealCli *cli)
{
  if (cli->json)
    fputs (cli->n_rows > 0 ? "\n]\n" : "]\n", stdout);
}

DexFuture *
peal_cli_list (PealCli     *cli,
               DexFuture   *items,
               PealCliPrint print,
               const char  *none)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(GPtrArray) found = dex_await_boxed (items, &error);

  if (found == NULL)
    return peal_cli_return_error (cli, error);
  peal_cli_begin_rows (cli);
  for (guint i = 0; i < found->len; i++)
    {
      print (cli, builder, i + 1, g_ptr_array_index (found, i));
      peal_cli_add_row (cli, builder);
    }
  peal_cli_end_rows (cli);
  if (!cli->json && found->len == 0 && none != NULL)
    g_print ("%s\n", none);
  return peal_cli_return (PEAL_CLI_OK);
}

void
peal_cli_add_string (JsonBuilder *builder,
                     const char  *name,
                     const char  *value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, value != NULL ? value : "");
}

void
peal_cli_add_int (JsonBuilder *builder,
                  const char  *name,
                  gint64       value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, value);
}

void
peal_cli_add_boolean (JsonBuilder *builder,
                      const char  *name,
                      gboolean     value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

const char *
peal_cli_advise (PealHoldReason reason,
                 gint64         until)
{
  if (reason == PEAL_HOLD_NO_ROUTE)
    return "; change the rules with `route`, or `messages cancel` it";
  if (reason == PEAL_HOLD_MONEY && until == PEAL_TIME_NEVER)
    return "; raise that with `limit money`, or `messages cancel` it";
  return "";
}

void
peal_cli_add_time (JsonBuilder *builder,
                   const char  *name,
                   gint64       value)
{
  g_autofree char *text = NULL;

  json_builder_set_member_name (builder, name);
  if (value == 0 || value == PEAL_TIME_NEVER)
    {
      json_builder_add_null_value (builder);
      return;
    }
  text = peal_time_to_iso8601 (value);
  json_builder_add_string_value (builder, text);
}

const char *
peal_cli_get_string (JsonObject *request,
                     const char *name,
                     GError    **error)
{
  JsonNode *node = json_object_get_member (request, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "\"%s\" is missing or no text", name);
      return NULL;
    }
  return json_node_get_string (node);
}

/* The number in the "\u1234" at @text, or -1. */
static gint32
read_escape (const char *text)
{
  gint32 unit = 0;

  if (text[0] != '\\' || text[1] != 'u')
    return -1;
  for (guint i = 2; i < 6; i++)
    {
      if (!g_ascii_isxdigit (text[i]))
        return -1;
      unit = unit << 4 | g_ascii_xdigit_value (text[i]);
    }

  return unit;
}

/* "\ud83d" without its other half, and "\u0000", are no text but may be asked about: they count as
 * U+FFFD, as bytes that are not UTF-8 do. The parser would refuse the one and end the text at the
 * other. @line is changed in place; both escapes are as long as what replaces them. */
static void
mend_escapes (char *line)
{
  for (char *p = strchr (line, '\\'); p != NULL; p = strchr (p, '\\'))
    {
      gint32 unit = read_escape (p);

      if (unit >= 0xd800 && unit < 0xdc00 && (read_escape (p + 6) & ~0x3ff) == 0xdc00)
        p += 12;
      else if (unit < 0)
        p += p[1] == '\0' ? 1 : 2;
      else
        {
          if (unit == 0 || (unit & ~0x7ff) == 0xd800)
            memcpy (p + 2, "fffd", 4);
          p += 6;
        }
    }
}

static gboolean
answer_line (PealCliAnswer answer,
             JsonParser   *parser,
             JsonBuilder  *builder,
             const char   *line,
             gsize         length)
{
  g_autofree char *mended = g_utf8_make_valid (line, (gssize) length);
  g_autoptr(GError) error = NULL;
  JsonNode *root;

  mend_escapes (mended);
  if (json_parser_load_from_data (parser, mended, -1, &error))
    {
      root = json_parser_get_root (parser);
      if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
        g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "Not a JSON object");
      else if (answer (json_node_get_object (root), builder, &error))
        {
          peal_cli_print_json (builder);
          return TRUE;
        }
    }

  json_builder_reset (builder);
  json_builder_begin_object (builder);
  peal_cli_add_string (builder, "error", error->message);
  json_builder_end_object (builder);
  peal_cli_print_json (builder);
  return FALSE;
}

PealCliStatus
peal_cli_run_batch (PealCli      *cli,
                    PealCliAnswer answer)
{
  g_autoptr(GInputStream) stdin_stream = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr(GDataInputStream) lines = g_data_input_stream_new (stdin_stream);
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(GError) error = NULL;
  PealCliStatus status = PEAL_CLI_OK;

  for (;;)
    {
      gsize length;
      g_autofree char *line = g_data_input_stream_read_line (lines, &length, NULL, &error);

      if (line == NULL)
        break;
      if (!answer_line (answer, parser, builder, line, length))
        status = PEAL_CLI_FAILED;
    }
  if (error != NULL)
    return peal_cli_fail_error (cli, error);
  return status;
}

/* The workspace -------------------------------------------------------------------------------------- */

gboolean
peal_cli_has_workspace (PealCli *cli)
{
  g_autofree char *file = g_build_filename (cli->workspace, "peal.db", NULL);

  return g_file_test (file, G_FILE_TEST_EXISTS);
}

DexFuture *
peal_cli_open (PealCli *cli,
               gboolean create)
{
  if (!create && !peal_cli_has_workspace (cli))
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                                  "There is no workspace in %s. Make one with: pealctl init --workspace %s",
                                  cli->workspace, cli->workspace);
  return peal_engine_open (cli->workspace, NULL);
}

DexFuture *
peal_cli_close (PealEngine *engine)
{
  return peal_engine_shutdown (engine, CLOSE_GRACE);
}

typedef struct
{
  PealCli *cli;
  PealCliFunc func;
} With;

static DexFuture *
with_engine_fiber (gpointer      data,
                   GCancellable *cancellable)
{
  With *with = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(PealEngine) engine = dex_await_object (peal_cli_open (with->cli, FALSE), &error);
  int status;

  if (engine == NULL)
    return peal_cli_return_error (with->cli, error);
  status = dex_await_int (with->func (with->cli, engine), &error);
  dex_await (peal_cli_close (engine), NULL);
  return error == NULL ? peal_cli_return ((PealCliStatus) status) : peal_cli_return_error (with->cli, error);
}

DexFuture *
peal_cli_with_engine (PealCli    *cli,
                      PealCliFunc func)
{
  With *with = g_new0 (With, 1);

  with->cli = cli;
  with->func = func;
  return peal_fiber_spawn (with_engine_fiber, with, g_free);
}
