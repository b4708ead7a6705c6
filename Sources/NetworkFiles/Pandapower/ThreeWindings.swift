import ComplexModule
import RealModule

/// The nameplate of a transformer of three windings, and the star that is equal to it.
struct ThreeWindings {
  /// The windings, in the order of all lists here.
  static let sides = ["hv", "mv", "lv"]

  /// The rated voltages, in kilovolts.
  let kilovolts: [Double]
  /// The rated powers, in megavolt-amperes.
  let megavolts: [Double]
  /// The angles by which the windings lag, in degrees.
  let shifts: [Double]
  /// The impedances of the star, per unit of the rated power of each winding.
  let impedances: [Complex<Double>]
  /// The losses without load, in megawatts.
  let lossMegawatts: Double
  /// The current without load, in percent of the rated current.
  let currentPercent: Double
  /// The winding at which the losses without load occur, or `star`.
  let lossSide: String

  /// Reads the nameplate; what is wrong goes to the report.
  init?(_ row: PandapowerRow, _ report: inout ImportReport) {
    var values: [String: [Double]] = [:]
    for (column, allowed) in [
      ("sn_%_mva", AllowedNumbers.positive), ("vn_%_kv", .positive), ("vk_%_percent", .any),
      ("vkr_%_percent", .any),
    ] {
      let parts = column.split(separator: "%")
      values[column] = Self.sides.compactMap {
        row.number("\(parts[0])\($0)\(parts[1])", allowed, &report)
      }
    }
    let middleShift = row.number("shift_mv_degree", .any, default: 0, &report)
    let lowShift = row.number("shift_lv_degree", .any, default: 0, &report)
    lossMegawatts = row.number("pfe_kw", .any, default: 0, &report) / 1000
    currentPercent = row.number("i0_percent", .any, default: 0, &report)
    lossSide = row.text("loss_side") ?? "hv"
    shifts = [0, middleShift, lowShift]
    guard
      let powers = values["sn_%_mva"], let voltages = values["vn_%_kv"],
      let shorts = values["vk_%_percent"], let resistive = values["vkr_%_percent"],
      powers.count == 3, voltages.count == 3, shorts.count == 3, resistive.count == 3
    else { return nil }
    guard Self.sides.contains(lossSide) || lossSide == "star" else {
      report.refuse(
        at: row.offset(of: "loss_side"),
        "'loss_side' of \(row.title) must be 'hv', 'mv', 'lv' or 'star', not "
          + "\(shortened(lossSide)).")
      return nil
    }
    megavolts = powers
    kilovolts = voltages
    // Each measurement is between two windings, and on the smaller of their powers.
    var pairs: [Complex<Double>] = []
    for (index, pair) in [(0, 1), (1, 2), (0, 2)].enumerated() {
      let scale = powers[0] / min(powers[pair.0], powers[pair.1]) / 100
      guard shorts[index].magnitude >= resistive[index].magnitude else {
        let side = Self.sides[index]
        report.refuse(
          at: row.offset(of: "vkr_\(side)_percent"),
          "'vkr_\(side)_percent' of \(row.title) is more than its 'vk_\(side)_percent'.")
        return nil
      }
      let reactive = (shorts[index] * shorts[index] - resistive[index] * resistive[index])
        .squareRoot()
      pairs.append(Complex(resistive[index], reactive) * Complex(scale))
    }
    let star = [
      pairs[0] + pairs[2] - pairs[1], pairs[1] + pairs[0] - pairs[2],
      pairs[2] + pairs[1] - pairs[0],
    ]
    impedances = zip(star, powers).map { $0 * Complex(0.5 * $1 / powers[0]) }
  }
}
