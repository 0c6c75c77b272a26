import Foundation
import Synchronization

/// Ctrl-C or `kill` during training: the step is finished and saved before the process ends.
enum Interruption {
  private static let signalled = Atomic<Int32>(0)

  /// From now on the first signal is only noted; a second one ends the process at once.
  static func watch() {
    signalled.store(0, ordering: .relaxed)  // made here, not inside a signal handler
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        Interruption.signalled.store(number, ordering: .relaxed)
        Foundation.signal(number, SIG_DFL)
      }
    }
  }

  /// The status to end with, once a signal has come.
  static var status: ExitStatus? {
    switch signalled.load(ordering: .relaxed) {
    case 0: nil
    case SIGTERM: .terminated
    default: .interrupted
    }
  }
}
