/* peal-segments.c: how a text is cut into the parts of an SMS.
 *
 * The capacities are computed from the octets of the user data header, the
 * alphabet is a table: a national language table (TS 23.038 A.2, header element
 * of 3 octets) would be one more of each.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-segments.h"

#include "peal-graphemes.h"

#include <string.h>

#define USER_DATA_OCTETS 140
#define HEADER_OCTETS 6      /* length, element, its length, reference, count, number */
#define WIDE_HEADER_OCTETS 7 /* the same with a reference of two octets */

typedef struct
{
  gunichar first;
  gunichar last;
  guint units;
} UnitRange;

/* TS 23.038 6.2.1 and 6.2.1.1; 2 = reached through the escape. Most of most texts is ASCII. */
static const guint8 gsm7_ascii[0x80] = {
  ['\n'] = 1, ['\f'] = 2, ['\r'] = 1, [' ' ... 'Z'] = 1, ['[' ... '^'] = 2, ['_'] = 1, ['a' ... 'z'] = 1, ['{' ... '~'] = 2,
};

/* The rest of them, by code point. */
static const UnitRange gsm7[] = {
  { U'¡', U'¡', 1 },
  { U'£', U'¥', 1 },
  { U'§', U'§', 1 },
  { U'¿', U'¿', 1 },
  { U'Ä', U'Ç', 1 },
  { U'É', U'É', 1 },
  { U'Ñ', U'Ñ', 1 },
  { U'Ö', U'Ö', 1 },
  { U'Ø', U'Ø', 1 },
  { U'Ü', U'Ü', 1 },
  { U'ß', U'à', 1 },
  { U'ä', U'æ', 1 },
  { U'è', U'é', 1 },
  { U'ì', U'ì', 1 },
  { U'ñ', U'ò', 1 },
  { U'ö', U'ö', 1 },
  { U'ø', U'ù', 1 },
  { U'ü', U'ü', 1 },
  { U'Γ', U'Δ', 1 },
  { U'Θ', U'Θ', 1 },
  { U'Λ', U'Λ', 1 },
  { U'Ξ', U'Ξ', 1 },
  { U'Π', U'Π', 1 },
  { U'Σ', U'Σ', 1 },
  { U'Φ', U'Φ', 1 },
  { U'Ψ', U'Ω', 1 },
  { U'€', U'€', 2 },
};

/* The septets of @c, 0 if GSM-7 has no such character. */
static guint
gsm7_units (gunichar c)
{
  guint low = 0;
  guint high = G_N_ELEMENTS (gsm7);

  if (c < G_N_ELEMENTS (gsm7_ascii))
    return gsm7_ascii[c];
  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (c > gsm7[middle].last)
        low = middle + 1;
      else if (c < gsm7[middle].first)
        high = middle;
      else
        return gsm7[middle].units;
    }

  return 0;
}

static guint
char_units (PealEncoding encoding,
            gunichar     c)
{
  if (encoding == PEAL_ENCODING_GSM7)
    return gsm7_units (c);
  return c > 0xFFFF ? 2 : 1;
}

/* A header is padded to whole septets. */
static guint
part_capacity (PealEncoding encoding,
               guint        header_octets)
{
  if (encoding == PEAL_ENCODING_GSM7)
    return (USER_DATA_OCTETS - header_octets) * 8 / 7;
  return (USER_DATA_OCTETS - header_octets) / 2;
}

static char *
dup_nfc (const char *text)
{
  g_autofree char *valid = NULL;

  if (g_str_is_ascii (text))
    return g_strdup (text);

  valid = g_utf8_make_valid (text, -1);
  return g_utf8_normalize (valid, -1, G_NORMALIZE_NFC);
}

static gboolean
is_gsm7 (const char *nfc)
{
  for (const char *p = nfc; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (gsm7_units (g_utf8_get_char (p)) == 0)
        return FALSE;
    }

  return TRUE;
}

static guint
span_units (PealEncoding encoding,
            const char  *start,
            const char  *end)
{
  guint units = 0;

  for (const char *p = start; p < end; p = g_utf8_next_char (p))
    units += char_units (encoding, g_utf8_get_char (p));

  return units;
}

/* The end of what must stay together at @start, in a part of @capacity units. */
static const char *
next_piece (PealEncoding      encoding,
            PealSegmentsFlags flags,
            const char       *start,
            guint             capacity,
            const char      **split_until)
{
  const char *end;

  if (!(flags & PEAL_SEGMENTS_WHOLE_GRAPHEMES) || start < *split_until)
    return g_utf8_next_char (start);

  end = peal_grapheme_next (start);
  if (span_units (encoding, start, end) <= capacity)
    return end;

  /* Fits into no part: the rest of it goes by code points. */
  *split_until = end;
  return g_utf8_next_char (start);
}

