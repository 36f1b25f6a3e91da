/* peal-limits-form.c: what an account may send and cost, as a person writes it into a few fields.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-limits-form.h"

#include "peal-json.h"

#include <locale.h>
#include <string.h>

#define ONE G_GINT64_CONSTANT (1000000)

/* The limits that have a field. */
typedef enum
{
  FIELD_PER_SECOND,
  FIELD_MESSAGES,
  FIELD_SEGMENTS,
  N_FIELDS,
  FIELD_NONE = N_FIELDS,
} Field;

void
peal_limits_form_clear (PealLimitsForm *self)
{
  g_clear_pointer (&self->zone, g_free);
}

/* A span is whole microseconds, a rate is not: the shortest number that means this span. */
static gint64
get_per_second (const PealLimit *limit)
{
  gint64 exact = G_USEC_PER_SEC * ONE / limit->span;

  for (gint64 step = ONE; step > 1; step /= 10)
    {
      gint64 near = (exact + step / 2) / step * step;

      if (near > 0 && peal_limit_per_second (limit->unit, (double) near / ONE).span == limit->span)
        return near;
    }
  return MAX (exact, 1);
}

/* Whether it is what "so many a second" means: not one of a minute, nor with room for more at once. */
static gboolean
is_per_second (const PealLimit *limit)
{
  return limit->unit == PEAL_LIMIT_MESSAGES && limit->n == 1 && limit->span > 0
         && peal_limit_per_second (limit->unit, (double) get_per_second (limit) / ONE).burst == limit->burst;
}

static gboolean
is_of_day (const PealLimitsForm *self,
           const PealLimit      *limit)
{
  return limit->span == 0 && limit->reset_minute == self->reset_minute && g_str_equal (limit->zone, self->zone);
}

static Field
find_field (const PealLimitsForm   *self,
            const PealAccountLimit *limit)
{
  if (limit->scope != PEAL_LIMIT_OF_ACCOUNT || *limit->name != '\0')
    return FIELD_NONE;
  if (is_per_second (&limit->limit))
    return FIELD_PER_SECOND;
  if (!is_of_day (self, &limit->limit))
    return FIELD_NONE;
  return limit->limit.unit == PEAL_LIMIT_MESSAGES ? FIELD_MESSAGES : FIELD_SEGMENTS;
}

/* The day of the fields: that of the money, else of the first limit that has one. */
static void
read_day (PealLimitsForm      *self,
          const PealAllowance *allowance)
{
  if (allowance->cap->micros > 0)
    {
      self->zone = g_strdup (allowance->cap->zone);
      self->reset_minute = allowance->cap->reset_minute;
      return;
    }
  for (guint i = 0; i < allowance->limits->len && self->zone == NULL; i++)
    {
      const PealAccountLimit *limit = g_ptr_array_index (allowance->limits, i);

      if (limit->scope != PEAL_LIMIT_OF_ACCOUNT || limit->limit.span > 0)
        continue;
      self->zone = g_strdup (limit->zone);
      self->reset_minute = limit->limit.reset_minute;
    }
  if (self->zone == NULL)
    self->zone = g_strdup ("");
}

void
peal_limits_form_read (PealLimitsForm      *self,
                       const PealAllowance *allowance)
{
  gint64 *const values[N_FIELDS] = { &self->per_second, &self->messages, &self->segments };

  *self = (PealLimitsForm) { .money = allowance->cap->micros };
  g_strlcpy (self->currency, allowance->cap->micros > 0 ? allowance->cap->currency : allowance->currency,
             sizeof self->currency);
  read_day (self, allowance);
  for (guint i = 0; i < allowance->limits->len; i++)
    {
      const PealAccountLimit *limit = g_ptr_array_index (allowance->limits, i);
      Field field = find_field (self, limit);

      if (field == FIELD_NONE || *values[field] != 0)
        self->n_others++;
      else
        *values[field] = field == FIELD_PER_SECOND ? get_per_second (&limit->limit) : limit->limit.n;
    }
}

/* Writing ------------------------------------------------------------------------------------------- */

