/* peal-person-page.c: the page about one person.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-person-private.h"

#include <glib/gi18n.h>
#include <string.h>

typedef struct
{
  GString *out;
  PealTranslate translate;
} Page;

/* Black on white by itself, so that it can be printed. */
static const char style[]
  = "body{font-family:sans-serif;line-height:1.4;max-width:48em;margin:2em auto;padding:0 1em;color:#222;background:#fff}"
    "h1{margin-bottom:0}h2{margin-top:2em;border-bottom:1px solid #bbb}"
    "table{border-collapse:collapse;width:100%}"
    "th,td{text-align:start;vertical-align:top;padding:.3em .6em .3em 0;border-bottom:1px solid #e4e4e4;overflow-wrap:anywhere}"
    "th{font-weight:600;white-space:nowrap}td.text{white-space:pre-wrap}"
    "img{float:inline-end;max-width:8em;border-radius:50%}.quiet{color:#666}"
    "@media print{body{margin:0;max-width:none}tr{break-inside:avoid}}";

static const char *
say (Page       *page,
     const char *english)
{
  return page->translate != NULL ? page->translate (english) : english;
}

static void
add_text (Page       *page,
          const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append (page->out, escaped);
}

static void
add_element (Page       *page,
             const char *open,
             const char *text,
             const char *close)
{
  g_string_append (page->out, open);
  add_text (page, text);
  g_string_append (page->out, close);
}

/* To the second, with the zone: whoever reads it may be anywhere. */
static char *
dup_time (gint64 time)
{
  g_autoptr(GDateTime) date = time != 0 ? g_date_time_new_from_unix_local (time / PEAL_SECOND) : NULL;

  return date != NULL ? g_date_time_format (date, "%Y-%m-%d %H:%M:%S %z") : g_strdup ("");
}

static void
add_time (Page  *page,
          gint64 time)
{
  g_autofree char *text = dup_time (time);

  add_element (page, "<td>", text, "</td>");
}

static void
begin_part (Page       *page,
            const char *title)
{
  add_element (page, "<h2>", say (page, title), "</h2>\n<table>\n");
}

static void
add_head (Page              *page,
          const char *const *titles)
{
  g_string_append (page->out, "<tr>");
  for (; *titles != NULL; titles++)
    add_element (page, "<th>", say (page, *titles), "</th>");
  g_string_append (page->out, "</tr>\n");
}

static void
end_part (Page *page)
{
  g_string_append (page->out, "</table>\n");
}

/* Nothing for an empty text. */
static void
add_fact (Page       *page,
          const char *name,
          const char *text)
{
  if (*text == '\0')
    return;
  add_element (page, "<tr><th>", name, "</th>");
  add_element (page, "<td class=\"text\">", text, "</td></tr>\n");
}

/* Parts ------------------------------------------------------------------------------------------- */

static void
add_lists (Page                    *page,
           const PealExportContact *contact)
{
  g_autofree char *tags = g_strjoinv (", ", contact->tags);
  g_autofree char *groups = g_strjoinv (", ", contact->groups);
  g_autofree char *created = dup_time (contact->created_at);
  g_autofree char *updated = dup_time (contact->updated_at);

  for (guint i = 0; i < contact->emails->len; i++)
    add_fact (page, say (page, N_("E-mail")), ((PealExportEmail *) g_ptr_array_index (contact->emails, i))->address);
  add_fact (page, say (page, N_("Tags")), tags);
  add_fact (page, say (page, N_("Groups")), groups);
  for (guint i = 0; i < contact->values->len; i++)
    {
      const PealExportValue *value = g_ptr_array_index (contact->values, i);

      add_fact (page, value->key, value->text);
    }
  add_fact (page, say (page, N_("Stored since")), created);
  add_fact (page, say (page, N_("Last changed")), updated);
}

