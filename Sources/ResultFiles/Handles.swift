/// A signal of a writer, looked up once by its name.
public struct SignalHandle: Hashable, Sendable {
  let index: Int
}

/// A table of a writer, looked up once by its path.
public struct TableHandle: Hashable, Sendable {
  let index: Int
}

/// A column of a table of a writer, looked up once by its name.
public struct ColumnHandle: Hashable, Sendable {
  let table: Int
  let index: Int
}

/// How a run ended.
public enum ResultStatus: String, Hashable, Sendable {
  /// The whole horizon was simulated.
  case complete
  /// The run was stopped before its horizon.
  case stopped
  /// The run failed before its horizon.
  case failed
}
