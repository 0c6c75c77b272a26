#include "decode.h"

#if __has_include(<jpeglib.h>)
#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <jerror.h>
#include <jpeglib.h>

#if JPEG_LIB_VERSION >= 80
#define LIBRARY "libjpeg.so.8"
#else
#define LIBRARY "libjpeg.so.62"
#endif

typedef struct {
  __typeof__(&jpeg_std_error) standard;
  __typeof__(&jpeg_CreateDecompress) create;
  __typeof__(&jpeg_mem_src) read_from;
  __typeof__(&jpeg_read_header) header;
  __typeof__(&jpeg_start_decompress) start;
  __typeof__(&jpeg_read_scanlines) lines;
  __typeof__(&jpeg_finish_decompress) finish;
  __typeof__(&jpeg_destroy_decompress) destroy;
} jpeg_functions;

static int find(jpeg_functions *functions) {
  static const char *const names[] = {
      "jpeg_std_error",         "jpeg_CreateDecompress",   "jpeg_mem_src",
      "jpeg_read_header",       "jpeg_start_decompress",   "jpeg_read_scanlines",
      "jpeg_finish_decompress", "jpeg_destroy_decompress", NULL};
  void *found[8];
  if (find_functions(LIBRARY, names, found) < 0) return -1;
  memcpy(functions, found, sizeof found);
  return 0;
}

// libjpeg leaves by `back` where it would exit the process.
typedef struct {
  struct jpeg_error_mgr manager;
  jmp_buf back;
  char reason[JMSG_LENGTH_MAX];
} failure;

static void leave(j_common_ptr info) {
  failure *failed = (failure *)info->err;
  info->err->format_message(info, failed->reason);
  longjmp(failed->back, 1);
}

// Warnings pass, except that of a file that ends too early: the rest of its image would be grey.
static void emit(j_common_ptr info, int level) {
  if (level < 0 && info->err->msg_code == JWRN_JPEG_EOF) leave(info);
}

static image_status read_image(
    const jpeg_functions *jpeg, struct jpeg_decompress_struct *info, image_request *request) {
  jpeg->create(info, JPEG_LIB_VERSION, sizeof *info);
  jpeg->read_from(info, request->bytes, request->count);
  jpeg->header(info, TRUE);
  const image_status admitted = admit(request, info->image_width, info->image_height, 3);
  if (admitted != IMAGE_OK) return admitted;
  info->out_color_space = JCS_RGB;
  jpeg->start(info);
  while (info->output_scanline < info->output_height) {
    JSAMPROW row = request->result->pixels + (size_t)info->output_scanline * info->output_width * 3;
    jpeg->lines(info, &row, 1);
  }
  jpeg->finish(info);
  return IMAGE_OK;
}

image_status decode_jpeg(image_request *request) {
  jpeg_functions jpeg;
  if (find(&jpeg) < 0) return fail(request, IMAGE_DECODER, LIBRARY);
  struct jpeg_decompress_struct info = {0};
  failure failed;
  info.err = jpeg.standard(&failed.manager);
  failed.manager.error_exit = leave;
  failed.manager.emit_message = emit;
  image_status status;
  if (setjmp(failed.back) == 0) {
    status = read_image(&jpeg, &info, request);
  } else {
    status = fail(request, IMAGE_CORRUPT, failed.reason);
  }
  jpeg.destroy(&info);
  return status;
}
#else
image_status decode_jpeg(image_request *request) {
  return fail(request, IMAGE_DECODER, "built without jpeglib.h");
}
#endif
