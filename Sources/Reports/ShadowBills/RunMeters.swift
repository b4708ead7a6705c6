public import Tariffs

/// What the meters of a finished run registered, with all that a bill needs to know about the run.
///
/// Energies are whole milliwatt-hours, as the run metered them: a file's number of kilowatt-hours,
/// rounded to six decimals, is the exact one.
public struct RunMeters: Sendable {
  /// The title of the scenario.
  public let title: String
  /// What names the run: the hash of scenario, inputs, seed and version; empty when not recorded.
  public let runID: String
  /// The arm of the scenario that ran; `nil` without arms.
  public let arm: String?
  /// The currency code.
  public let currency: String
  /// The names of the members.
  public let memberNames: [String]
  /// The tariff under which each member was simulated.
  public let memberTariffs: [String]
  /// The intervals and the billing cycles.
  public let grid: BillingGrid
  /// What of the meters is billed.
  public let reading: MeterReading
  /// What the run itself billed.
  public let simulated: SimulatedBills
  /// What members and devices did because of the prices of the run: one sentence for each kind.
  public let heldFixed: [String]

  /// Imports less exports, or imports where exports are kept apart.
  let positions: CompactRegisters
  /// Exports, where they are kept apart.
  let exports: CompactRegisters?
  /// The generation behind the meters, where it was asked for.
  let generation: CompactRegisters?

  /// What a member's meter registered, as far as it is billed.
  public func meter(ofMember member: Int) -> MeterSeries {
    var series = MeterSeries(imported: positions.values(ofMember: member), exported: [])
    if let exports {
      series.exported = exports.values(ofMember: member)
    } else {
      series.exported = series.imported.map { max(0, -$0) }
      for interval in series.imported.indices {
        series.imported[interval] = max(0, series.imported[interval])
      }
    }
    if let generation { series.addGeneration(generation.values(ofMember: member)) }
    return series
  }
}

extension MeterSeries {
  /// Adds the generation behind the meter, and the consumption that follows from it: consumption less
  /// generation is what the meter registered, to the last milliwatt-hour.
  ///
  /// A battery that gives more than is consumed counts as generation, one that takes as consumption.
  mutating func addGeneration(_ energies: [Int64]) {
    generation = energies
    load = energies
    for interval in energies.indices {
      let position = imported[interval] &- exported[interval]
      let consumed = position &+ energies[interval]
      load[interval] = max(0, consumed)
      generation[interval] = load[interval] &- position
    }
  }
}
