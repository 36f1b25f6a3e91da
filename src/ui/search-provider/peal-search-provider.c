/* peal-search-provider.c: what GNOME Shell finds in the workspace.
 *
 * Each question is a fiber. The next search stops the one before, whose answer nobody waits for: it is an empty one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-ui"

#include "peal-search-provider.h"

#include "peal-contact-photo.h"
#include "peal-contacts.h"
#include "peal-fiber.h"
#include "peal-format.h"

#include <string.h>

#define INTERFACE "org.gnome.Shell.SearchProvider2"

/* Shell shows five. */
#define MOST 20

/* Seconds after the last question. */
#define LINGER 20

struct _PealSearchProvider
{
  GObject parent_instance;
  GApplication *application; /* not owned */
  GDBusConnection *connection;
  guint registration;
  PealStore *store;          /* NULL: none yet, or nothing to search */
  DexPromise *ready;         /* resolves when the workspace is open or cannot be */
  DexFuture *searching;      /* the last search */
  guint linger;              /* holds the application while it is not 0 */
};

G_DEFINE_FINAL_TYPE (PealSearchProvider, peal_search_provider, G_TYPE_OBJECT)

static const char xml[] =
  "<node><interface name='" INTERFACE "'>"
  "<method name='GetInitialResultSet'><arg type='as' direction='in'/><arg type='as' direction='out'/></method>"
  "<method name='GetSubsearchResultSet'><arg type='as' direction='in'/><arg type='as' direction='in'/>"
  "<arg type='as' direction='out'/></method>"
  "<method name='GetResultMetas'><arg type='as' direction='in'/><arg type='aa{sv}' direction='out'/></method>"
  "<method name='ActivateResult'><arg type='s' direction='in'/><arg type='as' direction='in'/>"
  "<arg type='u' direction='in'/></method>"
  "<method name='LaunchSearch'><arg type='as' direction='in'/><arg type='u' direction='in'/></method>"
  "</interface></node>";

/* A question ------------------------------------------------------------------------------------- */

typedef struct
{
  PealSearchProvider *provider;
  GDBusMethodInvocation *invocation; /* NULL once answered */
  char *text;                        /* what is searched for */
  GStrv ids;                         /* results: found before, or to be described */
} Question;

static Question *
question_new (PealSearchProvider    *provider,
              GDBusMethodInvocation *invocation)
{
  Question *self = g_new0 (Question, 1);

  self->provider = g_object_ref (provider);
  self->invocation = g_object_ref (invocation);
  return self;
}

static void
question_free (gpointer data)
{
  Question *self = data;

  g_object_unref (self->provider);
  g_object_unref (self->invocation);
  g_free (self->text);
  g_strfreev (self->ids);
  g_free (self);
}

/* FALSE: there is nothing to search, or nobody waits any more. */
static gboolean
wait_for_store (Question     *self,
                GCancellable *cancellable)
{
  return dex_await (peal_until_cancelled (dex_ref (DEX_FUTURE (self->provider->ready)), cancellable), NULL)
         && self->provider->store != NULL;
}

/* Contacts --------------------------------------------------------------------------------------- */

static gboolean
find_contacts (Question     *question,
               GStrvBuilder *found,
               GCancellable *cancellable,
               GError      **error)
{
  PealContactFilter filter = { .search = question->text };
  g_autoptr(GArray) ids = dex_await_boxed (peal_until_cancelled (peal_contacts_first (question->provider->store,
                                                                                      &filter, MOST),
                                                                 cancellable),
                                           error);

  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    g_strv_builder_take (found, g_strdup_printf ("contact:%" G_GINT64_FORMAT, g_array_index (ids, gint64, i)));
  return TRUE;
}

/* "(201) 555-0123, Acme". */
static char *
dup_contact_description (const PealContactRow *row)
{
  g_autofree char *number = *row->e164 != '\0' ? peal_format_number (row->e164) : NULL;

  if (number == NULL || *row->org == '\0' || g_str_equal (row->org, row->display))
    return g_strdup (number != NULL ? number : row->org);
  return g_strdup_printf ("%s · %s", number, row->org);
}

