#include "library.h"

#ifdef HAS_HEADERS
#include <stdlib.h>

struct onednn_product {
  dnnl_primitive_t primitive;
  onednn_memories of;
  dnnl_memory_desc_t scratch;
  int has_bias;
};

// Whether there is code that reads b in its layout.
static int make(
    const onednn_library *dnnl, const onednn_shape *shape, const onednn_packed *packed,
    onednn_product *product) {
  onednn_memories *of = &product->of;
  if (!onednn_describe(dnnl, shape, of)) return 0;
  if (packed != NULL && !onednn_leave_layout(dnnl, shape, &of->b)) return 0;
  dnnl_primitive_desc_t plan = onednn_plan(dnnl, shape, of);
  if (plan == NULL) return 0;
  int works = 1;
  if (packed != NULL) {
    of->b = *dnnl->part_of(plan, dnnl_query_weights_md, 0);
    works = onednn_packed_holds(packed, &of->b);
  }
  product->scratch = *dnnl->part_of(plan, dnnl_query_scratchpad_md, 0);
  works = works && dnnl->make(&product->primitive, plan) == dnnl_success;
  dnnl->free_plan(plan);
  return works;
}

onednn_product *onednn_make(const onednn_shape *shape, const onednn_packed *packed) {
  const onednn_library *dnnl = onednn_opened();
  if (dnnl == NULL) return NULL;
  onednn_product *product = calloc(1, sizeof *product);
  if (product == NULL) return NULL;
  product->has_bias = shape->has_bias;
  const int threads = dnnl->threads();
  dnnl->use_threads(1);
  const int works = make(dnnl, shape, packed, product);
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

int onednn_run(
    const onednn_product *product, const void *a, const void *b, const float *bias, void *c,
    void *scratch) {
  const onednn_library *dnnl = onednn_opened();
  const onednn_memories *of = &product->of;
  dnnl_exec_arg_t arguments[5];
  int count = 0;
  const int lent =
      onednn_lend(dnnl, &of->a, a, DNNL_ARG_SRC, arguments, &count) &&
      onednn_lend(dnnl, &of->b, b, DNNL_ARG_WEIGHTS, arguments, &count) &&
      onednn_lend(dnnl, &of->c, c, DNNL_ARG_DST, arguments, &count) &&
      onednn_lend(dnnl, &product->scratch, scratch, DNNL_ARG_SCRATCHPAD, arguments, &count) &&
      (!product->has_bias || onednn_lend(dnnl, &of->bias, bias, DNNL_ARG_BIAS, arguments, &count));
  return onednn_execute(dnnl, product->primitive, lent, arguments, count);
}
#else
onednn_product *onednn_make(const onednn_shape *shape, const onednn_packed *packed) {
  (void)shape, (void)packed;
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
