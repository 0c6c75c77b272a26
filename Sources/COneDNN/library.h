// Shared by this target's files.
#pragma once
#include "include/onednn.h"

#if __has_include(<oneapi/dnnl/dnnl.h>)
#include <oneapi/dnnl/dnnl.h>

#if DNNL_VERSION_MAJOR == 2
#define HAS_HEADERS 1

// The functions of an opened library.
typedef struct {
  __typeof__(&dnnl_version) version;
  __typeof__(&dnnl_get_effective_cpu_isa) instructions;
  __typeof__(&dnnl_engine_create) make_engine;
  __typeof__(&dnnl_stream_create) make_stream;
  __typeof__(&dnnl_stream_destroy) free_stream;
  __typeof__(&dnnl_stream_wait) wait;
  __typeof__(&dnnl_memory_desc_init_by_strides) describe;
  __typeof__(&dnnl_memory_desc_init_by_tag) describe_any;
  __typeof__(&dnnl_memory_desc_equal) equal;
  __typeof__(&dnnl_memory_desc_get_size) bytes;
  __typeof__(&dnnl_memory_create) make_memory;
  __typeof__(&dnnl_memory_destroy) free_memory;
  __typeof__(&dnnl_primitive_attr_create) make_attributes;
  __typeof__(&dnnl_primitive_attr_destroy) free_attributes;
  __typeof__(&dnnl_primitive_attr_set_scratchpad_mode) set_scratch;
  __typeof__(&dnnl_primitive_attr_set_post_ops) set_after;
  __typeof__(&dnnl_post_ops_create) make_after;
  __typeof__(&dnnl_post_ops_destroy) free_after;
  __typeof__(&dnnl_post_ops_append_sum) then_add;
  __typeof__(&dnnl_matmul_desc_init) describe_product;
  __typeof__(&dnnl_primitive_desc_create) plan;
  __typeof__(&dnnl_reorder_primitive_desc_create) plan_reorder;
  __typeof__(&dnnl_primitive_desc_destroy) free_plan;
  __typeof__(&dnnl_primitive_desc_query_md) part_of;
  __typeof__(&dnnl_primitive_create) make;
  __typeof__(&dnnl_primitive_destroy) free;
  __typeof__(&dnnl_primitive_execute) run;
  int (*threads)(void);  // of OpenMP, on the calling thread
  void (*use_threads)(int);
  dnnl_engine_t engine;
} onednn_library;

// Null where there is none.
const onednn_library *onednn_opened(void);

// How the sides of a product lie in memory.
typedef struct {
  dnnl_memory_desc_t a, b, c, bias;
} onednn_memories;

// Each of these answers whether it could be done, or null where it could not.
int onednn_describe(const onednn_library *dnnl, const onednn_shape *shape, onednn_memories *of);

// Has the library choose how b lies.
int onednn_leave_layout(
    const onednn_library *dnnl, const onednn_shape *shape, dnnl_memory_desc_t *memory);

dnnl_primitive_desc_t onednn_plan(
    const onednn_library *dnnl, const onednn_shape *shape, const onednn_memories *of);

// Makes a memory of the caller's bytes, and counts it.
int onednn_lend(
    const onednn_library *dnnl, const dnnl_memory_desc_t *memory, const void *bytes, int argument,
    dnnl_exec_arg_t *arguments, int *count);

// Runs on the calling thread alone where all was lent, and takes back what was. 0, or a status.
int onednn_execute(
    const onednn_library *dnnl, const_dnnl_primitive_t primitive, int lent,
    dnnl_exec_arg_t *arguments, int count);

// Whether that is how it, or a part of its columns, lies.
int onednn_packed_holds(const onednn_packed *packed, const dnnl_memory_desc_t *layout);
#endif
#endif
