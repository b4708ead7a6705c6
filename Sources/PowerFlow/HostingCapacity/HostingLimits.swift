/// What a network must keep to while it hosts installations.
public struct HostingLimits: Hashable, Sendable {
  /// The band of all voltages, per unit.
  public var voltageBand: ClosedRange<Double>
  /// The largest loading of lines, of the rated current.
  public var lineLoading: Double
  /// The largest loading of transformers, of the rated current.
  public var transformerLoading: Double
  /// Whether power may flow back through the source and from low to high voltage.
  public var allowsReversePower: Bool

  /// Creates limits.
  public init(
    voltageBand: ClosedRange<Double> = 0.9...1.1, lineLoading: Double = 1,
    transformerLoading: Double = 1, allowsReversePower: Bool = true
  ) {
    self.voltageBand = voltageBand
    self.lineLoading = lineLoading
    self.transformerLoading = transformerLoading
    self.allowsReversePower = allowsReversePower
  }
}

/// A state of the network in which installations are tried, such as noon on a Sunday in June.
public struct HostingOperatingPoint: Hashable, Sendable {
  /// The factor of all loads.
  public var loadFactor: Double
  /// The factor of the generators that are there already.
  public var generatorFactor: Double
  /// The power that new installations produce, of what is installed.
  public var installationFactor: Double

  /// Creates a state.
  public init(loadFactor: Double, generatorFactor: Double = 1, installationFactor: Double = 1) {
    self.loadFactor = loadFactor
    self.generatorFactor = generatorFactor
    self.installationFactor = installationFactor
  }
}
