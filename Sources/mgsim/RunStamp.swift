import Foundation
import Logging
import Microgrids

/// What depends on the machine and the hour, and therefore stands beside a result file and not in
/// it: `NAME.run.json`.
struct RunStamp: Codable {
  let started: Date
  let finished: Date
  let wallSeconds: Double
  let cpuSeconds: Double
  let host: String
  let platform: String
  let threads: Int
  let version: String

  /// Clocks at one moment.
  struct Clocks {
    let date: Date
    let cpuSeconds: Double
  }

  /// The clocks now.
  static func now() -> Clocks {
    Clocks(date: Date(), cpuSeconds: Double(clock()) / Double(CLOCKS_PER_SEC))
  }

  init(since start: Clocks, threads: Int) {
    let now = Self.now()
    started = start.date
    finished = now.date
    wallSeconds = now.date.timeIntervalSince(start.date)
    cpuSeconds = now.cpuSeconds - start.cpuSeconds
    host = ProcessInfo.processInfo.hostName
    platform = ProcessInfo.processInfo.operatingSystemVersionString
    self.threads = threads
    version = Microgrid.version
  }

  /// Writes the stamp; a result without it is as good, so a failure is only logged.
  func write(beside output: String, logger: Logger) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    let url = URL(filePath: output).deletingPathExtension().appendingPathExtension("run.json")
    do {
      try encoder.encode(self).write(to: url)
    } catch {
      logger.warning("can't write '\(url.path())': \(error)")
    }
  }
}
