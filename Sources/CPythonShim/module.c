#if __has_include(<Python.h>)
#include "shim.h"

// Before anything of Swift's runs: its code is compiled for AVX2 and fused multiply-add.
static int check_processor(void) {
#ifdef __x86_64__
  __builtin_cpu_init();
  if (!__builtin_cpu_supports("avx2") || !__builtin_cpu_supports("fma")) {
    PyErr_SetString(
        PyExc_ImportError,
        "bert_mtl: expected a processor with AVX2 and FMA (x86-64-v3), got an older one");
    return -1;
  }
#endif
  return 0;
}

static PyObject *module_describe(PyObject *module, PyObject *ignored) {
  (void)ignored;
  mtl_reply *reply = NULL;
  mtl_error error;
  const mtl_status status = mtl_describe(&reply, &error);
  module_state *state = PyModule_GetState(module);
  return status == MTL_OK ? take_reply(state, reply) : raise_error(state, &error);
}

static PyObject *module_backend(PyObject *module, PyObject *request_object) {
  module_state *state = PyModule_GetState(module);
  mtl_text request;
  if (borrow_text(request_object, "request", &request) < 0) return NULL;
  mtl_reply *reply = NULL;
  mtl_error error;
  mtl_status status;
  Py_BEGIN_ALLOW_THREADS  // nothing between these two lines touches Python
      status = mtl_describe_backend(request, &reply, &error);
  Py_END_ALLOW_THREADS return status == MTL_OK ? take_reply(state, reply)
                                               : raise_error(state, &error);
}

static int add_type(PyObject *module, PyType_Spec *spec, PyTypeObject **type) {
  *type = (PyTypeObject *)PyType_FromModuleAndSpec(module, spec, NULL);
  return *type == NULL ? -1 : PyModule_AddType(module, *type);
}

static int module_exec(PyObject *module) {
  module_state *state = PyModule_GetState(module);
  if (check_processor() < 0) return -1;
  state->training_error = PyErr_NewExceptionWithDoc(
      "bert_mtl.TrainingError", "Training cannot go on: the message says where it stopped.",
      PyExc_RuntimeError, NULL);
  if (PyModule_AddObjectRef(module, "TrainingError", state->training_error) < 0) return -1;
  if (add_type(module, &array_spec, &state->array_type) < 0) return -1;
  if (add_type(module, &dataset_spec, &state->dataset_type) < 0) return -1;
  if (add_type(module, &tokenizer_spec, &state->tokenizer_type) < 0) return -1;
  if (add_type(module, &session_spec, &state->session_type) < 0) return -1;
  if (add_type(module, &trainer_spec, &state->trainer_type) < 0) return -1;
  return add_type(module, &profiler_spec, &state->profiler_type);
}

static int module_traverse(PyObject *module, visitproc visit, void *arg) {
  module_state *state = PyModule_GetState(module);
  Py_VISIT(state->array_type);
  Py_VISIT(state->dataset_type);
  Py_VISIT(state->tokenizer_type);
  Py_VISIT(state->session_type);
  Py_VISIT(state->trainer_type);
  Py_VISIT(state->profiler_type);
  Py_VISIT(state->training_error);
  return 0;
}

static int module_clear(PyObject *module) {
  module_state *state = PyModule_GetState(module);
  Py_CLEAR(state->array_type);
  Py_CLEAR(state->dataset_type);
  Py_CLEAR(state->tokenizer_type);
  Py_CLEAR(state->session_type);
  Py_CLEAR(state->trainer_type);
  Py_CLEAR(state->profiler_type);
  Py_CLEAR(state->training_error);
  return 0;
}

static PyMethodDef module_methods[] = {
    {"describe", module_describe, METH_NOARGS, "describe()\n--\n\nWhat this build is, as JSON."},
    {"backend", module_backend, METH_O,
     "backend(request, /)\n--\n\nWhat it runs on and computes with, as JSON."},
    {0},
};

static PyModuleDef_Slot module_slots[] = {{Py_mod_exec, module_exec}, {0}};

static PyModuleDef module_definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "_core",
    .m_doc = "The Swift core of bert_mtl.",
    .m_size = sizeof(module_state),
    .m_methods = module_methods,
    .m_slots = module_slots,
    .m_traverse = module_traverse,
    .m_clear = module_clear,
};

PyMODINIT_FUNC PyInit__core(void) { return PyModuleDef_Init(&module_definition); }
#endif
