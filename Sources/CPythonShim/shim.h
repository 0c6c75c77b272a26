// Shared by the shim's own files; never seen by Swift.
#pragma once
#define PY_SSIZE_T_CLEAN
#define Py_LIMITED_API 0x030B0000  // one wheel for CPython 3.11 and later
#include <Python.h>
#include <sys/types.h>

#include "mtl.h"

typedef struct {
  PyTypeObject *array_type;
  PyTypeObject *dataset_type;
  PyObject *training_error;
} module_state;

// Strings borrowed from a list for one call: `held` keeps them alive while the GIL is released.
typedef struct {
  PyObject *held;
  mtl_text *items;
  mtl_texts texts;
} borrowed_texts;

// borrow.c: on -1 an exception is set and nothing is held; on 0 the caller owes one release.
int borrow_text(PyObject *value, const char *name, mtl_text *out);
int borrow_texts(
    PyObject *list, const char *name, borrowed_texts *out, Py_ssize_t *failed, Py_ssize_t *at);
void release_texts(borrowed_texts *borrowed);
int borrow_integers(PyObject *array, const char *name, Py_buffer *view, mtl_integers *out);
int borrow_bytes(PyObject *array, const char *name, Py_buffer *view, mtl_bytes *out);

// raise.c
PyObject *raise_error(module_state *state, const mtl_error *error);
PyObject *raise_surrogate(const char *name, Py_ssize_t character);
int refuse_after_fork(pid_t maker, const char *subject);

// array.c
PyObject *take_reply(module_state *state, mtl_reply *reply);
extern PyType_Spec array_spec;

// dataset.c
mtl_dataset *dataset_handle(PyObject *dataset);
extern PyType_Spec dataset_spec;
