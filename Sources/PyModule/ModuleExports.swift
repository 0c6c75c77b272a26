// The names below are the C contract's.
// swift-format-ignore-file: AlwaysUseLowerCamelCase

import CPythonShim
import MTLCore

/// What a build says of itself.
private struct BuildDescription: Encodable {
  let version: String
  let problem_types: [String]
}

@implementation @c
func mtl_describe(
  _ reply: UnsafeMutablePointer<OpaquePointer?>, _ error: UnsafeMutablePointer<mtl_error>
) -> mtl_status {
  answer(reply, error) {
    try Reply(
      BuildDescription(version: MTLCore.version, problem_types: ProblemTypes.all.map { $0.name }))
  }
}

@implementation @c
func mtl_describe_backend(
  _ request: mtl_text, _ reply: UnsafeMutablePointer<OpaquePointer?>,
  _ error: UnsafeMutablePointer<mtl_error>
) -> mtl_status {
  answer(reply, error) { try Reply(BackendInfo(decode(BackendRequest.self, request)).json) }
}
