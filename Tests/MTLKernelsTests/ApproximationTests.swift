import Testing

@testable import MTLKernels

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite struct ApproximationTests {
  @Test func exponentialIsWithinItsContract() {
    for i in -870_000...870_000 {
      let x = Float(i) / 10_000
      let exact = exp(Double(x))
      guard abs(Double(exponential(x)) - exact) <= 2e-7 * exact else {
        Issue.record("exponential(\(x)) = \(exponential(x)), expected \(exact)")
        return
      }
    }
    #expect(exponential(.nan).isNaN && exponential(-1e30) > 0 && exponential(1e30).isFinite)
  }

  @Test func normalCDFIsWithinItsContract() {
    for i in -10_000...10_000 {
      let x = Float(i) / 1000
      let exact = 0.5 * erfc(-Double(x) / 2.0.squareRoot())
      for found in [normalCDF(x), normalCDF(x, decay: exponential(-0.5 * x * x))] {
        guard abs(Double(found) - exact) <= 2.5e-7 else {
          Issue.record("normalCDF(\(x)) = \(found), expected \(exact)")
          return
        }
      }
    }
    #expect(normalCDF(.nan).isNaN && normalCDF(-1e30) == 0 && normalCDF(1e30) == 1)
  }
}
