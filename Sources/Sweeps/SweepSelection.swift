import Glibc
import StudyDesigns
import StudyFiles

/// Which points of a plan are run.
public enum SweepSelection: Hashable, Sendable {
  /// All.
  case all
  /// One of several parts of equal size: the points whose places, divided by `count`, leave
  /// `index − 1`. Parts are counted from 1. With a stopping rule whole cells are dealt out.
  case shard(index: Int, count: Int)
  /// Those with these ids.
  case ids([String])
  /// Those at these places of the plan, from 0.
  case indices([Int])

  /// Reads a shard: `2/4` for the second of four, or `auto` for the task of a Slurm job array.
  ///
  /// - Parameters:
  ///   - text: What a person wrote.
  ///   - environment: Looks up a variable of the environment.
  public init(
    shard text: String, environment: (String) -> String? = SweepSelection.environmentVariable
  ) throws(SweepError) {
    if text == "auto" {
      self = try Self.slurmTask(environment)
      return
    }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let index = Int(parts[0]), let count = Int(parts[1]) else {
      throw .unusableSelection(
        "can't read the shard '\(text)': write it as 2/4, for the second of four, or auto.")
    }
    guard count >= 1, 1...count ~= index else {
      let last = max(1, count)
      throw .unusableSelection(
        "there is no shard '\(text)': they are 1/\(last) to \(last)/\(last).")
    }
    self = .shard(index: index, count: count)
  }

  /// The shard of a task of a job array.
  ///
  /// Counts from the least to the greatest index, and refuses arrays with holes, such as tasks 3 and
  /// 9 submitted again: their tasks would take other shards than before.
  private static func slurmTask(
    _ environment: (String) -> String?
  ) throws(SweepError) -> SweepSelection {
    func number(_ name: String) -> Int? {
      environment("SLURM_ARRAY_TASK_" + name).flatMap { Int($0) }
    }
    guard let task = number("ID"), let first = number("MIN"), let last = number("MAX"),
      first >= 0, last < 1 << 40, first <= task, task <= last
    else {
      throw .unusableSelection(
        "--shard auto needs a task of a Slurm job array, but SLURM_ARRAY_TASK_ID, _MIN and _MAX are "
          + "not set. Use --shard i/n.")
    }
    let step = max(1, number("STEP") ?? 1)
    let count = (last - first) / step + 1
    guard (task - first) % step == 0, number("COUNT") ?? count == count else {
      throw .unusableSelection(
        "--shard auto needs a job array without holes, but the tasks of this one are some of "
          + "\(first) to \(last). Use --shard $SLURM_ARRAY_TASK_ID/n, or --index.")
    }
    return .shard(index: (task - first) / step + 1, count: count)
  }

  /// The value of a variable of the environment of this process.
  ///
  /// - Parameter name: The name of the variable.
  public static func environmentVariable(_ name: String) -> String? {
    guard let text = unsafe getenv(name) else { return nil }
    // SAFETY: the C library's text ends with NUL.
    return unsafe String(cString: text)
  }
}

extension SweepPlan {
  /// The places in ``points`` of those that are selected, in order.
  ///
  /// - Parameter selection: Which points are run.
  /// - Throws: ``SweepError/unknownPoint(_:)`` or ``SweepError/unusableSelection(_:)``.
  public func indices(of selection: SweepSelection) throws(SweepError) -> [Int] {
    switch selection {
    case .all: return Array(points.indices)
    case .shard(let index, let count):
      guard count >= 1, 1...count ~= index else {
        throw .unusableSelection("there is no shard \(index) of \(count).")
      }
      guard description.stopping == nil else {
        var isMine = Array(repeating: false, count: points.count)
        for (row, point) in zip(rows, pointOfRow) where row.cell % count == index - 1 {
          isMine[point] = true
        }
        return points.indices.filter { isMine[$0] }
      }
      return Array(stride(from: index - 1, to: points.count, by: count))
    case .ids(let ids):
      let wanted = Set(ids)
      let found = points.indices.filter { wanted.contains(points[$0].id) }
      if found.count < wanted.count {
        let known = Set(found.map { points[$0].id })
        throw .unknownPoint(ids.first { !known.contains($0) } ?? "")
      }
      return found
    case .indices(let places):
      for place in places where !points.indices.contains(place) {
        throw .unusableSelection(
          "the study has no point with the index \(place): they are 0 to \(points.count - 1).")
      }
      return Set(places).sorted()
    }
  }

  /// The cells of a selection that takes whole cells; `nil` for one of single points.
  func cells(of selection: SweepSelection) -> [Int]? {
    switch selection {
    case .all: Array(cells.indices)
    case .shard(let index, let count): Array(stride(from: index - 1, to: cells.count, by: count))
    case .ids, .indices: nil
    }
  }
}