static void
add_contact (GVariantBuilder      *metas,
             const char           *id,
             const PealContactRow *row,
             GBytes               *photo)
{
  g_autofree char *description = dup_contact_description (row);
  g_autoptr(GIcon) icon = photo != NULL && g_bytes_get_size (photo) > 0
                            ? g_bytes_icon_new (photo)
                            : g_themed_icon_new ("avatar-default-symbolic");
  g_autoptr(GVariant) serialized = g_icon_serialize (icon);

  g_variant_builder_open (metas, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (metas, "{sv}", "id", g_variant_new_string (id));
  g_variant_builder_add (metas, "{sv}", "name", g_variant_new_string (row->display));
  g_variant_builder_add (metas, "{sv}", "description", g_variant_new_string (description));
  g_variant_builder_add (metas, "{sv}", "icon", serialized);
  if (*row->e164 != '\0')
    g_variant_builder_add (metas, "{sv}", "clipboardText", g_variant_new_string (row->e164));
  g_variant_builder_close (metas);
}

static void
describe_contact (Question        *question,
                  const char      *id,
                  GVariantBuilder *metas,
                  GCancellable    *cancellable)
{
  PealStore *store = question->provider->store;
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(GBytes) photo = NULL;
  const PealContactRow *row;
  gint64 number;

  if (!g_ascii_string_to_signed (id + strlen ("contact:"), 10, 1, G_MAXINT64, &number, NULL))
    return;
  rows = dex_await_boxed (peal_until_cancelled (peal_contacts_load_rows (store, &number, 1), cancellable), NULL);
  row = rows != NULL ? g_ptr_array_index (rows, 0) : NULL;
  if (row == NULL || row->deleted)
    return;
  photo = dex_await_boxed (peal_until_cancelled (peal_contact_photo_get (store, number), cancellable), NULL);
  add_contact (metas, id, row, photo);
}

/* All kinds -------------------------------------------------------------------------------------- */

/* In the order in which they are shown. */
static const struct
{
  const char *prefix;
  gboolean (*find) (Question     *question,
                    GStrvBuilder *found,
                    GCancellable *cancellable,
                    GError      **error);
  void (*describe) (Question        *question,
                    const char      *id,
                    GVariantBuilder *metas,
                    GCancellable    *cancellable); /* adds nothing for what is no more */
} kinds[] = {
  { "contact:", find_contacts, describe_contact },
};

/* Whoever types on finds fewer: what was found before and is found still. Where not all were told before, others
 * may come. */
static GStrv
narrow (const char *const *before,
        GStrv              found)
{
  g_autoptr(GStrvBuilder) kept = g_strv_builder_new ();

  if (before == NULL || g_strv_length ((GStrv) before) >= MOST)
    return g_strdupv (found);
  for (guint i = 0; found[i] != NULL; i++)
    if (g_strv_contains (before, found[i]))
      g_strv_builder_add (kept, found[i]);
  return g_strv_builder_end (kept);
}

static DexFuture *
search_fiber (gpointer      data,
              GCancellable *cancellable)
{
  Question *self = data;
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) found = NULL;
  g_auto(GStrv) kept = NULL;

  if (wait_for_store (self, cancellable))
    for (gsize i = 0; error == NULL && i < G_N_ELEMENTS (kinds); i++)
      kinds[i].find (self, builder, cancellable, &error);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_warning ("A search of the desktop was not answered: %s", error->message);
  found = g_strv_builder_end (builder);
  kept = narrow ((const char *const *) self->ids, found);
  g_dbus_method_invocation_return_value (g_object_ref (self->invocation), g_variant_new ("(^as)", kept));
  return dex_future_new_true ();
}

static DexFuture *
describe_fiber (gpointer      data,
                GCancellable *cancellable)
{
  Question *self = data;
  g_auto(GVariantBuilder) metas = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  if (wait_for_store (self, cancellable))
    for (guint i = 0; self->ids[i] != NULL; i++)
      for (gsize j = 0; j < G_N_ELEMENTS (kinds); j++)
        if (g_str_has_prefix (self->ids[i], kinds[j].prefix))
          kinds[j].describe (self, self->ids[i], &metas, cancellable);
  g_dbus_method_invocation_return_value (g_object_ref (self->invocation), g_variant_new ("(aa{sv})", &metas));
  return dex_future_new_true ();
}

/* Asked ------------------------------------------------------------------------------------------ */

static gboolean
linger_over_cb (gpointer user_data)
{
  PealSearchProvider *self = user_data;

  self->linger = 0;
  g_application_release (self->application);
  return G_SOURCE_REMOVE;
}

static void
hold (PealSearchProvider *self)
{
  if (self->linger == 0)
    g_application_hold (self->application);
  else
    g_source_remove (self->linger);
  self->linger = g_timeout_add_seconds (LINGER, linger_over_cb, self);
}

static void
search (PealSearchProvider    *self,
        GDBusMethodInvocation *invocation,
        GStrv                  before, /* taken */
        const char           **words)
{
  Question *question = question_new (self, invocation);

  question->text = g_strjoinv (" ", (GStrv) words);
  question->ids = before;
  if (self->searching != NULL)
    g_cancellable_cancel (dex_promise_get_cancellable (DEX_PROMISE (self->searching)));
  dex_clear (&self->searching);
  self->searching = peal_fiber_spawn (search_fiber, question, question_free);
}

