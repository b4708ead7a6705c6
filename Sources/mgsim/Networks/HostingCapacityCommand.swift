import ArgumentParser
import NetworkFiles
import NetworkStudies
import PowerFlow

/// `mgsim hosting-capacity`: how much photovoltaic power a network can take.
struct HostingCapacityCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hosting-capacity",
    abstract: "Tells how much generation a balanced, radial network can host.",
    discussion: """
      Customers get installations in random order, one after the other, until a voltage or a loading \
      leaves its limits; this is repeated for many orders. The hosting capacity is the largest \
      installed power at which at most the accepted share of the orders violates something.
      """)

  @OptionGroup var input: NetworkInput

  @Option(
    name: .customLong("size"),
    help: "Size of an installation in kW; several sizes are drawn with equal probability.")
  var sizes: [Double] = [5]

  @Option(help: "Number of random orders.")
  var placements: Int = 200

  @Option(help: "Accepted probability of a violation.")
  var probability: Double = 0.05

  @Option(help: "Loads at the critical moment, as a share of the nominal ones.")
  var loadFactor: Double = 0.2

  @Option(help: "Power factor of the installations; below 1 they take reactive power.")
  var powerFactor: Double = 1

  @Option(help: "Lowest voltage, per unit.")
  var minimumVoltage: Double = 0.9

  @Option(help: "Highest voltage, per unit.")
  var maximumVoltage: Double = 1.1

  @Option(help: "Highest loading of lines and transformers, as a share of the rating.")
  var maximumLoading: Double = 1

  @Flag(help: "Count power that flows back into the grid as a violation.")
  var refuseReversePower = false

  @Option(help: "Seed of the random orders.")
  var seed: UInt64 = 1

  @OptionGroup var common: CommonOptions

  func validate() throws {
    guard minimumVoltage < maximumVoltage, maximumLoading > 0 else {
      throw ValidationError(
        "the limits must leave room: a band of voltages and a positive loading.")
    }
  }

  func run() throws {
    guard case .balanced(let network) = try input.read().network else {
      throw CommandFailure(
        message: "mgsim: '\(input.network)' is no balanced network, which hosting capacity needs.",
        exitCode: CommandFailure.wrongInput)
    }
    let result: HostingCapacityResult
    do {
      let limits = HostingLimits(
        voltageBand: minimumVoltage...maximumVoltage, lineLoading: maximumLoading,
        transformerLoading: maximumLoading, allowsReversePower: !refuseReversePower)
      var model = try BalancedHostingCapacity(
        network, limits: limits,
        operatingPoints: [HostingOperatingPoint(loadFactor: loadFactor)], powerFactor: powerFactor)
      let watts = sizes.map { $0 * 1000 }
      let search = try HostingCapacity(
        sizes: watts.count == 1 ? .same(watts: watts[0]) : .drawn(fromWatts: watts),
        placementCount: placements, seed: seed)
      result = try search.result(in: &model, acceptedProbability: probability)
    } catch {
      throw CommandFailure(
        message: "mgsim: \(input.network): \(error)", exitCode: CommandFailure.wrongInput)
    }
    let report = result.report
    Console.print(common.format == .json ? report.json : report.summaryText)
  }
}
