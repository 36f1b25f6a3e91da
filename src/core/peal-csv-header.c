/* peal-csv-header.c: what one header, or the label of one number, means.
 *
 * Whole headers are looked up (peal-csv-headers.c); one that is not there is taken apart, so that
 * "Parent's cell (required)" is a mobile number and "SMS consent date" is no consent.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-core"

#include "peal-csv-map.h"

#include "peal-csv-headers.h"
#include "peal-key.h"

#include <string.h>

static const struct
{
  PealPhoneRole role;
  const char *name;
  const char *words; /* parted by spaces */
} roles[] = {
  /* the first that fits: a "home fax" is a fax, a "work mobile" a mobile */
  { PEAL_PHONE_ROLE_FAX, "fax",
    "fax telefax facsimile telecopie telecopieur homefax workfax otherfax businessfax f" },
  { PEAL_PHONE_ROLE_PAGER, "pager",
    "pager beeper pieper bipeur localizador" },
  { PEAL_PHONE_ROLE_MOBILE, "mobile",
    "mobile mobil cell cellphone cellular cel celular handy portable movil gsm iphone mob mobiltelefon mobilfunk "
    "sms cells mobiles text c m" },
  { PEAL_PHONE_ROLE_WORK, "work",
    "work business office job buro buero bureau geschaftlich geschaeftlich arbeit dienstlich firma travail "
    "professionnel pro trabajo oficina laboral empresa w o b" },
  { PEAL_PHONE_ROLE_HOME, "home",
    "home privat private house residence landline festnetz zuhause domicile maison fixe personnel casa fijo "
    "particular domicilio h" },
  { PEAL_PHONE_ROLE_PREFERRED, "preferred",
    "preferred primary best pref bevorzugt prefere preferido" },
  { PEAL_PHONE_ROLE_MAIN, "main",
    "main principal hauptnummer haupt" },
  { PEAL_PHONE_ROLE_OTHER, "other",
    "other secondary alternate alternative alt additional second andere weitere autre otro whatsapp assistant "
    "emergency" },
};

const char *
peal_phone_role_to_string (PealPhoneRole role)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (roles[i].role == role)
      return roles[i].name;
  g_return_val_if_reached ("other");
}

