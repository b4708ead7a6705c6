import ArgumentParser
import Quantities
import Reports
import Settlement

/// `mgsim fairness`: who pays for the network, and what a change of its tariff shifts.
struct FairnessCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fairness",
    abstract: "Compares network tariffs of equal revenue on the meters of a finished run.",
    discussion: """
      The network components of the tariff are replaced by a capacity subscription, by charges on the \
      hours of the coincident peak and, with rules of sharing, by a reduced fee for local use; each is \
      scaled so that the distribution company collects the same revenue. What members without own \
      generation then pay more is the cost shift.
      """)

  @OptionGroup var source: RunTariffs

  @Option(
    help: "Rules of sharing that hold in every design.",
    completion: .file(extensions: ["yaml", "yml"]))
  var sharing: String?

  @Option(help: "Share of the intervals within the power that a member subscribes, from 0 to 1.")
  var subscribedShare: Double = 0.98

  @Option(help: "Multiple of the price that is due on power above the subscription.")
  var excessMultiple: Double = 2

  @Option(help: "Hours of the system's peak in each billing cycle.")
  var peakHours: Int = 3

  @Option(help: "Share of the network components that stays due on shared energy, from 0 to 1.")
  var localShare: Double?

  @Option(help: "Revenue of the distribution company; without it, what the tariff collects.")
  var revenue: Double?

  @Option(help: "Emissions of imported energy in kg of CO2-equivalent for each kWh.")
  var carbon: Double?

  @Option(help: "How to print: text, json, csv, markdown or latex.")
  var format: BillFormat = .text

  @OptionGroup var destination: ReportDestination

  func validate() throws {
    guard 0...1 ~= subscribedShare, localShare.map({ 0...1 ~= $0 }) ?? true else {
      throw ValidationError("Shares go from 0 to 1.")
    }
    guard 1...744 ~= peakHours else { throw ValidationError("Give 1 to 744 hours of the peak.") }
    guard excessMultiple >= 0, excessMultiple <= 1e6 else {
      throw ValidationError("The multiple of the price goes from 0 to 1000000.")
    }
    guard revenue.map({ $0 > 0 && $0 <= 1e12 }) ?? true, carbon.map(\.isFinite) ?? true else {
      throw ValidationError("A revenue is above 0, and emissions are a number.")
    }
  }

  func run() throws {
    guard try !GuardedReading.runInChild(for: source.results) else { return }
    try destination.write {
      let (meters, tariffs) = try source.read()
      var options = NetworkTariffReport.Options()
      options.subscribedShare = subscribedShare
      options.excessMultiple = excessMultiple
      options.peakHours = peakHours
      options.localShare = localShare
      options.allowedRevenue = revenue.map { Money(micros: Int64(($0 * 1e6).rounded())) }
      options.carbon = carbon.map { CarbonIntensity(constant: $0) }
      let rules = try sharing.map {
        try TariffWords(anyYear: source.anyYear).sharing($0, meters).rules
      }
      return try NetworkTariffReport(meters, tariffs: tariffs, sharing: rules ?? [], options)
        .tables.text(format.tables)
    }
  }
}
