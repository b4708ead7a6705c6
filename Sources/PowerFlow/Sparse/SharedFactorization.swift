/// A sparse system that is referred to, so that an engine can be handed around while it changes.
final class SharedFactorization {
  private var system: SparseFactorization

  /// Analyses a pattern; `nil` if it cannot be ordered.
  init?(_ pattern: SparsePattern, _ numbers: SparseFactorization.Numbers) {
    guard let system = SparseFactorization(pattern, numbers) else { return nil }
    self.system = system
  }

  /// The values of the places of the pattern.
  var values: [Double] {
    get { system.values }
    set { system.values = newValue }
  }

  func clear() { system.clear() }

  func add(_ value: Double, at place: Int32) { system.add(value, at: place) }

  func add(_ real: Double, _ imaginary: Double, at place: Int32) {
    system.add(real, imaginary, at: place)
  }

  func factorize() -> Bool { system.factorize() }

  func solve(_ vector: inout [Double]) { system.solve(&vector) }
}
