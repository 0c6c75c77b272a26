#include "processor.h"

#if defined(__x86_64__)
#include <cpuid.h>
#include <string.h>

typedef struct {
  unsigned a, b, c, d;
} registers;

static registers ask(unsigned leaf, unsigned part) {
  registers r = {0, 0, 0, 0};
  if (!__get_cpuid_count(leaf, part, &r.a, &r.b, &r.c, &r.d)) return (registers){0, 0, 0, 0};
  return r;
}

// The kinds of registers that the operating system saves.
static unsigned saved(void) {
  unsigned low, high;
  if (!(ask(1, 0).c & (1u << 27))) return 0;
  __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return low;
}

static int all(unsigned bits, unsigned wanted) { return (bits & wanted) == wanted; }

// Zen 3, which has no AVX-512, or Zen 4.
static int is_family_19_of_amd(void) {
  const registers maker = ask(0, 0);
  const unsigned version = ask(1, 0).a;
  const int is_amd =
      !memcmp(&maker.b, "Auth", 4) && !memcmp(&maker.d, "enti", 4) && !memcmp(&maker.c, "cAMD", 4);
  return is_amd && (version >> 8 & 0xf) + (version >> 20 & 0xff) == 0x19;
}

uint32_t processor_features(void) {
  const unsigned vectors = 0x6, masks = 0xe0, tiles = 0x60000;
  const registers first = ask(1, 0), seventh = ask(7, 0), more = ask(7, 1);
  const unsigned system = saved();
  uint32_t found = 0;
  if (!all(system, vectors) || !(seventh.b & (1u << 5)) || !(first.c & (1u << 12))) return 0;
  found |= PROCESSOR_AVX2;
  const unsigned f_dq_cd_bw_vl = 1u << 16 | 1u << 17 | 1u << 28 | 1u << 30 | 1u << 31;
  if (!all(system, masks) || !all(seventh.b, f_dq_cd_bw_vl)) return found;
  found |= PROCESSOR_AVX512;
  if (is_family_19_of_amd()) found |= PROCESSOR_AVX512_HALVES;
  if (more.a & (1u << 5)) found |= PROCESSOR_AVX512_BFLOAT16;
  if (seventh.c & (1u << 11)) found |= PROCESSOR_AVX512_INT8;
  if (!all(system, tiles) || !(seventh.d & (1u << 24))) return found;
  if (seventh.d & (1u << 22)) found |= PROCESSOR_AMX_BFLOAT16;
  if (seventh.d & (1u << 25)) found |= PROCESSOR_AMX_INT8;
  return found;
}

const char *processor_name(void) {
  static char name[49];
  for (unsigned i = 0; i < 3; i++) {
    const registers r = ask(0x80000002u + i, 0);
    memcpy(name + 16 * i, &r, 16);
  }
  return name + strspn(name, " ");
}

#else

uint32_t processor_features(void) { return 0; }

const char *processor_name(void) { return ""; }

#endif
