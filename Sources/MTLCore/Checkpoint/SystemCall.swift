#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What the operating system says about an errno.
func systemMessage(_ code: Int32) -> String {
  guard let text = strerror(code) else { return "error number \(code)" }
  return String(cString: text)
}

/// Repeats a call that a signal interrupted; throws what errno says where it fails.
@discardableResult
func systemCall<Value: SignedInteger>(
  _ path: String, _ action: String, _ call: () -> Value
) throws(CheckpointError) -> Value {
  while true {
    let result = call()
    if result >= 0 { return result }
    guard errno == EINTR else { throw .system(path: path, action: action, code: errno) }
  }
}

/// The path from the root of what is given from the working folder, which may change.
func absolute(_ path: String) throws(CheckpointError) -> String {
  guard !path.hasPrefix("/") else { return path }
  guard let here = getcwd(nil, 0) else {
    throw .system(path: path, action: "find the working folder", code: errno)
  }
  defer { free(here) }
  // A folder whose name is not UTF-8 has no path as text: there it is as it was given.
  return String(validatingCString: here).map { joined($0, path) } ?? path
}

/// The folder that holds `path`, as the operating system takes it.
func parentFolder(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// `folder/name`, without doubling the separator.
func joined(_ folder: String, _ name: String) -> String {
  folder.isEmpty ? name : folder.hasSuffix("/") ? folder + name : folder + "/" + name
}

/// Whether a regular file lies at `path`.
func isFile(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
}

/// Throws, in the system's words, unless `path` is a folder.
func checkFolder(_ path: String) throws(CheckpointError) {
  var status = stat()
  try systemCall(path, "open the folder") { stat(path, &status) }
  guard status.st_mode & S_IFMT == S_IFDIR else {
    throw .system(path: path, action: "open the folder", code: ENOTDIR)
  }
}
