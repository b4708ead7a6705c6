extension SlurmEngine {
  /// Reads the greatest number of tasks of an array from the answer of `scontrol show config`.
  ///
  /// - Parameter configuration: What `scontrol` printed.
  /// - Returns: The greatest number that a task may have, ``usualArrayLimit`` when the cluster does
  ///   not say, and never less than 1.
  public static func arrayLimit(fromConfiguration configuration: String) -> Int {
    for line in configuration.split(whereSeparator: \.isNewline) {
      let parts = line.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, parts[0].filter({ $0 != " " }) == "MaxArraySize" else { continue }
      guard let size = Int(parts[1].filter { $0 != " " }), size > 1 else { break }
      return size - 1
    }
    return usualArrayLimit
  }

  /// Reads the number of a job from the answer of `sbatch --parsable`.
  ///
  /// - Parameter answer: What `sbatch` printed: `123` or `123;cluster`, after lines of a site's own.
  /// - Returns: The number, as `123`.
  /// - Throws: ``EngineError/noJob(answer:)`` when there is none.
  public static func job(fromAnswer answer: String) throws(EngineError) -> String {
    let lines = answer.split(whereSeparator: \.isNewline)
    guard let line = lines.last, let word = line.split(separator: ";").first else {
      throw .noJob(answer: answer)
    }
    let number = word.filter { $0 != " " }
    guard !number.isEmpty, number.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      throw .noJob(answer: answer)
    }
    return number
  }
}
