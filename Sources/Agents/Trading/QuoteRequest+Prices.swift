import Markets
import Parameters
import Quantities
import RandomStreams

extension QuoteRequest {
  /// The lowest price that may be named without crossing the limit.
  var floor: EnergyPrice { side == .bid ? min(lowestPrice, limit) : limit }

  /// The highest price that may be named without crossing the limit.
  var ceiling: EnergyPrice { side == .bid ? limit : max(highestPrice, limit) }

  /// The price that would gain the trader most, and that is accepted least.
  var boldestPrice: EnergyPrice { side == .bid ? floor : ceiling }

  /// The limit, as a number of price units.
  var limitNumber: Double { Double(limit.microsPerKilowattHour) }

  /// The lowest price that anybody would name, as a number of price units.
  var lowestNumber: Double { Double(lowestPrice.microsPerKilowattHour) }

  /// The highest price that anybody would name, as a number of price units.
  var highestNumber: Double { Double(highestPrice.microsPerKilowattHour) }

  /// How far prices reach, in price units; at least one.
  var width: Double { max(highestNumber - lowestNumber, 1) }

  /// The whole price nearest to a number that may be named; the limit for what is not a number.
  func price(nearest number: Double) -> EnergyPrice {
    guard number.magnitude < 0x1p62 else {
      return number.isNaN ? limit : number < 0 ? floor : ceiling
    }
    // Without a call: halves are rounded away from zero.
    let whole = Int64(number)
    let rest = number - Double(whole)
    let rounded = whole &+ (rest >= 0.5 ? 1 : rest <= -0.5 ? -1 : 0)
    return min(max(EnergyPrice(microsPerKilowattHour: rounded), floor), ceiling)
  }

  /// A price at a share of the way from the boldest one, at 0, to the limit, at 1.
  func price(atShare share: Double) -> EnergyPrice {
    let boldest = Double(boldestPrice.microsPerKilowattHour)
    if share >= 1 { return limit }
    return price(nearest: boldest + (limitNumber - boldest) * max(share, 0))
  }

  /// A whole price drawn evenly from a range; `nil` when the range is empty.
  static func drawPrice(
    from lowest: EnergyPrice, to highest: EnergyPrice, _ draws: inout RandomDraws
  ) -> EnergyPrice? {
    guard lowest <= highest else { return nil }
    let start = lowest.microsPerKilowattHour
    // The width of the range of all 64-bit numbers is the only one that 64 bits do not hold.
    let width = UInt64(bitPattern: highest.microsPerKilowattHour &- start) &+ 1
    let step = width == 0 ? draws.next() : draws.uniformInteger(below: width)
    return EnergyPrice(microsPerKilowattHour: start &+ Int64(bitPattern: step))
  }
}

/// A number moved into a range; the lower end for what is not a number.
func limited(_ number: Double, _ lowest: Double, _ highest: Double) -> Double {
  number > lowest ? min(number, highest) : lowest
}

extension EnergyPrice {
  /// The price higher by a number of units, or the end of the range of 64 bits.
  func raised(by units: Int64) -> EnergyPrice {
    EnergyPrice(microsPerKilowattHour: sum(microsPerKilowattHour, units))
  }
}

extension Parameter {
  /// The least step by which a trader betters a price.
  static let tick = Parameter(
    "tick", .quantity(.energyPrice), minimum: 0.000_001, maximum: 1e6, default: .number(0.000_001),
    "The least step by which a better price is better.")
}

extension ParameterValues {
  /// The parameter ``Parameter/tick``, in price units.
  var tick: Int64 { max(whole((number("tick") * 1e6).rounded()), 1) }
}
