/// What a batch of power flows keeps of each load case.
public struct BatchOutputs: OptionSet, Hashable, Sendable {
  public let rawValue: Int

  public init(rawValue: Int) { self.rawValue = rawValue }

  /// The magnitude of the voltage at each bus.
  public static let voltageMagnitudes = BatchOutputs(rawValue: 1)
  /// The power that the source delivers.
  public static let sourcePower = BatchOutputs(rawValue: 2)
  /// The power that is lost in all branches.
  public static let losses = BatchOutputs(rawValue: 4)

  /// Whether anything needs the currents of the branches.
  var needCurrents: Bool { !isDisjoint(with: [.sourcePower, .losses]) }
}
