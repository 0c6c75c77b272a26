#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// x^y.
func power(_ x: Double, _ y: Double) -> Double { pow(x, y) }
