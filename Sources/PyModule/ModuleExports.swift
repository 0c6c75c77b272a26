// The names below are the C contract's.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

import CPythonShim
import Foundation
import MTLCore

/// What a build says of itself.
private struct BuildDescription: Encodable {
  let version: String
}

@implementation @c
func mtl_describe(
  _ reply: UnsafeMutablePointer<OpaquePointer?>, _ error: UnsafeMutablePointer<mtl_error>
) -> mtl_status {
  door(error) {
    let json = try JSONEncoder().encode(BuildDescription(version: MTLCore.version))
    reply.pointee = Handle.give(ReplyHandle(Reply(json: String(decoding: json, as: UTF8.self))))
  }
}
