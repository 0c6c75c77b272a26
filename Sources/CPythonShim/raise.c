#if __has_include(<Python.h>)
#include "shim.h"

// The one table from status to exception; OSError picks its own subclass by the errno.
PyObject *raise_error(module_state *state, const mtl_error *error) {
  PyObject *type = PyExc_RuntimeError;
  switch (error->status) {
    case MTL_VALUE: type = PyExc_ValueError; break;
    case MTL_TYPE: type = PyExc_TypeError; break;
    case MTL_KEY: type = PyExc_KeyError; break;
    case MTL_MEMORY: type = PyExc_MemoryError; break;
    case MTL_TRAINING: type = state->training_error; break;
    case MTL_OS: type = PyExc_OSError; break;
    case MTL_OK:
    case MTL_INTERNAL: break;
  }
  if (error->status != MTL_OS) {
    PyErr_SetString(type, error->text);
    return NULL;
  }
  PyObject *exception = PyObject_CallFunction(type, "is", (int)error->number, error->text);
  if (exception != NULL) PyErr_SetObject((PyObject *)Py_TYPE(exception), exception);
  Py_XDECREF(exception);
  return NULL;
}

PyObject *raise_surrogate(const char *name, Py_ssize_t character) {
  return PyErr_Format(
      PyExc_ValueError, "%s: expected text, got a lone surrogate at character %zd", name,
      character);
}
#endif
