/// How one problem's head is made.
public struct HeadPlan: Sendable {
  public let problem: String
  /// The name of its parameters; plans of the same name share one head, which the first of them
  /// makes.
  public var head: String
  /// What the head reads of the encoder; that of the first plan of the name counts.
  public var source: HeadSource
  public let make: @Sendable (HeadContext) -> any Head

  public init(
    problem: String, head: String? = nil, source: HeadSource = HeadSource(),
    make: @escaping @Sendable (HeadContext) -> any Head
  ) {
    self.problem = problem
    self.head = head ?? problem
    self.source = source
    self.make = make
  }
}

/// What a head is made for.
public struct HeadContext {
  /// `heads.<head>`: where its parameters are named.
  public let scope: Scope
  public let configuration: EncoderConfiguration
  /// The width of the rows that a `.tokens` feed reads.
  public let hidden: Int
  /// The width of the rows that a `.pooled` feed reads.
  public let pooled: Int
  /// Its tables may be tied to a decoder's.
  public let embeddings: Embeddings

  /// The width of what a feed reads.
  public func width(of feed: HeadFeed) -> Int { feed == .pooled ? pooled : hidden }
}
