#if __has_include(<Python.h>)
#include "shim.h"

// One array of a reply: it owns a share of the reply and lends its memory through the buffer
// protocol, read-only.
typedef struct {
  PyObject_HEAD
  mtl_reply *reply;
  mtl_array array;
} ArrayObject;

static PyObject *new_array(module_state *state, mtl_reply *reply, ptrdiff_t index) {
  allocfunc alloc = (allocfunc)PyType_GetSlot(state->array_type, Py_tp_alloc);
  ArrayObject *self = (ArrayObject *)alloc(state->array_type, 0);
  if (self == NULL) return NULL;
  mtl_reply_retain(reply);
  self->reply = reply;
  self->array = mtl_reply_array(reply, index);
  return (PyObject *)self;
}

static void array_dealloc(PyObject *self) {
  PyTypeObject *type = Py_TYPE(self);
  mtl_reply *reply = ((ArrayObject *)self)->reply;
  if (reply != NULL) mtl_reply_destroy(reply);
  ((freefunc)PyType_GetSlot(type, Py_tp_free))(self);
  Py_DECREF(type);  // a heap type is owned by its instances
}

static Py_ssize_t byte_count(const mtl_array *array) {
  Py_ssize_t bytes = array->item_size;
  for (ptrdiff_t i = 0; i < array->dimensions; i++)
    bytes *= array->shape[i];
  return bytes;
}

static int asks_for(int flags, int what) { return (flags & what) == what; }

static int array_get_buffer(PyObject *self, Py_buffer *view, int flags) {
  const mtl_array *array = &((ArrayObject *)self)->array;
  const char *refusal = NULL;
  if (asks_for(flags, PyBUF_WRITABLE)) refusal = "read-only";
  if (asks_for(flags, PyBUF_F_CONTIGUOUS) && array->dimensions > 1) refusal = "row-major";
  view->obj = NULL;
  if (refusal != NULL) {
    PyErr_Format(PyExc_BufferError, "array '%s': the memory is %s", array->name, refusal);
    return -1;
  }
  const int shaped = asks_for(flags, PyBUF_ND);
  *view = (Py_buffer){
      .buf = (void *)array->base,
      .obj = Py_NewRef(self),
      .len = byte_count(array),
      .itemsize = array->item_size,
      .readonly = 1,
      .ndim = shaped ? (int)array->dimensions : 1,
      .format = asks_for(flags, PyBUF_FORMAT) ? (char *)array->format : NULL,
      .shape = shaped ? (Py_ssize_t *)array->shape : NULL,
      .strides = asks_for(flags, PyBUF_STRIDES) ? (Py_ssize_t *)array->strides : NULL,
  };
  return 0;
}

// (JSON text, {name: Array}). Pays back the reply whatever happens.
PyObject *take_reply(module_state *state, mtl_reply *reply) {
  const mtl_text json = mtl_reply_json(reply);
  PyObject *arrays = PyDict_New();
  for (ptrdiff_t i = 0; arrays != NULL && i < mtl_reply_count(reply); i++) {
    PyObject *array = new_array(state, reply, i);
    if (array == NULL || PyDict_SetItemString(arrays, mtl_reply_array(reply, i).name, array) < 0) {
      Py_CLEAR(arrays);
    }
    Py_XDECREF(array);
  }
  PyObject *result = NULL;
  if (arrays != NULL) result = Py_BuildValue("(s#N)", json.bytes, json.length, arrays);
  mtl_reply_destroy(reply);
  return result;
}

static PyType_Slot array_slots[] = {
    {Py_tp_doc, "An array of a reply, lent read-only through the buffer protocol."},
    {Py_tp_dealloc, array_dealloc},
    {Py_bf_getbuffer, array_get_buffer},
    {0},
};

PyType_Spec array_spec = {
    .name = "bert_mtl._core.Array",
    .basicsize = sizeof(ArrayObject),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION,
    .slots = array_slots,
};
#endif
