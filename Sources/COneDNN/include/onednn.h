/// Products through the system's oneDNN 2 (`libdnnl.so.2`). It is opened when
/// a product first asks for it: nothing links to it, and where it is missing there are none.
#pragma once
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

typedef enum onednn_type : int32_t {
  ONEDNN_FLOAT32,
  ONEDNN_BFLOAT16,
  ONEDNN_INT8,
  ONEDNN_INT32,
} onednn_type;

/// c = a b, or c += a b: a is [rows, inner], b [inner, columns], c [rows, columns] with its columns
/// side by side. `bias` adds one float32 a column. Strides count elements.
typedef struct {
  int64_t rows, columns, inner;
  int64_t a_row, a_column, b_row, b_column, c_row;
  onednn_type factors, result;
  int32_t accumulates, has_bias;
} onednn_shape;

typedef struct {
  int32_t major, minor, patch;
  char instructions[32];  // the widest that it uses, as ONEDNN_MAX_CPU_ISA spells them
} onednn_about;

/// Code made for one shape; may run on several threads at once, each with scratch of its own.
typedef struct onednn_product onednn_product;

/// Opens the library, once. Null, or why there is none; `about` is filled as far as it is known.
const char *_Nullable onednn_open(onednn_about *about);

/// A factor b again, in the layout that the library's code for a shape reads fastest.
typedef struct onednn_packed onednn_packed;

/// Null where that is no other than b's own, or where there is no memory for it.
onednn_packed *_Nullable onednn_pack(const onednn_shape *shape, const void *b);
void onednn_unpack(onednn_packed *packed);

/// On multiples of how many columns it may be cut; 0 where it may not.
int64_t onednn_packed_border(const onednn_packed *packed);

/// What a run of a product that was made with it takes as b, from a border on.
const void *onednn_packed_bytes(const onednn_packed *packed, int64_t column);

/// Null where the library has no code for the shape, or none that reads b, or as many columns of
/// it, as it was packed.
onednn_product *_Nullable onednn_make(
    const onednn_shape *shape, const onednn_packed *_Nullable packed);
void onednn_free(onednn_product *product);

/// The bytes of scratch that a run needs, on a border of 64.
size_t onednn_scratch(const onednn_product *product);

/// Runs on the calling thread alone. 0, or oneDNN's status.
int onednn_run(
    const onednn_product *product, const void *a, const void *b, const float *_Nullable bias,
    void *c, void *_Nullable scratch);

#pragma clang assume_nonnull end
