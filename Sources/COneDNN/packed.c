#include "library.h"

#ifdef HAS_HEADERS
#include <stdlib.h>

struct onednn_packed {
  dnnl_memory_desc_t layout;
  void *bytes;
};

// The layout that code for the shape reads fastest; 0 where that is no other than b's own.
static int choose(
    const onednn_library *dnnl, const onednn_shape *shape, onednn_memories *of,
    dnnl_memory_desc_t *layout) {
  if (!onednn_leave_layout(dnnl, shape, &of->b)) return 0;
  dnnl_primitive_desc_t plan = onednn_plan(dnnl, shape, of);
  if (plan == NULL) return 0;
  *layout = *dnnl->part_of(plan, dnnl_query_weights_md, 0);
  dnnl->free_plan(plan);
  return layout->format_kind == dnnl_blocked && layout->format_desc.blocking.inner_nblks > 0;
}

static int reorder(
    const onednn_library *dnnl, const dnnl_memory_desc_t *from, const void *source,
    const onednn_packed *packed) {
  dnnl_primitive_desc_t plan;
  if (dnnl->plan_reorder(&plan, from, dnnl->engine, &packed->layout, dnnl->engine, NULL) !=
      dnnl_success)
    return 0;
  dnnl_primitive_t primitive;
  const int works = dnnl->make(&primitive, plan) == dnnl_success;
  dnnl->free_plan(plan);
  if (!works) return 0;
  dnnl_exec_arg_t arguments[2];
  int count = 0;
  const int lent =
      onednn_lend(dnnl, from, source, DNNL_ARG_FROM, arguments, &count) &&
      onednn_lend(dnnl, &packed->layout, packed->bytes, DNNL_ARG_TO, arguments, &count);
  const int status = onednn_execute(dnnl, primitive, lent, arguments, count);
  dnnl->free(primitive);
  return status == 0;
}

onednn_packed *onednn_pack(const onednn_shape *shape, const void *b) {
  const onednn_library *dnnl = onednn_opened();
  if (dnnl == NULL) return NULL;
  onednn_packed *packed = calloc(1, sizeof *packed);
  if (packed == NULL) return NULL;
  onednn_memories of;
  const int threads = dnnl->threads();
  dnnl->use_threads(1);
  dnnl_memory_desc_t plain;
  int works = onednn_describe(dnnl, shape, &of);
  if (works) {
    plain = of.b;
    works = choose(dnnl, shape, &of, &packed->layout);
  }
  if (works) {
    const size_t bytes = (dnnl->bytes(&packed->layout) + 63) / 64 * 64;
    packed->bytes = aligned_alloc(64, bytes);
    works = packed->bytes != NULL && reorder(dnnl, &plain, b, packed);
  }
  dnnl->use_threads(threads);
  if (works) return packed;
  onednn_unpack(packed);
  return NULL;
}

void onednn_unpack(onednn_packed *packed) {
  free(packed->bytes);
  free(packed);
}

int64_t onednn_packed_border(const onednn_packed *packed) {
  const dnnl_blocking_desc_t *blocks = &packed->layout.format_desc.blocking;
  int64_t border = 1;
  for (int i = 0; i < blocks->inner_nblks; i++)
    if (blocks->inner_idxs[i] == 1) border *= blocks->inner_blks[i];
  // Blocks of columns one behind another, and nothing behind them all.
  const int is_cut = blocks->strides[1] == border * packed->layout.padded_dims[0] &&
                     packed->layout.extra.flags == dnnl_memory_extra_flag_none;
  return is_cut ? border : 0;
}

const void *onednn_packed_bytes(const onednn_packed *packed, int64_t column) {
  const dnnl_memory_desc_t *layout = &packed->layout;
  const int64_t a_column = onednn_opened()->bytes(layout) / layout->padded_dims[1];
  return (const char *)packed->bytes + column * a_column;
}

int onednn_packed_holds(const onednn_packed *packed, const dnnl_memory_desc_t *layout) {
  const int64_t border = onednn_packed_border(packed), columns = layout->dims[1];
  dnnl_memory_desc_t part = packed->layout;
  if (border > 0 && columns < part.dims[1] && columns % border == 0)
    part.dims[1] = part.padded_dims[1] = columns;
  return onednn_opened()->equal(&part, layout);
}
#else
onednn_packed *onednn_pack(const onednn_shape *shape, const void *b) {
  (void)shape, (void)b;
  return NULL;
}

void onednn_unpack(onednn_packed *packed) { (void)packed; }

int64_t onednn_packed_border(const onednn_packed *packed) {
  (void)packed;
  return 0;
}

const void *onednn_packed_bytes(const onednn_packed *packed, int64_t column) {
  (void)packed, (void)column;
  return "";  // there is none
}
#endif
