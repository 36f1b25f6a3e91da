/* verb-text.c: pealctl text: how a text is cut into the parts of an SMS.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "pealctl"

#include "peal-segments.h"
#include "verbs.h"

static gboolean batch;

static void
add_answer (JsonBuilder        *builder,
            const PealSegments *segments)
{
  json_builder_begin_object (builder);
  peal_cli_add_string (builder, "encoding", peal_encoding_to_string (segments->encoding));
  peal_cli_add_int (builder, "segments", segments->n_segments);
  peal_cli_add_int (builder, "units", segments->n_units);
  json_builder_set_member_name (builder, "per_segment_units");
  json_builder_begin_array (builder);
  for (guint i = 0; i < segments->n_segments; i++)
    json_builder_add_int_value (builder, segments->per_segment_units[i]);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "forcing");
  json_builder_begin_array (builder);
  for (guint i = 0; i < segments->n_forcing; i++)
    {
      json_builder_begin_object (builder);
      peal_cli_add_int (builder, "offset", segments->forcing[i].offset);
      peal_cli_add_string (builder, "text", segments->forcing[i].text);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static gboolean
answer (JsonObject  *request,
        JsonBuilder *builder,
        GError     **error)
{
  const char *text = peal_cli_get_string (request, "text", error);
  g_autoptr(PealSegments) segments = NULL;

  if (text == NULL)
    return FALSE;
  segments = peal_segments_new (text, PEAL_SEGMENTS_DEFAULT);
  add_answer (builder, segments);
  return TRUE;
}

static void
print_plain (const PealSegments *segments)
{
  g_print ("%u %s, %s, %u %s\n", segments->n_segments, segments->n_segments == 1 ? "part" : "parts",
           peal_encoding_to_string (segments->encoding), segments->n_units, segments->n_units == 1 ? "unit" : "units");
  for (guint i = 0; i < segments->n_segments; i++)
    g_print ("  part %u: %u\n", i + 1, segments->per_segment_units[i]);
  for (guint i = 0; i < segments->n_forcing; i++)
    g_print ("  \"%s\" at character %u is not in GSM-7\n", segments->forcing[i].text, segments->forcing[i].offset + 1);
}

static PealCliStatus
run (PealCli *cli)
{
  g_autoptr(PealSegments) segments = NULL;
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  if (batch)
    return peal_cli_run_batch (cli, answer);
  if (cli->n_args != 1)
    return peal_cli_usage (cli, "Name one text, in quotes, or ask for many with --batch.");

  segments = peal_segments_new (cli->args[0], PEAL_SEGMENTS_DEFAULT);
  if (!cli->json)
    {
      print_plain (segments);
      return PEAL_CLI_OK;
    }
  add_answer (builder, segments);
  peal_cli_print_json (builder);
  return PEAL_CLI_OK;
}

static const GOptionEntry entries[] = {
  { "batch", 0, 0, G_OPTION_ARG_NONE, &batch, "Answer JSON lines from standard input: {\"text\":…}", NULL },
  G_OPTION_ENTRY_NULL
};

const PealVerb peal_verb_text = {
  .name = "text",
  .arguments = "[TEXT]",
  .summary = "Show how a text is encoded and cut into parts",
  .entries = entries,
  .max_args = 1,
  .run = run,
};
