import ComplexModule
import NetworkDiagrams
import PowerFlow
import Quantities
import Testing

struct OneLineDiagramTests {
  /// A feeder of four buses with a fork, a generator, a shunt and an open line back.
  static func feeder(names: [String] = ["grid", "fork", "left", "right"]) -> Network {
    Network(
      name: "feeder", title: "A small feeder",
      buses: names.map { Bus(name: $0, nominalVoltage: Voltage(volts: 400)) },
      lines: [
        line("one", 0, 1), line("two", 1, 2), line("three", 1, 3),
        line("tie", 2, 3, isInService: false),
      ],
      sources: [Source(name: "utility", bus: 0)],
      shunts: [Shunt(name: "bank", bus: 3, activePowerWatts: 0, reactivePowerVar: -1000)],
      loads: [
        NetworkLoad(name: "home", bus: 2, activePowerWatts: 1000, reactivePowerVar: 0),
        NetworkLoad(name: "shop", bus: 2, activePowerWatts: 1000, reactivePowerVar: 0),
      ],
      generators: [
        NetworkGenerator(name: "roof", bus: 3, activePowerWatts: 3000, reactivePowerVar: 0)
      ])
  }

  static func line(_ name: String, _ from: Int, _ to: Int, isInService: Bool = true) -> Line {
    Line(
      name: name, from: from, to: to, resistanceOhm: 0.1, reactanceOhm: 0.1,
      isInService: isInService)
  }

  private func picture(
    _ network: Network, _ voltages: [[Double]]? = nil, map: [String: DiagramPoint]? = nil
  ) throws -> DrawnPicture {
    let picture = DrawnPicture(
      OneLineDiagram(.balanced(network), coordinates: map, voltagesPerUnit: voltages))
    try #require(picture.isWellFormed)
    return picture
  }

