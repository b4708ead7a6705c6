extension NetworkModel {
  /// What is wrong with the network, or probably so, before anything is solved.
  public var findings: [NetworkFinding] {
    switch self {
    case .balanced(let network): network.findings()
    case .multiphase(let network): network.findings()
    }
  }
}
