/* SPDX-License-Identifier: GPL-3.0-or-later */
/* peal-phone.h: telephone numbers, from what people type to what a gateway takes.
 *
 * A number is read once, by peal_phone_parse (), and is E.164 from then on. It
 * is taken if it is possible and can receive texts; that it is not in the
 * numbering plan we know is only a warning, because new area codes are younger
 * than the metadata of the installed libphonenumber.
 *
 * Cost, one core: the first call loads the metadata (7 ms, 4 MB); after that a US
 * or Canadian number costs under 1 us, any other 13 to 40 us. Any thread.
 * Regions are ISO 3166 codes in capitals ("US"), "001" for numbers of no country.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Stored in the workspace (phone.kind): append only, never renumber. */
typedef enum
{
  PEAL_PHONE_TYPE_UNKNOWN = 0, /* possible, but in no numbering plan we know */
  PEAL_PHONE_TYPE_MOBILE = 1,
  PEAL_PHONE_TYPE_FIXED_LINE = 2,
  PEAL_PHONE_TYPE_FIXED_LINE_OR_MOBILE = 3, /* all of North America */
  PEAL_PHONE_TYPE_VOIP = 4,
  PEAL_PHONE_TYPE_PERSONAL = 5,
  PEAL_PHONE_TYPE_TOLL_FREE = 6, /* this and all that follow cannot be texted */
  PEAL_PHONE_TYPE_PREMIUM_RATE = 7,
  PEAL_PHONE_TYPE_SHARED_COST = 8,
  PEAL_PHONE_TYPE_UAN = 9,
  PEAL_PHONE_TYPE_VOICEMAIL = 10,
  PEAL_PHONE_TYPE_PAGER = 11,
} PealPhoneType;

/* Why a text is not a number that can be texted. */
typedef enum
{
  PEAL_PHONE_OK = 0,
  PEAL_PHONE_NO_PHONE = 1,         /* empty, a dash, "n/a" */
  PEAL_PHONE_NOT_SMS_CAPABLE = 2,  /* toll-free, premium, shared cost, UAN, voicemail, pager */
  PEAL_PHONE_TOO_SHORT = 3,
  PEAL_PHONE_TOO_LONG = 4,
  PEAL_PHONE_NO_AREA_CODE = 5,     /* could only be dialled by the neighbours */
  PEAL_PHONE_INVALID = 6,          /* letters, no such country, or two readings that disagree */
  PEAL_PHONE_PLACEHOLDER = 7,      /* 000-000-0000, 123-456-7890 */
  PEAL_PHONE_SCIENTIFIC_LOSSY = 8, /* 1.20156E+10: the spreadsheet has thrown digits away */
} PealPhoneReason;

/* What was noticed about a number that was taken. Flags. */
typedef enum
{
  PEAL_PHONE_WARN_NONE = 0,
  PEAL_PHONE_WARN_NOT_VALID = 1 << 0,         /* possible, but in no numbering plan we know */
  PEAL_PHONE_WARN_EXTENSION_DROPPED = 1 << 1,
  PEAL_PHONE_WARN_PLUS_ASSUMED = 1 << 2,      /* began with the own calling code, without "+" */
  PEAL_PHONE_WARN_RESTORED = 1 << 3,          /* was written as a decimal or in scientific notation */
  PEAL_PHONE_WARN_OLD_MEXICAN = 1 << 4,       /* +52 1 ..., since 2019 without the 1 */
  PEAL_PHONE_WARN_FIXED_LINE = 1 << 5,        /* a landline, as far as the plan says */
} PealPhoneWarnings;

typedef struct
{
  char e164[20];       /* "+12015550123"; empty unless PEAL_PHONE_OK */
  char region[4];      /* "US"; the calling code's main one where the plan does not tell */
  PealPhoneType type;
  gboolean is_valid;   /* in the numbering plan we know */
  PealPhoneWarnings warnings;
  char suggestion[20]; /* refused, but this E.164 number may have been meant: ask; else empty */
} PealPhone;

/* Reads @text as a person in @region (not NULL, may be "") would mean it. @phone is always set.
 * @text may be anything, also invalid UTF-8; NULL is as "". */
PealPhoneReason peal_phone_parse (const char *text,
                                  const char *region,
                                  PealPhone  *phone);

/* Stable identifiers: "ok", "no_phone", "not_sms_capable", "too_short", "too_long",
 * "no_area_code", "invalid_phone", "placeholder", "scientific_notation_lossy". Static. */
const char *peal_phone_reason_to_string (PealPhoneReason reason);

/* "mobile", "fixed_line", "toll_free", ...; "unknown" for any other number. Static. */
const char *peal_phone_type_to_string (PealPhoneType type);

/* One flag: "not_valid", "extension_dropped", "plus_assumed", "restored", "old_mexican",
 * "fixed_line"; "?" for anything else. Static. */
const char *peal_phone_warning_to_string (PealPhoneWarnings warning);

/* TRUE for the form we store: "+", then 3 to 15 digits, the first not 0. */
gboolean peal_phone_is_e164 (const char *text);

/* How to show @e164 to somebody in @own_region: in national form where the calling code is the
 * own one, else in international form. A text that is no number comes back as it is.
 * The caller frees it. */
char *peal_phone_format_for_display (const char *e164,
                                     const char *own_region);

/* The region of @e164 into @region (4 bytes); FALSE, and "", if it has none. Cheap where one country
 * has the calling code, or it is North America's; else it costs as much as reading the number: keep
 * what peal_phone_parse () said. */
gboolean peal_phone_get_region (const char *e164,
                                char        region[4]);

/* 1 for "US"; 0 for a region that is none. */
int peal_phone_get_calling_code (const char *region);

/* Every region with a calling code, sorted; NULL-terminated, static. */
const char *const *peal_phone_list_regions (void);

/* Formats a number while it is typed. Not thread-safe: one for each entry. */
typedef struct _PealPhoneTyping PealPhoneTyping;

PealPhoneTyping *peal_phone_typing_new (const char *region);
void peal_phone_typing_free (PealPhoneTyping *self);

/* @text, as it stands in the entry, formatted anew. @cursor (nullable; in characters) is where the
 * cursor was and becomes where it belongs. Borrowed until the next call. Text with letters in it
 * comes back unchanged. */
const char *peal_phone_typing_format (PealPhoneTyping *self,
                                      const char      *text,
                                      int             *cursor);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PealPhoneTyping, peal_phone_typing_free)

G_END_DECLS
