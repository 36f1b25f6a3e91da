/* peal-import.h: a contact file into the workspace, or a rehearsal of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-contacts-import.h"
#include "peal-engine.h"
#include "peal-import-batch.h"

G_BEGIN_DECLS

/* Called on the main thread now and then while it reads and stores. @fraction is 0 to 1. */
typedef void (*PealImportProgress) (double   fraction,
                                    gpointer user_data);

/* What became of one contact of the file. */
typedef enum
{
  PEAL_IMPORT_REHEARSED,     /* a dry run without a workspace to compare with */
  PEAL_IMPORT_NEW,
  PEAL_IMPORT_UPDATED,       /* somebody with one of its numbers took in what it said */
  PEAL_IMPORT_UNCHANGED,     /* ... and it said nothing new */
  PEAL_IMPORT_SKIPPED,       /* ... and was left as it is, as the policy asks */
  PEAL_IMPORT_N_VERDICTS,
} PealImportVerdict;

/* What happened. Immutable; any thread. Everything it returns is borrowed. */
typedef struct _PealImportReport PealImportReport;

GType peal_import_report_get_type (void);
#define PEAL_TYPE_IMPORT_REPORT (peal_import_report_get_type ())
PealImportReport *peal_import_report_ref (PealImportReport *self);
void peal_import_report_unref (PealImportReport *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealImportReport, peal_import_report_unref)

/* Borrowed strings, copied by the call. */
typedef struct
{
  const char *region;        /* ISO 3166 code for numbers without one; NULL = the workspace's */
  const PealCsvMap *map;     /* what the columns mean: that of an earlier report, changed; NULL = as the file says */
  GBytes *bytes;             /* a table that is in no file: path is what to call it; NULL = read the file */
  PealImportReport *rehearsal; /* what somebody has looked at: that is stored, and the file is not read again;
                                * region, map and bytes are its own. NULL = read */
  gboolean dry_run;          /* read and judge, store nothing */
  PealContactMergePolicy policy; /* of people who are known already */
  const char *group;         /* put everybody into this group, made if need be; NULL = none */
  const char *const *tags;   /* added to everybody; NULL = none */
  gboolean all_agreed;       /* somebody says so of all about whom the file says nothing (P9) */
  const char *wording;       /* what those who agreed have agreed to, and where and when: kept with each */
  const char *proof;         /* consent; NULL = not known */
  const char *actor;
} PealImportOptions;

/* OK, or why the file is no contact file; everything below is empty then. */
PealImportFileError peal_import_report_get_file_error (const PealImportReport *self);

/* Whether the file holds cards, not a table. */
gboolean peal_import_report_has_cards (const PealImportReport *self);

/* Whether it holds JSON. */
gboolean peal_import_report_has_objects (const PealImportReport *self);

/* The encoding's name, and the delimiter, of a file that could be read. */
const char *peal_import_report_get_encoding (const PealImportReport *self);
char peal_import_report_get_delimiter (const PealImportReport *self);

/* How many contacts and rejections there are, each in the order of the file; and how many records went
 * into others (P8). */
guint peal_import_report_count_contacts (const PealImportReport *self);
guint peal_import_report_count_rejected (const PealImportReport *self);
guint peal_import_report_count_merged (const PealImportReport *self);

/* How many contacts others went into, about how many something else was noticed, and how many rejections
 * are PEAL_IMPORT_NOT_A_RECORD. Nothing is counted by the call. */
guint peal_import_report_count_grown (const PealImportReport *self);
guint peal_import_report_count_remarks (const PealImportReport *self);
guint peal_import_report_count_no_records (const PealImportReport *self);

/* What contact, or rejection, @index says. The report does not keep it: it is read again from the file,
 * which waits for the disk, so not on the main thread of a window. Caller frees. */
PealImportContact *peal_import_report_dup_contact (const PealImportReport *self,
                                                   guint                   index);
PealImportRejection *peal_import_report_dup_rejection (const PealImportReport *self,
                                                       guint                   index);

/* The same of several, on another thread: @numbers (of guint; referenced) count the contacts and then the
 * rejections. Resolves to a GPtrArray of PealImportItem, as many. */
