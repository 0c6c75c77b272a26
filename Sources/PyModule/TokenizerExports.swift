// The names below are the C contract's.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

import CPythonShim
import MTLCore
import MTLData

/// A tokenizer that C can hold.
final class TokenizerHandle: Sendable {
  let tokenizer: Tokenizer

  init(_ tokenizer: Tokenizer) { self.tokenizer = tokenizer }
}

@implementation @c
func mtl_tokenizer_create(
  _ folder: mtl_text, _ tokenizer: UnsafeMutablePointer<OpaquePointer?>,
  _ error: UnsafeMutablePointer<mtl_error>
) -> mtl_status {
  door(error) {
    try checkEnvironment()
    tokenizer.pointee = Handle.give(TokenizerHandle(try Tokenizer(folder: String(folder))))
  }
}

@implementation @c
func mtl_tokenizer_encode(
  _ tokenizer: OpaquePointer, _ dataset: OpaquePointer, _ maximum: Int,
  _ reply: UnsafeMutablePointer<OpaquePointer?>, _ error: UnsafeMutablePointer<mtl_error>
) -> mtl_status {
  answer(reply, error) {
    let tokenizer = Handle.borrow(tokenizer, as: TokenizerHandle.self).tokenizer
    let inputs = Handle.borrow(dataset, as: DatasetHandle.self).dataset.inputs
    let limit = maximum < 0 ? nil : maximum
    return Reply(try tokenizer.encode(inputs, maximumLength: limit))
  }
}

@implementation @c
func mtl_tokenizer_describe(
  _ tokenizer: OpaquePointer, _ reply: UnsafeMutablePointer<OpaquePointer?>,
  _ error: UnsafeMutablePointer<mtl_error>
) -> mtl_status {
  answer(reply, error) {
    try Reply(TokenizerDescription(Handle.borrow(tokenizer, as: TokenizerHandle.self).tokenizer))
  }
}

@implementation @c
func mtl_tokenizer_save(
  _ tokenizer: OpaquePointer, _ folder: mtl_text, _ error: UnsafeMutablePointer<mtl_error>
) -> mtl_status {
  door(error) {
    try Handle.borrow(tokenizer, as: TokenizerHandle.self).tokenizer.save(to: String(folder))
  }
}

@implementation @c
func mtl_tokenizer_destroy(_ tokenizer: OpaquePointer) {
  Handle.takeBack(tokenizer, as: TokenizerHandle.self)
}
