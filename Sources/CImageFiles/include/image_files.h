/// Decodes PNG and JPEG through the system's libpng and libjpeg. Both are opened when an image
/// first asks for them: nothing links to them, and where one is missing an image is refused with
/// the reason.
#pragma once
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

typedef enum image_status : int32_t {
  IMAGE_OK = 0,
  IMAGE_FORMAT = 1,   // neither PNG nor JPEG
  IMAGE_CORRUPT = 2,  // `reason` says what is wrong
  IMAGE_SIZE = 3,     // larger than asked for; nothing was decoded
  IMAGE_DECODER = 4,  // no library for the format; `reason` says which
  IMAGE_MEMORY = 5,
} image_status;

typedef struct {
  uint8_t *_Nullable pixels;  // [height, width, 3], of malloc; null unless IMAGE_OK
  int64_t width;
  int64_t height;
  char reason[256];
} image_result;

/// Decodes a file's bytes to red, green and blue, without alpha, if neither side has more than
/// `side` pixels and the whole has no more than `most`.
image_status image_decode(
    const uint8_t *_Nullable bytes, ptrdiff_t count, int64_t side, int64_t most,
    image_result *result);

/// Gives the pixels back.
void image_free(image_result *result);

#pragma clang assume_nonnull end
