#if __has_include(<Python.h>)
#include "shim.h"

// What a call has borrowed for the inputs of a dataset.
typedef struct {
  borrowed_texts strings;
  Py_buffer segments, kinds, rows;
  borrowed_modalities modalities;
  mtl_inputs inputs;
} borrowed_inputs;

// What a call has borrowed for one problem's targets; what is not borrowed yet is zero.
typedef struct {
  borrowed_texts strings;
  Py_buffer forms, kinds, string_rows, numbers, number_rows;
} borrowed_targets;

// Which range of `starts` holds `index`: the last whose start is not after it.
static Py_ssize_t range_of(Py_ssize_t index, mtl_integers starts) {
  Py_ssize_t found = 0;
  while (found + 2 < starts.count && starts.base[found + 1] <= index)
    found++;
  return found;
}

static void raise_row(const char *name, Py_ssize_t row, Py_ssize_t character) {
  PyObject *place = PyUnicode_FromFormat("%s row %zd", name, row);
  const char *text = place == NULL ? NULL : PyUnicode_AsUTF8AndSize(place, NULL);
  if (text != NULL) raise_surrogate(text, character);
  Py_XDECREF(place);
}

static int borrow_inputs(PyObject *args, const char *name, borrowed_inputs *out) {
  PyObject *strings, *segments, *kinds, *rows, *modalities = Py_None;
  if (!PyArg_ParseTuple(args, "OOOO|O:inputs", &strings, &segments, &kinds, &rows, &modalities)) {
    return -1;
  }
  mtl_inputs *inputs = &out->inputs;
  if (borrow_modalities(modalities, name, &out->modalities, &inputs->modalities) < 0) return -1;
  if (borrow_integers(segments, "segments", &out->segments, &inputs->segments) < 0) {
    goto release_modal;
  }
  if (borrow_bytes(kinds, "kinds", &out->kinds, &inputs->kinds) < 0) goto release_segments;
  if (borrow_integers(rows, "rows", &out->rows, &inputs->rows) < 0) goto release_kinds;
  Py_ssize_t failed, at;
  if (borrow_texts(strings, "strings", &out->strings, &failed, &at) == 0) {
    inputs->strings = out->strings.texts;
    return 0;
  }
  if (failed >= 0) {
    raise_row(name, range_of(range_of(failed, inputs->segments), inputs->rows), at);
  }
  PyBuffer_Release(&out->rows);
release_kinds:
  PyBuffer_Release(&out->kinds);
release_segments:
  PyBuffer_Release(&out->segments);
release_modal:
  release_modalities(&out->modalities);
  return -1;
}

static void release_inputs(borrowed_inputs *inputs) {
  release_texts(&inputs->strings);
  PyBuffer_Release(&inputs->rows);
  PyBuffer_Release(&inputs->kinds);
  PyBuffer_Release(&inputs->segments);
  release_modalities(&inputs->modalities);
}

static void release_targets(borrowed_targets *held) {
  release_texts(&held->strings);
  PyBuffer_Release(&held->forms);
  PyBuffer_Release(&held->kinds);
  PyBuffer_Release(&held->string_rows);
  PyBuffer_Release(&held->numbers);
  PyBuffer_Release(&held->number_rows);
}

// On -1 an exception is set; what `held` has then, its owner releases.
static int borrow_targets(
    PyObject *args, const char *name, borrowed_targets *held, mtl_targets *to) {
  PyObject *problem, *forms, *strings, *kinds, *string_rows, *numbers, *number_rows;
  if (!PyArg_ParseTuple(
          args, "UOOOOOO:targets", &problem, &forms, &strings, &kinds, &string_rows, &numbers,
          &number_rows)) {
    return -1;
  }
  if (borrow_text(problem, "problem", &to->problem) < 0 ||
      borrow_bytes(forms, "target forms", &held->forms, &to->forms) < 0 ||
      borrow_bytes(kinds, "label kinds", &held->kinds, &to->kinds) < 0 ||
      borrow_integers(string_rows, "label rows", &held->string_rows, &to->string_rows) < 0 ||
      borrow_numbers(numbers, "numbers", &held->numbers, &to->numbers) < 0 ||
      borrow_integers(number_rows, "number rows", &held->number_rows, &to->number_rows) < 0) {
    return -1;
  }
  Py_ssize_t failed, at;
  if (borrow_texts(strings, "labels", &held->strings, &failed, &at) == 0) {
    to->strings = held->strings.texts;
    return 0;
  }
  if (failed >= 0) raise_row(name, range_of(failed, to->string_rows), at);
  return -1;
}

