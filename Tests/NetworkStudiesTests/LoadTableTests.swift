import NetworkStudies
import PowerFlow
import ProfileFiles
import Profiles
import Quantities
import Testing

struct LoadTableTests {
  static let network = NetworkModel.balanced(
    Network(
      buses: [
        Bus(name: "a", nominalVoltage: Voltage(volts: 400)),
        Bus(name: "b", nominalVoltage: Voltage(volts: 400)),
      ],
      lines: [Line(name: "l", from: 0, to: 1, resistanceOhm: 0.1, reactanceOhm: 0.1)],
      sources: [Source(name: "s", bus: 0)],
      loads: [
        NetworkLoad(
          name: "house", bus: 1, activePowerWatts: 2000, reactivePowerVar: 500, profile: "day"),
        NetworkLoad(name: "shop", bus: 1, activePowerWatts: 1000, reactivePowerVar: 0),
      ],
      generators: [
        NetworkGenerator(name: "roof", bus: 1, activePowerWatts: 3000, reactivePowerVar: 0)
      ]))

  static func table(_ text: String) throws -> LoadTable {
    try LoadTable(
      reading: Array(text.utf8), named: "loads.csv", elements: network.injectionElements)
  }

  static func row(_ table: LoadTable, _ index: Int) -> (active: [Double], reactive: [Double]) {
    var active = [0.0, 0, 0]
    var reactive = active
    table.fill(row: index, activePowerWatts: &active, reactivePowerVar: &reactive)
    return (active, reactive)
  }

  @Test("Columns give powers in kW and kvar; what none speaks of keeps its nominal power")
  func powers() throws {
    let table = try Self.table("hour,house,roof.p_kw,roof.q_kvar\n0,4,1.5,-0.25\n1,0,0,0\n")
    #expect(table.rowCount == 2)
    #expect(table.grid == nil)
    #expect(Self.row(table, 0).active == [4000, 1000, 1500])
    #expect(Self.row(table, 0).reactive == [1000, 0, -250])
    #expect(Self.row(table, 1).active == [0, 1000, 0])
    #expect(Self.row(table, 1).reactive == [0, 0, 0])
  }

  @Test("A column of a profile scales the nominal powers of all that have it")
  func profiles() throws {
    let table = try Self.table("minute,day\n0,0.5\n1,2\n")
    #expect(Self.row(table, 0).active == [1000, 1000, 3000])
    #expect(Self.row(table, 1).reactive == [1000, 0, 0])
  }

  @Test("A column of stamps dates the rows")
  func stamps() throws {
    let table = try Self.table("time,shop\n2016-01-01T00:00:00Z,1\n2016-01-01T00:01:00Z,2\n")
    #expect(table.grid?.stepNanoseconds == 60_000_000_000)
    #expect(Self.row(table, 1).active == [2000, 2000, 3000])
  }

  @Test(
    "What cannot be meant is refused by its name",
    arguments: [
      ("hour,hose\n0,1\n", "no column"), ("hour,house,day\n0,1,1\n", "day"),
      ("hour,house,house.p_kw\n0,1,1\n", "house.p_kw"), ("hour\n0\n", "no column"),
      ("hour,house\n0,x\n", "x"),
    ])
  func refusals(text: String, word: String) throws {
    let error = try #require(throws: ProfileFileError.self) { try Self.table(text) }
    #expect(error.description.contains(word))
    #expect(error.description.contains("loads.csv"))
  }

  @Test("A column that names nothing is told, with the nearest name")
  func suggestion() throws {
    let error = try #require(throws: ProfileFileError.self) { try Self.table("h,hose\n0,1\n") }
    #expect(error.description.contains("Did you mean 'house'?"))
    let table = try Self.table("h,house,shopp\n0,1,2\n")
    #expect(table.note?.contains("'shopp'. Did you mean 'shop'?") == true)
    #expect(try Self.table("h,house\n0,1\n").note == nil)
  }
}
