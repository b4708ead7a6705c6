public import PowerFlow

/// What an importer found in a file: a network, and what belongs to it.
public struct ImportedNetwork: Sendable {
  /// The values of a profile at equal distances in time.
  public struct LoadShape: Hashable, Sendable {
    /// The factors by which the active power of an injection is multiplied.
    public var values: [Double]
    /// The factors of the reactive power, or `nil` where they are those of the active power.
    public var reactiveValues: [Double]?
    /// The time from one value to the next, in seconds.
    public var intervalSeconds: Double
    /// Whether the values are kilowatts and kvar instead of factors.
    public var isActual: Bool

    /// Creates a profile.
    public init(
      values: [Double], reactiveValues: [Double]? = nil, intervalSeconds: Double = 3600,
      isActual: Bool = false
    ) {
      self.values = values
      self.reactiveValues = reactiveValues
      self.intervalSeconds = intervalSeconds
      self.isActual = isActual
    }
  }

  /// The network.
  public var network: NetworkModel
  /// What the file says and the network leaves out, one sentence each, with file and line.
  public var notes: [String]
  /// Where the buses lie, by their names, or `nil` if the file does not say it.
  public var busCoordinates: [String: (x: Double, y: Double)]?
  /// The profiles that the file defines, by the names with which injections refer to them.
  public var loadShapes: [String: LoadShape]

  /// Creates what an importer returns.
  public init(
    network: NetworkModel, notes: [String] = [],
    busCoordinates: [String: (x: Double, y: Double)]? = nil, loadShapes: [String: LoadShape] = [:]
  ) {
    self.network = network
    self.notes = notes
    self.busCoordinates = busCoordinates
    self.loadShapes = loadShapes
  }
}
