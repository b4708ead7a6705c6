import Glibc
import JSONReading
import StudyFiles

/// A small file beside the points in which one process notes how fast it works: the only thing in
/// the folder of a study that depends on machine and hour. It is a help and never the truth.
struct WorkerLog {
  private let path: String
  private let threads: Int
  private let started = time(nil)
  private var written: ContinuousClock.Instant?

  init(path: String, threads: Int) {
    self.path = path
    self.threads = threads
  }

  /// Writes the file unless it has been written a few seconds ago, or nothing has been run.
  mutating func note(_ progress: SweepProgress, busySeconds: Double) {
    guard progress.ran > 0 else { return }
    if let written, written.duration(to: .now) < .seconds(10) { return }
    write(progress, busySeconds: busySeconds, isRunning: true)
  }

  /// Writes the file for the last time.
  mutating func finish(_ progress: SweepProgress, busySeconds: Double) {
    guard progress.ran > 0 else { return }
    write(progress, busySeconds: busySeconds, isRunning: false)
  }

  private mutating func write(_ progress: SweepProgress, busySeconds: Double, isRunning: Bool) {
    written = .now
    let text = """
      {"points": \(progress.ran), "seconds": \(busySeconds), "threads": \(threads), \
      "started": \(started), "updated": \(time(nil)), "running": \(isRunning)}

      """
    try? SmallFile.replace(path, with: Array(text.utf8))
  }
}

/// What processes have noted of their work on a study.
public struct WorkRecord: Hashable, Sendable {
  /// Points that were run.
  public var points = 0
  /// The seconds that they took, one after the other.
  public var seconds = 0.0
  /// Points per second of the processes that have noted something in the last minute.
  public var rate = 0.0
  /// The number of these processes.
  public var workers = 0

  /// The seconds that one point takes on one thread; `nil` while none has been run.
  public var secondsPerPoint: Double? { points > 0 ? seconds / Double(points) : nil }

  /// Creates a record of nothing.
  public init() {}

  /// Reads what processes have noted.
  ///
  /// - Parameter files: The files of ``SweepRunner/logPath``; what is none is passed over.
  public init(files: [String]) {
    let now = Double(time(nil))
    for file in files {
      guard let bytes = SmallFile.read(file), let root = try? JSONDocument(bytes).root,
        let points = root.member("points")?.number, let seconds = root.member("seconds")?.number,
        let started = root.member("started")?.number, let updated = root.member("updated")?.number,
        (0...1e15).contains(points), (0...1e15).contains(seconds)
      else { continue }
      self.points += Int(points)
      self.seconds += seconds
      if root.member("running")?.bool == true, abs(now - updated) < 60 {
        workers += 1
        rate += points / max(1, updated - started)
      }
    }
  }

  /// The name of the file of this process.
  public static var fileName: String { "\(SmallFile.hostName)-\(getpid()).json" }
}
