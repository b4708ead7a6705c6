/// What an inspection of a network has found, before anything is solved.
public enum NetworkFinding: Hashable, Sendable, CustomStringConvertible {
  /// The network cannot be solved as it is.
  case error(NetworkError)
  /// The network can be solved, but this is probably a mistake.
  case warning(NetworkWarning)

  /// Whether the network cannot be solved as it is.
  public var isError: Bool { if case .error = self { true } else { false } }

  public var description: String {
    switch self {
    case .error(let error): "error: \(error)"
    case .warning(let warning): "warning: \(warning)"
    }
  }
}
