import Parameters
import Quantities
import Tariffs
import Testing

struct ClassificationTests {
  struct Case: CustomStringConvertible {
    var requested: String? = "2024-05-01"
    var kilowatts = 5.0
    var dispatchable = false
    var photovoltaic = true
    var storage = 0.0
    var modality = GenerationFacts.Modality.local
    var share = 0.0
    var keeps = true
    let expected: SceeClass
    var micro = true
    var openYear = 2029
    var description: String {
      "\(requested ?? "existing") \(kilowatts) kW \(modality) \(share) → \(expected.rawValue)"
    }
  }

  static let cases = [
    Case(requested: nil, expected: .gd1, openYear: 2046),
    Case(requested: "2023-01-07", expected: .gd1, openYear: 2046),
    Case(requested: "2023-01-08", expected: .gd2, openYear: 2031),
    Case(requested: "2023-07-07", expected: .gd2, openYear: 2031),
    Case(requested: "2023-07-08", expected: .gd2),
    Case(requested: "2022-05-01", keeps: false, expected: .gd2),
    Case(requested: nil, keeps: false, expected: .gd2),
    Case(kilowatts: 75, expected: .gd2),
    Case(kilowatts: 75.001, expected: .gd2, micro: false),
    Case(requested: "2020-01-01", kilowatts: 5000, expected: .gd1, micro: false, openYear: 2046),
    Case(kilowatts: 500, modality: .remoteSelfConsumption, expected: .gd2, micro: false),
    Case(kilowatts: 501, modality: .remoteSelfConsumption, expected: .gd3, micro: false),
    Case(
      requested: "2023-03-01", kilowatts: 501, modality: .remoteSelfConsumption, expected: .gd3,
      micro: false),
    Case(kilowatts: 501, modality: .local, expected: .gd2, micro: false),
    Case(kilowatts: 501, modality: .multipleUnits, share: 0.9, expected: .gd2, micro: false),
    Case(kilowatts: 501, modality: .shared, share: 0.2499, expected: .gd2, micro: false),
    Case(kilowatts: 501, modality: .shared, share: 0.25, expected: .gd3, micro: false),
    Case(
      kilowatts: 4000, dispatchable: true, photovoltaic: false, modality: .remoteSelfConsumption,
      expected: .gd2, micro: false),
    Case(
      kilowatts: 2000, dispatchable: true, storage: 0.2, modality: .remoteSelfConsumption,
      expected: .gd2, micro: false),
    Case(
      kilowatts: 2000, dispatchable: true, storage: 0.19, modality: .remoteSelfConsumption,
      expected: .gd3, micro: false),
  ]

  static func facts(_ entry: Case) throws -> GenerationFacts {
    var facts = GenerationFacts(
      requestDate: try entry.requested.map(Brazil.date), kilowatts: entry.kilowatts)
    facts.isDispatchable = entry.dispatchable
    facts.isPhotovoltaic = entry.photovoltaic
    facts.storageShare = entry.storage
    facts.modality = entry.modality
    facts.largestShare = entry.share
    facts.keepsLegacy = entry.keeps
    return facts
  }

  @Test("A unit's class follows from its facts, with the reason", arguments: cases)
  func classes(entry: Case) throws {
    let found = try BrazilRules.embedded.classification(of: Self.facts(entry))
    #expect(found.sceeClass == entry.expected)
    #expect(found.isMicro == entry.micro)
    #expect(found.openYear == entry.openYear)
    #expect(found.reason.hasPrefix(entry.expected.rawValue))
    #expect(found.reason.hasSuffix("."))
  }