static void
add_contact (Page                    *page,
             const PealExportContact *contact)
{
  static const struct
  {
    PealField field;
    const char *name;
  } facts[] = {
    { PEAL_FIELD_GIVEN, N_("First name") },     { PEAL_FIELD_MIDDLE, N_("Middle name") },
    { PEAL_FIELD_FAMILY, N_("Last name") },     { PEAL_FIELD_ORG, N_("Company") },
    { PEAL_FIELD_TITLE, N_("Title") },          { PEAL_FIELD_INDUSTRY, N_("Industry") },
    { PEAL_FIELD_STREET, N_("Street") },        { PEAL_FIELD_POSTCODE, N_("Postal code") },
    { PEAL_FIELD_CITY, N_("City") },            { PEAL_FIELD_REGION, N_("State or province") },
    { PEAL_FIELD_COUNTRY, N_("Country") },      { PEAL_FIELD_BIRTHDAY, N_("Birthday") },
    { PEAL_FIELD_LANGUAGE, N_("Language") },    { PEAL_FIELD_ZONE, N_("Time zone") },
    { PEAL_FIELD_STATUS, N_("Status") },        { PEAL_FIELD_SOURCE, N_("Source") },
    { PEAL_FIELD_NOTES, N_("Notes") },
  };

  begin_part (page, N_("Contact"));
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    add_fact (page, say (page, facts[i].name), peal_export_contact_get (contact, facts[i].field));
  if (contact->score != 0)
    {
      g_autofree char *score = g_strdup_printf ("%d", contact->score);

      add_fact (page, say (page, N_("Score")), score);
    }
  add_lists (page, contact);
  end_part (page);
}

static const char *
consent_words (const char *state)
{
  if (g_str_equal (state, "opted_in"))
    return N_("Agreed to be texted");
  return g_str_equal (state, "opted_out") ? N_("Asked not to be texted") : N_("Nothing is known");
}

