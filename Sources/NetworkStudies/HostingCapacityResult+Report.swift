public import PowerFlow

extension HostingCapacityResult {
  /// The result as tables.
  public var report: SolutionReport {
    SolutionReport(
      facts: [
        ReportFact("hosting_capacity_kw", .number(capacityWatts / 1000), units: "kW"),
        ReportFact("hosting_capacity_lower_kw", .number(lowerCapacityWatts / 1000), units: "kW"),
        ReportFact("hosting_capacity_upper_kw", .number(upperCapacityWatts / 1000), units: "kW"),
        ReportFact("accepted_probability", .number(acceptedProbability), units: "1"),
        ReportFact("placements", .integer(placementCount)),
        ReportFact("limited_by_customers", .flag(isLimitedByCustomers)),
        ReportFact("violated_before", .text(violationsBefore.description)),
      ],
      tables: [
        ReportTable(
          "curve", keys: [ReportColumn("customers", levels.map { .integer($0.customers) })],
          columns: [
            ReportColumn("penetration", levels.map(\.penetration), units: "1"),
            ReportColumn(
              "mean_installed_kw", levels.map { $0.meanInstalledWatts / 1000 }, units: "kW"),
            ReportColumn("violation_share", levels.map(\.violationShare), units: "1"),
            ReportColumn("violation_share_lower", levels.map(\.interval.lower), units: "1"),
            ReportColumn("violation_share_upper", levels.map(\.interval.upper), units: "1"),
          ]),
        ReportTable(
          "causes",
          keys: [ReportColumn("id", HostingViolations.names.map { .text($0.name) })],
          columns: [ReportColumn("placements", causes.map(ReportCell.integer))]),
      ])
  }
}