  @Test("Units beyond the limits of power take no part")
  func sizes() throws {
    let rules = try BrazilRules.embedded
    for entry in [
      Case(kilowatts: 3000.1, expected: .gd2),
      Case(kilowatts: 5000.1, dispatchable: true, photovoltaic: false, expected: .gd2),
      Case(kilowatts: 3500, dispatchable: true, storage: 1, expected: .gd2),
      Case(requested: nil, kilowatts: 5000.1, expected: .gd1), Case(kilowatts: 0, expected: .gd2),
      Case(kilowatts: .infinity, expected: .gd2), Case(kilowatts: .nan, expected: .gd2),
    ] {
      #expect(throws: BrazilRulesError.self) { try rules.classification(of: Self.facts(entry)) }
    }
  }

  @Test("Years that the law leaves open need a parameter, which the message names")
  func openYears() throws {
    func plan(
      _ requested: String?, until last: String, _ more: [String: ParameterValue] = [:]
    ) throws -> RatePlan {
      try Brazil.groupB(
        Brazil.tocantins.merging(["generation": Brazil.generation(requested: requested)]) { $1 }
          .merging(more) { $1 },
        days: try Brazil.date("2026-01-01")...Brazil.date(last))
    }
    #expect(try plan("2024-01-01", until: "2028-12-31").exports.credits.retained.count == 6)
    let message = Brazil.message { _ = try plan("2024-01-01", until: "2029-01-01") }
    #expect(message.hasPrefix("postTransitionShare: must be given: bills of 2029 are asked for"))
    #expect(try plan("2023-05-01", until: "2030-12-31").exports.credits.retained.count == 6)
    #expect(
      Brazil.message { _ = try plan("2023-05-01", until: "2031-01-01") }.contains("from 2031 on"))
    #expect(try plan("2022-05-01", until: "2045-12-31").exports.credits.retained.isEmpty)
    #expect(
      Brazil.message { _ = try plan("2022-05-01", until: "2046-01-01") }.contains("from 2046 on"))
    let given = try plan(
      "2024-01-01", until: "2030-12-31", ["postTransitionShare": .number(0.8)])
    let open = given.exports.credits.retained.filter { $0.fromYear == 2029 }
    #expect(open.map(\.component) == [1, 2])
    #expect(open.map(\.millionths) == [800_000, 800_000])
  }

  @Test("Late requests keep the last step until the law leaves the share open")
  func lateRequests() throws {
    let plan = try SceeBillingTests.plan("2023-05-01")
    let bill = try Brazil.bill(plan, 2030, 7, imported: 350, exported: 300)
    #expect(abs(bill.units - 169.502131) <= 1.5e-6)
  }

  @Test("Without known days, a bill of an open year is refused rather than guessed")
  func refusedByTheEngine() throws {
    let plan = try SceeBillingTests.plan("2024-01-01")
    #expect(plan.validUntil == (try Brazil.date("2029-01-01")))
    #expect(throws: BillingError.self) { try Brazil.bill(plan, 2029, 1, imported: 1) }
    let open = try SceeBillingTests.plan("2024-01-01", ["postTransitionShare": .number(1)])
    #expect(open.validUntil == nil)
    // 50 kWh at the whole price and 300 kWh at all that is not energy.
    let bill = try Brazil.bill(open, 2029, 1, imported: 350, exported: 300)
    #expect(abs(bill.units - (50 * 1.00606 + 300 * 0.68343)) <= 2.5e-6)
  }

  @Test("Classes that owe shares of components need these components")
  func missingComponents() {
    let whole: [String: ParameterValue] = ["te": .number(0.3), "tusd": .number(0.7)]
    #expect(
      Brazil.message {
        _ = try Brazil.groupB(
          whole.merging(["generation": Brazil.generation(requested: "2024-01-01")]) { $1 })
      }.contains("must hold 'TUSD_FioB'"))
    #expect(
      Brazil.message {
        _ = try Brazil.groupB(
          whole.merging([
            "tusdFioB": .number(0.4),
            "generation": Brazil.generation(
              requested: "2024-01-01", kilowatts: 800,
              ["modality": .text("remote-self-consumption")]
            ),
          ]) { $1 })
      }.contains("must hold one of 'TUSD_RB'"))
  }
}
