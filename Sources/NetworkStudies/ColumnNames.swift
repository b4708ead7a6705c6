import JSONReading
import NetworkFiles
import ProfileFiles
import Spelling

/// Finds out what the columns of a table of loads stand for.
struct ColumnNames {
  enum Meaning {
    case activePower(Int)
    case reactivePower(Int)
    case factor([Int])
  }

  /// The columns to read, and what each stands for.
  private(set) var wanted: [String] = []
  private(set) var meanings: [Meaning] = []
  /// The elements whose reactive power has a column.
  private(set) var withReactivePower: Set<Int> = []

  /// The columns that name nothing in the network.
  private(set) var unknown: [String] = []

  private let fileName: String
  private var indices: [String: Int] = [:]
  private var users: [String: [Int]] = [:]
  private var withActivePower: Set<Int> = []
  private var withFactor: Set<Int> = []

  init(_ elements: [InjectionElement], fileName: String) {
    self.fileName = fileName
    for (index, element) in elements.enumerated() {
      indices[element.name] = index
      if let profile = element.profile { users[profile, default: []].append(index) }
    }
  }

  /// Adds a column; the first may have a name that stands for nothing.
  mutating func add(_ name: String, isFirst: Bool) throws(ProfileFileError) {
    let meaning: Meaning
    if let element = indices[name] ?? indices[without(".p_kw", name)] {
      guard withActivePower.insert(element).inserted else { throw twice(name, "active power") }
      meaning = .activePower(element)
    } else if let element = indices[without(".q_kvar", name)] {
      guard withReactivePower.insert(element).inserted else { throw twice(name, "reactive power") }
      meaning = .reactivePower(element)
    } else if let users = users[name] {
      withFactor.formUnion(users)
      meaning = .factor(users)
    } else if isFirst {
      return
    } else {
      unknown.append(name)
      return
    }
    guard withFactor.isDisjoint(with: withActivePower.union(withReactivePower)) else {
      throw ProfileFileError(
        file: fileName, line: 1,
        message: "the column '\(name)' speaks of a power that another column gives by its profile "
          + "or its element. Keep one of them.")
    }
    wanted.append(name)
    meanings.append(meaning)
  }

  /// A sentence about the columns that are not read, or `nil` if there are none.
  var note: String? {
    guard let first = unknown.first else { return nil }
    let known = indices.keys.sorted() + users.keys.sorted()
    let names = unknown.prefix(5).map { "'\($0)'" }.joined(separator: ", ")
    let rest = unknown.count > 5 ? " and \(unknown.count - 5) more" : ""
    return "\(fileName): not read, because no load, generator or profile of the network has the "
      + "name: \(names)\(rest). \(advice(for: first, among: known))"
  }

  private func without(_ suffix: String, _ name: String) -> String {
    name.hasSuffix(suffix) ? String(name.dropLast(suffix.count)) : ""
  }

  private func twice(_ name: String, _ quantity: String) -> ProfileFileError {
    ProfileFileError(
      file: fileName, line: 1,
      message: "the column '\(name)' gives the \(quantity) of an element a second time.")
  }
}
