#if __has_include(<Python.h>)
#include "shim.h"

// The handles of a tuple of datasets, which keeps them alive during a call.
typedef struct {
  mtl_dataset **items;
  mtl_datasets datasets;
} borrowed_datasets;

static int borrow_datasets(
    module_state *state, PyObject *tuple, const char *name, borrowed_datasets *out) {
  const Py_ssize_t count = PyTuple_Size(tuple);
  out->items = PyMem_Malloc((size_t)(count > 0 ? count : 1) * sizeof(mtl_dataset *));
  if (out->items == NULL) {
    PyErr_NoMemory();
    return -1;
  }
  for (Py_ssize_t i = 0; i < count; i++) {
    PyObject *item = PyTuple_GetItem(tuple, i);
    if (!Py_IS_TYPE(item, state->dataset_type)) {
      PyErr_Format(PyExc_TypeError, "%s: expected datasets, got %R", name, Py_TYPE(item));
      PyMem_Free(out->items);
      return -1;
    }
    out->items[i] = HANDLE(item);
  }
  out->datasets = (mtl_datasets){out->items, count};
  return 0;
}

static void destroy(void *session) { mtl_session_destroy(session); }

static PyObject *session_new(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
  static char *names[] = {"request", NULL};
  PyObject *request_object;
  mtl_text request;
  if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O:Session", names, &request_object)) return NULL;
  if (borrow_text(request_object, "request", &request) < 0) return NULL;

  mtl_session *session = NULL;
  mtl_error error;
  mtl_status status;
  Py_BEGIN_ALLOW_THREADS  // nothing between these two lines touches Python
      status = mtl_session_create(request, &session, &error);
  Py_END_ALLOW_THREADS if (status != MTL_OK) return raise_error(
      PyType_GetModuleState(type), &error);
  return new_handle(type, session, destroy);
}

static void session_dealloc(PyObject *self) { dealloc_handle(self, destroy); }

static PyObject *session_describe(PyObject *self, PyObject *ignored) {
  (void)ignored;
  module_state *state = PyType_GetModuleState(Py_TYPE(self));
  mtl_reply *reply = NULL;
  mtl_error error;
  mtl_status status;
  Py_BEGIN_ALLOW_THREADS status = mtl_session_describe(HANDLE(self), &reply, &error);
  Py_END_ALLOW_THREADS return status == MTL_OK ? take_reply(state, reply)
                                               : raise_error(state, &error);
}

static PyObject *session_read(PyObject *self, PyObject *request_object) {
  module_state *state = PyType_GetModuleState(Py_TYPE(self));
  mtl_text request;
  if (borrow_text(request_object, "request", &request) < 0) return NULL;
  mtl_dataset *dataset = NULL;
  mtl_error error;
  mtl_status status;
  Py_BEGIN_ALLOW_THREADS status = mtl_session_read(HANDLE(self), request, &dataset, &error);
  Py_END_ALLOW_THREADS return status == MTL_OK ? new_dataset(state, dataset)
                                               : raise_error(state, &error);
}

static PyObject *session_train(PyObject *self, PyObject *args) {
  module_state *state = PyType_GetModuleState(Py_TYPE(self));
  PyObject *request_object, *train_tuple, *dev_tuple, *result = NULL;
  if (!PyArg_ParseTuple(
          args, "OO!O!:train", &request_object, &PyTuple_Type, &train_tuple, &PyTuple_Type,
          &dev_tuple)) {
    return NULL;
  }
  mtl_text request;
  borrowed_datasets train, dev;
  if (borrow_text(request_object, "request", &request) < 0) return NULL;
  if (borrow_datasets(state, train_tuple, "train", &train) < 0) return NULL;
  if (borrow_datasets(state, dev_tuple, "dev", &dev) < 0) goto release_train;

  mtl_trainer *trainer = NULL;
  mtl_error error;
  mtl_status status;
  Py_BEGIN_ALLOW_THREADS status =
      mtl_session_train(HANDLE(self), request, train.datasets, dev.datasets, &trainer, &error);
  Py_END_ALLOW_THREADS result =
      status == MTL_OK ? new_trainer(state, trainer) : raise_error(state, &error);

  PyMem_Free(dev.items);
release_train:
  PyMem_Free(train.items);
  return result;
}

static PyObject *session_profile(PyObject *self, PyObject *args) {
  module_state *state = PyType_GetModuleState(Py_TYPE(self));
  PyObject *request_object, *tuple;
  if (!PyArg_ParseTuple(args, "OO!:profile", &request_object, &PyTuple_Type, &tuple)) return NULL;
  mtl_text request;
  borrowed_datasets train;
  if (borrow_text(request_object, "request", &request) < 0) return NULL;
  if (borrow_datasets(state, tuple, "train", &train) < 0) return NULL;

  mtl_profiler *profiler = NULL;
  mtl_error error;
  mtl_status status;
  Py_BEGIN_ALLOW_THREADS status =
      mtl_session_profile(HANDLE(self), request, train.datasets, &profiler, &error);
  Py_END_ALLOW_THREADS PyMem_Free(train.items);
  return status == MTL_OK ? new_profiler(state, profiler) : raise_error(state, &error);
}

