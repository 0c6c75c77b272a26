/// The way that rows take from the encoder to one feed of a head:
///
///     rows of a level, or a mix of all → pooler → trunk → dense layer of the head
///
/// Rows of tokens pass the trunk alone; each stage is there only where somebody asked for it.
struct FeedPath {
  let choice: LevelChoice
  let stages: [any RowStage]

  /// The encoder's own way, as it is saved: its highest level, through its pooler.
  init(layers: Int, pooler: Pooler?) {
    choice = .level(layers)
    stages = pooler.map { [$0] } ?? []
  }

  /// The parameters that belong to the head alone lie in `scope`.
  init(
    _ source: HeadSource, _ feed: HeadFeed, _ scope: Scope, _ sizes: EncoderConfiguration,
    pooler: Pooler?, trunk: any Trunk
  ) {
    choice = LevelChoice(source.layer, scope, layers: sizes.layers)
    var stages: [any RowStage] = []
    if feed == .pooled, let pooler { stages.append(pooler) }
    if let branch = trunk.branch(scope, feed) { stages.append(branch) }
    if feed == .pooled, let width = source.pooledWidth {
      let input = stages.last?.width ?? sizes.hiddenSize
      stages.append(PooledDense(scope, input: input, width: width))
    }
    self.stages = stages
  }
}
