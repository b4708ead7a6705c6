import ComplexModule
import RealModule

extension MultiphaseCore {
  /// The active power that lines and transformers consume, in watts: that of their matrices at the
  /// voltages found.
  ///
  /// ```text
  /// P = Re Σ conj(V(i)) · Y(i,j) · V(j)
  /// ```
  var lossWatts: Double {
    guard isSolved else { return .nan }
    var sum = 0.0
    for element in equations.elements {
      switch element.kind {
      case .line, .shunt, .transformer: sum += power(of: element)
      case .capacitor, .source: continue
      }
    }
    return sum
  }

  /// The active power into an element.
  private func power(of element: MultiphaseElement) -> Double {
    let count = element.nodes.count
    var sum = 0.0
    for row in 0..<count {
      let voltage = voltage(at: element.nodes[row])
      var current = Complex<Double>.zero
      for column in 0..<count {
        current += element.admittance[row, column] * self.voltage(at: element.nodes[column])
      }
      sum += voltage.real * current.real + voltage.imaginary * current.imaginary
    }
    return sum
  }

  private func voltage(at node: Int) -> Complex<Double> {
    node < 0 ? .zero : state.voltage(ofPoint: equations.points.ofNode[node])
  }
}
