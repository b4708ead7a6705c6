import Foundation
import RandomStreams
import Scenarios
import StudyDesigns
import Testing

@Suite("Faults of study files")
struct StudyDiagnosticTests {
  struct Fault: Sendable {
    let old: String
    let new: String
    let message: String
  }

  static let faults = [
    Fault(
      old: "path: members.alice.battery.capacity", new: "path: members.alice.battery.capcity",
      message: "10:11: unknown key 'capcity' in 'battery'. Did you mean "
        + "'members.alice.battery.capacity'?"),
    Fault(
      old: "path: members.alice.battery.capacity", new: "path: members.alise.battery.capacity",
      message: "10:11: 'members' has no element called 'alise'. Did you mean 'alice'?"),
    Fault(
      old: "path: members.alice.battery.capacity", new: "path: members..capacity",
      message: "10:11: 'members..capacity' is no path. Write one such as 'market.k' or "
        + "'members[0].battery.capacity'."),
    Fault(
      old: "path: members.alice.battery.capacity", new: "path: seed",
      message: "10:11: 'seed' can't be set by a study: each repetition has its seed from "
        + "'replications', where 'firstSeed' says the first."),
    Fault(
      old: "{time.duration: 12 h}", new: "{arms: []}",
      message: "6:7: 'arms' can't be set: an arm is chosen with '--arm' and changed in the file."),
    Fault(
      old: "values: [5 kWh, 10 kWh]", new: "values: []",
      message: "11:13: the factor 'battery' has no values."),
    Fault(
      old: "values: [5 kWh, 10 kWh]", new: "values: 5 kWh",
      message: "11:13: 'values' in 'factor' must be a list of values such as '[0 %, 20 %]', but is "
        + "'5 kWh'."),
    Fault(
      old: "values: [5 kWh, 10 kWh]", new: "values: [5 kWh, 10 kW]",
      message:
        "11:21: 'capacity' in 'battery' must be an energy such as '13.5 kWh', but '10 kW' has "
        + "the unit 'kW'. Units: Wh, kWh, MWh."),
    Fault(
      old: "values: [5 kWh, 10 kWh]", new: "values: [5 kWh, 5 kWh]",
      message: "11:21: the factor 'battery' has more than one value called '5 kWh'."),
    Fault(
      old: "values: [5 kWh, 10 kWh]", new: "values: [5 kWh, null]",
      message: "10:11: 'capacity' in 'battery' can't be removed: it must be written."),
    Fault(
      old: "    path: members.alice.battery.capacity\n", new: "",
      message: "8:5: the factor 'battery' needs 'path' or 'paths': the keys that take its values."),
    Fault(
      old: "name: battery\n", new: "name: 2nd\n",
      message:
        "8:11: the name of a factor must be a letter, then letters, digits and '_', at most 64 "
        + "in all, but is '2nd'."),
    Fault(
      old: "name: price\n", new: "name: battery\n",
      message: "12:11: there is more than one factor called 'battery'."),
    Fault(
      old: "name: price\n", new: "name: member\n",
      message: "12:11: a factor can't be called 'member', which is a dimension of all results."),
    Fault(
      old: "from: 0.10 EUR/kWh", new: "from: 0.50 EUR/kWh",
      message: "14:37: 'to' in 'range' must be above 'from'."),
    Fault(
      old: "from: 0.10 EUR/kWh", new: "from: 0.10 EUR/MWh",
      message:
        "14:37: the ends of the range of 'price' must have the same unit, but have 'EUR/MWh' "
        + "and 'EUR/kWh'."),
    Fault(
      old: ", levels: 3}", new: "}",
      message: "12:11: the design 'full-factorial' needs levels: write 'levels' in the range of "
        + "'price', or its 'values'."),
    Fault(
      old: "path: market.k", new: "path: market.kind",
      message: "20:11: the factors 'market' and 'k' both set 'market.kind'."),
    Fault(
      old: "when: {market: [auction]}", new: "when: {market: [auktion]}",
      message: "22:21: the factor 'market' has no value 'auktion'. Did you mean 'auction'?"),
    Fault(
      old: "when: {market: [auction]}", new: "when: {markt: [auction]}",
      message: "22:12: there is no factor 'markt' before this one. Did you mean 'market'?"),
    Fault(
      old: "when: {market: [auction]}", new: "when: {market: [auction], price: [1]}",
      message: "22:11: 'when' must name one factor, but names 2."),
    Fault(
      old: "    when: {market: [auction]}\n", new: "",
      message: "20:11: unknown key 'k' in 'market'. Did you mean 'market.kind'?"),
    Fault(
      old: "full-factorial", new: "full-factoral",
      message: "23:9: unknown kind 'full-factoral' of 'design'. Did you mean 'full-factorial'?"),
    Fault(
      old: "full-factorial", new: "{kind: latin-hypercube, points: 0}",
      message: "23:41: 'points' in 'design' must be at least 1, but is '0'."),
    Fault(
      old: "base: home.yaml", new: "base: hom.yaml",
      message: "5:7: can't read the base scenario 'hom.yaml': there is no such file."),
    Fault(
      old: "name: storage", new: "name: Storage",
      message:
        "2:7: the name of a study must be of lower-case letters, digits, '-' and '_', at most "
        + "64, but is 'Storage'."),
    Fault(
      old: "name: sunny", new: "name: plain",
      message: "27:12: there is more than one arm called 'plain'."),
    Fault(
      old: "name: sunny", new: "name: no-der",
      message: "29:5: there is more than one arm called 'no-der'."),
    Fault(
      old: "- no-der", new: "- no-dre",
      message: "29:5: there is no reference 'no-dre'. Did you mean 'no-der'?"),
    Fault(
      old: "- {name: plain}", new: "- {name: plain, set: {members.alice.battery.capacity: 7 kWh}}",
      message:
        "26:12: the arm 'plain' sets all that the factor 'battery' varies, so its values would "
        + "be the same run."),
    Fault(
      old: "photovoltaic.power: 9 kW", new: "photovoltaic.power: 9 kWh",
      message:
        "27:83: 'power' in 'photovoltaic' must be a power such as '3.5 kW', but '9 kWh' has the "
        + "unit 'kWh'. Units: W, kW, MW."),
    Fault(
      old: "halfWidth: 2 %", new: "halfWidth: 0 %",
      message:
        "34:40: 'halfWidth' in 'stopping' must be a share of the mean such as '2 %', or a number "
        + "above 0 in the indicator's unit, but is '0 %'."),
    Fault(
      old: "maximum: 30", new: "maximum: 2",
      message: "34:84: 'maximum' in 'stopping' must be at least 'minimum', which is 3."),
    Fault(
      old: "limit: 500", new: "limitt: 500",
      message: "35:1: unknown key 'limitt' in 'study'. Did you mean 'limit'?"),
    Fault(
      old: "indicators: [cost, energy]", new: "indicators: [cost, cost]",
      message: "33:30: 'cost' is named twice."),
    Fault(
      old: "paths: [\"tariffs.household.components[0].price\", tariffs.household.exportPrice]",
      new: "paths: [\"members[0].battery.capacity\"]",
      message:
        "13:12: the factors 'battery' and 'price' both set 'members.alice.battery.capacity', "
        + "which 'members[0].battery.capacity' replaces."),
    Fault(
      old: "tariffs.household.exportPrice]", new: "tariffs.household.exportPrice, market.kind]",
      message: "17:40: the factors 'price' and 'market' both set 'market.kind'."),
  ]

