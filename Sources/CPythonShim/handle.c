#if __has_include(<Python.h>)
#include "shim.h"

// An object of `type` that owns `handle`; where there is no room for it, the handle is paid back.
PyObject *new_handle(PyTypeObject *type, void *handle, void (*destroy)(void *)) {
  allocfunc alloc = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
  HandleObject *self = (HandleObject *)alloc(type, 0);
  if (self == NULL) {
    destroy(handle);
    return NULL;
  }
  self->handle = handle;
  return (PyObject *)self;
}

// The core may have much to free, and for that needs no Python.
void dealloc_handle(PyObject *self, void (*destroy)(void *)) {
  PyTypeObject *type = Py_TYPE(self);
  void *handle = HANDLE(self);
  Py_BEGIN_ALLOW_THREADS destroy(handle);
  Py_END_ALLOW_THREADS((freefunc)PyType_GetSlot(type, Py_tp_free))(self);
  Py_DECREF(type);  // a heap type is owned by its instances
}
#endif
