#include "decode.h"

#if __has_include(<png.h>)
#include <png.h>
#include <string.h>

typedef struct {
  __typeof__(&png_image_begin_read_from_memory) begin;
  __typeof__(&png_image_finish_read) finish;
  __typeof__(&png_image_free) release;
} png_functions;

static int find(png_functions *functions) {
  static const char *const names[] = {
      "png_image_begin_read_from_memory", "png_image_finish_read", "png_image_free", NULL};
  void *found[3];
  if (find_functions("libpng16.so.16", names, found) < 0) return -1;
  memcpy(functions, found, sizeof found);
  return 0;
}

// Red, green, blue and alpha to the first three, in place.
static void drop_alpha(uint8_t *pixels, size_t count) {
  for (size_t i = 0; i < count; i++)
    memmove(pixels + 3 * i, pixels + 4 * i, 3);
}

image_status decode_png(image_request *request) {
  png_functions png;
  if (find(&png) < 0) return fail(request, IMAGE_DECODER, "libpng16.so.16");
  png_image image = {.version = PNG_IMAGE_VERSION};
  if (!png.begin(&image, request->bytes, request->count)) {
    return fail(request, IMAGE_CORRUPT, image.message);
  }
  const image_status admitted = admit(request, image.width, image.height, 4);
  if (admitted != IMAGE_OK) {
    png.release(&image);
    return admitted;
  }
  image.format = PNG_FORMAT_RGBA;
  if (!png.finish(&image, NULL, request->result->pixels, 0, NULL)) {
    return fail(request, IMAGE_CORRUPT, image.message);
  }
  drop_alpha(request->result->pixels, (size_t)image.width * image.height);
  return IMAGE_OK;
}
#else
image_status decode_png(image_request *request) {
  return fail(request, IMAGE_DECODER, "built without png.h");
}
#endif
