/// The names that MATPOWER gives to columns, as its functions return them.
enum MatpowerConstants {
  /// The values that a function such as `idx_bus` returns, in its order.
  static func values(of function: String) -> [Double]? {
    lists[function]?.map(\.value)
  }

  /// All names, which `define_constants` makes known.
  static var all: [String: Double] {
    var all: [String: Double] = [:]
    for list in lists.values {
      for (name, value) in list { all[name] = value }
    }
    return all
  }

  /// The names of functions that return such values.
  static var functions: [String] { lists.keys.sorted() }

  private static let lists: [String: [(name: String, value: Double)]] = [
    "idx_bus": numbered(
      "PQ PV REF NONE BUS_I BUS_TYPE PD QD GS BS BUS_AREA VM VA BASE_KV ZONE VMAX VMIN LAM_P LAM_Q "
        + "MU_VMAX MU_VMIN",
      [1, 2, 3, 4] + (1...17).map(Double.init)),
    "idx_brch": numbered(
      "F_BUS T_BUS BR_R BR_X BR_B RATE_A RATE_B RATE_C TAP SHIFT BR_STATUS PF QF PT QT MU_SF MU_ST "
        + "ANGMIN ANGMAX MU_ANGMIN MU_ANGMAX",
      (1...11).map(Double.init) + [14, 15, 16, 17, 18, 19, 12, 13, 20, 21]),
    "idx_gen": numbered(
      "GEN_BUS PG QG QMAX QMIN VG MBASE GEN_STATUS PMAX PMIN MU_PMAX MU_PMIN MU_QMAX MU_QMIN PC1 "
        + "PC2 QC1MIN QC1MAX QC2MIN QC2MAX RAMP_AGC RAMP_10 RAMP_30 RAMP_Q APF",
      (1...10).map(Double.init) + [22, 23, 24, 25] + (11...21).map(Double.init)),
    "idx_cost": numbered(
      "PW_LINEAR POLYNOMIAL MODEL STARTUP SHUTDOWN NCOST COST", [1, 2, 1, 2, 3, 4, 5]),
  ]

  private static func numbered(_ names: String, _ values: [Double]) -> [(String, Double)] {
    Array(zip(names.split(separator: " ").map(String.init), values))
  }
}
