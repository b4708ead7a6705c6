import Parameters
import Spelling

/// The names that calls give to what they bring about, as the calls pass in the order of time.
struct CallNames {
  /// What a call can bring about.
  enum Product: String {
    case referendum
    case plant
  }

  /// A call that has a name.
  private struct Named {
    let operation: CallKeys.Operation
    let product: Product?
  }

  private let diagnostics: Diagnostics
  /// All calls with a name, whether they have passed or not.
  private var all: [String: Named] = [:]
  /// The names of all calls, in the order of time.
  private var ordered: [String] = []
  /// The names of the calls that have passed.
  private var passed: Set<String> = []

  /// Collects the names of all calls; reports those that are given twice or to nothing.
  init(_ drafts: [CallBuilding.Draft], diagnostics: Diagnostics) {
    self.diagnostics = diagnostics
    for draft in drafts {
      let section = draft.section
      guard let name = section.text(CallKeys.name) else { continue }
      let place = section.place(CallKeys.name)
      let product = Self.product(of: draft)
      if product == nil, section.isComplete {
        diagnostics.report(
          place,
          "'\(CallKeys.name.name)' in 'call' names nothing: '\(draft.operation.rawValue)' with the "
            + "key '\(CallKeys.plant.name)' brings about neither a referendum nor a plant.")
      }
      if all[name] != nil {
        diagnostics.report(place, "there is more than one call with the name '\(name)'.")
      } else {
        all[name] = Named(operation: draft.operation, product: product)
        ordered.append(name)
      }
    }
  }

  private static func product(of draft: CallBuilding.Draft) -> Product? {
    switch draft.operation {
    case .admission, .powerUp: .referendum
    case .changeRegister, .deleteMember, .changeUtility, .changeTimeToMarket, .deletePlant:
      .referendum
    case .powerUpResult: draft.section.text(CallKeys.plant) == nil ? .plant : nil
    default: nil
    }
  }

  /// Lets later calls mean what a call brought about.
  mutating func pass(_ draft: CallBuilding.Draft) {
    if let name = draft.section.text(CallKeys.name) { passed.insert(name) }
  }

  /// The plant that a call is about; reports a name that means none.
  func plant(of draft: CallBuilding.Draft) -> String? {
    name(CallKeys.plant, of: draft, product: .plant) { _ in true }
  }

  /// The referendum that a call is about; reports a name that means none, or one of another kind.
  func referendum(of draft: CallBuilding.Draft) -> String? {
    name(CallKeys.referendum, of: draft, product: .referendum) { opening in
      switch draft.operation {
      case .admissionResult: opening == .admission
      case .powerUpResult: opening == .powerUp
      case .changeResult: opening != .admission && opening != .powerUp
      default: true
      }
    }
  }

  private func name(
    _ key: Parameter, of draft: CallBuilding.Draft, product: Product,
    where fits: (CallKeys.Operation) -> Bool
  ) -> String? {
    guard let name = draft.section.text(key) else { return nil }
    func isFitting(_ named: Named) -> Bool { named.product == product && fits(named.operation) }
    let named = all[name]
    let isReachable = draft.time == nil || passed.contains(name)
    if let named, isFitting(named), isReachable { return name }
    // Nothing more is kept, so nothing more is looked for.
    guard !diagnostics.isFull else { return nil }
    let fitting = ordered.filter { name in
      (draft.time == nil || passed.contains(name)) && all[name].map(isFitting) ?? false
    }
    let place = draft.section.place(key)
    guard let named else {
      diagnostics.report(
        place,
        "there is no call with the name '\(name)'. "
          + advice(for: name, among: fitting))
      return nil
    }
    diagnostics.report(
      place,
      isFitting(named)
        ? "the call with the name '\(name)' comes later than this one."
        : "'\(name)' is the name of '\(named.operation.rawValue)', which is no \(product.rawValue) "
          + "for '\(draft.operation.rawValue)'. \(advice(for: name, among: fitting))")
    return nil
  }
}