// Borrows every problem's targets and makes the dataset; -1 with an exception set.
static int make_dataset(
    module_state *state, mtl_text name, const mtl_inputs *inputs, PyObject *problems,
    mtl_dataset **dataset) {
  const Py_ssize_t count = PyTuple_Size(problems);
  borrowed_targets *held = PyMem_Calloc((size_t)count + 1, sizeof(borrowed_targets));
  mtl_targets *targets = PyMem_Calloc((size_t)count + 1, sizeof(mtl_targets));
  mtl_status status = MTL_MEMORY;
  if (held == NULL || targets == NULL) {
    PyErr_NoMemory();
    goto release;
  }
  for (Py_ssize_t i = 0; i < count; i++) {
    PyObject *one = PyTuple_GetItem(problems, i);
    if (!PyTuple_Check(one)) {
      PyErr_Format(PyExc_TypeError, "targets: expected tuples, got %R", Py_TYPE(one));
      goto release;
    }
    if (borrow_targets(one, name.bytes, &held[i], &targets[i]) < 0) goto release;
  }
  mtl_error error;
  Py_BEGIN_ALLOW_THREADS  // nothing between these two lines touches Python
      status = mtl_dataset_create(name, *inputs, targets, count, dataset, &error);
  Py_END_ALLOW_THREADS if (status != MTL_OK) raise_error(state, &error);
release:
  for (Py_ssize_t i = 0; held != NULL && i < count; i++)
    release_targets(&held[i]);
  PyMem_Free(held);
  PyMem_Free(targets);
  return status == MTL_OK ? 0 : -1;
}

static void destroy(void *dataset) { mtl_dataset_destroy(dataset); }

PyObject *new_dataset(module_state *state, mtl_dataset *dataset) {
  return new_handle(state->dataset_type, dataset, destroy);
}

static PyObject *dataset_new(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
  static char *names[] = {"name", "inputs", "targets", NULL};
  PyObject *name_object, *input_parts, *problems;
  if (!PyArg_ParseTupleAndKeywords(
          args, kwargs, "UO!O!:Dataset", names, &name_object, &PyTuple_Type, &input_parts,
          &PyTuple_Type, &problems)) {
    return NULL;
  }
  mtl_text name;
  borrowed_inputs inputs;
  if (borrow_text(name_object, "name", &name) < 0) return NULL;
  if (borrow_inputs(input_parts, name.bytes, &inputs) < 0) return NULL;
  mtl_dataset *dataset = NULL;
  const int made =
      make_dataset(PyType_GetModuleState(type), name, &inputs.inputs, problems, &dataset);
  release_inputs(&inputs);
  return made < 0 ? NULL : new_handle(type, dataset, destroy);
}

static void dataset_dealloc(PyObject *self) { dealloc_handle(self, destroy); }

static Py_ssize_t dataset_length(PyObject *self) { return mtl_dataset_rows(HANDLE(self)); }

static PyType_Slot dataset_slots[] = {
    {Py_tp_doc, "Dataset(name, inputs, targets)\n--\n\n"
                "Rows of a problem or an '&' group, copied from strings and offsets."},
    {Py_tp_new, dataset_new},
    {Py_tp_dealloc, dataset_dealloc},
    {Py_sq_length, dataset_length},
    {0},
};

PyType_Spec dataset_spec = {
    .name = "bert_mtl._core.Dataset",
    .basicsize = sizeof(HandleObject),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE,
    .slots = dataset_slots,
};
#endif
