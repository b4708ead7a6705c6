import ComplexModule
import NetworkFiles
import PowerFlow
import Quantities
import RealModule
import Testing

/// What single elements become. Where no other source is named, the numbers are what OpenDSS itself
/// says (dss-python 0.15.7).
struct OpenDSSElementTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let commands: String
    let values: [Double]

    init(_ commands: String, _ values: Double...) {
      self.commands = commands
      self.values = values
    }

    var testDescription: String { commands }
  }

  static let lineCode =
    "New LineCode.O nphases=3 units=km rmatrix=(1|0 1|0 0 1) xmatrix=(0|0 0|0 0 0) cmatrix=(0|0 0|0 0 0)\n"

  /// Resistance and reactance of the first conductor.
  static let lines = [
    Case("linecode=o length=100 units=m", 0.1, 0),
    Case("units=m linecode=o length=100", 0.1, 0),
    Case("linecode=o length=100 units=m\nLine.Q.units=ft", 0.03048, 0),
    Case("linecode=o length=100 units=m\nLine.Q.length=50", 0.05, 0),
    Case("linecode=o length=2.5", 2.5, 0),
    Case("phases=1 rmatrix=[3] xmatrix=[0] length=100 units=m", 300, 0),
    Case("phases=1 rmatrix=[3] length=2", 6, 0.2412),
    Case("phases=1 r1=1 x1=2 r0=3 x0=5", 1, 2),
    Case("r1=1 x1=2 r0=4 x0=5", 2, 3),
    Case("switch=y", 0.001, 0.001),
    Case("switch=y linecode=o", 0.001, 0.001),
    Case("switch=y r1=3 r0=3 x1=0 x0=0", 0.003, 0),
    Case("", (2 * 0.058 + 0.1784) / 3, (2 * 0.1206 + 0.4047) / 3),
  ]

  @Test("A line has the impedance that OpenDSS gives it", arguments: lines)
  func lineImpedance(line: Case) throws {
    let network = try ScriptFiles.network(
      after: Self.lineCode + "New Line.Q bus1=sourcebus bus2=b " + line.commands)
    let impedance = network.lines[0].impedance[0, 0]
    #expect(abs(impedance.real - line.values[0]) <= 1e-12 * line.values[0])
    #expect(abs(impedance.imaginary - line.values[1]) <= 1e-12)
  }

  /// One kilometre of one wire, 9 m high, at 50 Hz: resistance and reactance.
  static let earth = [
    Case("earthmodel=carson", 0.3293480195914535, 0.7587942758711776),
    Case("earthmodel=fullcarson", 0.3283359849414901, 0.7598817940347476),
    Case("earthmodel=deri", 0.32337264871083204, 0.7644757325789183),
  ]

  @Test("The return through the earth is calculated as OpenDSS does", arguments: earth)
  func earthReturn(model: Case) throws {
    let network = try ScriptFiles.network(
      after: """
        Set \(model.commands)
        New WireData.W rac=.28 runits=km gmrac=5.3 gmrunits=mm radius=7.1 radunits=mm
        New LineGeometry.G nconds=1 nphases=1 cond=1 wire=w x=0 h=9 units=m
        New Line.Q bus1=sourcebus.1 bus2=b.1 length=1 units=km geometry=g
        """)
    let impedance = network.lines[0].impedance[0, 0]
    #expect(abs(impedance.real - model.values[0]) < 1e-10)
    #expect(abs(impedance.imaginary - model.values[1]) < 1e-10)
  }

  /// Active and reactive power, in kW and kvar.
  static let loads = [
    Case("kw=100 kvar=50 pf=.9", 100, 50), Case("kw=100 pf=.9 kvar=50", 100, 50),
    Case("kw=100 kvar=50 kw=200", 200, 107.948564427617), Case("kvar=50", 10, 50),
    Case("kva=100", 88, 47.4973683481517), Case("kva=100 pf=.8", 80, 60),
    Case("kva=100 kw=50", 50, 26.9871411069044), Case("xfkva=100", 44, 23.7486841740758),
    Case("kw=10 xfkva=100 kvar=4", 44, 4), Case("kw=100 kvar=-50", 100, -50),
    Case("kw=100 pf=-.9", 100, -48.4322104837853), Case("", 10, 5.39742822138087),
    Case("kw=100 kvar=50\nLoad.L.kw=200", 200, 100),
    Case("kw=100 kvar=50\nLoad.L.pf=.8", 100, 50),
  ]

  @Test("A load has the power that OpenDSS gives it", arguments: loads)
  func loadPower(load: Case) throws {
    let network = try ScriptFiles.network(after: "New Load.L bus1=sourcebus kv=11 " + load.commands)
    #expect(abs(network.loads[0].activePowerWatts / 1000 - load.values[0]) < 1e-10)
    #expect(abs(network.loads[0].reactivePowerVar / 1000 - load.values[1]) < 1e-10)
  }

  static let generators = [
    Case("", 1000, 60), Case("kw=100", 100, 53.9742822138087),
    Case("pf=.9 kw=100", 100, 48.4322104837853), Case("kw=100 kvar=20 kw=200", 200, 40),
  ]

  @Test("A generator has the power that OpenDSS gives it", arguments: generators)
  func generatorPower(generator: Case) throws {
    let network = try ScriptFiles.network(
      after: "New Generator.G bus1=sourcebus kv=11 " + generator.commands)
    #expect(abs(network.generators[0].activePowerWatts / 1000 - generator.values[0]) < 1e-10)
    #expect(abs(network.generators[0].reactivePowerVar / 1000 - generator.values[1]) < 1e-10)
  }

  /// Real and imaginary parts of the impedance on and beside the diagonal.
  static let sources = [
    Case("z1=[1 2]", 1, 2, 0, 0), Case("z1=[1 2] z0=[2 5]", 1.3333333333, 3, 0.3333333333, 1),
    Case("puz1=[.01 .02] basemva=10", 0.121, 0.242, 0, 0),
    Case("r1=1", 1.26534528, 6.07274735, 0.26534528, -0.34231993),
    Case(
      "isc3=3000 isc1=5 basekv=11 pu=1.05", 401.560520172, 1205.0238512, 401.047084142,
      1202.97010708),
    Case(
      "basekv=115 mvasc3=20000 mvasc1=21000", 0.166785649041, 0.60727473516, 0.00640896698569,
      -0.0342319930614),
  ]

  @Test("A source has the impedance that OpenDSS gives it", arguments: sources)
  func sourceImpedance(source: Case) throws {
    let network = try ScriptFiles.network(after: "Edit Vsource.Source " + source.commands)
    let impedance = network.sources[0].impedance
    let found = [
      impedance[0, 0].real, impedance[0, 0].imaginary, impedance[0, 1].real,
      impedance[0, 1].imaginary,
    ]
    for (value, expected) in zip(found, source.values) {
      #expect(abs(value - expected) < 1e-8 + 1e-11 * abs(expected))
    }
  }

  @Test("A neutral is reduced out of a line code as Kron has shown")
  func kron() throws {
    let network = try ScriptFiles.network(
      after: """
        New LineCode.N nphases=2 rmatrix=(1|.5 2) xmatrix=(0|0 0) cmatrix=(7|-1 9) kron=y
        New Line.Q bus1=sourcebus.1 bus2=b.1 linecode=n
        """)
    // 1 − 0.5² / 2, by hand.
    #expect(abs(network.lines[0].impedance[0, 0].real - 0.875) < 1e-15)
    let farad = network.lines[0].shuntAdmittance[0, 0].imaginary / (2 * .pi * 50)
    #expect(abs(farad - 7e-9) < 1e-20)
  }

  @Test("Elements may be edited, opened, disabled and changed by pattern until the end")
  func edits() throws {
    let network = try ScriptFiles.network(
      after: """
        New Line.A sourcebus b
        New Line.B bus1=b bus2=c switch=y
        New Load.One bus1=b kv=11 kw=(2 3 * 4 +)
        New Load.Two bus1=c kv=11
        New Load.Three bus1=c kv=11
        BatchEdit Load.T.* vminpu=.7
        Edit Load.Two vmaxpu=1.3
        Disable Load.Three
        Open Line.B 1
        """)
    #expect(network.loads.map(\.name) == ["one", "two"])
    #expect(network.loads[0].activePowerWatts == 10_000)
    #expect(network.loads[0].voltageWindow == VoltageWindow(minimum: 0.95, maximum: 1.05))
    #expect(network.loads[1].voltageWindow == VoltageWindow(minimum: 0.7, maximum: 1.3))
    #expect(network.lines.map(\.isInService) == [true, false])
  }

  @Test("A second circuit behind Clear takes the place of the first")
  func clear() throws {
    let imported = try ScriptFiles.imported(
      after: "Clear\nNew Circuit.Second basekv=20\nNew Load.L bus1=sourcebus kv=20")
    #expect(imported.network.name == "Second")
    #expect(imported.notes == ["t.dss:3:1: 'Clear' drops the circuit that was defined before it."])
  }
}
