import Foundation
import RandomStreams
import Scenarios
import StudyDesigns
import Synchronization
import Testing

@Suite("Templates of scenarios")
struct TemplateTests {
  /// A template whose files are in memory.
  static func template(
    _ yaml: String, arm: String? = nil
  ) throws(ScenarioError) -> ScenarioTemplate {
    try ScenarioTemplate(path: "folder/home.yaml", arm: arm) { path in
      switch path {
      case "folder/home.yaml": return Array(yaml.utf8)
      case "folder/day.csv": return Array(ScenarioExample.profile.utf8)
      case "folder/feeder.json": return Array(ScenarioExample.network.utf8)
      default: throw ScenarioExample.NoFile()
      }
    }
  }

  /// What two scenarios differ in; `nil` when they are the same.
  static func difference(_ left: Scenario, _ right: Scenario) -> String? {
    var (left, right) = (left, right)
    if left.network?.network != right.network?.network { return "network" }
    if left.resolvedText != right.resolvedText { return "text" }
    if left.inputs != right.inputs { return "inputs" }
    if left.overrides != right.overrides { return "overrides" }
    // The network holds a dictionary, which prints in any order.
    left.network = nil
    right.network = nil
    return "\(left)" == "\(right)" ? nil : "fields"
  }

  /// Settings that some scenario of the tests allows.
  static let settings: [[Assignment]] = [
    "seed=3", "seed=4", "market.kind=none", "market=none", "market.k=0.5", "market.k=0.7",
    "market.gateClosureLead=1 h", "market.kind=mid-market-rate", "members[0].load.power=2 kW",
    "members[0].load.power=2.50 kW", "members[0].load.power=2500 W", "members[0].tariff=dear",
    "members[0].battery=null", "members[0].battery.capacity=7 kWh", "members[0].photovoltaic=null",
    "members[1].battery={capacity: 3 kWh}", "members[0].photovoltaic.share=80 %",
    "members.alice.battery.control.kind=idle", "members[0].battery.control=self-consumption",
    "recording.interval=1 h", "recording=null", "recording.orders=true", "contract=null",
    "contract.enabled=false", "contract.members[0].tokens=3 SEB", "network.minimumVoltage=0.9",
    "network.solver=newton-raphson", "network=null", "time.duration=12 h",
    "time.holidays=none", "tariffs[0].components[0].price=0.5 EUR/kWh",
    "tariffs[0].exportPrice=null",
    "currency=BRL", "title=Another", "description=null", "members[0].load.profile=day/sun",
    "members[0].governance={}", "members[0].fullName=null", "members[0].bus=C",
    "members[0].strategy=null", "dispatch=central-optimum", "dispatch.kind=central-optimum",
    "profiles[0].scale=2", "profiles[0].step=null", "marke=1", "members[7].tariff=x",
    "members[0].load.power=5", "members=[]", "members[0].count=7", "members[0].load=null",
  ].map { text in
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    return [Assignment(path: parts[0], value: parts[1])]
  }

  static let bases = [ScenarioExample.yaml, GroupTests.yaml, ContractExample.yaml]

  @Test(
    "A variation is what reading with overrides gives, and so are its faults", arguments: 0..<30)
  func equality(seed: Int) throws {
    let yaml = Self.bases[seed % 3]
    let template = try Self.template(yaml)
    var draws = RandomStream(seed: UInt64(seed), stream: "settings", entity: "equality").draws(
      at: 0)
    for _ in 0..<25 {
      let setting = Self.random(&draws)
      let overrides = setting.map { "\($0.path)=\($0.value)" }
      let read = Result { try ScenarioExample.read(yaml, overrides: overrides) }
      let varied = Result { try template.scenario(setting: setting) }
      switch (read, varied) {
      case (.success(let read), .success(let varied)):
        #expect(Self.difference(read, varied) == nil, "\(overrides)")
      case (.failure(let read as ScenarioError), .failure(let varied as ScenarioError)):
        #expect(read == varied, "\(overrides)")
      case (.failure, .success):
        // A kind that is set after a key of another kind wins in a template.
        #expect(overrides.contains { $0.contains("kind") || $0 == "market=none" }, "\(overrides)")
      default: Issue.record("\(overrides): \(read) \(varied)")
      }
    }
  }

  private static func random(_ draws: inout RandomDraws) -> [Assignment] {
    (0...Int(draws.uniformInteger(below: 4))).flatMap { _ in
      settings[Int(draws.uniformInteger(below: UInt64(settings.count)))]
    }
  }

  @Test(
    "Two settings have one identity exactly when they resolve to one scenario", arguments: 0..<12)
  func identities(seed: Int) throws {
    let template = try Self.template(Self.bases[seed % 3])
    var draws = RandomStream(seed: UInt64(seed), stream: "settings", entity: "identity").draws(
      at: 0)
    var texts: [String: String] = [:]
    var identities: [String: String] = [:]
    for _ in 0..<40 {
      let setting = Self.random(&draws)
      guard let scenario = try? template.scenario(setting: setting) else { continue }
      let identity = try template.identity(setting: setting)
      // Prose and arms change no result.
      let text = scenario.resolvedText.split(separator: "\n").filter {
        !$0.hasPrefix("title:") && !$0.hasPrefix("description:")
      }.joined(separator: "\n")
      #expect(texts.updateValue(text, forKey: identity) ?? text == text)
      #expect(identities.updateValue(identity, forKey: text) ?? identity == identity)
    }
    #expect(texts.count > 3)
  }