DexFuture *peal_import_report_read (PealImportReport *self,
                                    GArray           *numbers) G_GNUC_WARN_UNUSED_RESULT;

/* Of contact @index: whether others went into it, and whether something else was noticed about it. */
gboolean peal_import_report_was_merged (const PealImportReport *self,
                                        guint                   index);
gboolean peal_import_report_has_remarks (const PealImportReport *self,
                                         guint                   index);

/* Why rejection @index was refused. */
PealImportReason peal_import_report_get_reason (const PealImportReport *self,
                                                guint                   index);

/* Of PealImportWarning: those about the file itself. */
const GArray *peal_import_report_get_warnings (const PealImportReport *self);

/* What the columns were taken for; NULL for a file that is no table. */
const PealCsvMap *peal_import_report_get_map (const PealImportReport *self);

/* What stands in @column, for the person who says what it means; "" if nothing does. */
const char *peal_import_report_get_sample (const PealImportReport *self,
                                           guint                   column);

/* What was left out, as peal_import_batch_append_rejected () writes it, with @describe of why; piece by
 * piece to @out. Waits for the disk. FALSE with the error of @out. */
gboolean peal_import_report_write_rejected (const PealImportReport *self,
                                            GOutputStream          *out,
                                            const char             *record_header,
                                            const char             *reason_header,
                                            const char           *(*describe) (PealImportReason reason),
                                            GError                **error);

/* What became of contact @index of the above, or in a rehearsal would become of it; and its id in the
 * workspace (0 of somebody who is not stored). A rehearsal counts what the file says: the group and
 * the tags for everybody make nobody one who is updated. */
PealImportVerdict peal_import_report_get_verdict (const PealImportReport *self,
                                                  guint                   index,
                                                  gint64                 *contact_id);

/* What holds for texts to contact @index, by the file and by what was said of everybody. */
PealImportConsent peal_import_report_get_consent (const PealImportReport *self,
                                                  guint                   index);

/* How many contacts have agreed to texts, by the file and, if @all_agreed, by what is said of everybody. */
guint peal_import_report_count_agreed (const PealImportReport *self,
                                       gboolean                all_agreed);

/* How many of the contacts had the verdict. */
guint peal_import_report_count (const PealImportReport *self,
                                PealImportVerdict       verdict);

gint64 peal_import_report_get_group_id (const PealImportReport *self); /* 0 = none */
gint64 peal_import_report_get_job_id (const PealImportReport *self);   /* for its undo; 0 = a rehearsal */

/* Reads @path on another thread and stores it in batches, under a job that names the file; another
 * import of the workspace is waited for. The file is read twice, once to judge and once to store, from a
 * copy of its own (peal-import-file.h). Dropping the future stops it after the batch under way. What
 * is stopped, fails, or dies with its process is taken back (peal-imports.h), the last when the
 * workspace is opened next: in the end all of it is there, or nothing. Resolves to a PealImportReport,
 * also for a file that is no contact file. Rejects with
 * PEAL_ENGINE_ERROR_FILE if it cannot be read or has other columns than the map, or with
 * PealStoreError. A dry run needs no workspace: @self may be NULL then, and numbers of no region need
 * their country code. */
DexFuture *peal_engine_import_file (PealEngine              *self,
                                    const char              *path,
                                    const PealImportOptions *options,
                                    PealImportProgress       progress,
                                    gpointer                 user_data) G_GNUC_WARN_UNUSED_RESULT;

/* The whole report for scripts, a JSON object in one line: what the file is, counts and reasons, then all
 * contacts, rejections and warnings, with the identifiers of core/; piece by piece to @out. Waits for the
 * disk. FALSE with the error of @out. */
gboolean peal_import_report_write_json (const PealImportReport *self,
                                        GOutputStream          *out,
                                        GError                **error);

/* "new", "updated", ...; static. */
const char *peal_import_verdict_to_string (PealImportVerdict verdict);

/* A line for people who read English: the file has no phone column, ...; "" for OK. Static. */
const char *peal_import_report_describe_file_error (const PealImportReport *self);

G_END_DECLS
