#if __has_include(<Python.h>)
#include "shim.h"

static void destroy(void *trainer) { mtl_trainer_destroy(trainer); }

PyObject *new_trainer(module_state *state, mtl_trainer *trainer) {
  return new_handle(state->trainer_type, trainer, destroy);
}

static void trainer_dealloc(PyObject *self) { dealloc_handle(self, destroy); }

static PyObject *trainer_describe(PyObject *self, PyObject *ignored) {
  (void)ignored;
  module_state *state = PyType_GetModuleState(Py_TYPE(self));
  mtl_reply *reply = NULL;
  mtl_error error;
  mtl_status status;
  Py_BEGIN_ALLOW_THREADS  // nothing between these two lines touches Python
      status = mtl_trainer_describe(HANDLE(self), &reply, &error);
  Py_END_ALLOW_THREADS return status == MTL_OK ? take_reply(state, reply)
                                               : raise_error(state, &error);
}

static PyObject *trainer_step(PyObject *self, PyObject *ignored) {
  (void)ignored;
  module_state *state = PyType_GetModuleState(Py_TYPE(self));
  mtl_reply *reply = NULL;
  mtl_error error;
  mtl_status status;
  Py_BEGIN_ALLOW_THREADS status = mtl_trainer_step(HANDLE(self), &reply, &error);
  Py_END_ALLOW_THREADS return status == MTL_OK ? take_reply(state, reply)
                                               : raise_error(state, &error);
}

static PyObject *trainer_save(PyObject *self, PyObject *ignored) {
  (void)ignored;
  mtl_error error;
  mtl_status status;
  Py_BEGIN_ALLOW_THREADS status = mtl_trainer_save(HANDLE(self), &error);
  Py_END_ALLOW_THREADS if (status == MTL_OK) return Py_NewRef(Py_None);
  return raise_error(PyType_GetModuleState(Py_TYPE(self)), &error);
}

static PyObject *trainer_close(PyObject *self, PyObject *ignored) {
  (void)ignored;
  Py_BEGIN_ALLOW_THREADS mtl_trainer_close(HANDLE(self));
  Py_END_ALLOW_THREADS Py_RETURN_NONE;
}

static PyMethodDef trainer_methods[] = {
    {"describe", trainer_describe, METH_NOARGS,
     "describe($self, /)\n--\n\nWhat the run is going to do, as JSON."},
    {"step", trainer_step, METH_NOARGS,
     "step($self, /)\n--\n\nDo the next piece of work; answer what it was, as JSON."},
    {"save", trainer_save, METH_NOARGS,
     "save($self, /)\n--\n\nSave the checkpoint from which a run can go on."},
    {"close", trainer_close, METH_NOARGS,
     "close($self, /)\n--\n\nLet go of the output folder: another run may write there now."},
    {0},
};

static PyType_Slot trainer_slots[] = {
    {Py_tp_doc, "One run of training, a step at a time."},
    {Py_tp_dealloc, trainer_dealloc},
    {Py_tp_methods, trainer_methods},
    {0},
};

PyType_Spec trainer_spec = {
    .name = "bert_mtl._core.Trainer",
    .basicsize = sizeof(HandleObject),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .slots = trainer_slots,
};
#endif
