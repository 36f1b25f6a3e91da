/* peal-vcard.h: electronic business cards as text, read as the world writes them.
 *
 * vCard 2.1 (versit), 3.0 (RFC 2426) and 4.0 (RFC 6350), also mixed in one file: folded lines,
 * quoted-printable with its soft breaks, base64, a charset for each property, groups. What is longer
 * than PEAL_VCARD_MAX_VALUE, which is what pictures are, is passed over and never held. A card costs
 * its own texts and lives until it is freed. No I/O; any one thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bytes of one property with its parameters. */
#define PEAL_VCARD_MAX_VALUE (64 * 1024)

typedef enum
{
  PEAL_VCARD_WHOLE,
  PEAL_VCARD_CUT_OFF, /* no END: before the next card or at the end of the file; what stood there is kept */
  PEAL_VCARD_NO_CARD, /* lines between two cards that belong to none */
} PealVcardKind;

typedef struct
{
  char *group;      /* "ITEM1" of "item1.TEL", "" without */
  char *name;       /* "TEL": in capitals */
  GStrv parameters; /* "TYPE=cell": names in capitals, one entry for each value, also for the bare CELL of 2.1 */
  char *value;      /* valid UTF-8, out of quoted-printable or base64; backslashes still stand */
} PealVcardProperty;

typedef struct
{
  PealVcardKind kind;
  guint number;          /* of this card in the file, from 1; what is no card counts too */
  GPtrArray *properties; /* of PealVcardProperty, in their order; BEGIN and END are none */
  const char *raw;       /* as it stands in the file, without its last line end; as long as the reader lives */
  gsize raw_length;
} PealVcard;

void peal_vcard_free (PealVcard *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealVcard, peal_vcard_free)

/* The first property @name ("FN") that says something; NULL if there is none. */
const PealVcardProperty *peal_vcard_find (const PealVcard *self,
                                          const char      *name);

/* The first value of parameter @name ("PREF"), "" if there is none. Borrowed. */
const char *peal_vcard_property_get (const PealVcardProperty *self,
                                     const char              *name);

/* @value without its backslashes: "\n" is a line end, "\," a comma. Caller frees. */
char *peal_vcard_unescape (const char *value);

/* The parts of @value between each @separator (';' or ',') that has no backslash, unescaped. */
GStrv peal_vcard_split (const char *value,
                        char        separator);

typedef struct _PealVcardReader PealVcardReader;

/* @bytes as they are, but for UTF-16, which is to be UTF-8 already, and a byte order mark, which is to
 * be gone: each property may have a charset of its own. A property that does not name it is UTF-8 if it
 * can be, else windows-1252. A reference is taken. */
PealVcardReader *peal_vcard_reader_new (GBytes *bytes);
void peal_vcard_reader_free (PealVcardReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealVcardReader, peal_vcard_reader_free)

/* Whether @bytes hold a line that begins a card, near their start. */
gboolean peal_vcard_is_one (GBytes *bytes);

/* The next card; NULL at the end of the file. Caller frees. */
PealVcard *peal_vcard_reader_next (PealVcardReader *self);

/* Back to the first card. */
void peal_vcard_reader_rewind (PealVcardReader *self);

/* Where the next card begins, and back to there: @n_before records stand before it. */
gsize peal_vcard_reader_tell (const PealVcardReader *self);
void peal_vcard_reader_seek (PealVcardReader *self,
                             gsize            place,
                             guint            n_before);

/* How much of the file has been read, 0 to 1. */
double peal_vcard_reader_get_fraction (const PealVcardReader *self);

G_END_DECLS
