-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What the machinery itself says to SQLite.

-- name: txn_begin
-- Takes the write lock at once: a job must not find out in its middle that it cannot write.
BEGIN IMMEDIATE;

-- name: txn_begin_read
BEGIN;

-- name: txn_commit
COMMIT;

-- name: txn_rollback
ROLLBACK;

-- name: job_savepoint
SAVEPOINT job;

-- name: job_release
RELEASE job;

-- name: job_rollback
ROLLBACK TO job;

-- name: db_application_id
PRAGMA application_id;

-- name: db_user_version
PRAGMA user_version;

-- name: db_schema_count
-- scan-ok
SELECT count(*) FROM sqlite_schema;

-- name: db_set_application_id
-- "Peal"
PRAGMA application_id = 0x5065616c;

-- name: db_journal_wal
PRAGMA journal_mode = WAL;

-- name: db_synchronous_full
-- A commit that was reported survives a power cut.
PRAGMA synchronous = FULL;

-- name: db_foreign_keys_on
PRAGMA foreign_keys = ON;

-- name: db_trusted_schema_off
PRAGMA trusted_schema = OFF;

-- name: db_query_only
PRAGMA query_only = ON;

-- name: db_cache_writer
PRAGMA cache_size = -4096;

-- name: db_cache_reader
PRAGMA cache_size = -2048;

-- name: db_temp_store_memory
PRAGMA temp_store = MEMORY;

-- name: db_autocheckpoint
-- 16 MB of log: a run of sends pays for fewer checkpoints, and the log stays small.
PRAGMA wal_autocheckpoint = 4000;

-- name: db_data_version
-- Changes when another connection has committed.
PRAGMA data_version;

-- name: db_checkpoint
PRAGMA wal_checkpoint (TRUNCATE);

-- name: db_optimize
PRAGMA optimize;

-- name: db_copy_into
VACUUM INTO :path;

-- name: db_foreign_key_check
PRAGMA foreign_key_check;

-- name: db_look_at_search
-- scan-ok
SELECT EXISTS (SELECT 1 FROM contact_search), EXISTS (SELECT 1 FROM contact_name_search),
       EXISTS (SELECT 1 FROM message_search WHERE message_search MATCH 'nothing');

-- name: db_integrity_check
PRAGMA integrity_check (20);