static void
show (PealSearchProvider    *self,
      GDBusMethodInvocation *invocation,
      const char            *subject)
{
  g_action_group_activate_action (G_ACTION_GROUP (self->application), "show", g_variant_new_string (subject));
  g_dbus_method_invocation_return_value (g_object_ref (invocation), NULL);
}

static void
called_cb (GDBusConnection       *connection,
           const char            *sender,
           const char            *path,
           const char            *interface,
           const char            *method,
           GVariant              *parameters,
           GDBusMethodInvocation *call,
           gpointer               user_data)
{
  PealSearchProvider *self = user_data;
  g_autoptr(GDBusMethodInvocation) invocation = call;
  g_autofree const char **words = NULL;
  g_auto(GStrv) before = NULL;
  const char *id;

  hold (self);
  if (g_str_equal (method, "GetInitialResultSet"))
    {
      g_variant_get (parameters, "(^a&s)", &words);
      search (self, invocation, NULL, words);
    }
  else if (g_str_equal (method, "GetSubsearchResultSet"))
    {
      g_variant_get (parameters, "(^as^a&s)", &before, &words);
      search (self, invocation, g_steal_pointer (&before), words);
    }
  else if (g_str_equal (method, "GetResultMetas"))
    {
      Question *question = question_new (self, invocation);

      g_variant_get (parameters, "(^as)", &question->ids);
      dex_future_disown (peal_fiber_spawn (describe_fiber, question, question_free));
    }
  else if (g_str_equal (method, "ActivateResult"))
    {
      g_variant_get (parameters, "(&s^a&su)", &id, &words, NULL);
      show (self, invocation, id);
    }
  else
    {
      g_autofree char *text = NULL;
      g_autofree char *subject = NULL;

      g_variant_get (parameters, "(^a&su)", &words, NULL);
      text = g_strjoinv (" ", (GStrv) words);
      subject = g_strconcat ("contacts:", text, NULL);
      show (self, invocation, subject);
    }
}

/* Object ----------------------------------------------------------------------------------------- */

static void
peal_search_provider_dispose (GObject *object)
{
  PealSearchProvider *self = PEAL_SEARCH_PROVIDER (object);

  peal_search_provider_withdraw (self);
  dex_clear (&self->searching);
  dex_clear (&self->ready);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (peal_search_provider_parent_class)->dispose (object);
}

static void
peal_search_provider_class_init (PealSearchProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = peal_search_provider_dispose;
}

static void
peal_search_provider_init (PealSearchProvider *self)
{
  self->ready = dex_promise_new ();
}

PealSearchProvider *
peal_search_provider_new (GApplication *application)
{
  PealSearchProvider *self;

  g_return_val_if_fail (G_IS_APPLICATION (application), NULL);

  self = g_object_new (PEAL_TYPE_SEARCH_PROVIDER, NULL);
  self->application = application;
  return self;
}

gboolean
peal_search_provider_offer (PealSearchProvider *self,
                            GDBusConnection    *connection,
                            const char         *path,
                            GError            **error)
{
  static const GDBusInterfaceVTable vtable = { .method_call = called_cb };
  g_autoptr(GDBusNodeInfo) node = NULL;
  g_autofree char *own_path = NULL;

  g_return_val_if_fail (PEAL_IS_SEARCH_PROVIDER (self), FALSE);
  g_return_val_if_fail (G_IS_DBUS_CONNECTION (connection), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (self->registration == 0, FALSE);

  node = g_dbus_node_info_new_for_xml (xml, NULL);
  own_path = g_strconcat (path, "/SearchProvider", NULL);
  self->registration = g_dbus_connection_register_object (connection, own_path, node->interfaces[0], &vtable, self,
                                                          NULL, error);
  g_set_object (&self->connection, connection);
  return self->registration != 0;
}

void
peal_search_provider_withdraw (PealSearchProvider *self)
{
  g_return_if_fail (PEAL_IS_SEARCH_PROVIDER (self));

  if (self->registration != 0)
    g_dbus_connection_unregister_object (self->connection, self->registration);
  self->registration = 0;
  g_clear_object (&self->connection);
  if (self->linger != 0)
    g_application_release (self->application);
  g_clear_handle_id (&self->linger, g_source_remove);
}

void
peal_search_provider_set_store (PealSearchProvider *self,
                                PealStore          *store)
{
  g_return_if_fail (PEAL_IS_SEARCH_PROVIDER (self));

  g_set_object (&self->store, store);
  if (dex_future_is_pending (DEX_FUTURE (self->ready)))
    dex_promise_resolve_boolean (self->ready, TRUE);
}
