/// Colours for voltages: blue where they are low, grey at nominal, red where they are high.
///
/// Blue and red are told apart with every usual deficiency of colour vision, and all colours are
/// dark enough for a white ground and light enough for a black one.
struct VoltagePalette {
  /// The voltages at which the colours are strongest.
  let band: ClosedRange<Double>

  /// The colours from low to high, at equal distances.
  private static let colours: [SIMD3<Double>] = [
    SIMD3(31, 111, 198), SIMD3(84, 150, 212), SIMD3(139, 146, 155), SIMD3(222, 132, 84),
    SIMD3(209, 55, 47),
  ]

  /// The colour of a voltage, per unit.
  func colour(_ voltage: Double) -> String {
    let share =
      voltage < 1
      ? -min(1, (1 - voltage) / max(1e-9, 1 - band.lowerBound))
      : min(1, (voltage - 1) / max(1e-9, band.upperBound - 1))
    return Self.colour(at: share)
  }

  /// The colour between −1 for the lower end and 1 for the upper end.
  static func colour(at share: Double) -> String {
    let place = (min(1, max(-1, share.isFinite ? share : 0)) + 1) / 2 * Double(colours.count - 1)
    let index = min(colours.count - 2, Int(place))
    let rest = place - Double(index)
    let mixed = colours[index] * (1 - rest) + colours[index + 1] * rest
    let digits = Array("0123456789abcdef")
    return (0..<3).reduce(into: "#") { text, channel in
      let value = min(255, max(0, Int(mixed[channel].rounded())))
      text.append(digits[value / 16])
      text.append(digits[value % 16])
    }
  }
}
