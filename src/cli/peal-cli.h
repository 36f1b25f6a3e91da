/* peal-cli.h: what the verbs of pealctl share.
 *
 * A verb is a row in main.c's table and a function in a file of its own. It reads
 * its options into static variables through GOption (a process runs one verb),
 * prints its answer on standard output, everything else on standard error, and
 * returns an exit status.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-engine.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Exit statuses. */
typedef enum
{
  PEAL_CLI_OK = 0,
  PEAL_CLI_FAILED = 1,  /* refused or failed */
  PEAL_CLI_USAGE = 2,   /* not a command that pealctl knows */
} PealCliStatus;

typedef struct _PealCli PealCli;

typedef struct
{
  const char *name;
  const char *arguments;        /* for the usage line: "NUMBER" */
  const char *summary;
  const GOptionEntry *entries;  /* the verb's own; may be NULL */
  int min_args;
  int max_args;                 /* -1 = any number */
  gboolean stops_itself;        /* SIGINT and SIGTERM cancel the fiber instead of ending the process */
  PealCliStatus (*run) (PealCli *cli);
  /* or, where it must wait for something: a fiber that resolves to a PealCliStatus as an int */
  DexFuture *(*fiber) (PealCli      *cli,
                       GCancellable *cancellable);
} PealVerb;

struct _PealCli
{
  const PealVerb *verb;
  char *workspace;
  gboolean json;
  GStrv args;
  guint n_args;
  guint64 n_rows;            /* of the list under way */
  GCancellable *cancellable; /* of the verb's fiber; borrowed */
};

/* Prints "pealctl VERB: ..." and what to try; PEAL_CLI_USAGE and PEAL_CLI_FAILED. */
PealCliStatus peal_cli_usage (PealCli    *cli,
                              const char *format,
                              ...) G_GNUC_PRINTF (2, 3);
PealCliStatus peal_cli_fail (PealCli    *cli,
                             const char *format,
                             ...) G_GNUC_PRINTF (2, 3);

/* The values of options that more than one verb has. Each may be NULL: the option was not given. FALSE,
 * after a usage message, for what is none. Regions are brought into capitals in place; a time that names no
 * zone is what a clock here shows. */
gboolean peal_cli_check_region (PealCli *cli,
                                char    *region);
gboolean peal_cli_check_time (PealCli    *cli,
                              const char *text,
                              gint64     *time);

/* What names on the command line stand for; inside a fiber. @names (nullable) are groups, whose ids
 * (gint64) are added to @ids; @label NULL leaves @id alone. FALSE with @error for a name that is none. */
gboolean peal_cli_find_groups (PealStore *store,
                               char     **names,
                               GArray    *ids,
                               GError   **error);
gboolean peal_cli_find_account (PealStore  *store,
                                const char *label,
                                gint64     *id,
                                GError    **error);

/* @error in words for a terminal. Takes nothing. */
PealCliStatus peal_cli_fail_error (PealCli      *cli,
                                   const GError *error);

/* Future forms of the above, for fibers. */
DexFuture *peal_cli_return (PealCliStatus status) G_GNUC_WARN_UNUSED_RESULT;
DexFuture *peal_cli_return_error (PealCli      *cli,
                                  const GError *error) G_GNUC_WARN_UNUSED_RESULT;

/* Prints the finished value of @builder on a line of its own, and empties @builder. */
void peal_cli_print_json (JsonBuilder *builder);

/* A long list, which is printed as it is read instead of being kept: an array with one line for each
 * row. add_row prints the finished object of @builder, and empties @builder; without --json all do
 * nothing. */
void peal_cli_begin_rows (PealCli *cli);
void peal_cli_add_row (PealCli     *cli,
                       JsonBuilder *builder);
void peal_cli_end_rows (PealCli *cli);

/* Prints @item, the @number-th from 1 on: a line, or with --json an object into @builder. */
typedef void (*PealCliPrint) (PealCli      *cli,
                              JsonBuilder  *builder,
                              guint         number,
                              gconstpointer item);

/* Lists what @items, which is taken, resolves to: a GPtrArray. A person who reads is told @none where there is
 * nothing; it may be NULL. Inside a fiber. */
DexFuture *peal_cli_list (PealCli     *cli,
                          DexFuture   *items,
                          PealCliPrint print,
                          const char  *none) G_GNUC_WARN_UNUSED_RESULT;

/* Members of an object under way. NULL is written as "". */
void peal_cli_add_string (JsonBuilder *builder,
                          const char  *name,
                          const char  *value);
void peal_cli_add_int (JsonBuilder *builder,
                       const char  *name,
                       gint64       value);
void peal_cli_add_boolean (JsonBuilder *builder,
                           const char  *name,
                           gboolean     value);
/* ISO 8601 in UTC; null for 0 and PEAL_TIME_NEVER. */
void peal_cli_add_time (JsonBuilder *builder,
                        const char  *name,
                        gint64       value);

/* What to do about a message that waits for @reason until @until, to end a line with; "" = nothing, it goes by
 * itself. Static. */
const char *peal_cli_advise (PealHoldReason reason,
                             gint64         until);

/* Answers one JSON object a line of standard input with one line each (--batch). @answer reads
 * @request and adds one finished object to @builder, or returns FALSE with @error; that line is then
 * answered with {"error":"..."} and the status is PEAL_CLI_FAILED in the end. */
typedef gboolean (*PealCliAnswer) (JsonObject  *request,
                                   JsonBuilder *builder,
                                   GError     **error);
PealCliStatus peal_cli_run_batch (PealCli      *cli,
                                  PealCliAnswer answer);

/* The text member @name; NULL with @error where it is missing or no text. Borrowed. */
const char *peal_cli_get_string (JsonObject *request,
                                 const char *name,
                                 GError    **error);

/* Whether there is one where the command line says. */
gboolean peal_cli_has_workspace (PealCli *cli);

/* Opens the workspace. Resolves to a PealEngine that does not send. @create: make it if there is none;
 * else a workspace that was never made is an error that names "pealctl init". */
DexFuture *peal_cli_open (PealCli *cli,
                          gboolean create) G_GNUC_WARN_UNUSED_RESULT;

/* Resolves to a PealCliStatus as an int. */
typedef DexFuture *(*PealCliFunc) (PealCli    *cli,
                                   PealEngine *engine);

/* Opens the workspace, hands it to @func and closes it; resolves to what @func's future does. */
DexFuture *peal_cli_with_engine (PealCli    *cli,
                                 PealCliFunc func) G_GNUC_WARN_UNUSED_RESULT;

/* Closes it again. Always resolves. */
DexFuture *peal_cli_close (PealEngine *engine) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
