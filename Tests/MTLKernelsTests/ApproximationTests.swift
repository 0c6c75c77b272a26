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
      guard abs(Double(normalCDF(x)) - exact) <= 2.5e-7 else {
        Issue.record("normalCDF(\(x)) = \(normalCDF(x)), expected \(exact)")
        return
      }
    }
    #expect(normalCDF(.nan).isNaN && normalCDF(-1e30) == 0 && normalCDF(1e30) == 1)
  }

  @Test func geluSlopeIsWithinItsContract() {
    for i in -10_000...10_000 {
      let x = Float(i) / 1000
      let wide = Double(x)
      let density = exp(-0.5 * wide * wide) / (2 * Double.pi).squareRoot()
      let exact = 0.5 * erfc(-wide / 2.0.squareRoot()) + wide * density
      guard abs(Double(geluSlope(x)) - exact) <= 4e-7 else {
        Issue.record("geluSlope(\(x)) = \(geluSlope(x)), expected \(exact)")
        return
      }
    }
    #expect(geluSlope(.nan).isNaN)
    #expect(abs(geluSlope(-1e30)) < 4e-7 && abs(geluSlope(1e30) - 1) < 4e-7)
  }
}
