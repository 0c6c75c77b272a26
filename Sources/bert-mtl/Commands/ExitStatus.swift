/// What the process says of itself when it ends.
enum ExitStatus: Int32 {
  case done = 0
  case failed = 1
  case wrongUse = 2
  case interrupted = 130
  case terminated = 143
}

/// The end of a run before its last step, at the user's wish.
struct Stopped: Error {
  let status: ExitStatus
  let description: String
}
