/// Collects the values of a network's elements that cannot be.
struct ValueInspector {
  enum Allowed {
    case finite
    case notNegative
    case positive
  }

  /// What was found, in the order of the elements.
  private(set) var errors: [NetworkError] = []
  private let busCount: Int
  private var element = ""

  init(busCount: Int) { self.busCount = busCount }

  /// Begins with an element, which the next checks are about.
  mutating func begin(_ kind: String, _ name: String) { element = "the \(kind) \(quoted(name))" }

  mutating func add(_ error: NetworkError) { errors.append(error) }

  mutating func check(_ value: Double, _ allowed: Allowed, _ quantity: String) {
    let problem: String? =
      switch allowed {
      case _ where !value.isFinite: "must be a finite number"
      case .finite: nil
      case .notNegative: value < 0 ? "must not be negative" : nil
      case .positive: value <= 0 ? "must be greater than zero" : nil
      }
    if let problem { complain("has the \(quantity) \(value), which \(problem)") }
  }

  mutating func complain(_ problem: String) {
    errors.append(.impossibleValue(element: element, problem: problem))
  }

  /// - Returns: Whether the bus exists.
  @discardableResult
  mutating func check(bus: Int) -> Bool {
    if (0..<busCount).contains(bus) { return true }
    errors.append(.noSuchBus(element: element, index: bus))
    return false
  }
}
