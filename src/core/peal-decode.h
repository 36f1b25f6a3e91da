/* peal-decode.h: the bytes of a text file as UTF-8.
 *
 * The encoding is, in this order: that of a byte order mark; UTF-16 if the zero bytes of its
 * ASCII letters show it; UTF-8 if the bytes are valid; else windows-1252, which every byte
 * string can be. A file that is UTF-8 in most of the lines that are not ASCII is UTF-8: the bytes
 * of the other lines that do not fit are read as windows-1252 one by one, because such a file was
 * pasted together from two (PEAL_DECODE_MIXED).
 *
 * Zero bytes and a Ctrl-Z at the end are what old programs pad with, and are cut; control
 * characters inside become spaces (PEAL_DECODE_CONTROLS). A text with too many of them is none.
 * No I/O; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  PEAL_CHARSET_UTF_8,
  PEAL_CHARSET_UTF_16LE,
  PEAL_CHARSET_UTF_16BE,
  PEAL_CHARSET_WINDOWS_1252,
} PealCharset;

/* Why bytes are not the text of a table. */
typedef enum
{
  PEAL_DECODE_OK,
  PEAL_DECODE_EMPTY,       /* nothing but white space */
  PEAL_DECODE_BINARY,      /* a picture, a database, ... */
  PEAL_DECODE_SPREADSHEET, /* a workbook (xlsx, xls, ods), whatever its name says */
  PEAL_DECODE_HTML,        /* a web page; some programs call it .xls or .csv */
} PealDecodeResult;

/* Flags: what had to be mended. */
typedef enum
{
  PEAL_DECODE_CLEAN = 0,
  PEAL_DECODE_MIXED = 1 << 0,
  PEAL_DECODE_CONTROLS = 1 << 1,
  PEAL_DECODE_REPLACED = 1 << 2, /* bytes without meaning became U+FFFD */
} PealDecodeRepairs;

typedef struct
{
  GBytes *text; /* valid UTF-8 without byte order mark and without zero bytes; not terminated */
  PealCharset charset;
  gboolean has_bom;
  PealDecodeRepairs repairs;
} PealDecoded;

void peal_decoded_free (PealDecoded *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealDecoded, peal_decoded_free)

/* Clean UTF-8 is not copied: the text is then a slice of @bytes and keeps it alive. @decoded is
 * set for PEAL_DECODE_OK, else NULL. */
PealDecodeResult peal_decode (GBytes       *bytes,
                              PealDecoded **decoded);

/* The IANA name: "UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252"; static. A byte order mark does
 * not change it. */
const char *peal_charset_to_string (PealCharset charset);

/* "ok", "empty", "binary", "spreadsheet", "html"; static. */
const char *peal_decode_result_to_string (PealDecodeResult result);

G_END_DECLS
