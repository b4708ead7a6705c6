import NetworkFiles
import PowerFlow
import Testing

/// What the importer of pandapower refuses, and what it notes.
struct PandapowerFaultTests {
  /// A file of three buses; every table stands in a line of its own.
  static func file(_ changes: [String: String] = [:]) -> [UInt8] {
    var tables = [
      "bus": #"{"columns":["name","vn_kv","in_service"],"index":[0,1,2],"#
        + #""data":[["a",20.0,true],["b",0.4,true],["c",0.4,true]]}"#,
      "ext_grid": #"{"columns":["bus","vm_pu","va_degree"],"index":[0],"data":[[0,1.0,0.0]]}"#,
      "line": #"{"columns":["from_bus","to_bus","length_km","r_ohm_per_km","x_ohm_per_km"],"#
        + #""index":[4],"data":[[1,2,0.5,0.2,0.1]]}"#,
      "trafo": #"{"columns":["hv_bus","lv_bus","sn_mva","vn_hv_kv","vn_lv_kv","vk_percent","#
        + #""vkr_percent","shift_degree","tap_side","tap_pos","tap_neutral","tap_step_percent","#
        + #""tap_changer_type"],"index":[0],"#
        + #""data":[[0,1,0.25,20.0,0.4,6.0,1.0,150.0,"hv",1,0,2.5,null]]}"#,
      "load": #"{"columns":["name","bus","p_mw","q_mvar"],"index":[0],"data":[["l",2,0.01,0]]}"#,
    ]
    tables.merge(changes) { $1 }
    let lines = tables.sorted { $0.key < $1.key }.map { name, table in
      let text = table.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      return "\"\(name)\": {\"_class\": \"DataFrame\", \"_object\": \"\(text)\"}"
    }
    let text =
      "{\"_class\": \"pandapowerNet\", \"_object\": {\n" + lines.joined(separator: ",\n") + "\n}}"
    return Array(text.utf8)
  }

  @Test("The position of a tap counts although pandapower ignores it, and a note says so")
  func tapWithoutType() throws {
    let imported = try PandapowerFile.read(Self.file(), named: "net.json")
    guard case .balanced(let network) = imported.network else {
      Issue.record("the network must be balanced")
      return
    }
    #expect(abs(network.transformers[0].ratio - 51.25) < 1e-12)
    #expect(network.transformers[0].tapChanger == nil)
    #expect(imported.notes.count == 1)
    #expect(imported.notes[0].contains("trafo 0: the position 1.0 of the tap is applied"))
    #expect(network.buses[2].label == "c" && network.lines[0].name == "L4")
  }

  /// A changed table and the message that it must give.
  struct Fault: CustomTestStringConvertible {
    let table: String
    let text: String
    let message: String
    var testDescription: String { message }
  }

  static let faults = [
    Fault(
      table: "line",
      text: #"{"columns":["from_bus","to_bus","length_km","r_ohm_per_km","x_ohm_per_km"],"#
        + #""index":[4],"data":[[1,7,0.5,0.2,0.1]]}"#,
      message: "net.json:4:159: 'to_bus' of line 4 is 7, which is no bus. "
        + "Known: '0', '1', '2'."),
    Fault(
      table: "line",
      text: #"{"columns":["from_bus","to_bus","length_km","r_ohm_per_km"],"#
        + #""index":[4],"data":[[1,2,0.5,0.2]]}"#,
      message: "net.json:4:139: line 4 needs a number in the column 'x_ohm_per_km'."),
    Fault(
      table: "load", text: #"{"columns":["bus","p_mw"],"index":[0],"data":[[2,"x"]]}"#,
      message: "net.json:5:104: 'p_mw' of load 0 must be a number, not the text 'x'."),
    Fault(
      table: "dcline", text: #"{"columns":["from_bus"],"index":[3],"data":[[2]]}"#,
      message: "net.json:3:99: dcline 3: elements of this kind are not supported."),
    Fault(
      table: "ext_grid", text: #"{"columns":["bus","vm_pu"],"index":[0],"data":[[0,1.0]"#,
      message: "net.json:3:113: table 'ext_grid': expected ',' or ']', but the file ends here, "
        + "in the text inside these quotation marks."),
    Fault(
      table: "switch",
      text: #"{"columns":["bus","element","et","closed"],"index":[0],"data":[[0,4,"l",false]]}"#,
      message: "net.json:6:125: 'bus' of switch 0 is 0, but line 4 does not end there."),
  ]

  @Test("What is wrong is said with its place inside the embedded table", arguments: faults)
  func tellsFault(fault: Fault) throws {
    let bytes = Self.file([fault.table: fault.text])
    let error = #expect(throws: NetworkFileError.self) {
      try PandapowerFile.read(bytes, named: "net.json")
    }
    let messages = try #require(error).diagnostics.map(\.description)
    #expect(messages.contains(fault.message), "\(messages)")
  }

  @Test("What is not supported becomes a note when it is to be left out")
  func ignoring() throws {
    let table = #"{"columns":["from_bus"],"index":[3],"data":[[2]]}"#
    let imported = try PandapowerFile.read(
      Self.file(["dcline": table]), named: "net.json",
      options: ImportOptions(ignoresUnsupported: true))
    #expect(imported.notes.contains { $0.contains("dcline 3") && $0.hasSuffix("It is left out.") })
  }

  @Test("An open switch leaves the dead end of its line")
  func openSwitch() throws {
    let table =
      #"{"columns":["bus","element","et","closed"],"index":[0],"data":[[2,4,"l",false]]}"#
    let imported = try PandapowerFile.read(Self.file(["switch": table]), named: "net.json")
    guard case .balanced(let network) = imported.network else {
      Issue.record("the network must be balanced")
      return
    }
    #expect(network.buses[network.lines[0].to].name == "open:L4@2")
    #expect(network.buses[network.lines[0].from].name == "1" && network.lines[0].isInService)
  }
}
