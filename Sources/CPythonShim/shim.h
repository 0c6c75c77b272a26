// Shared by the shim's own files; never seen by Swift.
#pragma once
#define PY_SSIZE_T_CLEAN
#define Py_LIMITED_API 0x030B0000  // one wheel for CPython 3.11 and later
#include <Python.h>

#include "mtl.h"

typedef struct {
  PyTypeObject *array_type;
  PyTypeObject *dataset_type;
  PyTypeObject *tokenizer_type;
  PyTypeObject *session_type;
  PyTypeObject *trainer_type;
  PyTypeObject *profiler_type;
  PyObject *training_error;
} module_state;

// Strings borrowed from a list for one call: `held` keeps them alive while the GIL is released.
typedef struct {
  PyObject *held;
  mtl_text *items;
  mtl_texts texts;
} borrowed_texts;

// borrow.c: on -1 an exception is set and nothing is held; on 0 the caller owes one release.
// Releasing what is all zeros does nothing.
int borrow_text(PyObject *value, const char *name, mtl_text *out);
int borrow_path(PyObject *value, const char *name, mtl_text *out);
int borrow_texts(
    PyObject *list, const char *name, borrowed_texts *out, Py_ssize_t *failed, Py_ssize_t *at);
void release_texts(borrowed_texts *borrowed);
int borrow_integers(PyObject *array, const char *name, Py_buffer *view, mtl_integers *out);
int borrow_bytes(PyObject *array, const char *name, Py_buffer *view, mtl_bytes *out);
int borrow_numbers(PyObject *array, const char *name, Py_buffer *view, mtl_numbers *out);

// modalities.c: the arrays of a call's rows; `held` is NULL where there are none.
typedef struct {
  PyObject *held;
  borrowed_texts names;
  Py_buffer owners, rows;
  Py_buffer *views;
  mtl_values *items;
  Py_ssize_t count;
} borrowed_modalities;

int borrow_modalities(
    PyObject *args, const char *name, borrowed_modalities *out, mtl_modalities *to);
void release_modalities(borrowed_modalities *borrowed);

// raise.c
PyObject *raise_error(module_state *state, const mtl_error *error);
PyObject *raise_surrogate(const char *name, Py_ssize_t character);

// array.c
PyObject *take_reply(module_state *state, mtl_reply *reply);
extern PyType_Spec array_spec;

// handle.c: the shape of every type that owns one object of the core.
typedef struct {
  PyObject_HEAD
  void *handle;
} HandleObject;

#define HANDLE(self) (((HandleObject *)(self))->handle)

PyObject *new_handle(PyTypeObject *type, void *handle, void (*destroy)(void *));
void dealloc_handle(PyObject *self, void (*destroy)(void *));

// dataset.c
PyObject *new_dataset(module_state *state, mtl_dataset *dataset);
extern PyType_Spec dataset_spec;

// tokenizer.c
extern PyType_Spec tokenizer_spec;

// session.c
extern PyType_Spec session_spec;

// trainer.c
PyObject *new_trainer(module_state *state, mtl_trainer *trainer);
extern PyType_Spec trainer_spec;

// profiler.c
PyObject *new_profiler(module_state *state, mtl_profiler *profiler);
extern PyType_Spec profiler_spec;
