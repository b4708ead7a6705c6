/// How strictly an OpenDSS script is read.
public struct OpenDSSOptions: Hashable, Sendable {
  /// Whether elements, properties and commands that are not supported are left out with a note;
  /// otherwise they are faults.
  public var ignoresUnsupported: Bool

  /// Creates options.
  public init(ignoresUnsupported: Bool = false) {
    self.ignoresUnsupported = ignoresUnsupported
  }
}
