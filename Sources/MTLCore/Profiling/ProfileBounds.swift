import MTLKernels

extension ProfileReport.Bound {
  /// For 2, 4, … 64 threads, from recordings made with `threads`.
  static func all(_ recordings: [Recording], threads: Int) -> [ProfileReport.Bound] {
    let regions = recordings.flatMap(\.regions)
    let serial = recordings.reduce(0) { $0 + $1.seconds } - regions.reduce(0) { $0 + $1.seconds }
    guard !regions.isEmpty else { return [] }
    func seconds(with count: Int) -> Double {
      regions.reduce(serial) {
        $0 + $1.seconds * Double(rounds($1.tiles, count)) / Double(rounds($1.tiles, threads))
      }
    }
    let alone = seconds(with: 1)
    return [2, 4, 8, 16, 32, 64].map {
      ProfileReport.Bound(threads: $0, speedup: alone / seconds(with: $0))
    }
  }

  /// How many tiles the busiest of `threads` does.
  private static func rounds(_ tiles: Int, _ threads: Int) -> Int {
    (tiles + threads - 1) / threads
  }
}
