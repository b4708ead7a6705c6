import PowerFlow

extension PandapowerReader {
  mutating func multiphaseNetwork(named name: String) -> MultiphaseNetwork? { nil }
  mutating func readZeroSequence(
    of row: PandapowerRow, base: Double, isMissing voltage: Double, _ resistive: Double
  ) -> PandapowerZeroSequence? { nil }
}