  @Test("Every bus and branch is drawn once, with its name")
  func elements() throws {
    let picture = try picture(Self.feeder())
    #expect(
      picture.titles(in: "bus")
        == [
          "grid, 0.4 kV; source: utility", "fork, 0.4 kV", "left, 0.4 kV; loads: home, shop",
          "right, 0.4 kV; generators: roof; shunts: bank",
        ])
    #expect(
      Set(picture.titles(in: "branches")) == ["one", "two", "three", "tie (open)"])
    #expect(picture.all("text", in: "labels").map(\.text) == ["grid", "fork", "left", "right"])
    #expect(
      picture.all("text", in: "legend").map(\.text).sorted() == [
        "generator", "load", "open", "shunt", "source",
      ])
    #expect(picture.elements[0].attributes["viewBox"]?.split(separator: " ").count == 4)
  }

  @Test("Open branches are dashed, those in service are not")
  func dashes() throws {
    let picture = try picture(Self.feeder())
    let groups = picture.elements.filter { $0.name == "g" && $0.parents.last == "branches" }
    #expect(groups.count { $0.attributes["stroke-dasharray"] != nil } == 1)
    #expect(groups.first { $0.attributes["stroke-dasharray"] != nil }?.text.contains("tie") == true)
  }

  @Test("Low voltages are blue, nominal ones grey, high ones red, and those beyond the band ringed")
  func colours() throws {
    let picture = try picture(Self.feeder(), [[1], [0.95], [1.06, 0.99, 1.01], [.nan]])
    let circles = picture.all("circle", in: "bus")
    let fills = circles.compactMap { $0.attributes["fill"] }
    #expect(fills == ["#8b929b", "#1f6fc6", "#d1372f", "none"])
    #expect(circles.compactMap { $0.attributes["stroke"] } == ["#d1372f"])
    let titles = picture.titles(in: "bus")
    #expect(titles[2].contains("voltage: 1.0600, 0.9900, 1.0100 pu"))
    #expect(titles[3].contains("voltage: – pu"))
    let texts = picture.all("text", in: "").map(\.text)
    #expect(texts.isEmpty)
    let facts = picture.elements.first {
      $0.text.contains("outside of the band") && $0.name == "text"
    }
    #expect(
      facts?.text
        == "4 buses · 4 branches · 0.9500 to 1.0600 pu · 1 outside of the band · 1 without voltage")
  }

  @Test("Names are escaped, and characters that XML does not have are replaced")
  func escaping() throws {
    let names = ["<a & \"b\">", "'c'", "bell\u{7}\u{0}", "]]>&amp;"]
    var network = Self.feeder(names: names)
    network.title = "<script>alert('x')</script>"
    network.lines[0].name = "</g></svg>"
    let picture = try picture(network)
    let titles = picture.titles(in: "bus")
    #expect(titles[0].hasPrefix("<a & \"b\">, "))
    #expect(titles[1].hasPrefix("'c', "))
    #expect(titles[2].hasPrefix("bell\u{FFFD}\u{FFFD}, "))
    #expect(titles[3].hasPrefix("]]>&amp;, "))
    #expect(picture.titles(in: "branches").contains("</g></svg>"))
    #expect(picture.elements.allSatisfy { $0.name != "script" })
    #expect(picture.elements.contains { $0.text == "<script>alert('x')</script>" })
  }

  @Test("The same network gives the same bytes")
  func determinism() {
    let diagram = OneLineDiagram(
      .balanced(Self.feeder()), voltagesPerUnit: [[1], [0.98], [1], [1]])
    #expect(diagram.svg() == diagram.svg())
  }

  @Test("Networks that nobody can solve are drawn nevertheless")
  func oddNetworks() throws {
    #expect(try picture(Network(buses: [], sources: [])).titles(in: "bus").isEmpty)
    let alone = Network(
      buses: [Bus(name: "a", nominalVoltage: Voltage(volts: .nan))], sources: [])
    #expect(try picture(alone, []).titles(in: "bus") == ["a"])
    #expect(try picture(alone, [[], [1], [2]]).titles(in: "bus") == ["a; voltage: – pu"])
    var broken = Self.feeder()
    broken.lines += [Self.line("self", 1, 1), Self.line("nowhere", 2, 99)]
    broken.loads[0].bus = -5
    broken.sources[0].bus = 77
    #expect(try picture(broken).titles(in: "bus").count == 4)
  }

  @Test("Parallel branches are one link with both names")
  func parallelBranches() throws {
    var network = Self.feeder()
    network.lines.append(Self.line("second", 1, 0))
    let picture = try picture(network)
    #expect(picture.titles(in: "branches").contains("one, second"))
    #expect(picture.titles(in: "branches").count == 4)
  }

  @Test("A map keeps north upward, and puts what has no place beside its neighbour")
  func map() throws {
    let picture = try picture(
      Self.feeder(),
      map: [
        "grid": DiagramPoint(x: 0, y: 0), "fork": DiagramPoint(x: 10, y: 0),
        "left": DiagramPoint(x: 10, y: 5), "right": DiagramPoint(x: .nan, y: .infinity),
      ])
    let places = picture.all("circle", in: "bus").map { circle in
      DiagramPoint(
        x: Double(circle.attributes["cx"] ?? "") ?? .nan,
        y: Double(circle.attributes["cy"] ?? "") ?? .nan)
    }
    try #require(places.count == 4)
    #expect(places[0].y == places[1].y && places[0].x < places[1].x)
    #expect(places[2].y < places[1].y && places[2].x == places[1].x)
    #expect(places[3].x.isFinite && places[3].y.isFinite && places[3] != places[1])
    let tree = try self.picture(Self.feeder(), map: ["nobody": DiagramPoint(x: 1, y: 1)])
    #expect(try tree.elements.count == self.picture(Self.feeder()).elements.count)
  }

  @Test(
    "Impossible places and voltages still give a picture",
    arguments: [0, .leastNonzeroMagnitude, 1e-200, 1e9, 1e10, .infinity, .nan] as [Double])
  func oddNumbers(size: Double) throws {
    let picture = try picture(
      Self.feeder(), [[size], [-size], [1 / size], [size, 1]],
      map: [
        "grid": DiagramPoint(x: 0, y: size), "fork": DiagramPoint(x: size, y: -size),
        "left": DiagramPoint(x: -size, y: 0),
      ])
    #expect(picture.titles(in: "bus").count == 4)
    let view = picture.elements[0].attributes["viewBox"]?.split(separator: " ") ?? []
    #expect(view.compactMap { Double($0) }.count { $0.isFinite && abs($0) < 1e5 } == 4)
  }

  @Test("Phases are the thickness of a line, and a regulator is told from a transformer")
  func multiphase() throws {
    func bus(_ name: String) -> MultiphaseBus {
      MultiphaseBus(name: name, nominalPhaseVoltage: Voltage(volts: 2400))
    }
    func impedance(_ count: Int) -> ComplexMatrix {
      ComplexMatrix(diagonal: Array(repeating: .init(1, 1), count: count))
    }
    func winding(_ bus: Int, _ volts: Double) -> Winding {
      Winding(
        terminal: Terminal(bus: bus, conductors: [1, 2, 3, 0]), connection: .wye,
        ratedVolts: volts, ratedVoltAmperes: 1e6)
    }
    let network = MultiphaseNetwork(
      name: "phases", buses: ["a", "b", "c", "d", "e"].map(bus),
      sources: [
        MultiphaseSource(
          name: "grid", terminal: Terminal(bus: 0, conductors: [1]), voltages: [.init(2400, 0)],
          impedance: impedance(1))
      ],
      lines: [
        MultiphaseLine(
          name: "three", from: Terminal(bus: 0, conductors: [1, 2, 3]),
          to: Terminal(bus: 1, conductors: [1, 2, 3]), impedance: impedance(3)),
        MultiphaseLine(
          name: "single", from: Terminal(bus: 1, conductors: [2]),
          to: Terminal(bus: 2, conductors: [2]), impedance: impedance(1)),
      ],
      transformers: [
        MultiphaseTransformer(
          name: "regulator", windings: [winding(1, 4160), winding(3, 4160)],
          reactancesPerUnit: [0.01]),
        MultiphaseTransformer(
          name: "transformer", windings: [winding(1, 4160), winding(4, 480)],
          reactancesPerUnit: [0.01]),
      ],
      regulators: [
        VoltageRegulator(
          name: "control", transformer: 0, voltageSettingVolts: 120, bandwidthVolts: 2,
          potentialRatio: 20)
      ])
    let picture = DrawnPicture(OneLineDiagram(.multiphase(network)))
    try #require(picture.isWellFormed)
    let groups = picture.elements.filter { $0.name == "g" && $0.parents.last == "branches" }
    func width(_ name: String) -> Double? {
      groups.first { $0.text.contains(name) }?.attributes["stroke-width"].flatMap(Double.init)
    }
    let three = try #require(width("three"))
    let one = try #require(width("single"))
    #expect(one < 0.5 * three)
    // The transformer has two circles, the regulator one.
    #expect(picture.all("circle", in: "branches").count == 3)
    let legend = picture.all("text", in: "legend").map(\.text)
    #expect(legend.contains("regulator") && legend.contains("one phase"))
  }
}
