/* peal-person-data.c: all that is known of one person, as two files to hand out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-person-data.h"

#include "peal-contact-photo.h"
#include "peal-engine-private.h"
#include "peal-export-file.h"
#include "peal-fiber.h"
#include "peal-json-contacts.h"
#include "peal-ledger.h"
#include "peal-person-private.h"
#include "peal-thread.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <string.h>

typedef struct
{
  PealEngine *engine;
  gint64 contact_id;
  char *folder;
  PealTranslate translate;
  char *actor;

  PealPerson *person;
  GBytes *photo;
  gint64 now;
} Data;

static void
data_free (gpointer memory)
{
  Data *data = memory;

  g_object_unref (data->engine);
  g_free (data->folder);
  g_free (data->actor);
  g_clear_pointer (&data->person, peal_person_unref);
  g_clear_pointer (&data->photo, g_bytes_unref);
  g_free (data);
}

/* JSON -------------------------------------------------------------------------------------------- */

/* Nothing for an empty text, or a time that never was. */
static void
add_text (JsonBuilder *builder,
          const char  *name,
          const char  *text)
{
  if (*text == '\0')
    return;
  json_builder_set_member_name (builder, name);
  json_builder_add_string_value (builder, text);
}

static void
add_time (JsonBuilder *builder,
          const char  *name,
          gint64       time)
{
  g_autofree char *text = time != 0 ? peal_time_to_iso8601 (time) : g_strdup ("");

  add_text (builder, name, text);
}

static void
add_message (JsonBuilder             *builder,
             const PealPersonMessage *message)
{
  json_builder_begin_object (builder);
  add_time (builder, "at", message->at);
  add_text (builder, "direction", peal_direction_to_string (message->direction));
  add_text (builder, "kind", peal_message_kind_to_string (message->kind));
  add_text (builder, "state", peal_message_state_to_string (message->state));
  add_text (builder, "ours", message->ours);
  add_text (builder, "theirs", message->theirs);
  add_text (builder, "text", message->body);
  add_text (builder, "explanation", message->explanation);
  add_text (builder, "campaign", message->campaign);
  add_time (builder, "submitted", message->submitted_at);
  add_time (builder, "settled", message->settled_at);
  json_builder_end_object (builder);
}

static void
add_campaign (JsonBuilder              *builder,
              const PealPersonCampaign *campaign)
{
  json_builder_begin_object (builder);
  add_time (builder, "at", campaign->at);
  add_text (builder, "name", campaign->name);
  add_text (builder, "number", campaign->e164);
  if (campaign->state != 0)
    add_text (builder, "state", peal_message_state_to_string (campaign->state));
  if (campaign->reason != PEAL_HOLD_NONE)
    add_text (builder, "reason", peal_hold_reason_to_string (campaign->reason));
  add_text (builder, "explanation", campaign->explanation);
  json_builder_end_object (builder);
}

static void
add_event (JsonBuilder           *builder,
           const PealPersonEvent *event)
{
  json_builder_begin_object (builder);
  add_time (builder, "at", event->at);
  add_text (builder, "event", event->event);
  add_text (builder, "actor", event->actor);
  json_builder_end_object (builder);
}

typedef void (*AddItem) (JsonBuilder  *builder,
                         gconstpointer item);

static void
add_list (JsonBuilder     *builder,
          const char      *name,
          const GPtrArray *items,
          AddItem          add)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < items->len; i++)
    add (builder, g_ptr_array_index (items, i));
  json_builder_end_array (builder);
}

static char *
make_json (const Data *data)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autofree char *contact = peal_json_contacts_dup_pretty (data->person->contact);
  g_autofree char *photo = g_base64_encode (g_bytes_get_data (data->photo, NULL), g_bytes_get_size (data->photo));
  g_autoptr(JsonNode) root = NULL;

  json_builder_begin_object (builder);
  add_text (builder, "format", "peal-person");
  json_builder_set_member_name (builder, "version");
  json_builder_add_int_value (builder, 1);
  add_time (builder, "written", data->now);
  json_builder_set_member_name (builder, "contact");
  json_builder_add_value (builder, json_from_string (contact, NULL)); /* our own JSON */
  add_text (builder, "photo", photo);
  add_list (builder, "messages", data->person->messages, (AddItem) add_message);
  add_list (builder, "campaigns", data->person->campaigns, (AddItem) add_campaign);
  add_list (builder, "events", data->person->events, (AddItem) add_event);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, TRUE);
}

/* Files ------------------------------------------------------------------------------------------- */

static gboolean
write_file (const Data *data,
            const char *name,
            const char *text,
            GError    **error)
{
  g_autofree char *path = g_build_filename (data->folder, name, NULL);
  g_autoptr(PealExportFile) file = peal_export_file_new (path, error);

  return file != NULL && peal_export_file_write (file, text, strlen (text), error) && peal_export_file_finish (file, error);
}

/* PealThreadFunc */
static gboolean
write_files (gpointer memory,
             GError **error)
{
  const Data *data = memory;
  g_autofree char *json = make_json (data);
  g_autofree char *page = peal_person_dup_page (data->person, data->photo, data->now, data->translate);

  if (g_mkdir_with_parents (data->folder, 0700) != 0)
    {
      peal_export_file_set_error (error, errno);
      return FALSE;
    }
  return write_file (data, PEAL_PERSON_JSON, json, error) && write_file (data, PEAL_PERSON_PAGE, page, error);
}

/* The files are there whatever becomes of this. */
static void
record (const Data *data)
{
  g_autofree char *subject = g_strdup_printf ("contact:%" G_GINT64_FORMAT, data->contact_id);
  g_autoptr(GError) error = NULL;

  if (peal_store_get_condition (data->engine->store) != PEAL_STORE_READY)
    return;
  if (!dex_await (peal_ledger_record (data->engine->store, data->actor, "contact.data_given", subject, "{}"), &error))
    g_warning ("That data was given out was not recorded: %s", error->message);
}

static DexFuture *
write_fiber (gpointer      memory,
             GCancellable *cancellable)
{
  Data *data = memory;
  PealStore *store = data->engine->store;
  g_autoptr(GError) error = NULL;

  data->person = dex_await_boxed (peal_person_load (store, data->contact_id), &error);
  if (data->person != NULL)
    data->photo = dex_await_boxed (peal_contact_photo_get (store, data->contact_id), &error);
  if (data->photo == NULL || !dex_await (peal_thread_run (write_files, data), &error))
    return dex_future_new_for_error (g_steal_pointer (&error));
  record (data);
  return dex_future_new_true ();
}

DexFuture *
peal_engine_write_person (PealEngine   *self,
                          gint64        contact_id,
                          const char   *folder,
                          PealTranslate translate,
                          const char   *actor)
{
  Data *data;

  peal_return_reject_if_fail (PEAL_IS_ENGINE (self));
  peal_return_reject_if_fail (folder != NULL);

  data = g_new0 (Data, 1);
  data->engine = g_object_ref (self);
  data->contact_id = contact_id;
  data->folder = g_strdup (folder);
  data->translate = translate;
  data->actor = g_strdup (actor != NULL ? actor : "");
  data->now = peal_clock_get_now (self->clock);
  return peal_fiber_spawn (write_fiber, data, data_free);
}
