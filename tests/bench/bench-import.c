/* bench-import.c: what an import cannot do without: the numbers read, the rows written.
 *
 *   bench-import FILE WORKSPACE
 *
 * FILE is a table whose columns are those of the insert below, with three numbers at the end of each row and no quotes.
 * The numbers go through libphonenumber on one thread; then the rows go into the database of WORKSPACE, which is
 * empty, with its indexes and its full-text index, in one transaction. Prints one line of JSON, seconds.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "peal-phone-private.h"
#include "peal-search.h"

#include <glib.h>
#include <sqlite3.h>
#include <string.h>

#define N_TEXTS 12
#define N_PHONES 3

static double
seconds_since (gint64 start)
{
  return (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

/* Rows of cells; the header is left out. */
static GPtrArray *
read_rows (const char *path)
{
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);

  if (!g_file_get_contents (path, &text, NULL, NULL))
    g_error ("%s cannot be read", path);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    g_ptr_array_add (rows, g_strsplit (lines[i], ",", -1));
  return rows;
}

/* Leaves the numbers in the rows as they are stored. */
static double
read_numbers (GPtrArray *rows)
{
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < rows->len; i++)
    for (guint j = N_TEXTS; j < N_TEXTS + N_PHONES; j++)
      {
        char **cells = g_ptr_array_index (rows, i);
        PealPhoneReading reading;

        peal_phone_read (g_strcanon (cells[j], "+0123456789", '-'), "US", &reading);
        g_set_str (&cells[j], reading.e164);
      }
  return seconds_since (start);
}

static sqlite3_stmt *
prepare (sqlite3    *db,
         const char *sql)
{
  sqlite3_stmt *stmt = NULL;

  if (sqlite3_prepare_v3 (db, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (db));
  return stmt;
}

static void
run (sqlite3_stmt *stmt)
{
  if (sqlite3_step (stmt) != SQLITE_DONE)
    g_error ("%s", sqlite3_errmsg (sqlite3_db_handle (stmt)));
  sqlite3_reset (stmt);
}

static void
say (sqlite3    *db,
     const char *sql)
{
  sqlite3_stmt *stmt = prepare (db, sql);

  run (stmt);
  sqlite3_finalize (stmt);
}

static void
write_row (sqlite3_stmt *contact,
           sqlite3_stmt *phone,
           sqlite3_stmt *email,
           char        **cells)
{
  g_autofree char *display = g_strdup_printf ("%s %s", cells[0], cells[1]);
  g_autofree char *sort_name = peal_search_fold (display);
  g_autofree char *uuid = g_uuid_string_random ();
  gint64 id;

  for (int i = 0; i < N_TEXTS; i++)
    sqlite3_bind_text (contact, i + 1, cells[i], -1, SQLITE_STATIC);
  sqlite3_bind_text (contact, N_TEXTS + 1, display, -1, SQLITE_STATIC);
  sqlite3_bind_text (contact, N_TEXTS + 2, sort_name, -1, SQLITE_STATIC);
  sqlite3_bind_text (contact, N_TEXTS + 3, uuid, -1, SQLITE_STATIC);
  run (contact);
  id = sqlite3_last_insert_rowid (sqlite3_db_handle (contact));
  for (int i = 0; i < N_PHONES; i++)
    {
      sqlite3_bind_int64 (phone, 1, id);
      sqlite3_bind_int (phone, 2, i + 1);
      sqlite3_bind_text (phone, 3, cells[N_TEXTS + i], -1, SQLITE_STATIC);
      run (phone);
    }
  sqlite3_bind_int64 (email, 1, id);
  sqlite3_bind_text (email, 2, cells[4], -1, SQLITE_STATIC);
  run (email);
}

static void
index_row (sqlite3_stmt *search,
           gint64        id,
           char        **cells)
{
  g_autofree char *text = g_strjoinv ("\n", cells);
  g_autofree char *folded = peal_search_fold (text);

  sqlite3_bind_int64 (search, 1, id);
  sqlite3_bind_text (search, 2, folded, -1, SQLITE_STATIC);
  run (search);
}

static double
write_rows (GPtrArray  *rows,
            const char *workspace)
{
  g_autofree char *path = g_build_filename (workspace, "peal.db", NULL);
  gint64 start = g_get_monotonic_time ();
  sqlite3_stmt *contact, *phone, *email, *search;
  sqlite3 *db;

  if (sqlite3_open (path, &db) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (db));
  say (db, "PRAGMA foreign_keys = ON");
  say (db, "PRAGMA synchronous = FULL");
  say (db, "BEGIN");
  contact = prepare (db, "INSERT INTO contact (given, family, org, title, email, street, city, region, postcode, country, "
                         "birthday, notes, display, sort_name, uuid, created_at, updated_at) "
                         "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, 0, 0)");
  phone = prepare (db, "INSERT OR IGNORE INTO phone (contact_id, position, label, e164, region) VALUES (?1, ?2, 'mobile', ?3, 'US')");
  email = prepare (db, "INSERT INTO email (contact_id, position, address) VALUES (?1, 1, ?2)");
  search = prepare (db, "INSERT INTO contact_search (rowid, text) VALUES (?1, ?2)");
  for (guint i = 0; i < rows->len; i++)
    write_row (contact, phone, email, g_ptr_array_index (rows, i));
  for (guint i = 0; i < rows->len; i++)
    index_row (search, i + 1, g_ptr_array_index (rows, i));
  say (db, "COMMIT");
  sqlite3_finalize (contact);
  sqlite3_finalize (phone);
  sqlite3_finalize (email);
  sqlite3_finalize (search);
  sqlite3_close (db);
  return seconds_since (start);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(GPtrArray) rows = NULL;
  double numbers;

  if (argc != 3)
    return 2;
  rows = read_rows (argv[1]);
  numbers = read_numbers (rows);
  g_print ("{\"numbers\":%.3f,\"rows\":%.3f}\n", numbers, write_rows (rows, argv[2]));
  return 0;
}