static PyObject *session_evaluate(PyObject *self, PyObject *args) {
  module_state *state = PyType_GetModuleState(Py_TYPE(self));
  PyObject *request_object, *tuple;
  if (!PyArg_ParseTuple(args, "OO!:evaluate", &request_object, &PyTuple_Type, &tuple)) return NULL;
  mtl_text request;
  borrowed_datasets data;
  if (borrow_text(request_object, "request", &request) < 0) return NULL;
  if (borrow_datasets(state, tuple, "data", &data) < 0) return NULL;

  mtl_reply *reply = NULL;
  mtl_error error;
  mtl_status status;
  Py_BEGIN_ALLOW_THREADS status =
      mtl_session_evaluate(HANDLE(self), request, data.datasets, &reply, &error);
  Py_END_ALLOW_THREADS PyMem_Free(data.items);
  return status == MTL_OK ? take_reply(state, reply) : raise_error(state, &error);
}

typedef mtl_status (*answer_inputs)(
    mtl_session *session, mtl_text request, mtl_dataset *inputs, mtl_reply **reply,
    mtl_error *error);

static PyObject *answer(PyObject *self, PyObject *args, const char *format, answer_inputs call) {
  module_state *state = PyType_GetModuleState(Py_TYPE(self));
  PyObject *request_object, *inputs;
  if (!PyArg_ParseTuple(args, format, &request_object, state->dataset_type, &inputs)) return NULL;
  mtl_text request;
  if (borrow_text(request_object, "request", &request) < 0) return NULL;
  mtl_reply *reply = NULL;
  mtl_error error;
  mtl_status status;
  Py_BEGIN_ALLOW_THREADS status = call(HANDLE(self), request, HANDLE(inputs), &reply, &error);
  Py_END_ALLOW_THREADS return status == MTL_OK ? take_reply(state, reply)
                                               : raise_error(state, &error);
}

static PyObject *session_predict(PyObject *self, PyObject *args) {
  return answer(self, args, "OO!:predict", mtl_session_predict);
}

static PyObject *session_encode(PyObject *self, PyObject *args) {
  return answer(self, args, "OO!:encode", mtl_session_encode);
}

static PyObject *session_save(PyObject *self, PyObject *folder_object) {
  mtl_text folder;
  if (borrow_path(folder_object, "folder", &folder) < 0) return NULL;
  mtl_error error;
  mtl_status status;
  Py_BEGIN_ALLOW_THREADS status = mtl_session_save(HANDLE(self), folder, &error);
  Py_END_ALLOW_THREADS if (status == MTL_OK) return Py_NewRef(Py_None);
  return raise_error(PyType_GetModuleState(Py_TYPE(self)), &error);
}

static PyObject *session_export_pretraining(PyObject *self, PyObject *args) {
  PyObject *folder_object, *problem_object;
  if (!PyArg_ParseTuple(args, "OO:export_pretraining", &folder_object, &problem_object))
    return NULL;
  mtl_text folder, problem = {.bytes = "", .length = 0};
  if (borrow_path(folder_object, "folder", &folder) < 0) return NULL;
  if (problem_object != Py_None && borrow_text(problem_object, "problem", &problem) < 0)
    return NULL;
  mtl_error error;
  mtl_status status;
  Py_BEGIN_ALLOW_THREADS status =
      mtl_session_export_pretraining(HANDLE(self), folder, problem, &error);
  Py_END_ALLOW_THREADS if (status == MTL_OK) return Py_NewRef(Py_None);
  return raise_error(PyType_GetModuleState(Py_TYPE(self)), &error);
}

static PyMethodDef session_methods[] = {
    {"describe", session_describe, METH_NOARGS,
     "describe($self, /)\n--\n\nThe model, its sizes and its problems, as JSON."},
    {"read", session_read, METH_O,
     "read($self, request, /)\n--\n\nRead a file of rows for some of the problems."},
    {"train", session_train, METH_VARARGS,
     "train($self, request, train, dev, /)\n--\n\nBegin a run of training."},
    {"profile", session_profile, METH_VARARGS,
     "profile($self, request, train, /)\n--\n\nBegin to watch the training of a copy."},
    {"evaluate", session_evaluate, METH_VARARGS,
     "evaluate($self, request, data, /)\n--\n\nThe scores on labelled data, as JSON."},
    {"predict", session_predict, METH_VARARGS,
     "predict($self, request, inputs, /)\n--\n\nThe answers of the problems."},
    {"encode", session_encode, METH_VARARGS,
     "encode($self, request, inputs, /)\n--\n\nThe vectors of the encoder."},
    {"save", session_save, METH_O,
     "save($self, folder, /)\n--\n\nWrite the model, its tokenizer and its problems."},
    {"export_pretraining", session_export_pretraining, METH_VARARGS,
     "export_pretraining($self, folder, problem, /)\n--\n\nWrite a language model for "
     "transformers."},
    {0},
};

static PyType_Slot session_slots[] = {
    {Py_tp_doc, "Session(request)\n--\n\nA model with its tokenizer and its problems."},
    {Py_tp_new, session_new},
    {Py_tp_dealloc, session_dealloc},
    {Py_tp_methods, session_methods},
    {0},
};

PyType_Spec session_spec = {
    .name = "bert_mtl._core.Session",
    .basicsize = sizeof(HandleObject),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE,
    .slots = session_slots,
};
#endif
