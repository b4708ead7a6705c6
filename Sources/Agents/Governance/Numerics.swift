import RandomStreams

/// The seconds of a year of 365.25 days.
let secondsPerYear = 31_557_600.0

/// The exponential function, the same to the last bit on every machine.
///
/// With x = k·ln 2 + r, |r| ≤ ln 2 / 2, it is 2ᵏ·eʳ, and the series of eʳ ends at r¹⁶/16!.
func exponential(_ exponent: Double) -> Double {
  guard exponent > -700 else { return 0 }
  guard exponent < 700 else { return .infinity }
  let count = (exponent * 0x1.71547652B82FEp0).rounded()
  // ln 2 in two parts: the product of the first one, of 31 bits, and the count is exact.
  let rest = (exponent - count * 0x1.62E42FEEp-1) - count * 0x1.A39EF35793C76p-33
  var (term, sum) = (1.0, 1.0)
  for order in 1...16 {
    term *= rest / Double(order)
    sum += term
  }
  return Double(sign: .plus, exponent: Int(count), significand: sum)
}

/// A positive number raised to a power.
func power(_ base: Double, _ exponent: Double) -> Double {
  guard base.isNormal, base > 0 else { return exponent == 0 ? 1 : 0 }
  return exponential(exponent * naturalLogarithm(base))
}

/// The probability that something with a rate per year happens within a month.
func monthlyProbability(ofYearlyRate rate: Double) -> Double { 1 - exponential(-rate / 12) }

/// A number as a whole one, cut off towards zero and at the ends of what contracts count.
func whole(_ number: Double) -> Int64 {
  guard !number.isNaN else { return 0 }
  return Int64(min(max(number, -0x1p62), 0x1p62))
}

/// The sum, or the end of the range of 64 bits that lies beyond.
func sum(_ left: Int64, _ right: Int64) -> Int64 {
  let (sum, overflows) = left.addingReportingOverflow(right)
  return overflows ? (right < 0 ? .min : .max) : sum
}
