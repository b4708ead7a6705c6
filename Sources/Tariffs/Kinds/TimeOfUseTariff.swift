public import Parameters
public import Quantities

/// A tariff whose prices depend on the hour and on the kind of day.
///
/// Windows name the hours of a period; they are half-open, `[from, to)`, may begin at any minute,
/// and the first that holds a moment decides. Moments outside every window belong to the period
/// `otherwise`. All times are civil times of the scenario's zone.
///
/// ```text
/// bill = Σ_p Σ_c r_c,p·E_p,import + F·months − Σ_p r_x,p·E_p,export
/// ```
public struct TimeOfUseTariff: Tariff, Hashable {
  /// A span of hours on some days.
  struct Window: Hashable {
    var period: Int
    var days: Days
    var minutes: Range<Int>
  }

  /// The days on which a window is open.
  enum Days: String, CaseIterable {
    case all
    case working
    case nonWorking = "non-working"

    func contains(_ kind: DayKind) -> Bool {
      switch self {
      case .all: true
      case .working: kind == .working
      case .nonWorking: kind != .working
      }
    }
  }

  let windows: [Window]
  public let periodNames: [String]
  public let components: [TariffComponent]
  public let exportPrices: [EnergyPrice]
  public let standingCharge: Money

  public var boundaryMinutes: [Int] {
    windows.flatMap { [$0.minutes.lowerBound, $0.minutes.upperBound] }
  }

  public func period(at moment: TariffMoment) -> Int {
    for window in windows
    where window.minutes.contains(moment.minuteOfDay) && window.days.contains(moment.dayKind) {
      return window.period
    }
    return 0
  }
}

extension TimeOfUseTariff: Parameterized {
  public static let parameterSet = ParameterSet(
    name: "time-of-use", "Prices that depend on the hour and on the kind of day.",
    [
      Parameter(
        "otherwise", .text, default: .text("off-peak"), "Name of the period outside all windows."),
      Parameter(
        "windows",
        .list(
          ParameterSet(
            name: "window", "Hours of a period; the first window that holds a moment decides.",
            [
              Parameter("period", .text, "Name of the period."),
              Parameter(
                "days", .choice(Days.allCases.map(\.rawValue)), default: .text("all"),
                "Days on which the window is open; holidays are non-working days."),
              Parameter("from", .timeOfDay, "First minute, in civil time."),
              Parameter("to", .timeOfDay, "End, not included, in civil time; '24:00' is midnight."),
            ])),
        "Hours of the periods."),
      Parameter(
        "components",
        .list(
          ParameterSet(
            name: "component", "A part of the price of imported energy, owed to one party.",
            Parameter.componentParameters + [
              price("price", "Price of imported energy in periods without a price of their own."),
              prices,
            ])),
        "Parts of the price of imported energy; the price is their sum."),
      Parameter(
        "exportPrice", .quantity(.energyPrice), minimum: -EnergyPrice.greatestUnits,
        maximum: EnergyPrice.greatestUnits, default: .number(0),
        "Price paid for exported energy (feed-in price) where the period has none of its own."),
      Parameter(
        "exportPrices", .list(periodPrice), isOptional: true,
        "Prices paid for exported energy by period."),
      Parameter.standingCharge,
    ])

  private static func price(_ name: String, _ documentation: String) -> Parameter {
    Parameter(
      name, .quantity(.energyPrice), minimum: -EnergyPrice.greatestUnits,
      maximum: EnergyPrice.greatestUnits, documentation)
  }

  private static let periodPrice = ParameterSet(
    name: "period price", "The price in one period.",
    [Parameter("period", .text, "Name of the period."), price("price", "Price in the period.")])

  private static let prices = Parameter(
    "prices", .list(periodPrice), isOptional: true, "Prices of imported energy by period.")

  public init(_ values: ParameterValues) throws(ParameterError) {
    var names = [values.text("otherwise")]
    var windows: [Window] = []
    for window in values.list("windows") {
      let (from, to) = (Int(window.integer("from")), Int(window.integer("to")))
      guard from < to else {
        throw ParameterError(
          "windows",
          "holds a window that ends before it begins; write two windows to pass midnight")
      }
      let name = window.text("period")
      if !names.contains(name) { names.append(name) }
      windows.append(
        Window(
          period: names.firstIndex(of: name) ?? 0,
          days: Days(rawValue: window.text("days")) ?? .all,
          minutes: from..<to))
    }
    self.windows = windows
    periodNames = names
    var components: [TariffComponent] = []
    for component in values.list("components") {
      components.append(
        TariffComponent(
          component,
          prices: try Self.table(
            of: names, otherwise: component.number("price"), component.list("prices"),
            for: "components")))
    }
    self.components = components
    exportPrices = try Self.table(
      of: names, otherwise: values.number("exportPrice"), values.list("exportPrices"),
      for: "exportPrices")
    standingCharge = Money(units: values.number("standingCharge"))
  }

  private static func table(
    of names: [String], otherwise: Double, _ prices: [ParameterValues], for parameter: String
  ) throws(ParameterError) -> [EnergyPrice] {
    var table = names.map { _ in EnergyPrice(unitsPerKilowattHour: otherwise) }
    for price in prices {
      let name = price.text("period")
      guard let index = names.firstIndex(of: name) else {
        let known = names.map { "'\($0)'" }.joined(separator: ", ")
        throw ParameterError(
          parameter, "has a price for the period '\(name)', but the periods are \(known)")
      }
      table[index] = EnergyPrice(unitsPerKilowattHour: price.number("price"))
    }
    return table
  }
}
