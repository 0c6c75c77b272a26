#if __has_include(<Python.h>)
#include <string.h>

#include "shim.h"

// The UTF-8 of a str. On -1 an exception is set, except that a lone surrogate only sets `*at` to
// its place, for the caller knows better what to call the text.
static int borrow_utf8(PyObject *value, mtl_text *out, Py_ssize_t *at) {
  *at = -1;
  out->bytes = PyUnicode_AsUTF8AndSize(value, &out->length);
  if (out->bytes != NULL) return 0;
  if (!PyErr_ExceptionMatches(PyExc_UnicodeEncodeError)) return -1;
  PyObject *type, *error, *trace;
  PyErr_Fetch(&type, &error, &trace);
  PyErr_NormalizeException(&type, &error, &trace);
  PyUnicodeEncodeError_GetStart(error, at);
  Py_XDECREF(type);
  Py_XDECREF(error);
  Py_XDECREF(trace);
  return -1;
}

int borrow_text(PyObject *value, const char *name, mtl_text *out) {
  if (!PyUnicode_Check(value)) {
    PyErr_Format(PyExc_TypeError, "%s: expected a str, got %R", name, Py_TYPE(value));
    return -1;
  }
  Py_ssize_t at;
  if (borrow_utf8(value, out, &at) == 0) return 0;
  if (at >= 0) raise_surrogate(name, at);
  return -1;
}

// As `borrow_text`, for a text that the system takes as a path.
int borrow_path(PyObject *value, const char *name, mtl_text *out) {
  if (borrow_text(value, name, out) < 0) return -1;
  if (strlen(out->bytes) == (size_t)out->length) return 0;
  PyErr_Format(PyExc_ValueError, "%s: expected a path without NUL characters, got %R", name, value);
  return -1;
}

// As `borrow_text`, a list at a time. Where a lone surrogate stands, no exception is set and
// `*failed` and `*at` say in which string and where.
int borrow_texts(
    PyObject *list, const char *name, borrowed_texts *out, Py_ssize_t *failed, Py_ssize_t *at) {
  *failed = -1;
  if (!PyList_Check(list)) {
    PyErr_Format(PyExc_TypeError, "%s: expected a list of str, got %R", name, Py_TYPE(list));
    return -1;
  }
  out->held = PyList_AsTuple(list);  // nobody can take a string out of a tuple
  if (out->held == NULL) return -1;
  const Py_ssize_t count = PyTuple_Size(out->held);
  out->items = PyMem_Malloc((size_t)(count > 0 ? count : 1) * sizeof(mtl_text));
  if (out->items == NULL) {
    PyErr_NoMemory();
    release_texts(out);
    return -1;
  }
  out->texts = (mtl_texts){out->items, count};
  for (Py_ssize_t i = 0; i < count; i++) {
    PyObject *value = PyTuple_GetItem(out->held, i);
    if (!PyUnicode_Check(value)) {
      PyErr_Format(PyExc_TypeError, "%s[%zd]: expected a str, got %R", name, i, Py_TYPE(value));
    } else if (borrow_utf8(value, &out->items[i], at) == 0) {
      continue;
    } else if (*at >= 0) {
      *failed = i;
    }
    release_texts(out);
    return -1;
  }
  return 0;
}

void release_texts(borrowed_texts *borrowed) {
  PyMem_Free(borrowed->items);
  Py_XDECREF(borrowed->held);
  *borrowed = (borrowed_texts){0};
}

// A C-contiguous vector of one of `formats`, one letter each.
static int borrow_vector(
    PyObject *array, const char *name, const char *type, const char *formats, Py_ssize_t size,
    Py_buffer *view) {
  if (PyObject_GetBuffer(array, view, PyBUF_C_CONTIGUOUS | PyBUF_FORMAT) < 0) return -1;
  const char *format = view->format;
  if (strlen(format) != 1 || strchr(formats, *format) == NULL || view->itemsize != size) {
    PyErr_Format(PyExc_TypeError, "%s: expected %s, got buffer format '%s'", name, type, format);
  } else if (view->ndim != 1) {
    PyErr_Format(PyExc_ValueError, "%s: expected 1 dimension, got %d", name, view->ndim);
  } else {
    return 0;
  }
  PyBuffer_Release(view);
  return -1;
}

int borrow_integers(PyObject *array, const char *name, Py_buffer *view, mtl_integers *out) {
  if (borrow_vector(array, name, "int64", "lq", sizeof(int64_t), view) < 0) return -1;
  *out = (mtl_integers){view->buf, view->shape[0]};
  return 0;
}

int borrow_bytes(PyObject *array, const char *name, Py_buffer *view, mtl_bytes *out) {
  if (borrow_vector(array, name, "uint8", "B", sizeof(uint8_t), view) < 0) return -1;
  *out = (mtl_bytes){view->buf, view->shape[0]};
  return 0;
}

int borrow_numbers(PyObject *array, const char *name, Py_buffer *view, mtl_numbers *out) {
  if (borrow_vector(array, name, "float64", "d", sizeof(double), view) < 0) return -1;
  *out = (mtl_numbers){view->buf, view->shape[0]};
  return 0;
}
#endif
