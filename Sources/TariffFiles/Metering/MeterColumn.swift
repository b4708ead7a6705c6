import ProfileFiles

/// What a column of a meter file holds.
enum MeterColumn: Hashable {
  case stamp
  case member
  case meter
  case register(MeterRegister, member: String, meter: String, milliwattHours: Double)
}

/// What a meter registers.
enum MeterRegister: String, CaseIterable {
  case imported = "import"
  case exported = "export"
  case load
  case generation
  case reactive
  case baseline

  /// The units that may be written, with the number of millionths of kWh or kvarh in each; the first
  /// is meant where none is written.
  var units: [(symbol: String, factor: Double)] {
    self == .reactive
      ? [("kvarh", 1e6), ("varh", 1e3), ("Mvarh", 1e9)]
      : [("kWh", 1e6), ("Wh", 1e3), ("MWh", 1e9)]
  }
}

extension MeterColumn {
  /// Why a name is no column.
  struct Fault: Error {
    let message: String
  }

  /// Reads the name of a column, such as `import`, `alice:import_Wh` or `alice/roof:export [kWh]`.
  init(named name: String) throws(Fault) {
    if name == "member" {
      self = .member
      return
    }
    if name == "meter" {
      self = .meter
      return
    }
    let parts = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let owner = parts.count == 2 ? parts[0].split(separator: "/", maxSplits: 1) : []
    guard parts.count == 1 || !owner.isEmpty else {
      throw Fault(message: "the column \(Self.shown(name)) names no member before the colon.")
    }
    let text = parts[parts.count - 1]
    let word = text.prefix { $0.isASCII && $0.isLetter }
    guard let register = MeterRegister(rawValue: String(word)) else {
      let known = MeterRegister.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
      throw Fault(
        message:
          "\(Self.shown(name)) is no column of a meter file. Registers: \(known); also 'member', 'meter'."
      )
    }
    let unit = text.dropFirst(word.count).filter { !" _[]()".contains($0) }
    guard
      let factor = unit.isEmpty
        ? register.units[0].factor : register.units.first(where: { $0.symbol == unit })?.factor
    else {
      let units = register.units.map(\.symbol).joined(separator: ", ")
      throw Fault(
        message: "the column \(Self.shown(name)) has the unit \(Self.shown(unit)). Units: \(units)."
      )
    }
    self = .register(
      register, member: owner.first.map(String.init) ?? "",
      meter: owner.count == 2 ? String(owner[1]) : "", milliwattHours: factor)
  }

  /// A text of a file as it may be shown: on one line, not too long.
  static func shown(_ text: some StringProtocol) -> String {
    let scalars = text.unicodeScalars.prefix(40).map { scalar in
      scalar.properties.generalCategory == .control ? "\u{FFFD}" : scalar
    }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return "'\(String(view))\(text.unicodeScalars.count > 40 ? "…" : "")'"
  }
}
