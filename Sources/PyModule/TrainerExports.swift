// The names below are the C contract's.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

import CPythonShim
import MTLCore

@implementation @c
func mtl_trainer_describe(
  _ trainer: OpaquePointer, _ reply: UnsafeMutablePointer<OpaquePointer?>,
  _ error: UnsafeMutablePointer<mtl_error>
) -> mtl_status {
  answer(reply, error) { try Reply(borrow(trainer).describe()) }
}

@implementation @c
func mtl_trainer_step(
  _ trainer: OpaquePointer, _ reply: UnsafeMutablePointer<OpaquePointer?>,
  _ error: UnsafeMutablePointer<mtl_error>
) -> mtl_status {
  answer(reply, error) { try Reply(borrow(trainer).step()) }
}

@implementation @c
func mtl_trainer_save(
  _ trainer: OpaquePointer, _ error: UnsafeMutablePointer<mtl_error>
) -> mtl_status {
  door(error) { try borrow(trainer).save() }
}

@implementation @c
func mtl_trainer_close(_ trainer: OpaquePointer) {
  borrow(trainer).close()
}

@implementation @c
func mtl_trainer_destroy(_ trainer: OpaquePointer) {
  Handle.takeBack(trainer, as: Trainer.self)
}

private func borrow(_ trainer: OpaquePointer) -> Trainer {
  Handle.borrow(trainer, as: Trainer.self)
}
