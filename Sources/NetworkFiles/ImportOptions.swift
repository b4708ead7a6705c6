/// How the file of another program is turned into a network.
public struct ImportOptions: Hashable, Sendable {
  /// The equivalent circuit of a transformer of pandapower.
  public enum TransformerModel: String, Hashable, Sendable, CaseIterable {
    /// The magnetising branch lies between two halves of the leakage impedance, as pandapower has it
    /// unless it is told otherwise.
    case t
    /// Half of the magnetising branch lies at each side of the leakage impedance.
    case pi
  }

  /// Whether what is not supported is left out with a note instead of being an error.
  public var ignoresUnsupported: Bool
  /// The circuit of transformers in files of pandapower, or `nil` for that of the file's own options,
  /// which is ``TransformerModel/t`` where they do not name one.
  public var transformerModel: TransformerModel?
  /// Whether generators that hold a voltage keep the limits of their reactive power. pandapower and
  /// MATPOWER ignore these limits unless they are told otherwise.
  public var keepsReactiveLimits: Bool
  /// The frequency of networks whose file does not say it, in hertz: those of power-grid-model and
  /// MATPOWER.
  public var frequencyHertz: Double

  /// Creates options.
  public init(
    ignoresUnsupported: Bool = false, transformerModel: TransformerModel? = nil,
    keepsReactiveLimits: Bool = true, frequencyHertz: Double = 50
  ) {
    self.ignoresUnsupported = ignoresUnsupported
    self.transformerModel = transformerModel
    self.keepsReactiveLimits = keepsReactiveLimits
    self.frequencyHertz = frequencyHertz
  }
}
