import MTLKernels

/// Does `body` once no other test records: tests share the process.
public func whenNobodyRecords<Result>(_ body: () throws -> Result) throws -> Result {
  while true {
    do { return try body() } catch ProfileError.busy { continue }
  }
}