static PealLimit
make_limit (const PealLimitsForm *self,
            Field                 field)
{
  if (field == FIELD_PER_SECOND)
    return peal_limit_per_second (PEAL_LIMIT_MESSAGES, (double) self->per_second / ONE);
  return (PealLimit) {
    .unit = field == FIELD_MESSAGES ? PEAL_LIMIT_MESSAGES : PEAL_LIMIT_SEGMENTS,
    .n = field == FIELD_MESSAGES ? self->messages : self->segments,
    .burst = 1,
    .zone = self->zone,
    .reset_minute = self->reset_minute,
  };
}

/* Those that were there keep their place, by which is known what has been used of them. */
static void
write_limits (const PealLimitsForm *self,
              const PealLimitsForm *old,
              const GPtrArray      *before,
              GPtrArray            *limits)
{
  const gint64 values[N_FIELDS] = { self->per_second, self->messages, self->segments };
  const gint64 old_values[N_FIELDS] = { old->per_second, old->messages, old->segments };
  gboolean written[N_FIELDS] = { FALSE };

  for (guint i = 0; i < before->len; i++)
    {
      const PealAccountLimit *limit = g_ptr_array_index (before, i);
      Field field = find_field (old, limit);
      PealLimit made;

      if (field == FIELD_NONE || written[field])
        {
          g_ptr_array_add (limits, peal_account_limit_new (limit->scope, limit->name, &limit->limit));
          continue;
        }
      written[field] = TRUE;
      if (values[field] == 0)
        continue;
      made = field == FIELD_PER_SECOND && values[field] == old_values[field] ? limit->limit : make_limit (self, field);
      g_ptr_array_add (limits, peal_account_limit_new (PEAL_LIMIT_OF_ACCOUNT, "", &made));
    }
  for (Field field = 0; field < N_FIELDS; field++)
    if (!written[field] && values[field] > 0)
      {
        PealLimit made = make_limit (self, field);

        g_ptr_array_add (limits, peal_account_limit_new (PEAL_LIMIT_OF_ACCOUNT, "", &made));
      }
}

PealAllowance *
peal_limits_form_write (const PealLimitsForm *self,
                        const PealAllowance  *before)
{
  PealAllowance *allowance = peal_allowance_new ();
  g_auto(PealLimitsForm) old = { 0 };

  peal_limits_form_read (&old, before);
  write_limits (self, &old, before->limits, allowance->limits);
  allowance->cap->micros = self->money;
  if (self->money > 0)
    {
      g_strlcpy (allowance->cap->currency, self->currency, sizeof allowance->cap->currency);
      g_set_str (&allowance->cap->zone, self->zone);
      allowance->cap->reset_minute = self->reset_minute;
    }
  return allowance;
}

/* Numbers ------------------------------------------------------------------------------------------- */

/* "." or "," or what the locale has. Borrowed. */
static const char *
get_point (void)
{
  const char *point = localeconv ()->decimal_point;

  return *point != '\0' ? point : ".";
}

gboolean
peal_limits_form_parse (const char *text,
                        gint64      max,
                        gint64     *micros)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_autoptr(GString) plain = g_string_new (NULL);
  const char *point = get_point ();

  *micros = 0;
  for (const char *at = stripped; *at != '\0';)
    {
      gunichar letter = g_utf8_get_char (at);

      if (g_str_has_prefix (at, point))
        {
          g_string_append_c (plain, '.');
          at += strlen (point);
          continue;
        }
      if (!g_unichar_isdigit (letter))
        return FALSE;
      g_string_append_printf (plain, "%d", g_unichar_digit_value (letter));
      at = g_utf8_next_char (at);
    }
  if (plain->len == 0)
    return TRUE;
  if (!peal_micros_from_decimal (plain->str, micros) || *micros <= 0 || *micros > max)
    {
      *micros = 0;
      return FALSE;
    }
  return TRUE;
}

char *
peal_limits_form_format (gint64 micros,
                         guint  min_digits)
{
  g_autoptr(GString) text = NULL;
  g_autofree char *fraction = NULL;
  gsize n_digits = 6;

  if (micros <= 0)
    return g_strdup ("");
  text = g_string_new (NULL);
  g_string_printf (text, "%" G_GINT64_FORMAT, micros / ONE);
  fraction = g_strdup_printf ("%06" G_GINT64_FORMAT, micros % ONE);
  while (n_digits > min_digits && fraction[n_digits - 1] == '0')
    n_digits--;
  if (n_digits > 0)
    g_string_append_printf (text, "%s%.*s", get_point (), (int) n_digits, fraction);
  return g_string_free_and_steal (g_steal_pointer (&text));
}
