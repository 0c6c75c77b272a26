#include "library.h"

#include <stdio.h>
#include <string.h>

#ifdef HAS_HEADERS
#include <dlfcn.h>
#include <pthread.h>

#define NAME "libdnnl.so.2"

static onednn_library library;
static onednn_about known;
static char reason[128];
static int is_open;
static pthread_once_t once = PTHREAD_ONCE_INIT;

// In the order of the fields of onednn_library.
static const char *const names[] = {
    "dnnl_version",
    "dnnl_get_effective_cpu_isa",
    "dnnl_engine_create",
    "dnnl_stream_create",
    "dnnl_stream_destroy",
    "dnnl_stream_wait",
    "dnnl_memory_desc_init_by_strides",
    "dnnl_memory_desc_init_by_tag",
    "dnnl_memory_desc_equal",
    "dnnl_memory_desc_get_size",
    "dnnl_memory_create",
    "dnnl_memory_destroy",
    "dnnl_primitive_attr_create",
    "dnnl_primitive_attr_destroy",
    "dnnl_primitive_attr_set_scratchpad_mode",
    "dnnl_primitive_attr_set_post_ops",
    "dnnl_post_ops_create",
    "dnnl_post_ops_destroy",
    "dnnl_post_ops_append_sum",
    "dnnl_matmul_desc_init",
    "dnnl_primitive_desc_create",
    "dnnl_reorder_primitive_desc_create",
    "dnnl_primitive_desc_destroy",
    "dnnl_primitive_desc_query_md",
    "dnnl_primitive_create",
    "dnnl_primitive_destroy",
    "dnnl_primitive_execute",
    "omp_get_max_threads",
    "omp_set_num_threads",
};
enum { FUNCTIONS = sizeof names / sizeof names[0] };
_Static_assert(sizeof(onednn_library) == (FUNCTIONS + 1) * sizeof(void *), "a name a function");

static const char *instructions(dnnl_cpu_isa_t isa) {
  switch (isa) {
    case dnnl_cpu_isa_sse41: return "SSE41";
    case dnnl_cpu_isa_avx: return "AVX";
    case dnnl_cpu_isa_avx2: return "AVX2";
    case dnnl_cpu_isa_avx2_vnni: return "AVX2_VNNI";
    case dnnl_cpu_isa_avx512_core: return "AVX512_CORE";
    case dnnl_cpu_isa_avx512_core_vnni: return "AVX512_CORE_VNNI";
    case dnnl_cpu_isa_avx512_core_bf16: return "AVX512_CORE_BF16";
    case dnnl_cpu_isa_avx512_core_amx: return "AVX512_CORE_AMX";
    default: return "DEFAULT";
  }
}

static void open_library(void) {
  void *handle = dlopen(NAME, RTLD_NOW | RTLD_LOCAL);
  if (handle == NULL) {
    snprintf(reason, sizeof reason, "oneDNN: expected %s, got none", NAME);
    return;
  }
  void **found = (void **)&library;
  for (int i = 0; i < FUNCTIONS; i++) {
    found[i] = dlsym(handle, names[i]);
    if (found[i] == NULL) {
      snprintf(reason, sizeof reason, "oneDNN: expected a %s with %s, got none", NAME, names[i]);
      return;
    }
  }
  const dnnl_version_t *version = library.version();
  known.major = version->major;
  known.minor = version->minor;
  known.patch = version->patch;
  if (version->major != 2 || version->minor < 6) {
    snprintf(
        reason, sizeof reason, "oneDNN: expected 2.6 or a later 2, got %d.%d.%d", version->major,
        version->minor, version->patch);
    return;
  }
  snprintf(
      known.instructions, sizeof known.instructions, "%s", instructions(library.instructions()));
  if (library.make_engine(&library.engine, dnnl_cpu, 0) != dnnl_success) {
    snprintf(reason, sizeof reason, "oneDNN: expected an engine of this processor, got none");
    return;
  }
  is_open = 1;  // and stays so as long as the process
}

const onednn_library *onednn_opened(void) {
  pthread_once(&once, open_library);
  return is_open ? &library : NULL;
}

const char *onednn_open(onednn_about *about) {
  const onednn_library *opened = onednn_opened();
  *about = known;
  return opened ? NULL : reason;
}
#else
const char *onednn_open(onednn_about *about) {
  memset(about, 0, sizeof *about);
  return "oneDNN: expected a build with the headers of oneDNN 2 (libdnnl-dev), got one without";
}
#endif
