/// A ``SparseSystem`` that is shared by reference.
///
/// For solvers whose parts hold the same system. What is to be copied or sent holds the system itself.
final class SparseFactorization {
  typealias Numbers = SparseSystem.Numbers

  private var system: SparseSystem

  /// Prepares a system without values.
  ///
  /// - Returns: `nil` if a row or a column is empty, so that no values could make it regular.
  init?(_ pattern: SparsePattern, _ numbers: Numbers) {
    guard let system = SparseSystem(pattern, numbers) else { return nil }
    self.system = system
  }

  var pattern: SparsePattern { system.pattern }
  var numbers: Numbers { system.numbers }

  /// The values of the places of the pattern.
  var values: [Double] {
    get { system.values }
    _modify { yield &system.values }
  }

  /// Sets all values to zero.
  func clear() { system.clear() }

  /// Adds to a real element, by its place.
  func add(_ value: Double, at place: Int32) { system.add(value, at: place) }

  /// Adds to a complex element, by its place.
  func add(_ real: Double, _ imaginary: Double, at place: Int32) {
    system.add(real, imaginary, at: place)
  }

  /// Factorises the matrix with its present values.
  ///
  /// - Returns: Whether the matrix is regular.
  func factorize() -> Bool { system.factorize() }

  /// Solves for a right-hand side and puts the solution in its place.
  ///
  /// - Precondition: ``factorize()`` has returned `true`; there is one element for each row.
  func solve(_ vector: inout [Double]) { system.solve(&vector) }
}