static void
fill_parts (PealSegments     *self,
            const char       *nfc,
            PealSegmentsFlags flags,
            guint             capacity)
{
  g_autoptr(GArray) parts = g_array_new (FALSE, FALSE, sizeof (guint));
  const char *split_until = nfc;
  const char *end;
  guint units = 0;

  for (const char *p = nfc; *p != '\0'; p = end)
    {
      guint piece;

      end = next_piece (self->encoding, flags, p, capacity, &split_until);
      piece = span_units (self->encoding, p, end);
      if (units + piece > capacity)
        {
          g_array_append_val (parts, units);
          units = 0;
        }
      units += piece;
    }

  g_array_append_val (parts, units);
  self->n_remaining = capacity - units;
  self->n_segments = parts->len;
  self->per_segment_units = (guint *) g_array_free (g_steal_pointer (&parts), FALSE);
}

static void
fill_only_part (PealSegments *self,
                guint         capacity)
{
  self->n_segments = 1;
  self->n_remaining = capacity - self->n_units;
  self->per_segment_units = g_memdup2 (&self->n_units, sizeof self->n_units);
}

/* NFC composes only within a cluster, so each can be asked alone, where it stands in @valid. */
static void
find_forcing (PealSegments *self,
              const char   *valid)
{
  g_autoptr(GArray) found = g_array_new (FALSE, FALSE, sizeof (PealForcing));
  const char *end;
  guint offset = 0;

  for (const char *p = valid; *p != '\0'; p = end)
    {
      g_autofree char *cluster = NULL;
      g_autofree char *nfc = NULL;

      end = peal_grapheme_next (p);
      cluster = g_strndup (p, end - p);
      nfc = g_utf8_normalize (cluster, -1, G_NORMALIZE_NFC);
      if (!is_gsm7 (nfc))
        {
          PealForcing forcing = { offset, g_steal_pointer (&cluster) };

          g_array_append_val (found, forcing);
        }
      offset += g_utf8_strlen (p, end - p);
    }

  self->n_forcing = found->len;
  self->forcing = (PealForcing *) g_array_free (g_steal_pointer (&found), FALSE);
}

const char *
peal_encoding_to_string (PealEncoding encoding)
{
  switch (encoding)
    {
    case PEAL_ENCODING_GSM7:
      return "GSM-7";
    case PEAL_ENCODING_UCS2:
      return "UCS-2";
    default:
      return "?";
    }
}

PealSegments *
peal_segments_new (const char       *text,
                   PealSegmentsFlags flags)
{
  g_autofree char *nfc = NULL;
  PealSegments *self;
  guint single;

  g_return_val_if_fail (text != NULL, NULL);

  nfc = dup_nfc (text);
  self = g_new0 (PealSegments, 1);
  self->encoding = is_gsm7 (nfc) ? PEAL_ENCODING_GSM7 : PEAL_ENCODING_UCS2;
  self->n_units = span_units (self->encoding, nfc, nfc + strlen (nfc));

  single = part_capacity (self->encoding, 0);
  if (*nfc == '\0')
    self->n_remaining = single;
  else if (self->n_units <= single)
    fill_only_part (self, single);
  else if (flags & PEAL_SEGMENTS_WIDE_REFERENCE)
    fill_parts (self, nfc, flags, part_capacity (self->encoding, WIDE_HEADER_OCTETS));
  else
    fill_parts (self, nfc, flags, part_capacity (self->encoding, HEADER_OCTETS));

  if (self->encoding == PEAL_ENCODING_UCS2)
    {
      g_autofree char *valid = g_utf8_make_valid (text, -1);

      find_forcing (self, valid);
    }

  return self;
}

void
peal_segments_free (PealSegments *self)
{
  for (guint i = 0; i < self->n_forcing; i++)
    g_free (self->forcing[i].text);
  g_free (self->forcing);
  g_free (self->per_segment_units);
  g_free (self);
}

gboolean
peal_text_is_gsm7 (const char *text)
{
  g_autofree char *nfc = NULL;

  g_return_val_if_fail (text != NULL, FALSE);

  nfc = dup_nfc (text);
  return is_gsm7 (nfc);
}

char *
peal_text_normalize (const char *text)
{
  char *nfc;
  char *out;

  g_return_val_if_fail (text != NULL, NULL);

  nfc = dup_nfc (text);
  out = nfc;
  for (const char *in = nfc; *in != '\0'; in++)
    {
      if (*in == '\r')
        {
          *out++ = '\n';
          if (in[1] == '\n')
            in++;
        }
      else
        *out++ = *in;
    }
  *out = '\0';

  return nfc;
}
