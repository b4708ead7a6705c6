import Contracts
import JSONReading

/// Reads vectors and collects all faults on the way.
struct ReplayReader {
  /// A fault with its place.
  struct Fault {
    let offset: Int
    let message: String
  }

  var faults: [Fault] = []

  mutating func fault(_ value: JSONValue, _ message: String) {
    faults.append(Fault(offset: value.offset, message: message))
  }

  /// The vectors of a file: an object that lists them, a bare list, or one vector.
  mutating func vectors(of root: JSONValue) -> [ReplayVector] {
    switch root.kind {
    case .array: return vectors(in: root, defaults: RuleSettings())
    case .object where root.member("vectors") != nil || root.member("meta") != nil:
      guard let file = fields(of: root, "the file", known: ["meta", "vectors"]) else { return [] }
      let defaults = file.optional("meta").map { constants(ofMeta: $0) } ?? RuleSettings()
      guard let list = required("vectors", of: file) else { return [] }
      return vectors(in: list, defaults: defaults)
    case .object: return vector(root, defaults: RuleSettings()).map { [$0] } ?? []
    default:
      fault(
        root,
        "expected an object with 'vectors', a list of vectors or a vector, "
          + "but found \(root.found).")
      return []
    }
  }

  private mutating func vectors(
    in list: JSONValue, defaults: RuleSettings
  ) -> [ReplayVector] {
    guard let elements = elements(of: list, "vectors") else { return [] }
    if elements.isEmpty { fault(list, "there is no vector; give at least one.") }
    return elements.compactMap { vector($0, defaults: defaults) }
  }

  /// A vector; `nil` if a fault was found in it.
  private mutating func vector(
    _ value: JSONValue, defaults: RuleSettings
  ) -> ReplayVector? {
    let known = ["id", "title", "checks", "config"] + ReplayGenesis.keys + ["steps"]
    guard let vector = fields(of: value, "the vector", known: known) else { return nil }
    let count = faults.count
    let id = required("id", of: vector).flatMap { text($0, "id") }
    let title = vector.optional("title").flatMap { text($0, "title") }
    _ = vector.optional("checks").flatMap { text($0, "checks") }
    var settings = defaults
    if let config = vector.optional("config") { settings = self.settings(config, over: defaults) }
    let rules = rules(settings, at: vector.optional("config") ?? value)
    let list = required("steps", of: vector).flatMap { elements(of: $0, "steps") }
    let genesis = genesis(of: vector)
    var scope = VectorScope()
    for founder in genesis.founders { scope.add(applicant: founder.address.text) }
    scope.time = genesis.startTime
    var steps: [ReplayStep] = []
    for element in list ?? [] {
      // More faults than are shown need not be looked for.
      guard faults.count < ReplayFileError.limit else { break }
      if let step = step(element, &scope) { steps.append(step) }
    }
    guard faults.count == count, let id, let rules else { return nil }
    do {
      let contract = try QuotaContract(
        rules: rules, foundingMembers: genesis.founders, unallocatedQuota: genesis.unallocated,
        startTime: genesis.startTime ?? steps.first?.time ?? 0)
      return ReplayVector(id: id, title: title ?? "", contract: contract, steps: steps)
    } catch {
      fault(value, "\(error)")
      return nil
    }
  }
}

/// What the steps of a vector so far have in common.
struct VectorScope {
  /// The time of the step before.
  var time: Int64?
  /// The names that are given to ids.
  var names: Set<String> = []
  /// Who has asked for admission; looked up, never walked through.
  var applicants: Set<MemberAddress> = []
  /// The same in the order of the file, for advice.
  var applicantNames: [String] = []

  mutating func add(applicant: String) {
    if applicants.insert(MemberAddress(applicant)).inserted { applicantNames.append(applicant) }
  }
}
