#if __has_include(<Python.h>)
#include "shim.h"

static void destroy(void *tokenizer) { mtl_tokenizer_destroy(tokenizer); }

static PyObject *tokenizer_new(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
  static char *names[] = {"folder", NULL};
  PyObject *folder_object;
  mtl_text folder;
  if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O:Tokenizer", names, &folder_object)) return NULL;
  if (borrow_path(folder_object, "folder", &folder) < 0) return NULL;

  mtl_tokenizer *tokenizer = NULL;
  mtl_error error;
  mtl_status status;
  Py_BEGIN_ALLOW_THREADS  // nothing between these two lines touches Python
      status = mtl_tokenizer_create(folder, &tokenizer, &error);
  Py_END_ALLOW_THREADS if (status != MTL_OK) return raise_error(
      PyType_GetModuleState(type), &error);
  return new_handle(type, tokenizer, destroy);
}

static void tokenizer_dealloc(PyObject *self) { dealloc_handle(self, destroy); }

static PyObject *tokenizer_encode(PyObject *self, PyObject *args) {
  module_state *state = PyType_GetModuleState(Py_TYPE(self));
  PyObject *dataset;
  Py_ssize_t maximum;
  if (!PyArg_ParseTuple(args, "O!n:encode", state->dataset_type, &dataset, &maximum)) return NULL;

  mtl_reply *reply = NULL;
  mtl_error error;
  mtl_status status;
  Py_BEGIN_ALLOW_THREADS status =
      mtl_tokenizer_encode(HANDLE(self), HANDLE(dataset), maximum, &reply, &error);
  Py_END_ALLOW_THREADS return status == MTL_OK ? take_reply(state, reply)
                                               : raise_error(state, &error);
}

static PyObject *tokenizer_describe(PyObject *self, PyObject *ignored) {
  (void)ignored;
  module_state *state = PyType_GetModuleState(Py_TYPE(self));
  mtl_reply *reply = NULL;
  mtl_error error;
  mtl_status status;
  Py_BEGIN_ALLOW_THREADS status = mtl_tokenizer_describe(HANDLE(self), &reply, &error);
  Py_END_ALLOW_THREADS return status == MTL_OK ? take_reply(state, reply)
                                               : raise_error(state, &error);
}

static PyObject *tokenizer_save(PyObject *self, PyObject *folder_object) {
  mtl_text folder;
  if (borrow_path(folder_object, "folder", &folder) < 0) return NULL;
  mtl_error error;
  mtl_status status;
  Py_BEGIN_ALLOW_THREADS status = mtl_tokenizer_save(HANDLE(self), folder, &error);
  Py_END_ALLOW_THREADS if (status == MTL_OK) return Py_NewRef(Py_None);
  return raise_error(PyType_GetModuleState(Py_TYPE(self)), &error);
}

static PyMethodDef tokenizer_methods[] = {
    {"encode", tokenizer_encode, METH_VARARGS,
     "encode($self, dataset, maximum, /)\n--\n\n"
     "The pieces of every row; a maximum below 0 is no limit."},
    {"describe", tokenizer_describe, METH_NOARGS,
     "describe($self, /)\n--\n\nThe pieces of the vocabulary and the longest input, as JSON."},
    {"save", tokenizer_save, METH_O,
     "save($self, folder, /)\n--\n\nWrite the vocabulary and its settings into a folder."},
    {0},
};

static PyType_Slot tokenizer_slots[] = {
    {Py_tp_doc, "Tokenizer(folder)\n--\n\nThe WordPiece tokenizer of a folder."},
    {Py_tp_new, tokenizer_new},
    {Py_tp_dealloc, tokenizer_dealloc},
    {Py_tp_methods, tokenizer_methods},
    {0},
};

PyType_Spec tokenizer_spec = {
    .name = "bert_mtl._core.Tokenizer",
    .basicsize = sizeof(HandleObject),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE,
    .slots = tokenizer_slots,
};
#endif
