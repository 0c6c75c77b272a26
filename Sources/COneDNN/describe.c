#include "library.h"

#ifdef HAS_HEADERS

static dnnl_data_type_t data_type(onednn_type type) {
  switch (type) {
    case ONEDNN_FLOAT32: return dnnl_f32;
    case ONEDNN_BFLOAT16: return dnnl_bf16;
    case ONEDNN_INT8: return dnnl_s8;
    case ONEDNN_INT32: return dnnl_s32;
  }
  return dnnl_data_type_undef;
}

static int describe(
    const onednn_library *dnnl, dnnl_memory_desc_t *memory, onednn_type type, int64_t rows,
    int64_t columns, int64_t row, int64_t column) {
  const dnnl_dims_t sizes = {rows, columns}, strides = {row, column};
  return dnnl->describe(memory, 2, sizes, data_type(type), strides) == dnnl_success;
}

int onednn_describe(const onednn_library *dnnl, const onednn_shape *s, onednn_memories *of) {
  return describe(dnnl, &of->a, s->factors, s->rows, s->inner, s->a_row, s->a_column) &&
         describe(dnnl, &of->b, s->factors, s->inner, s->columns, s->b_row, s->b_column) &&
         describe(dnnl, &of->c, s->result, s->rows, s->columns, s->c_row, 1) &&
         describe(dnnl, &of->bias, ONEDNN_FLOAT32, 1, s->columns, s->columns, 1);
}

// Scratch is the caller's, so that threads may share a product; `accumulates` keeps what c holds.
static dnnl_primitive_attr_t attributes(const onednn_library *dnnl, int accumulates) {
  dnnl_primitive_attr_t made;
  if (dnnl->make_attributes(&made) != dnnl_success) return NULL;
  int works = dnnl->set_scratch(made, dnnl_scratchpad_mode_user) == dnnl_success;
  dnnl_post_ops_t after;
  if (works && accumulates) {
    works = dnnl->make_after(&after) == dnnl_success;
    if (works) {
      works =
          dnnl->then_add(after, 1) == dnnl_success && dnnl->set_after(made, after) == dnnl_success;
      dnnl->free_after(after);
    }
  }
  if (works) return made;
  dnnl->free_attributes(made);
  return NULL;
}

dnnl_primitive_desc_t onednn_plan(
    const onednn_library *dnnl, const onednn_shape *shape, const onednn_memories *of) {
  dnnl_primitive_attr_t chosen = attributes(dnnl, shape->accumulates);
  if (chosen == NULL) return NULL;
  dnnl_matmul_desc_t what;
  dnnl_primitive_desc_t plan = NULL;
  const dnnl_memory_desc_t *bias = shape->has_bias ? &of->bias : NULL;
  if (dnnl->describe_product(&what, &of->a, &of->b, bias, &of->c) != dnnl_success ||
      dnnl->plan(&plan, &what, chosen, dnnl->engine, NULL) != dnnl_success)
    plan = NULL;
  dnnl->free_attributes(chosen);
  return plan;
}

int onednn_leave_layout(
    const onednn_library *dnnl, const onednn_shape *s, dnnl_memory_desc_t *memory) {
  const dnnl_dims_t sizes = {s->inner, s->columns};
  return dnnl->describe_any(memory, 2, sizes, data_type(s->factors), dnnl_format_tag_any) ==
         dnnl_success;
}

int onednn_lend(
    const onednn_library *dnnl, const dnnl_memory_desc_t *memory, const void *bytes, int argument,
    dnnl_exec_arg_t *arguments, int *count) {
  dnnl_memory_t made;
  if (dnnl->make_memory(&made, memory, dnnl->engine, (void *)(uintptr_t)bytes) != dnnl_success)
    return 0;
  arguments[(*count)++] = (dnnl_exec_arg_t){argument, made};
  return 1;
}

int onednn_execute(
    const onednn_library *dnnl, const_dnnl_primitive_t primitive, int lent,
    dnnl_exec_arg_t *arguments, int count) {
  dnnl_status_t status = dnnl_out_of_memory;
  dnnl_stream_t stream;
  if (lent) status = dnnl->make_stream(&stream, dnnl->engine, dnnl_stream_default_flags);
  if (lent && status == dnnl_success) {
    const int threads = dnnl->threads();
    dnnl->use_threads(1);
    status = dnnl->run(primitive, stream, count, arguments);
    if (status == dnnl_success) status = dnnl->wait(stream);
    dnnl->use_threads(threads);
    dnnl->free_stream(stream);
  }
  while (count > 0)
    dnnl->free_memory(arguments[--count].memory);
  return status;
}
#endif
