import RandomStreams

extension FactorRange {
  /// The text of a number of the range, as assignments write it: `7.25 kWh`.
  ///
  /// The digits are the fewest that read back as the same number.
  ///
  /// - Parameter number: A number in the unit of the range.
  public func text(of number: Double) -> String {
    unit.isEmpty ? decimalText(number) : "\(decimalText(number)) \(unit)"
  }

  /// The number that a share of the range stands for, when shares are drawn uniformly from 0 up to,
  /// but not including, 1.
  ///
  /// ```text
  /// linear        x = a·(1 − u) + b·u
  /// logarithmic   x = exp(ln a + u·(ln b − ln a))
  /// ```
  ///
  /// Whole numbers are the greatest ones that do not exceed the x of the range from the least whole
  /// number to one more than the greatest: equally likely if linear, with the probability
  /// ln((k + 1)/k) up to a factor if logarithmic.
  ///
  /// - Parameter share: A number from 0 to 1.
  public func number(at share: Double) -> Double {
    guard isInteger else { return interpolated(lower, upper, share) }
    let least = lower.rounded(.up)
    let greatest = upper.rounded(.down)
    return min(interpolated(least, greatest + 1, share).rounded(.down), greatest)
  }

  /// The numbers of so many levels from the lower to the upper end: equidistant, or with equal ratios
  /// if logarithmic, rounded to twelve significant digits or to whole numbers.
  ///
  /// - Parameter count: The number of levels, at least 2.
  func levelNumbers(count: Int) -> [Double] {
    (0..<count).map { index in
      let ends = isInteger ? (lower.rounded(.up), upper.rounded(.down)) : (lower, upper)
      if index == 0 { return ends.0 }
      if index == count - 1 { return ends.1 }
      let share = Double(index) / Double(count - 1)
      let number = interpolated(ends.0, ends.1, share)
      return isInteger ? number.rounded() : roundedToTwelveDigits(number)
    }
  }

  private func interpolated(_ first: Double, _ last: Double, _ share: Double) -> Double {
    let number =
      switch scale {
      case .linear: first * (1 - share) + last * share
      case .logarithmic:
        exponential(
          naturalLogarithm(first) * (1 - share) + naturalLogarithm(last) * share)
      }
    return min(max(number, first), last)
  }
}

/// The exponential of a number between −745 and 709, the same to the last bit on every machine.
///
/// With x = k·ln 2 + r, |r| ≤ ½·ln 2, it is 2ᵏ·(1 + r + r²/2! + …); the series ends at r¹⁴, what is
/// left out is below 2⁻⁵⁸.
func exponential(_ number: Double) -> Double {
  let count = (number * 0x1.71547652B82FEp0).rounded()
  // ln 2 in two parts: the product of the first one, of 31 bits, and the count is exact.
  let rest = (number - count * 0x1.62E42FEEp-1) - count * 0x1.A39EF35793C76p-33
  var sum = 1.0
  for divisor in stride(from: 14.0, through: 1, by: -1) { sum = 1 + rest / divisor * sum }
  // In two steps, because 2ᵏ alone may be too great or too small a number.
  let half = (count / 2).rounded(.down)
  return sum * powerOfTwo(half) * powerOfTwo(count - half)
}

private func powerOfTwo(_ exponent: Double) -> Double {
  Double(sign: .plus, exponent: Int(exponent), significand: 1)
}
