#if __has_include(<Python.h>)
#include "shim.h"

static void destroy(void *profiler) { mtl_profiler_destroy(profiler); }

PyObject *new_profiler(module_state *state, mtl_profiler *profiler) {
  return new_handle(state->profiler_type, profiler, destroy);
}

static void profiler_dealloc(PyObject *self) { dealloc_handle(self, destroy); }

typedef mtl_status (*ask)(mtl_profiler *profiler, mtl_reply **reply, mtl_error *error);

static PyObject *answer(PyObject *self, ask call) {
  module_state *state = PyType_GetModuleState(Py_TYPE(self));
  mtl_reply *reply = NULL;
  mtl_error error;
  mtl_status status;
  Py_BEGIN_ALLOW_THREADS  // nothing between these two lines touches Python
      status = call(HANDLE(self), &reply, &error);
  Py_END_ALLOW_THREADS return status == MTL_OK ? take_reply(state, reply)
                                               : raise_error(state, &error);
}

static PyObject *profiler_step(PyObject *self, PyObject *ignored) {
  (void)ignored;
  return answer(self, mtl_profiler_step);
}

static PyObject *profiler_report(PyObject *self, PyObject *ignored) {
  (void)ignored;
  return answer(self, mtl_profiler_report);
}

static PyObject *profiler_trace(PyObject *self, PyObject *ignored) {
  (void)ignored;
  return answer(self, mtl_profiler_trace);
}

static PyMethodDef profiler_methods[] = {
    {"step", profiler_step, METH_NOARGS,
     "step($self, /)\n--\n\nTake the next step; answer how many were watched, as JSON."},
    {"report", profiler_report, METH_NOARGS,
     "report($self, /)\n--\n\nWhere the time of a step goes, as JSON."},
    {"trace", profiler_trace, METH_NOARGS,
     "trace($self, /)\n--\n\nEvery call of every kernel, in the trace event format."},
    {0},
};

static PyType_Slot profiler_slots[] = {
    {Py_tp_doc, "Training of a copy whose kernels are watched, a step at a time."},
    {Py_tp_dealloc, profiler_dealloc},
    {Py_tp_methods, profiler_methods},
    {0},
};

PyType_Spec profiler_spec = {
    .name = "bert_mtl._core.Profiler",
    .basicsize = sizeof(HandleObject),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .slots = profiler_slots,
};
#endif
