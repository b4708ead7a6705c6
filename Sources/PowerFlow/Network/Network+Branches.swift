/// Where a branch leads, whatever its kind.
struct BranchEnds {
  let from: Int
  let to: Int
  let isInService: Bool
}

extension Network {
  /// The ends of all branches, lines first.
  var branchEnds: [BranchEnds] {
    lines.map { BranchEnds(from: $0.from, to: $0.to, isInService: $0.isInService) }
      + transformers.map {
        BranchEnds(from: $0.highVoltageBus, to: $0.lowVoltageBus, isInService: $0.isInService)
      }
  }

  /// The name of a branch by its index.
  func branchName(_ branch: Int) -> String {
    branch < lines.count ? lines[branch].name : transformers[branch - lines.count].name
  }
}
