#pragma once

#include <stdint.h>

// What this processor can do and the operating system lets it do.
typedef enum {
  PROCESSOR_AVX2 = 1 << 0,             // with FMA
  PROCESSOR_AVX512 = 1 << 1,           // F, CD, BW, DQ, VL
  PROCESSOR_AVX512_BFLOAT16 = 1 << 2,  // products of bfloat16
  PROCESSOR_AVX512_INT8 = 1 << 3,      // products of int8 (VNNI)
  PROCESSOR_AMX_BFLOAT16 = 1 << 4,     // tiles of bfloat16
  PROCESSOR_AMX_INT8 = 1 << 5,         // tiles of int8
  PROCESSOR_AVX512_HALVES = 1 << 6,    // AVX-512 that runs as two halves of 256 bits: Zen 4
} processor_feature;

// The features as bits; 0 on processors other than x86-64.
uint32_t processor_features(void);

// The processor's own name, or "" where it has none; lives as long as the process.
const char *processor_name(void);
