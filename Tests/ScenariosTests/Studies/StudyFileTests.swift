import Scenarios
import StudyDesigns
import Testing

@Suite("Study files")
struct StudyFileTests {
  @Test("Every key of a study is read")
  func everything() throws {
    let study = try StudyExample.read(StudyExample.yaml)
    #expect(study.name == "storage")
    #expect(study.title == "Storage and prices")
    #expect(study.description == "What a battery is worth.")
    #expect(study.base == "home.yaml")
    #expect(study.baseArm == nil)
    #expect(study.common == [Assignment(path: "time.duration", value: "12 h")])
    #expect(study.factors.map(\.name) == ["battery", "price", "market", "k"])
    #expect(
      study.factors[0]
        == Factor(
          name: "battery", title: "Capacity of Alice's battery",
          values: .levels(
            [5.0, 10.0].map {
              FactorLevel(
                label: "\(Int($0)) kWh", number: $0,
                assignments: [
                  Assignment(path: "members.alice.battery.capacity", value: "\(Int($0)) kWh")
                ])
            })))
    #expect(
      study.factors[1].values
        == .range(
          FactorRange(
            paths: ["tariffs.household.components[0].price", "tariffs.household.exportPrice"],
            lower: 0.1, upper: 0.4, unit: "EUR/kWh", levelCount: 3)))
    #expect(
      study.factors[2].values
        == .levels([
          FactorLevel(
            label: "none", number: 0,
            assignments: [Assignment(path: "market.kind", value: "none")]),
          FactorLevel(
            label: "auction",
            assignments: [Assignment(path: "market.kind", value: "uniform-price-double-auction")]),
        ]))
    #expect(study.factors[3].condition == Factor.Condition(factor: "market", levels: ["auction"]))
    #expect(study.design == .fullFactorial)
    #expect(study.replications == Replications(count: 3, firstSeed: 100))
    #expect(
      study.arms.map(\.name) == [
        "plain", "sunny", "no-der", "no-market", "central-optimum", "wide",
      ])
    #expect(study.arms.map(\.isReference) == [false, false, true, true, true, true])
    #expect(
      study.collection
        == CollectionChoice(
          indicators: ["cost", "energy"], byMember: nil, byAccount: false, keepsSeries: true))
    #expect(
      study.stopping
        == StoppingRule(
          indicator: "cost", halfWidth: 0.02, isRelative: true, confidence: 0.9, minimum: 3,
          maximum: 30))
    #expect(study.pointLimit == 500)
    #expect(study.sourceText == StudyExample.yaml)
    let design = ExperimentDesign(factors: study.factors, design: study.design, seed: 1)
    #expect(try design.cells().count == 2 * 3 * 3)
  }

  @Test("What is left out has its default")
  func defaults() throws {
    let study = try StudyExample.read(StudyExample.study("replications: {count: 2}\n"))
    #expect(study.title.isEmpty && study.description.isEmpty && study.factors.isEmpty)
    #expect(study.design == .fullFactorial && study.designSeed == 1)
    #expect(study.replications == Replications(count: 2, firstSeed: 1))
    #expect(study.collection == CollectionChoice())
    #expect(study.stopping == nil && study.pointLimit == 10_000)
  }

  struct Design: Sendable {
    let text: String
    let design: StudyDesign
  }

  static let designs = [
    Design(text: "one-at-a-time", design: .oneAtATime),
    Design(text: "{kind: full-factorial}", design: .fullFactorial),
    Design(text: "{kind: latin-hypercube, points: 7, seed: 9}", design: .latinHypercube(count: 7)),
    Design(text: "{kind: random, points: 8, seed: 9}", design: .random(count: 8)),
    Design(
      text: "{kind: sobol, basePoints: 16, secondOrder: true, seed: 9}",
      design: .sobol(count: 16, secondOrder: true)),
    Design(
      text: "{kind: table, file: points.csv}",
      design: .table([
        ["5 kWh", "0.2", "none", ""], ["10 kWh", "0.25", "auction", "0.7"],
      ])),
  ]

  @Test("Every design is read", arguments: designs)
  func everyDesign(design: Design) throws {
    let table = "k,price,market,battery\n,0.20,none,5\n0.7,0.25 EUR/kWh,auction,\"10 kWh\"\n"
    let yaml = StudyExample.changed("design: full-factorial", "design: \(design.text)")
    let study = try StudyExample.read(yaml, files: ["folder/points.csv": table])
    #expect(study.design == design.design)
    #expect(study.designSeed == (design.text.contains("seed") ? 9 : 1))
  }

  @Test("A half-width is a share or a number in the indicator's unit")
  func halfWidths() throws {
    let study = try StudyExample.read(StudyExample.changed("halfWidth: 2 %", "halfWidth: 1.5"))
    #expect(study.stopping?.halfWidth == 1.5)
    #expect(study.stopping?.isRelative == false)
  }

  @Test("Words of references are written out against the base scenario")
  func references() throws {
    let study = try StudyExample.read(StudyExample.yaml)
    func settings(_ name: String) -> [String]? {
      study.arms.first { $0.name == name }?.assignments.map { "\($0.path)=\($0.value)" }
    }
    #expect(
      settings("no-der") == [
        "members.alice.photovoltaic=null", "members.alice.battery=null",
        "members.bob.photovoltaic=null", "members.bob.battery=null", "contract.enabled=false",
        "market.kind=none", "market.stages=null", "market.settlement=null",
      ])
    #expect(
      settings("no-market") == [
        "market.kind=none", "market.stages=null", "market.settlement=null",
      ])
    #expect(
      settings("central-optimum") == [
        "market.kind=none", "market.stages=null", "market.settlement=null",
        "dispatch.kind=central-optimum",
      ])
    let group = try StudyExample.read(
      StudyExample.study("references: [no-der, no-market]\n"), base: GroupTests.yaml)
    #expect(
      group.arms.map { $0.assignments.map { "\($0.path)=\($0.value)" } } == [
        [],
        [
          "members.house.photovoltaic=null", "members.house.battery=null",
          "members.lone.photovoltaic=null", "members.lone.battery=null", "market.kind=none",
        ],
        ["market.kind=none"],
      ])
  }

  @Test("References are measured against the study itself where it has no arms")
  func studyItself() throws {
    let study = try StudyExample.read(StudyExample.study("references: [no-market]\n"))
    #expect(study.arms.map(\.name) == ["study", "no-market"])
    #expect(study.arms.map(\.isReference) == [false, true])
    #expect(study.arms[0].assignments.isEmpty)
    #expect(try StudyExample.read(StudyExample.study("")).arms.isEmpty)
  }

  @Test("References leave nothing of what they take away, and no draw of anybody else changes")
  func referencesAct() throws {
    let study = try StudyExample.read(
      StudyExample.study("references: [no-der]\n"), base: GroupTests.yaml)
    let template = try TemplateTests.template(GroupTests.yaml)
    let base = try template.scenario(setting: [])
    let without = try template.scenario(setting: study.arms[1].assignments)
    #expect(base.members.contains { $0.photovoltaic != nil })
    #expect(without.members.allSatisfy { $0.photovoltaic == nil && $0.battery == nil })
    #expect(without.members.map(\.load) == base.members.map(\.load))
    #expect(without.members.map(\.tariff) == base.members.map(\.tariff))
  }

  @Test("Values and an arm of the base scenario are the ones that a study is checked against")
  func baseArm() throws {
    let base =
      ScenarioExample.yaml + """
        arms:
          - {name: idle, set: {market.kind: none}}

        """
    let yaml = StudyExample.study(
      "baseArm: idle\nfactors:\n  - {name: k, path: market.k, values: [0.1]}\n")
    #expect(
      try StudyExample.read(StudyExample.study("baseArm: idle\n"), base: base).baseArm == "idle")
    #expect(
      StudyExample.faults(yaml, base: base).first
        == "6:21: unknown key 'k' in 'market'. Did you mean 'market.kind'?")
    #expect(
      StudyExample.faults(StudyExample.study("baseArm: idel\n"), base: base) == [
        "4:10: there is no arm 'idel' in 'home.yaml'. Did you mean 'idle'?"
      ])
  }
}
