import NetworkFiles
import ProfileFiles

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
      let known = indices.keys.sorted() + users.keys.sorted()
      throw ProfileFileError(
        file: fileName, line: 1,
        message: "the column '\(name)' is no load, generator or profile of the network. "
          + advice(for: name, among: known))
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

  private func without(_ suffix: String, _ name: String) -> String {
    name.hasSuffix(suffix) ? String(name.dropLast(suffix.count)) : ""
  }

  private func twice(_ name: String, _ quantity: String) -> ProfileFileError {
    ProfileFileError(
      file: fileName, line: 1,
      message: "the column '\(name)' gives the \(quantity) of an element a second time.")
  }
}
