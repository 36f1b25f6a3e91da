/* peal-engine-fields.c: the names of the fields that a text may use, as the workspace has them.
 *
 * Kept here because a text is checked with every key that is pressed; read anew
 * when they change, and before each send, as another process may have changed them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "peal-engine"

#include "peal-engine-private.h"

#include "peal-contact-fields.h"
#include "peal-custom.h"
#include "peal-fiber.h"

static GStrv
join (const GPtrArray *fields)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();

  g_strv_builder_addv (names, (const char **) peal_custom_list_reserved ());
  for (guint i = 0; fields != NULL && i < fields->len; i++)
    g_strv_builder_add (names, ((const PealCustomField *) g_ptr_array_index (fields, i))->key);
  return g_strv_builder_end (names);
}

static DexFuture *
fields_read_cb (DexFuture *completed,
                gpointer   user_data)
{
  PealEngine *self = user_data;

  g_strfreev (self->text_fields);
  self->text_fields = join (g_value_get_boxed (dex_future_get_value (completed, NULL)));
  return dex_future_new_true ();
}

DexFuture *
peal_engine_read_fields (PealEngine *self)
{
  return dex_future_then (peal_contact_fields_list (self->store), fields_read_cb, g_object_ref (self), g_object_unref);
}

static void
store_changed_cb (PealEngine *self,
                  guint       changes)
{
  if ((changes & PEAL_CHANGE_FIELDS) != 0)
    dex_future_disown (peal_engine_read_fields (self));
}

DexFuture *
peal_engine_begin_fields (PealEngine *self)
{
  g_signal_connect_object (self->store, "changed", G_CALLBACK (store_changed_cb), self, G_CONNECT_SWAPPED);
  return peal_engine_read_fields (self);
}

const char *const *
peal_engine_get_text_fields (PealEngine *self)
{
  g_return_val_if_fail (PEAL_IS_ENGINE (self), NULL);

  return (const char *const *) self->text_fields;
}
