import ArgumentParser
import Reports

/// `mgsim invest`: whether plants behind the meters of a finished run pay.
struct InvestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "invest",
    abstract: "Appraises the plants of a finished run: savings, net present value, payback, IRR.",
    discussion: """
      The saving of a year is the bill of a member's load alone less the bill of its meter, under the \
      same tariff. Runs of other lengths than a year are scaled by their length.
      """)

  @OptionGroup var source: RunTariffs

  @Option(
    name: .customLong("capital"),
    help:
      "What an owner paid: NAME=AMOUNT, or NAME*=AMOUNT for all whose names begin so; repeatable.")
  var capital: [String] = []

  @Option(help: "Years that are looked at.")
  var years: Int = 25

  @Option(help: "Life of the plants in years.")
  var life: Double = 25

  @Option(help: "Discount rate per year, such as 0.08.")
  var rate: Double = 0.08

  @Option(help: "Growth of the savings per year, such as 0.02.")
  var growth: Double = 0

  @Option(help: "Upkeep per year as a share of the capital.")
  var upkeep: Double = 0.01

  @Option(help: "What a credited kWh is worth that is left at the end.")
  var creditPrice: Double = 0

  @Option(help: "How to print: text, json, csv, markdown or latex.")
  var format: BillFormat = .text

  @OptionGroup var destination: ReportDestination

  func validate() throws {
    guard !capital.isEmpty else { throw ValidationError("Say who paid what with --capital.") }
    _ = try amounts()
    guard 1...200 ~= years, life > 0, life.isFinite else {
      throw ValidationError("Give 1 to 200 years and a life above 0.")
    }
    guard rate > -1, rate <= 10, abs(growth) <= 1, 0...1 ~= upkeep, creditPrice.isFinite else {
      throw ValidationError(
        "The rate goes from above -1 to 10, the growth from -1 to 1, the upkeep from 0 to 1.")
    }
  }

  private func amounts() throws -> [InvestmentReport.Capital] {
    try capital.map { word in
      guard let sign = word.lastIndex(of: "="), sign != word.startIndex,
        let amount = Double(word[word.index(after: sign)...]), amount.isFinite,
        0...1e12 ~= amount
      else { throw ValidationError("Write '\(word)' as NAME=AMOUNT with an amount from 0 on.") }
      return InvestmentReport.Capital(members: String(word[..<sign]), amount: amount)
    }
  }

  func run() throws {
    guard try !GuardedReading.runInChild(for: source.results) else { return }
    try destination.write {
      let (meters, tariffs) = try source.read()
      var options = InvestmentReport.Options()
      options.years = years
      options.life = life
      options.discountRate = rate
      options.growth = growth
      options.upkeepShare = upkeep
      options.creditPrice = creditPrice
      return try InvestmentReport(meters, tariffs: tariffs, capital: try amounts(), options)
        .tables.text(format.tables)
    }
  }
}
