// The names below are the C contract's.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

import CPythonShim
import MTLCore

@implementation @c
func mtl_session_profile(
  _ session: OpaquePointer, _ request: mtl_text, _ train: mtl_datasets,
  _ profiler: UnsafeMutablePointer<OpaquePointer?>, _ error: UnsafeMutablePointer<mtl_error>
) -> mtl_status {
  door(error) {
    let session = Handle.borrow(session, as: Session.self)
    profiler.pointee = Handle.give(
      try session.profile(decode(ProfileRequest.self, request), train: train.values))
  }
}

@implementation @c
func mtl_profiler_step(
  _ profiler: OpaquePointer, _ reply: UnsafeMutablePointer<OpaquePointer?>,
  _ error: UnsafeMutablePointer<mtl_error>
) -> mtl_status {
  answer(reply, error) { try Reply(borrow(profiler).step()) }
}

@implementation @c
func mtl_profiler_report(
  _ profiler: OpaquePointer, _ reply: UnsafeMutablePointer<OpaquePointer?>,
  _ error: UnsafeMutablePointer<mtl_error>
) -> mtl_status {
  answer(reply, error) { try Reply(borrow(profiler).report()) }
}

@implementation @c
func mtl_profiler_trace(
  _ profiler: OpaquePointer, _ reply: UnsafeMutablePointer<OpaquePointer?>,
  _ error: UnsafeMutablePointer<mtl_error>
) -> mtl_status {
  answer(reply, error) { try Reply(borrow(profiler).trace()) }
}

@implementation @c
func mtl_profiler_destroy(_ profiler: OpaquePointer) {
  Handle.takeBack(profiler, as: Profiler.self)
}

private func borrow(_ profiler: OpaquePointer) -> Profiler {
  Handle.borrow(profiler, as: Profiler.self)
}