  @Test("Comments and the way of writing change no identity; values and input files do")
  func identityOfBase() throws {
    let base = try Self.template(ScenarioExample.yaml).identity(setting: [])
    for same in [
      ScenarioExample.changed("# An hour would do as well.", "# Quite another comment."),
      ScenarioExample.changed("seed: 42\ncurrency: EUR\n", "currency: EUR\nseed: 42\n"),
      ScenarioExample.changed("power: 4 kW", "power: 4000 W"),
      ScenarioExample.changed("Two houses and a farm", "Two houses"),
      ScenarioExample.yaml + "arms: [{name: a, set: {market.kind: none}}]\n",
    ] {
      #expect(try Self.template(same).identity(setting: []) == base)
    }
    for other in [
      ScenarioExample.changed("power: 4 kW", "power: 4001 W"),
      ScenarioExample.changed("seed: 42", "seed: 43"),
      ScenarioExample.changed("minimumVoltage: 0.95", "minimumVoltage: 0.94"),
    ] {
      #expect(try Self.template(other).identity(setting: []) != base)
    }
    let changed = try ScenarioTemplate(path: "folder/home.yaml", arm: nil) { path in
      switch path {
      case "folder/home.yaml": Array(ScenarioExample.yaml.utf8)
      case "folder/day.csv": Array(ScenarioExample.profile.replacing("0.8", with: "0.9").utf8)
      default: Array(ScenarioExample.network.utf8)
      }
    }
    #expect(try changed.identity(setting: []) != base)
    let arm = ScenarioExample.yaml + "arms: [{name: a, set: {market.kind: none}}]\n"
    #expect(
      try Self.template(arm, arm: "a").identity(setting: [])
        == Self.template(ScenarioExample.yaml).identity(
          setting: [Assignment(path: "market.kind", value: "none")]))
  }

  @Test("Each file is read once, however many variations there are")
  func readsOnce() throws {
    let counts = Mutex<[String: Int]>([:])
    let template = try ScenarioTemplate(path: "folder/home.yaml", arm: nil) { path in
      counts.withLock { $0[path, default: 0] += 1 }
      return switch path {
      case "folder/home.yaml": Array(ScenarioExample.yaml.utf8)
      case "folder/day.csv": Array(ScenarioExample.profile.utf8)
      default: Array(ScenarioExample.network.utf8)
      }
    }
    for setting in Self.settings {
      _ = try? template.scenario(setting: setting)
      _ = try? template.identity(setting: setting)
    }
    #expect(counts.withLock { $0.values.allSatisfy { $0 == 1 } })
    #expect(template.sourceText == ScenarioExample.yaml)
  }

  @Test("Threads share a template", arguments: [0, 1, 2])
  func threads(base: Int) async throws {
    let yaml = Self.bases[base]
    let template = try Self.template(yaml)
    let texts = await withTaskGroup(of: [String].self) { group in
      for _ in 0..<4 {
        group.addTask {
          Self.settings.map { (try? template.scenario(setting: $0))?.resolvedText ?? "" }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(texts.count == 4 && Set(texts).count == 1)
  }

  @Test("Why a path can't be set is told with the nearest one")
  func problems() throws {
    let template = try Self.template(ScenarioExample.yaml)
    #expect(template.problem(withPath: "members.alice.battery.capacity") == nil)
    #expect(template.problem(withPath: "market.kind") == nil)
    #expect(
      template.problem(withPath: "members.alice.battery.capcity")
        == "unknown key 'capcity' in 'battery'. Did you mean 'members.alice.battery.capacity'?")
    #expect(template.problem(withPath: "..") == "'..' is no path.")
  }

  @Test("A base scenario with a fault is refused with its place")
  func faults() {
    #expect(throws: ScenarioError.self) { try Self.template("schemaVersion: 2\n") }
    #expect(throws: ScenarioError.self) { try Self.template(ScenarioExample.yaml, arm: "none") }
  }

  @Test(
    "Every shipped scenario gives the same variations by a template",
    .enabled(if: !ShippedScenariosTests.paths.isEmpty, "there are no scenarios beside the tests"),
    arguments: ShippedScenariosTests.paths)
  func shipped(path: String) throws {
    let template = try ScenarioTemplate(path: path)
    for overrides in [[], ["seed=5"], ["market.kind=none", "recording.orders=true"]] {
      let read = try Scenario.read(path: path, overrides: overrides)
      let setting = overrides.map { text in
        let parts = text.split(separator: "=").map(String.init)
        return Assignment(path: parts[0], value: parts[1])
      }
      for _ in 0..<2 {
        let varied = try template.scenario(setting: setting)
        #expect(varied.resolvedText == read.resolvedText)
        #expect(varied.inputs == read.inputs)
        #expect(varied.members.map { "\($0)" } == read.members.map { "\($0)" })
        #expect(varied.profileTables.map(\.columns) == read.profileTables.map(\.columns))
        #expect(varied.network?.network == read.network?.network)
        #expect("\(varied.tariffs)" == "\(read.tariffs)")
      }
    }
  }
}
