import JSONReading

/// What is remembered of a point that failed.
public struct PointFailure: Hashable, Sendable {
  /// What was wrong, in one sentence.
  public var error: String
  /// The host and the process that tried last.
  public var host: String
  public var process: Int
  /// How often the point was tried.
  public var attempts: Int
  /// When the last attempt started and ended, in UTC, such as `2030-01-01T00:00:00Z`.
  public var started: String
  public var finished: String

  /// Creates a failure.
  ///
  /// - Parameters:
  ///   - error: What was wrong, in one sentence.
  ///   - host: The host that tried last.
  ///   - process: The process that tried last.
  ///   - attempts: How often the point was tried.
  ///   - started: When the last attempt started.
  ///   - finished: When it ended.
  public init(
    error: String, host: String = "", process: Int = 0, attempts: Int = 1, started: String = "",
    finished: String = ""
  ) {
    self.error = error
    self.host = host
    self.process = process
    self.attempts = attempts
    self.started = started
    self.finished = finished
  }
}

extension PointFailure {
  /// The failure as JSON.
  var json: String {
    """
    {
      "state": "failed",
      "error": \(JSONString.quoted(error)),
      "host": \(JSONString.quoted(host)),
      "process": \(process),
      "attempts": \(attempts),
      "started": \(JSONString.quoted(started)),
      "finished": \(JSONString.quoted(finished))
    }

    """
  }

  /// Reads a failure; `nil` when the text says nothing of one.
  init?(json: String) {
    guard let root = try? JSONDocument(Array(json.utf8)).root,
      root.member("state")?.string == "failed"
    else { return nil }
    func text(_ name: String) -> String { root.member(name)?.string ?? "" }
    func integer(_ name: String) -> Int {
      root.member(name)?.number.flatMap { Int(exactly: $0) } ?? 0
    }
    self.init(
      error: text("error"), host: text("host"), process: integer("process"),
      attempts: max(1, integer("attempts")), started: text("started"), finished: text("finished"))
  }
}
