/// The decimal digits that stand for a number and for no other, and where their point is.
struct ShortestDecimal {
  private let isNegative: Bool
  /// The digits, without zeros before or behind them.
  private let digits: [UInt8]
  /// The power of ten of the first digit.
  private let exponent: Int

  /// - Precondition: The number is finite.
  init(_ number: Double) {
    // The description of a number is the shortest text that reads back as that number.
    let parts = number.magnitude.description.split(separator: "e")
    let halves = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let whole = Array(halves[0].utf8)
    let all = whole + (halves.count > 1 ? Array(halves[1].utf8) : [])
    let zero = UInt8(ascii: "0")
    let leading = all.prefix { $0 == zero }.count
    let written = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    isNegative = number.sign == .minus && number != 0
    digits = Array(all.dropFirst(leading).reversed().drop { $0 == zero }.reversed())
    exponent = whole.count - 1 - leading + written
  }

  /// The number times a power of ten.
  func text(tens: Int) -> String {
    guard !digits.isEmpty else { return "0.0" }
    let power = exponent + tens
    let plain =
      switch power {
      case 0..<15: pointed(after: power + 1)
      case -6..<0: "0." + zeros(-power - 1) + string(digits)
      default: pointed(after: 1) + "e" + String(power)
      }
    return (isNegative ? "-" : "") + plain
  }

  private func pointed(after count: Int) -> String {
    guard count < digits.count else {
      return string(digits) + zeros(count - digits.count) + ".0"
    }
    return string(digits[..<count]) + "." + string(digits[count...])
  }

  private func zeros(_ count: Int) -> String { String(repeating: "0", count: count) }

  private func string(_ digits: some Collection<UInt8>) -> String {
    String(decoding: digits, as: UTF8.self)
  }
}
