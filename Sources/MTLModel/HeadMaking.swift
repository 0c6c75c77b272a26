/// Makes the heads of a model, the trunk that they share, and the way to each of their feeds.
struct HeadMaking {
  /// A head a plan; plans that name the same one share it.
  let heads: [any Head]
  /// By head, the way to each of its feeds.
  let paths: [[FeedPath]]

  init(
    _ plans: [HeadPlan], _ scope: Scope, _ sizes: EncoderConfiguration, embeddings: Embeddings,
    pooler: Pooler?, _ trunk: TrunkPlan
  ) {
    let width = trunk.width(sizes.hiddenSize)
    var heads: [String: any Head] = [:]
    for plan in plans where heads[plan.head] == nil {
      heads[plan.head] = plan.make(
        HeadContext(
          scope: scope("heads")(plan.head), configuration: sizes, hidden: width,
          pooled: plan.source.pooledWidth ?? width, embeddings: embeddings))
    }
    let fed = heads.values.flatMap { $0.feeds }
    let trunk = trunk.make(
      scope("trunk"), sizes.hiddenSize, HeadFeed.allCases.filter(fed.contains))
    var paths: [String: [FeedPath]] = [:]
    for plan in plans where paths[plan.head] == nil {
      var ways: [HeadFeed: FeedPath] = [:]
      paths[plan.head] = heads[plan.head]?.feeds.map { feed in
        let way =
          ways[feed]
          ?? FeedPath(
            plan.source, feed, scope("heads")(plan.head)(feed.name), sizes, pooler: pooler,
            trunk: trunk)
        ways[feed] = way
        return way
      }
    }
    self.heads = plans.compactMap { heads[$0.head] }
    self.paths = plans.compactMap { paths[$0.head] }
  }
}
