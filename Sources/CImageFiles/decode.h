// Shared by this target's files.
#pragma once
#include "include/image_files.h"

// What a decoder is given, and where its answer goes.
typedef struct {
  const uint8_t *bytes;
  size_t count;
  int64_t side, most;
  image_result *result;
} image_request;

// The headers say the size before a pixel is decoded. On IMAGE_OK `pixels` has room for `channels`
// a pixel.
image_status admit(image_request *request, int64_t width, int64_t height, int channels);
image_status fail(image_request *request, image_status status, const char *reason);

// A library's functions, found once: `names` ends with NULL, `found` gets one address each.
int find_functions(const char *library, const char *const *names, void **found);

image_status decode_png(image_request *request);
image_status decode_jpeg(image_request *request);
