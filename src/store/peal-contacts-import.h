/* peal-contacts-import.h: contacts of a file into the store, batch by batch.
 *
 * One import is one row of job; its batches are committed one by one, so a
 * long import never holds up a message. New rows carry the job's id, and what
 * others were before is kept, so that all of it can be taken back
 * (peal-imports.h). What an import finds out about consent only ever makes
 * things stricter (R-LAW-2).
 * Main thread only; every function returns at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "peal-contacts.h"

G_BEGIN_DECLS

/* One record of the file. */
typedef struct
{
  guint record;              /* its number in the file, for the proof */
  PealContact *contact;
  PealConsentState consent;  /* what its columns say of all its numbers */
  GArray *consents;          /* of PealConsentState, one for each phone: what the file says of that one; it
                              * goes first where it is not UNKNOWN. NULL = nothing */
} PealContactRecord;

PealContactRecord *peal_contact_record_new (guint        record,
                                            PealContact *contact /* taken */);
void peal_contact_record_free (PealContactRecord *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealContactRecord, peal_contact_record_free)

/* What becomes of a contact that has one of the numbers already. */
typedef enum
{
  PEAL_CONTACT_MERGE_FILL,    /* empty fields are filled, numbers, tags and groups united */
  PEAL_CONTACT_MERGE_REPLACE, /* fields of the file win where they say something; the rest as above */
  PEAL_CONTACT_MERGE_SKIP,    /* left as it is; its consent still grows stricter */
  PEAL_CONTACT_MERGE_KEEP_BOTH, /* the record becomes one more contact with that number */
} PealContactMergePolicy;

/* Borrowed strings, copied by the call. */
typedef struct
{
  gint64 job_id;             /* from peal_jobs_start () */
  PealContactMergePolicy policy;
  gint64 group_id;           /* everybody joins it; 0 = none */
  const char *const *tags;   /* given to everybody; NULL = none */
  const char *file_name;     /* for the proof of consent; no folder */
  const char *wording;       /* what those who agree have agreed to; NULL = not known */
  const char *proof;         /* where and when they did, before file and row; NULL = not known */
  const char *actor;
  GHashTable *own_ids;       /* set of char *, reffed by the call and changed by nobody: the uuids of all contacts
                              * of a file that we wrote ourselves; NULL = of another file */
} PealContactMergeOptions;

typedef enum
{
  PEAL_CONTACT_MERGED_NEW,
  PEAL_CONTACT_MERGED_UPDATED,   /* somebody with one of its numbers took in what it said */
  PEAL_CONTACT_MERGED_UNCHANGED, /* ... and it said nothing new */
  PEAL_CONTACT_MERGED_SKIPPED,   /* ... and was left as it is, by PEAL_CONTACT_MERGE_SKIP */
} PealContactMergeVerdict;

typedef struct
{
  guint record;
  PealContactMergeVerdict verdict;
  gint64 contact_id;
  PealConsentState consent;  /* of the first number, afterwards: an older opt-out shows here */
} PealContactMergeResult;

/* Whom a record is about: the contact with its uuid, else one with its first number. That one is somebody else if the
 * file (own_ids) has a record of its own for it, or if another record of this import was about it: people who share a
 * number come back as those that they were.
 *
 * Stores @records (of PealContactRecord, at most some thousands; not changed any more) in one
 * transaction. Resolves to a GArray of PealContactMergeResult, one for each in their order. Rejects
 * with PealStoreError; then nothing of the batch is stored. */
DexFuture *peal_contacts_import (PealStore                     *store,
                                 GPtrArray                     *records,
                                 const PealContactMergeOptions *options) G_GNUC_WARN_UNUSED_RESULT;

/* What peal_contacts_import () would find, storing nothing: as that, but the group and the tags of
 * @options, which come to everybody, make nobody one who is completed; an id is 0 for somebody new; and
 * the consent is what is known now. */
DexFuture *peal_contacts_rehearse (PealStore                     *store,
                                   GPtrArray                     *records,
                                   const PealContactMergeOptions *options) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
