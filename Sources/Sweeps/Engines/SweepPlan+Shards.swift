import StudyDesigns

extension SweepPlan {
  /// The number of things that shards are made of: points, or with a stopping rule cells, which are
  /// dealt out whole.
  public var dealtCount: Int { description.stopping == nil ? points.count : cells.count }

  /// The shards to which points belong.
  ///
  /// - Parameters:
  ///   - open: The places of the points in the plan, such as those that are missing.
  ///   - shardCount: The number of shards of the whole study, at least 1.
  /// - Returns: The shards, counted from 1, each once and in ascending order.
  public func shards(of open: some Sequence<Int>, shardCount: Int) throws(SweepError) -> [Int] {
    let open = Set(open)
    var shards: [Int] = []
    for index in 1...max(1, shardCount) {
      let mine = try indices(of: .shard(index: index, count: shardCount))
      if mine.contains(where: open.contains) { shards.append(index) }
    }
    return shards
  }
}
