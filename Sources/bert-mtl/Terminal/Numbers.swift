import Foundation

extension Double {
  /// With so many digits after the point.
  func fixed(_ digits: Int) -> String { String(format: "%.\(digits)f", self) }

  /// Seconds as `0:42` or `1:03:20`.
  var clock: String {
    guard isFinite, self >= 0, self < 1e9 else { return "?" }
    let seconds = Int(rounded())
    let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
    func two(_ number: Int) -> String { (number < 10 ? "0" : "") + "\(number)" }
    let tail = two(seconds % 60)
    return hours > 0 ? "\(hours):\(two(minutes)):\(tail)" : "\(minutes):\(tail)"
  }
}
