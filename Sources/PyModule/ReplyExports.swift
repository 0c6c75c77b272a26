// The names below are the C contract's.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

import CPythonShim

@implementation @c
func mtl_reply_json(_ reply: OpaquePointer) -> mtl_text {
  Handle.borrow(reply, as: ReplyHandle.self).json
}

@implementation @c
func mtl_reply_count(_ reply: OpaquePointer) -> Int {
  Handle.borrow(reply, as: ReplyHandle.self).arrays.count
}

@implementation @c
func mtl_reply_array(_ reply: OpaquePointer, _ index: Int) -> mtl_array {
  Handle.borrow(reply, as: ReplyHandle.self).arrays[index]
}

@implementation @c
func mtl_reply_retain(_ reply: OpaquePointer) {
  Handle.retain(reply, as: ReplyHandle.self)
}

@implementation @c
func mtl_reply_destroy(_ reply: OpaquePointer) {
  Handle.takeBack(reply, as: ReplyHandle.self)
}