/* Whether @word is among @words, which are parted by spaces. */
static gboolean
is_among (const char *word,
          const char *words)
{
  gsize length = strlen (word);

  for (const char *at = words; length > 0 && (at = strstr (at, word)) != NULL; at += length)
    if ((at == words || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
      return TRUE;
  return FALSE;
}

/* Whether one of the words of a header is among @words. */
static gboolean
has_any (char      **header,
         const char *words)
{
  for (; *header != NULL; header++)
    if (is_among (*header, words))
      return TRUE;
  return FALSE;
}

static PealPhoneRole
role_from_words (char        **words,
                 PealPhoneRole fallback)
{
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    if (has_any (words, roles[i].words))
      return roles[i].role;
  return fallback;
}

PealPhoneRole
peal_phone_role_from_label (const char   *label,
                            PealPhoneRole fallback,
                            gboolean     *is_preferred)
{
  g_autofree char *folded = NULL;
  g_auto(GStrv) words = NULL;
  PealPhoneRole role;

  g_return_val_if_fail (label != NULL && is_preferred != NULL, fallback);

  folded = peal_key_fold_words (label, -1);
  words = g_strsplit (folded, " ", -1);
  role = role_from_words (words, fallback);
  /* Google's "* Mobile"; "Preferred" alone */
  if (*label == '*' || has_any (words, "preferred primary pref"))
    {
      *is_preferred = TRUE;
      if (role > PEAL_PHONE_ROLE_PREFERRED && role < PEAL_PHONE_ROLE_FAX)
        role = PEAL_PHONE_ROLE_PREFERRED;
    }
  return role;
}

static const PealHeaderWords *
look_up (const char *key)
{
  for (guint i = 0; i < peal_n_header_words; i++)
    if (is_among (key, peal_header_words[i].keys))
      return &peal_header_words[i];
  return NULL;
}

/* A header about consent to texts, in words that no list foresaw. Asked first, because many of
 * them also say "phone" or "mobile". */
static gboolean
recognize_consent (char     **words,
                   PealField *field)
{
  const gboolean is_sms = has_any (words, "sms text texts texting textmessage textmessages mms");
  const gboolean is_call = has_any (words, "call calls phone contact");
  const gboolean is_mail = has_any (words, "email mail mails newsletter courriel correo");
  const gboolean is_about = has_any (words, "date time timestamp at on ip source method url wording by datum fecha");
  const gboolean is_negative = has_any (words, "not no never stop block blocked unsubscribe unsubscribed optout optedout "
                                               "out blacklist blacklisted blocklist revoked");

  *field = PEAL_FIELD_IGNORED;
  if (is_negative && (is_sms || (is_call && has_any (words, "not"))) && !is_mail)
    *field = PEAL_FIELD_SMS_OPT_OUT;
  else if (has_any (words, "optin optedin opt consent consents subscribed subscription subscriber permission agree agreed agrees "
                           "allow allowed accept accepts accepted marketing einwilligung zustimmung erlaubnis "
                           "consentement accord accepte consentimiento acepta permiso can may unsubscribed optout"))
    *field = is_sms && !is_mail && !is_about ? PEAL_FIELD_SMS_CONSENT : PEAL_FIELD_IGNORED;
  else
    return FALSE;
  return TRUE;
}

static gboolean
recognize_phone (char         **words,
                 PealPhoneRole *role)
{
  const char *about = "type label typ country code verified carrier extension ext valid status id model os brand provider "
                      "operator network date time count app name email preference contacted plan bill notes last";

  if (has_any (words, about))
    return FALSE;
  *role = role_from_words (words, PEAL_PHONE_ROLE_MAIN);
  if (has_any (words, "phone phones telephone tel telefon telefono telefonnummer rufnummer handynummer mobilnummer fon "
                      "celular movil cellphone smartphone handy gsm cell mobile fax telefax pager"))
    return TRUE;
  /* "Numéro portable", "Mobil privat": a number or a short header says enough */
  return *role == PEAL_PHONE_ROLE_MOBILE
         && (has_any (words, "number nummer numero no nr num") || g_strv_length (words) <= 2)
         && !has_any (words, "text sms c m");
}

/* The header of one of Google's numbered pairs: "Phone 2 - Value", "E-mail 1 - Type". */
static gboolean
recognize_pair (char         **words,
                PealField     *field,
                PealPhoneRole *role)
{
  guint n = g_strv_length (words);
  const char *last = n > 0 ? words[n - 1] : "";
  gboolean is_value = is_among (last, "value wert valeur valor");
  gboolean is_label = is_among (last, "type label typ bezeichnung libelle etiqueta tipo");

  if (n < 2 || !(is_value || is_label))
    return FALSE;
  if (is_among (words[0], "phone telefon telephone telefono"))
    {
      *field = is_value ? PEAL_FIELD_PHONE : PEAL_FIELD_PHONE_LABEL;
      *role = PEAL_PHONE_ROLE_MAIN;
    }
  else if (is_value && (is_among (words[0], "email mail") || g_str_equal (words[0], "e")))
    *field = PEAL_FIELD_EMAIL;
  else
    *field = PEAL_FIELD_IGNORED;
  return TRUE;
}

/* "Mobile 2" is one more mobile, "Phone 2" another number, "Address 2" nothing that has a place. */
static gboolean
recognize_numbered (const char    *key,
                    PealField     *field,
                    PealPhoneRole *role)
{
  gsize length = strlen (key);
  g_autofree char *stem = NULL;
  const PealHeaderWords *words;

  while (length > 0 && g_ascii_isdigit (key[length - 1]))
    length--;
  if (key[length] == '\0')
    return FALSE;
  stem = g_strndup (key, length);
  words = look_up (stem);
  if (words == NULL)
    return FALSE;
  *field = words->field == PEAL_FIELD_PHONE || words->field == PEAL_FIELD_EMAIL || g_str_equal (key + length, "1")
             ? words->field : PEAL_FIELD_IGNORED;
  *role = words->role == PEAL_PHONE_ROLE_MAIN && !g_str_equal (key + length, "1") ? PEAL_PHONE_ROLE_OTHER : words->role;
  return TRUE;
}

PealField
peal_csv_map_recognize (const char    *header,
                        PealPhoneRole *role)
{
  g_autofree char *key = peal_key_fold (header, -1);
  g_autofree char *folded = NULL;
  g_auto(GStrv) words = NULL;
  const PealHeaderWords *known = look_up (key);
  PealField field = PEAL_FIELD_IGNORED;

  g_return_val_if_fail (role != NULL, PEAL_FIELD_IGNORED);

  *role = PEAL_PHONE_ROLE_MAIN;
  /* Salesforce's mobile lists: a plain "Status" is that of a lead */
  if (g_ascii_strcasecmp (header, "_status") == 0)
    return PEAL_FIELD_SMS_CONSENT;
  if (known != NULL)
    {
      *role = known->role;
      return known->field;
    }

  folded = peal_key_fold_words (header, -1);
  words = g_strsplit (folded, " ", -1);
  if (recognize_pair (words, &field, role) || recognize_numbered (key, &field, role)
      || recognize_consent (words, &field))
    return field;
  if (recognize_phone (words, role))
    return PEAL_FIELD_PHONE;
  return has_any (words, "email mail") && has_any (words, "address adresse") ? PEAL_FIELD_EMAIL : PEAL_FIELD_IGNORED;
}

/* "2026-11-21", "21.11.2026", "11/21/2026 09:00": what fills a column of digits more often. */
static gboolean
is_date (const char *text,
         gsize       length)
{
  static const char *const shapes[] = { "dddd-dd-dd", "dddd/dd/dd", "dd/dd/dddd", "dd.dd.dddd", "d/dd/dddd",
                                        "dd/d/dddd", "d/d/dddd", "dd-dd-dddd" };

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      gsize n = strlen (shapes[i]);
      gsize j = 0;

      while (j < MIN (n, length) && (shapes[i][j] == 'd' ? g_ascii_isdigit (text[j]) : shapes[i][j] == text[j]))
        j++;
      if (j == n && (length == n || text[n] == ' ' || text[n] == 'T'))
        return TRUE;
    }
  return FALSE;
}

gboolean
peal_phone_looks_like (const char *text,
                       gsize       length)
{
  const char *end = text + length;
  guint n_digits = 0;
  guint n_letters = 0;

  if (is_date (text, length))
    return FALSE;
  for (const char *c = text; c < end; c = g_utf8_next_char (c))
    {
      gunichar u = g_utf8_get_char (c);

      n_digits += g_unichar_isdigit (u);
      n_letters += g_unichar_isalpha (u);
      if (u == '@' || u == '$' || u == '%')
        return FALSE;
    }
  return n_digits >= 7 && n_letters * 2 <= n_digits && n_letters <= 12;
}
