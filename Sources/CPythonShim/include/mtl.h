/// The C contract between the CPython shim, which calls it, and PyModule, which implements it.
/// It names no Python type and no Swift type.
#pragma once
#include <stddef.h>
#include <stdint.h>

typedef enum mtl_status : int32_t {
  MTL_OK = 0,
  MTL_VALUE = 1,
} mtl_status;
