import MTLKernels

/// A named weight. Its value and its gradient sit at the same offset of two equal arenas.
public struct Parameter {
  public let name: String
  public let shape: [Int]
  let store: ParameterStore
  let offset: Int

  public var value: Matrix { store.values.view(at: offset, shape.rows, shape.columns) }
  public var gradient: Matrix { store.gradients.view(at: offset, shape.rows, shape.columns) }
}

/// Every weight of a model, flat: AdamW, all-reduce and clipping are single loops over it.
public final class ParameterStore: @unchecked Sendable {
  public private(set) var parameters: [Parameter] = []
  public private(set) lazy var values = try! Arena(capacity: size)
  public private(set) lazy var gradients = try! Arena(capacity: size)
  private var size = 0

  public init() {}

  func add(_ name: String, _ shape: [Int]) -> Parameter {
    let parameter = Parameter(name: name, shape: shape, store: self, offset: size)
    parameters.append(parameter)
    size += shape.reduce(1, *)
    return parameter
  }
}

/// A dotted prefix, so that a module's parameters carry their checkpoint names.
public struct Scope {
  let store: ParameterStore
  let prefix: String

  public init(_ store: ParameterStore, _ prefix: String = "") {
    (self.store, self.prefix) = (store, prefix)
  }

  public func callAsFunction(_ name: String) -> Scope { Scope(store, prefix + name + ".") }
  public func parameter(_ name: String, _ shape: Int...) -> Parameter {
    store.add(prefix + name, shape)
  }
}

extension [Int] {
  var rows: Int { dropLast().reduce(1, *) }
  var columns: Int { last ?? 1 }
}