static const char *
act_words (const char *act)
{
  static const struct
  {
    const char *act;
    const char *words;
  } acts[] = {
    { "opt_out", N_("Asked to stop") },
    { "opt_in", N_("Agreed") },
    { "review", N_("May have asked to stop") },
    { "keep", N_("Was no request to stop") },
    { "revoke", N_("A request to stop was taken back") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    if (g_str_equal (acts[i].act, act))
      return acts[i].words;
  return act;
}

static void
add_phones (Page            *page,
            const GPtrArray *phones)
{
  static const char *const titles[] = { N_("Number"), N_("Label"), N_("Consent"), N_("Since"), N_("Last message"), NULL };

  begin_part (page, N_("Numbers"));
  add_head (page, titles);
  for (guint i = 0; i < phones->len; i++)
    {
      const PealExportPhone *phone = g_ptr_array_index (phones, i);

      add_element (page, "<tr><td>", phone->e164, "</td>");
      add_element (page, "<td>", phone->label, "</td>");
      add_element (page, "<td>", say (page, consent_words (phone->consent)), "</td>");
      add_time (page, phone->consent_at);
      add_time (page, phone->last_contacted);
      g_string_append (page->out, "</tr>\n");
    }
  end_part (page);
}

static void
add_consent (Page            *page,
             const GPtrArray *phones)
{
  static const char *const titles[] = { N_("Number"), N_("When"), N_("What"), N_("In which words"), N_("Proof"), NULL };

  begin_part (page, N_("Consent"));
  add_head (page, titles);
  for (guint i = 0; i < phones->len; i++)
    {
      const PealExportPhone *phone = g_ptr_array_index (phones, i);

      for (guint e = 0; e < phone->history->len; e++)
        {
          const PealExportEvent *event = g_ptr_array_index (phone->history, e);

          add_element (page, "<tr><td>", phone->e164, "</td>");
          add_time (page, event->at);
          add_element (page, "<td>", say (page, act_words (event->act)), "</td>");
          add_element (page, "<td class=\"text\">", event->wording, "</td>");
          add_element (page, "<td>", event->proof, "</td></tr>\n");
        }
    }
  end_part (page);
}

static const char *
state_words (PealMessageState state)
{
  switch (state)
    {
    case PEAL_STATE_QUEUED:
    case PEAL_STATE_SUBMITTING:
      return N_("Waiting");
    case PEAL_STATE_ACCEPTED:
    case PEAL_STATE_SENT:
      return N_("Sent");
    case PEAL_STATE_UNKNOWN:
      return N_("May have been sent");
    case PEAL_STATE_DELIVERED:
      return N_("Delivered");
    case PEAL_STATE_UNDELIVERED:
    case PEAL_STATE_FAILED:
      return N_("Did not arrive");
    case PEAL_STATE_CANCELLED:
      return N_("Taken back");
    case PEAL_STATE_RECEIVED:
      return N_("Received");
    case PEAL_STATE_LEFT_OUT:
      break;
    }
  return N_("Not sent");
}

static void
add_messages (Page            *page,
              const GPtrArray *messages)
{
  static const char *const titles[] = { N_("When"), N_("From"), N_("To"), N_("Text"), N_("State"), NULL };

  begin_part (page, N_("Messages"));
  add_head (page, titles);
  for (guint i = 0; i < messages->len; i++)
    {
      const PealPersonMessage *message = g_ptr_array_index (messages, i);
      const gboolean is_inbound = message->direction == PEAL_DIRECTION_INBOUND;

      g_string_append (page->out, "<tr>");
      add_time (page, message->at);
      add_element (page, "<td>", is_inbound ? message->theirs : message->ours, "</td>");
      add_element (page, "<td>", is_inbound ? message->ours : message->theirs, "</td>");
      add_element (page, "<td class=\"text\">", message->body, "</td>");
      add_element (page, "<td>", say (page, state_words (message->state)), "</td></tr>\n");
    }
  end_part (page);
}

static void
add_campaigns (Page            *page,
               const GPtrArray *campaigns)
{
  static const char *const titles[] = { N_("When"), N_("Campaign"), N_("Number"), N_("State"), NULL };

  begin_part (page, N_("Campaigns"));
  add_head (page, titles);
  for (guint i = 0; i < campaigns->len; i++)
    {
      const PealPersonCampaign *campaign = g_ptr_array_index (campaigns, i);

      g_string_append (page->out, "<tr>");
      add_time (page, campaign->at);
      add_element (page, "<td>", campaign->name, "</td>");
      add_element (page, "<td>", campaign->e164, "</td>");
      add_element (page, "<td>", say (page, state_words (campaign->state)), "</td></tr>\n");
    }
  end_part (page);
}

/* In the page itself, so that it needs no other file. */
static void
add_photo (Page   *page,
           GBytes *photo)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (photo, &length);
  g_autofree char *text = NULL;

  if (length < 4)
    return;
  text = g_base64_encode (data, length);
  g_string_append_printf (page->out, "<img alt=\"\" src=\"data:image/%s;base64,%s\">\n",
                          memcmp (data + 1, "PNG", 3) == 0 ? "png" : "jpeg", text);
}

char *
peal_person_dup_page (const PealPerson *person,
                      GBytes           *photo,
                      gint64            now,
                      PealTranslate     translate)
{
  Page page = { g_string_new (NULL), translate };
  const char *name = peal_export_contact_get (person->contact, PEAL_FIELD_DISPLAY);
  g_autofree char *time = dup_time (now);

  g_string_append_printf (page.out,
                          "<!DOCTYPE html>\n<html dir=\"auto\"><head><meta charset=\"utf-8\">"
                          "<meta http-equiv=\"Content-Security-Policy\" "
                          "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n<style>%s</style>\n",
                          style);
  add_element (&page, "<title>", name, "</title></head>\n<body>\n");
  add_photo (&page, photo);
  add_element (&page, "<h1>", name, "</h1>\n");
  add_element (&page, "<p class=\"quiet\">", say (&page, N_("All that is stored about this person")), " · ");
  add_element (&page, "", time, "</p>\n");
  add_contact (&page, person->contact);
  add_phones (&page, person->contact->phones);
  add_consent (&page, person->contact->phones);
  add_messages (&page, person->messages);
  add_campaigns (&page, person->campaigns);
  g_string_append (page.out, "</body></html>\n");
  return g_string_free_and_steal (page.out);
}
