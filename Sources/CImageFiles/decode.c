#include "decode.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

image_status fail(image_request *request, image_status status, const char *reason) {
  image_free(request->result);
  strncpy(request->result->reason, reason, sizeof request->result->reason - 1);
  return status;
}

image_status admit(image_request *request, int64_t width, int64_t height, int channels) {
  image_result *result = request->result;
  result->width = width;
  result->height = height;
  if (width < 1 || height < 1 || width > request->side || height > request->side) return IMAGE_SIZE;
  if (width * height > request->most) return IMAGE_SIZE;
  result->pixels = malloc((size_t)(width * height) * (size_t)channels);
  return result->pixels == NULL ? IMAGE_MEMORY : IMAGE_OK;
}

int find_functions(const char *library, const char *const *names, void **found) {
  void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
  if (handle == NULL) return -1;
  for (int i = 0; names[i] != NULL; i++) {
    found[i] = dlsym(handle, names[i]);
    if (found[i] == NULL) return -1;
  }
  return 0;  // the library stays open as long as the process
}

static int begins_with(const image_request *request, const char *bytes, size_t count) {
  return request->count >= count && memcmp(request->bytes, bytes, count) == 0;
}

image_status image_decode(
    const uint8_t *bytes, ptrdiff_t count, int64_t side, int64_t most, image_result *result) {
  *result = (image_result){0};
  image_request request = {bytes, (size_t)count, side, most, result};
  if (begins_with(&request, "\x89PNG\r\n\x1a\n", 8)) return decode_png(&request);
  if (begins_with(&request, "\xff\xd8\xff", 3)) return decode_jpeg(&request);
  return IMAGE_FORMAT;
}

void image_free(image_result *result) {
  free(result->pixels);
  result->pixels = NULL;
}
