#include "library.h"

#ifdef HAS_HEADERS
#include <stdlib.h>

struct onednn_product {
  dnnl_primitive_t primitive;
  dnnl_memory_desc_t a, b, c, bias, scratch;
  int has_bias;
};

static dnnl_data_type_t type(onednn_type type) {
  switch (type) {
    case ONEDNN_FLOAT32: return dnnl_f32;
    case ONEDNN_BFLOAT16: return dnnl_bf16;
    case ONEDNN_INT8: return dnnl_s8;
    case ONEDNN_INT32: return dnnl_s32;
  }
  return dnnl_data_type_undef;
}

static int describe(
    const onednn_library *dnnl, dnnl_memory_desc_t *memory, dnnl_data_type_t type, int64_t rows,
    int64_t columns, int64_t row, int64_t column) {
  const dnnl_dims_t sizes = {rows, columns}, strides = {row, column};
  return dnnl->describe(memory, 2, sizes, type, strides) == dnnl_success;
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

static int make(
    const onednn_library *dnnl, onednn_product *product, dnnl_primitive_attr_t attributes) {
  dnnl_matmul_desc_t what;
  dnnl_primitive_desc_t plan;
  const dnnl_memory_desc_t *bias = product->has_bias ? &product->bias : NULL;
  if (dnnl->describe_product(&what, &product->a, &product->b, bias, &product->c) != dnnl_success)
    return 0;
  if (dnnl->plan(&plan, &what, attributes, dnnl->engine, NULL) != dnnl_success) return 0;
  product->scratch = *dnnl->part_of(plan, dnnl_query_scratchpad_md, 0);
  const int works = dnnl->make(&product->primitive, plan) == dnnl_success;
  dnnl->free_plan(plan);
  return works;
}

onednn_product *onednn_make(const onednn_shape *shape) {
  const onednn_library *dnnl = onednn_opened();
  if (dnnl == NULL) return NULL;
  onednn_product *product = calloc(1, sizeof *product);
  if (product == NULL) return NULL;
  product->has_bias = shape->has_bias;
  const dnnl_data_type_t factors = type(shape->factors), result = type(shape->result);
  const int64_t rows = shape->rows, columns = shape->columns, inner = shape->inner;
  const int threads = dnnl->threads();
  dnnl->use_threads(1);
  int works = describe(dnnl, &product->a, factors, rows, inner, shape->a_row, shape->a_column) &&
              describe(dnnl, &product->b, factors, inner, columns, shape->b_row, shape->b_column) &&
              describe(dnnl, &product->c, result, rows, columns, shape->c_row, 1) &&
              describe(dnnl, &product->bias, dnnl_f32, 1, columns, columns, 1);
  dnnl_primitive_attr_t chosen = works ? attributes(dnnl, shape->accumulates) : NULL;
  works = chosen != NULL && make(dnnl, product, chosen);
  if (chosen != NULL) dnnl->free_attributes(chosen);
  dnnl->use_threads(threads);
  if (works) return product;
  free(product);
  return NULL;
}

void onednn_free(onednn_product *product) {
  onednn_opened()->free(product->primitive);
  free(product);
}

size_t onednn_scratch(const onednn_product *product) {
  return onednn_opened()->bytes(&product->scratch);
}

// Whether a memory could be made of the caller's bytes.
static int lend(
    const onednn_library *dnnl, const dnnl_memory_desc_t *memory, const void *bytes, int argument,
    dnnl_exec_arg_t *arguments, int *count) {
  dnnl_memory_t made;
  if (dnnl->make_memory(&made, memory, dnnl->engine, (void *)(uintptr_t)bytes) != dnnl_success)
    return 0;
  arguments[(*count)++] = (dnnl_exec_arg_t){argument, made};
  return 1;
}

int onednn_run(
    const onednn_product *product, const void *a, const void *b, const float *bias, void *c,
    void *scratch) {
  const onednn_library *dnnl = onednn_opened();
  dnnl_exec_arg_t arguments[5];
  int count = 0;
  dnnl_stream_t stream;
  dnnl_status_t status = dnnl->make_stream(&stream, dnnl->engine, dnnl_stream_default_flags);
  if (status != dnnl_success) return status;
  const int lent =
      lend(dnnl, &product->a, a, DNNL_ARG_SRC, arguments, &count) &&
      lend(dnnl, &product->b, b, DNNL_ARG_WEIGHTS, arguments, &count) &&
      lend(dnnl, &product->c, c, DNNL_ARG_DST, arguments, &count) &&
      lend(dnnl, &product->scratch, scratch, DNNL_ARG_SCRATCHPAD, arguments, &count) &&
      (!product->has_bias || lend(dnnl, &product->bias, bias, DNNL_ARG_BIAS, arguments, &count));
  status = dnnl_out_of_memory;
  if (lent) {
    const int threads = dnnl->threads();
    dnnl->use_threads(1);
    status = dnnl->run(product->primitive, stream, count, arguments);
    if (status == dnnl_success) status = dnnl->wait(stream);
    dnnl->use_threads(threads);
  }
  while (count > 0)
    dnnl->free_memory(arguments[--count].memory);
  dnnl->free_stream(stream);
  return status;
}
#else
onednn_product *onednn_make(const onednn_shape *shape) {
  (void)shape;
  return NULL;
}

void onednn_free(onednn_product *product) { (void)product; }

size_t onednn_scratch(const onednn_product *product) {
  (void)product;
  return 0;
}

int onednn_run(
    const onednn_product *product, const void *a, const void *b, const float *bias, void *c,
    void *scratch) {
  (void)product, (void)a, (void)b, (void)bias, (void)c, (void)scratch;
  return -1;
}
#endif
