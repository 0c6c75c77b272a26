/// A dotted prefix, so that a module's parameters carry their checkpoint names.
public struct Scope {
  let store: ParameterStore
  let prefix: String

  public init(_ store: ParameterStore, _ prefix: String = "") {
    (self.store, self.prefix) = (store, prefix)
  }

  public func callAsFunction(_ name: String) -> Scope { Scope(store, prefix + name + ".") }

  public func parameter(
    _ name: String, _ shape: Int..., role: Parameter.Role = .weight, rate: Float = 1,
    spread: Float = 1
  ) -> Parameter {
    store.add(prefix + name, shape, role, rate: rate, spread: spread)
  }
}
