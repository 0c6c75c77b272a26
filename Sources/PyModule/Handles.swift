import CPythonShim

/// Swift objects as C holds them. The only place that knows how a reference is counted by hand.
enum Handle {
  /// Gives C a reference that it owes back.
  static func give(_ object: some AnyObject) -> OpaquePointer {
    OpaquePointer(Unmanaged.passRetained(object).toOpaque())
  }

  /// The object behind a handle that C keeps alive during the call.
  static func borrow<Object: AnyObject>(_ handle: OpaquePointer, as: Object.Type) -> Object {
    Unmanaged<Object>.fromOpaque(UnsafeRawPointer(handle)).takeUnretainedValue()
  }

  /// One more reference for C to owe back.
  static func retain<Object: AnyObject>(_ handle: OpaquePointer, as: Object.Type) {
    _ = Unmanaged<Object>.fromOpaque(UnsafeRawPointer(handle)).retain()
  }

  /// Takes back a reference that `give` or `retain` lent.
  static func takeBack<Object: AnyObject>(_ handle: OpaquePointer, as: Object.Type) {
    Unmanaged<Object>.fromOpaque(UnsafeRawPointer(handle)).release()
  }
}