  @Test("A fault is said with its place, what was found and what is allowed", arguments: faults)
  func message(fault: Fault) {
    let messages = StudyExample.faults(StudyExample.changed(fault.old, fault.new))
    #expect(
      messages.contains { $0.hasPrefix(fault.message) },
      "\(fault.new)\n\(messages.joined(separator: "\n"))")
  }

  struct Table: Sendable {
    let text: String
    let message: String
  }

  static let tables = [
    Table(text: "", message: "points.csv:1:1: the table is empty."),
    Table(text: "battery\n", message: "points.csv:1:1: the table has no rows."),
    Table(
      text: "batery\n5\n",
      message: "points.csv:1:1: there is no factor 'batery'. Did you mean 'battery'?"),
    Table(
      text: "battery,battery\n5,5\n",
      message: "points.csv:1:9: there is more than one column 'battery'."),
    Table(
      text: "battery\n7 kWh\n",
      message: "points.csv:2:1: the factor 'battery' has no value '7 kWh'."),
    Table(
      text: "battery\n5\n\n", message: "points.csv:3:1: the factor 'battery' needs a value here."),
    Table(
      text: "battery\n5,6\n",
      message: "points.csv:2:1: the row has 2 fields, but the table has 1 columns."),
    Table(
      text: "battery\n\"5\n",
      message: "points.csv:2:3: the quotation mark of this field is not closed."),
    Table(
      text: "battery\n5\"\n", message: "points.csv:2:2: a quotation mark must enclose a whole field"
    ),
    Table(text: "battery\n5\n5\n", message: "points.csv:3:1: Rows 1 and 2 of the table are equal"),
  ]

  @Test("A fault of a table is said with its row and column", arguments: tables)
  func table(table: Table) {
    let yaml = StudyExample.study(
      """
      factors:
        - {name: battery, path: members.alice.battery.capacity, values: [5 kWh, 10 kWh]}
      design: {kind: table, file: points.csv}

      """)
    let messages = StudyExample.faults(yaml, files: ["folder/points.csv": table.text])
    #expect(
      messages.contains { $0.hasPrefix("folder/" + table.message) },
      "\(messages.joined(separator: "\n"))")
    #expect(
      StudyExample.faults(yaml) == [
        "6:29: can't read the table 'points.csv': there is no such file."
      ])
  }

  @Test("A fault of the base scenario is said with its own place")
  func baseFault() {
    let base = ScenarioExample.changed("k: 0.25", "k: 2.5")
    #expect(
      StudyExample.faults(StudyExample.yaml, base: base) == [
        "folder/home.yaml:29:6: 'k' in 'market' must be at most 1, but is '2.5'."
      ])
  }

  @Test("Mutations of a valid study give a study or an error, never a trap", arguments: 0..<20)
  func mutations(seed: Int) {
    var draws = RandomStream(seed: UInt64(seed), stream: "mutations", entity: "study").draws(at: 0)
    func below(_ bound: Int) -> Int { Int(draws.uniformInteger(below: UInt64(bound))) }
    let pieces = [
      "[", "]", "{", "}", ":", ",", "null", "1e999", "-1", "9223372036854775807", "999999999", "%",
      "market.kind", "members[0]", "seed: 1", "arms", "{}", "[]", "[[]]", "*a", "&a ", "5 kWh",
      "no-der",
      "\"\"", "sobol", "table", "random", "logarithmic", "integer: true", "levels: 100000",
      "points: 3",
      "when: {battery: [5 kWh]}", "\n", "  ", "- ", "{name: x, path: market.k, values: [1]}",
    ]
    for _ in 0..<60 {
      var bytes = Array(StudyExample.yaml.utf8)
      for _ in 0...below(4) where !bytes.isEmpty {
        let position = below(bytes.count)
        switch below(6) {
        case 0: bytes[position] = UInt8(below(256))
        case 1: bytes.remove(at: position)
        case 2: bytes.insert(contentsOf: pieces[below(pieces.count)].utf8, at: position)
        case 3: bytes.removeSubrange(position..<min(bytes.count, position + below(40)))
        case 4: bytes.removeSubrange(position...)
        default:
          let end = min(bytes.count, position + below(80))
          bytes.insert(contentsOf: bytes[position..<end], at: below(bytes.count))
        }
      }
      do {
        #expect(try !StudyExample.read(bytes: bytes).name.isEmpty)
      } catch {
        #expect(!error.diagnostics.isEmpty)
      }
    }
  }

  @Test("Mutated tables give rows or an error, never a trap", arguments: 0..<5)
  func mutatedTables(seed: Int) {
    var draws = RandomStream(seed: UInt64(seed), stream: "mutations", entity: "table").draws(at: 0)
    func below(_ bound: Int) -> Int { Int(draws.uniformInteger(below: UInt64(bound))) }
    let yaml = StudyExample.changed("full-factorial", "{kind: table, file: points.csv}")
    for _ in 0..<60 {
      var bytes = Array("k,price,market,battery\n,0.20,none,5\n0.7,0.25,auction,\"10 kWh\"\n".utf8)
      for _ in 0...below(3) where !bytes.isEmpty {
        let position = below(bytes.count)
        switch below(4) {
        case 0: bytes[position] = [44, 34, 10, 13, 0, 255, 48, 45][below(8)]
        case 1: bytes.remove(at: position)
        case 2: bytes.removeSubrange(position...)
        default: bytes.insert([44, 34, 10, 13, 239, 49][below(6)], at: position)
        }
      }
      _ = try? StudyFile.read(path: "study.yaml") { path in
        path == "study.yaml"
          ? Array(yaml.utf8) : path == "home.yaml" ? Array(ScenarioExample.yaml.utf8) : bytes
      }
    }
  }

  @Test("The schema of studies is JSON and has every key that a study can have")
  func schema() throws {
    let text = StudyFile.schema
    let json = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    #expect(json?["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
    #expect(json?["additionalProperties"] as? Bool == false)
    let properties = try #require(json?["properties"] as? [String: Any])
    #expect(
      properties.keys.sorted() == [
        "arms", "base", "baseArm", "collect", "description", "design", "factors", "limit", "name",
        "references", "replications", "schemaVersion", "set", "stopping", "title",
      ])
    for key in [
      "path", "paths", "values", "range", "levels", "when", "from", "to", "scale", "integer",
      "label",
      "number", "count", "firstSeed", "indicators", "byMember", "byAccount", "series", "indicator",
      "halfWidth", "confidence", "minimum", "maximum", "points", "basePoints", "secondOrder",
      "seed",
      "file",
    ] {
      #expect(text.contains("\"\(key)\": {"), "\(key)")
    }
  }
}
