#if __has_include(<Python.h>)
#include <string.h>

#include "shim.h"

// The format letter of an array of float32, float64 or uint8, 0 for any other.
static char format_of(const Py_buffer *view) {
  const char *format = view->format;
  if (strlen(format) != 1) return 0;
  const Py_ssize_t size = *format == 'f' ? 4 : *format == 'd' ? 8 : *format == 'B' ? 1 : 0;
  return size != 0 && view->itemsize == size ? *format : 0;
}

static int borrow_values(PyObject *array, const char *name, Py_buffer *view, mtl_values *out) {
  if (PyObject_GetBuffer(array, view, PyBUF_C_CONTIGUOUS | PyBUF_FORMAT) < 0) return -1;
  *out = (mtl_values){view->buf, view->shape, view->ndim, format_of(view)};
  if (out->format != 0) return 0;
  PyErr_Format(
      PyExc_TypeError, "%s: expected arrays of float32, float64 or uint8, got buffer format '%s'",
      name, view->format);
  PyBuffer_Release(view);
  return -1;
}

static void release_views(borrowed_modalities *borrowed) {
  for (Py_ssize_t i = 0; i < borrowed->count; i++)
    PyBuffer_Release(&borrowed->views[i]);
  PyMem_Free(borrowed->views);
  PyMem_Free(borrowed->items);
  Py_DECREF(borrowed->held);
}

static int borrow_arrays(PyObject *list, const char *name, borrowed_modalities *out) {
  if (!PyList_Check(list)) {
    PyErr_Format(PyExc_TypeError, "%s: expected a list of arrays, got %R", name, Py_TYPE(list));
    return -1;
  }
  out->held = PyList_AsTuple(list);  // nobody can take an array out of a tuple
  if (out->held == NULL) return -1;
  const Py_ssize_t count = PyTuple_Size(out->held);
  out->count = 0;
  out->views = PyMem_Calloc((size_t)(count > 0 ? count : 1), sizeof(Py_buffer));
  out->items = PyMem_Calloc((size_t)(count > 0 ? count : 1), sizeof(mtl_values));
  if (out->views == NULL || out->items == NULL) {
    PyErr_NoMemory();
    release_views(out);
    return -1;
  }
  for (Py_ssize_t i = 0; i < count; i++) {
    PyObject *array = PyTuple_GetItem(out->held, i);
    if (borrow_values(array, name, &out->views[i], &out->items[i]) < 0) {
      release_views(out);
      return -1;
    }
    out->count++;
  }
  return 0;
}

int borrow_modalities(
    PyObject *args, const char *name, borrowed_modalities *out, mtl_modalities *to) {
  *to = (mtl_modalities){0};
  out->held = NULL;
  if (args == Py_None) return 0;
  if (!PyTuple_Check(args)) {
    PyErr_Format(PyExc_TypeError, "modalities: expected a tuple or None, got %R", Py_TYPE(args));
    return -1;
  }
  PyObject *names, *owners, *rows, *arrays;
  if (!PyArg_ParseTuple(args, "OOOO:modalities", &names, &owners, &rows, &arrays)) return -1;
  Py_ssize_t failed, at;
  if (borrow_texts(names, "modalities", &out->names, &failed, &at) < 0) {
    if (failed >= 0) raise_surrogate("modalities", at);
    return -1;
  }
  to->names = out->names.texts;
  if (borrow_integers(owners, "modality owners", &out->owners, &to->owners) < 0) goto names;
  if (borrow_integers(rows, "modality rows", &out->rows, &to->rows) < 0) goto owners;
  if (borrow_arrays(arrays, name, out) == 0) {
    to->base = out->items;
    to->count = out->count;
    return 0;
  }
  out->held = NULL;
  PyBuffer_Release(&out->rows);
owners:
  PyBuffer_Release(&out->owners);
names:
  release_texts(&out->names);
  return -1;
}

void release_modalities(borrowed_modalities *borrowed) {
  if (borrowed->held == NULL) return;
  release_views(borrowed);
  PyBuffer_Release(&borrowed->rows);
  PyBuffer_Release(&borrowed->owners);
  release_texts(&borrowed->names);
}
#endif
