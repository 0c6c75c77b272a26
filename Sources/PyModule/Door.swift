import CPythonShim
import MTLCore

/// Runs an export's body. No Swift error leaves another way, and none leaves without its text.
func door(_ out: UnsafeMutablePointer<mtl_error>, _ body: () throws -> Void) -> mtl_status {
  do {
    try body()
    return MTL_OK
  } catch {
    let refusal = Refusal(error)
    out.pointee.status = refusal.status
    out.pointee.number = refusal.number
    write(refusal.text, to: out)
    return refusal.status
  }
}

/// As ``door(_:_:)`` for an export that answers: gives C the reply that `body` makes.
func answer(
  _ out: UnsafeMutablePointer<OpaquePointer?>, _ error: UnsafeMutablePointer<mtl_error>,
  _ body: () throws -> Reply
) -> mtl_status {
  door(error) { out.pointee = Handle.give(ReplyHandle(try body())) }
}

/// Copies `message` into the fixed buffer, cut between characters, always terminated.
func write(_ message: String, to out: UnsafeMutablePointer<mtl_error>) {
  withUnsafeMutableBytes(of: &out.pointee.text) { text in
    text.initializeMemory(as: UInt8.self, repeating: 0)
    var room = text.count - 1
    let kept = message.prefix { character in
      room -= character.utf8.count
      return room >= 0
    }
    text.copyBytes(from: kept.utf8)
  }
}
