extension SweepStatus {
  /// The shards that have something left to do, counted from 1, in order.
  ///
  /// - Parameters:
  ///   - plan: The plan of which this is the status.
  ///   - count: The number of shards.
  ///   - retriesFailed: Whether points that failed are left to do.
  public func openShards(of plan: SweepPlan, count: Int, retriesFailed: Bool = false) -> [Int] {
    guard count >= 1 else { return [] }
    var open = Set(todoIndices)
    if retriesFailed { open.formUnion(failedIndices) }
    return (1...count).filter { index in
      let shard = try? plan.indices(of: .shard(index: index, count: count))
      return shard?.contains { open.contains($0) } ?? false
    }
  }
}
