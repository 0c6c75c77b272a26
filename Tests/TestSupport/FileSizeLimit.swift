import Foundation

// Glibc's limits have an enumeration of names and functions that take its number.
#if canImport(Glibc)
  public let fileSizeLimit = __rlimit_resource_t(RLIMIT_FSIZE.rawValue)
#else
  public let fileSizeLimit = RLIMIT_FSIZE
#endif
