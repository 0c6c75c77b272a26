import MTLKernels

/// Every weight of a model, flat: AdamW, all-reduce and clipping are single loops over it.
///
/// Modules add their parameters while they are made; then ``allocate()`` gives the values memory, and
/// ``prepareTraining()`` the gradients. Each parameter begins on a 64-byte border; the gaps stay zero.
public final class ParameterStore: @unchecked Sendable {
  public private(set) var parameters: [Parameter] = []
  /// The floats of each arena.
  public private(set) var capacity = 0
  private var places: [String: Int] = [:]
  /// The parameters that begin as others stand, by name.
  private var origins: [String: Parameter] = [:]
  private let memory = ParameterMemory()
  private var narrowRange = 0..<0

  public init() {}

  public var values: Arena { memory.values }
  public var gradients: Arena { memory.gradients }
  /// Whether there are gradients.
  public var isTraining: Bool { memory.training != nil }

  /// Gives the values memory, zeroed. Throws where the operating system has none.
  public func allocate() throws(ArenaError) {
    memory.allocated = try Arena(capacity: capacity)
  }

  /// Gives the gradients memory, zeroed; does nothing if they have it. Throws where the operating
  /// system has none.
  public func prepareTraining() throws(ArenaError) {
    if memory.training == nil { memory.training = try Arena(capacity: capacity) }
  }

  /// The weights in bfloat16 at the offsets of the values, as one row, where `parameter` is among them.
  public func narrowed(with parameter: Parameter) -> HalfMatrix? {
    narrowRange.contains(parameter.range.lowerBound) ? memory.narrow.halves : nil
  }

  /// Has products of the weights in `range` read them in this format, as they are now.
  func narrow(_ range: Range<Int>, to precision: Precision) throws(ArenaError) {
    narrowRange = range
    try memory.narrow.narrow(narrowWeights, of: capacity, to: precision)
  }

  private var narrowWeights: [StoredWeight] {
    parameters.filter { narrowRange.contains($0.range.lowerBound) && $0.role == .weight }
      .map(\.stored)
  }

  /// Packs the narrow weights for products of prediction, unless they are packed already.
  func pack() {
    if !memory.narrow.isPacked { memory.narrow.pack(narrowWeights) }
  }

  /// Gives up what is packed: the weights are about to change.
  func unpack() { memory.narrow.unpack() }

  public func zeroGradients() { zero(gradients.whole) }

  /// Freezes what `isFrozen` says, and nothing else: it gets no gradient, and whoever optimizes
  /// leaves it as it is.
  public func freeze(where isFrozen: (Parameter) -> Bool) {
    memory.frozen = Set(parameters.lazy.filter(isFrozen).map(\.range.lowerBound))
  }

  /// Freezes a part of the arenas too while `body` runs, whose gradients are zero in the end.
  func freezing<Result>(_ range: Range<Int>, _ body: () -> Result) -> Result {
    memory.frozenNow = range
    defer { memory.frozenNow = 0..<0 }
    let result = body()
    zeroFrozenGradients()
    return result
  }

  /// Takes back what kernels that know nothing of freezing have added.
  func zeroFrozenGradients() {
    for parameter in parameters where !parameter.isTrained { zero(parameter.gradient) }
  }

  public func parameter(named name: String) -> Parameter? { places[name].map { parameters[$0] } }

  /// Has a parameter begin as the one of that name stands; none where there is no such parameter, or
  /// one of another shape.
  func begin(_ parameter: Parameter, as name: String) {
    guard let origin = self.parameter(named: name), origin.shape == parameter.shape else { return }
    origins[parameter.name] = origin
  }

  func origin(of parameter: Parameter) -> Parameter? { origins[parameter.name] }

  func add(
    _ name: String, _ shape: [Int], _ role: Parameter.Role, rate: Float, spread: Float
  ) -> Parameter {
    let count = shape.reduce(1, *)
    let parameter = Parameter(
      name: name, shape: shape, role: role, rate: rate, spread: spread,
      range: capacity..<capacity + count,
      memory: memory)
    places[name] = parameters.count
    parameters.append(parameter)
    capacity += Arena.rounded(count)
    return parameter
  }
}
