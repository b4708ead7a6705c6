/// What came of the vectors of a file.
public struct ReplayReport: Encodable, Hashable, Sendable {
  /// What came of one vector.
  public struct Vector: Encodable, Hashable, Sendable {
    /// What identifies the vector.
    public let id: String
    /// What the vector is about.
    public let title: String
    /// The number of steps.
    public let stepCount: Int
    /// What was not as expected, in the order of the steps.
    public let failures: [ReplayFailure]
    /// The state at the end, if it was asked for: group, members, plants, crowdfundings and
    /// referendums.
    public let state: ReplayValue?

    /// Whether all was as expected.
    public var passed: Bool { failures.isEmpty }
    /// The id and the title in one line.
    public var heading: String {
      title.isEmpty ? shown(id) : "\(shown(id)) \(shown(title, limit: 120))"
    }

    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(id, forKey: .id)
      try container.encode(title, forKey: .title)
      try container.encode(stepCount, forKey: .steps)
      try container.encode(passed, forKey: .passed)
      try container.encode(failures, forKey: .failures)
      try container.encodeIfPresent(state, forKey: .state)
    }

    private enum CodingKeys: CodingKey {
      case id, title, steps, passed, failures, state
    }
  }

  /// The file, as it was named.
  public let file: String
  /// The vectors, in the order of the file.
  public let vectors: [Vector]

  /// The number of vectors in which all was as expected.
  public var passedCount: Int { vectors.count { $0.passed } }
  /// The number of vectors in which something was not.
  public var failedCount: Int { vectors.count - passedCount }
  /// The number of vectors that passed and that failed, in words.
  public var summary: String { "\(passedCount) passed, \(failedCount) failed" }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(file, forKey: .file)
    try container.encode(vectors, forKey: .vectors)
    try container.encode(vectors.reduce(0) { $0 + $1.stepCount }, forKey: .steps)
    try container.encode(passedCount, forKey: .passed)
    try container.encode(failedCount, forKey: .failed)
  }

  private enum CodingKeys: CodingKey {
    case file, vectors, steps, passed, failed
  }
}

/// Something that was not as expected.
public struct ReplayFailure: Encodable, Hashable, Sendable, CustomStringConvertible {
  /// The vector.
  public let vector: String
  /// The step, counted from 1.
  public let step: Int
  /// The line of what was expected, counted from 1.
  public let line: Int
  /// The column of what was expected, counted from 1.
  public let column: Int
  /// The operation of the step.
  public let operation: String
  /// What differs: `result`, `events`, a path of the state, or an invariant.
  public let subject: String
  /// What was expected.
  public let expected: String
  /// What was found.
  public let found: String

  /// The line that a user reads.
  public var description: String {
    let place = "\(shown(vector)) step \(step) (line \(line)): \(shown(operation)): "
    let detail = subject == Self.result ? "" : "\(shown(subject, limit: 120)): "
    return place + detail + "expected \(expected), found \(found)"
  }

  /// The subject of a result that differs.
  static let result = "result"

  private enum CodingKeys: String, CodingKey {
    case vector, step, line, column
    case operation = "op"
    case subject = "what"
    case expected, found
  }
}
