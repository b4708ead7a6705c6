import Foundation
import Parameters
import Quantities
import TariffFiles
import Tariffs
import Testing

struct AneelTariffTests {
  static func file(_ name: String) throws -> (name: String, bytes: [UInt8]) {
    let folder = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
    let path = (folder + ["Data", "aneel-\(name).csv"]).joined(separator: "/")
    return ("\(name).csv", [UInt8](try Data(contentsOf: URL(filePath: path))))
  }

  static func selection(
    _ distributor: String = "ETO", _ subgroup: String = "B1",
    _ modality: AneelSelection.Modality = .conventional, date: String = "2026-08-01",
    _ change: (inout AneelSelection) -> Void = { _ in }
  ) throws -> AneelSelection {
    var selection = AneelSelection(
      distributor: distributor, subgroup: subgroup, modality: modality,
      date: try #require(CivilDate(parsing: date)))
    if subgroup == "B1" { selection.subclass = "Residencial" }
    selection.connection = "two-phase"
    change(&selection)
    return selection
  }

  static func message(_ body: () throws -> Void) -> String {
    do {
      try body()
      return "nothing was thrown"
    } catch {
      return "\(error)"
    }
  }

  /// The plan of an imported tariff, defaults filled in as a reader of files does.
  static func plan(_ tariff: AneelTariff) throws -> RatePlan {
    func filled(_ set: ParameterSet, _ given: ParameterValues) -> ParameterValues {
      var values = given.values
      for parameter in set.parameters {
        if case .list(let inner) = parameter.kind, case .list(let list)? = values[parameter.name] {
          values[parameter.name] = .list(list.map { filled(inner, $0) })
        }
        values[parameter.name] = values[parameter.name] ?? parameter.defaultValue
      }
      return ParameterValues(values)
    }
    let inputs = TariffInputs(currency: "BRL")
    return tariff.kindName == "brazil-group-a"
      ? try BrazilGroupATariff(filled(BrazilGroupATariff.parameterSet, tariff.values))
        .plan(named: tariff.name, inputs)
      : try BrazilGroupBTariff(filled(BrazilGroupBTariff.parameterSet, tariff.values))
        .plan(named: tariff.name, inputs)
  }

  @Test("A conventional tariff is read from Latin-1, with the days on which it is in force")
  func conventional() throws {
    let tariff = try AneelTariff([Self.file("tarifas")], Self.selection("eto"))
    #expect(tariff.missing.isEmpty)
    #expect(
      tariff.yaml() == """
        # Prices without taxes, from ANEEL's open data.
        kind: brazil-group-b
        name: eto B1 conventional
        currency: BRL
        timeZone: America/Sao_Paulo
        holidays: brazil
        connection: two-phase
        te: 0.32263 BRL/kWh
        tusd: 0.68343 BRL/kWh
        validFrom: "2026-07-04"
        validUntil: "2027-07-04"
        source: "ANEEL, RESOLUÇÃO HOMOLOGATÓRIA Nº 3.500, DE 30 DE JUNHO DE 2026"

        """)
    let plan = try Self.plan(tariff)
    #expect(plan.energy[0][0].prices.map(\.nanos) == [322_630_000, 683_430_000])
    let earlier = try AneelTariff([Self.file("tarifas")], Self.selection(date: "2026-07-03"))
    #expect(try Self.plan(earlier).energy[0][0].prices.map(\.nanos) == [289_760_000, 640_460_000])
  }

  @Test("Components become those of the tariff, and what they leave one of its own")
  func components() throws {
    let tariff = try AneelTariff(
      [Self.file("componentes"), Self.file("tarifas"), Self.file("bandeiras")], Self.selection())
    let plan = try Self.plan(tariff)
    #expect(
      plan.components.map(\.name) == [
        "TE_ENERGIA", "TE_CFURH", "TE_other", "TUSD_FioB", "TUSD_RB", "TUSD_PeD", "TUSD_TFSEE",
        "TUSD_CDE", "TUSD_other",
      ])
    let prices = plan.energy[0][0].prices.map(\.nanos)
    #expect(prices[0...4] == [310_000_000, -13_250_000, 25_880_000, 441_478_264, 40_500_000])
    #expect(prices[7] == 120_000_001)
    #expect(prices.reduce(0, +) == 1_006_060_000)
    #expect(plan.components[0].party == .retailer)
    #expect(plan.components[3].party == .distributionCompany)
    // June comes before, September is green; the last days of the tariff lie in next July.
    guard case .months(let months) = try #require(plan.adders.first).times else { return }
    #expect(months.map(\.month) == [7, 8, 7])
    #expect(months.map(\.price.nanos) == [44_630_000, 18_850_000, 78_770_000])
  }

  @Test("A white tariff has a row for each period, and says that its windows are missing")
  func white() throws {
    let tariff = try AneelTariff([Self.file("tarifas")], Self.selection("ETO", "B1", .white))
    #expect(tariff.missing == ["windows"])
    #expect(tariff.yaml().contains("# Write 'windows': the tables do not tell it."))
    guard case .list(let rows)? = tariff.values.values["prices"] else { return }
    #expect(rows.map { $0.text("period") } == ["peak", "intermediate", "off-peak"])
    #expect(rows.map { $0.number("tusd") } == [1.3001, 0.9, 0.5])
    #expect(rows.map { $0.number("te") } == [0.5005, 0.31025, 0.00043])
  }

  @Test("Green and blue tariffs have demand, and the distributor's windows where they are known")
  func groupA() throws {
    let green = try AneelTariff(
      [Self.file("tarifas")],
      Self.selection("Enel SP", "A4", .green) { $0.contractedKilowatts["contracted"] = 300 })
    #expect(green.missing.isEmpty)
    let plan = try Self.plan(green)
    #expect(plan.demand[0].tiers[0][0].price.units == 25)
    #expect(plan.demand[0].contracted == [300_000_000])
    #expect(plan.energy[1][0].prices.map(\.nanos) == [480_000_000, 1_006_060_000])
    let blue = try AneelTariff([Self.file("tarifas")], Self.selection("ENEL SP", "A3", .blue))
    #expect(blue.missing == ["contractedPeak", "contractedOffPeak"])
    #expect(blue.yaml().contains("demandPricePeak: 60 BRL/kW"))
  }

  @Test("Rows of compensated energy are taken only when they are asked for")
  func compensated() throws {
    let tariff = try AneelTariff(
      [Self.file("tarifas")], Self.selection { $0.takesCompensated = true })
    #expect(tariff.values.number("tusd") == 0.3)
  }

  @Test("What is not in the table is said with what is")
  func absent() throws {
    let file = try Self.file("tarifas")
    func message(_ selection: AneelSelection) -> String {
      Self.message { _ = try AneelTariff([file], selection) }
    }
    #expect(
      message(try Self.selection("ETE"))
        == "tarifas.csv: there is no distributor 'ETE'. Did you mean 'ETO'?")
    #expect(
      message(try Self.selection("ETO", "A4", .green)).hasPrefix(
        "tarifas.csv: there is no subgroup 'A4'. "))
    #expect(
      message(try Self.selection("ETO", "B1", .blue)).contains("there is no modality 'Azul'"))
    #expect(
      message(try Self.selection(date: "2030-01-01"))
        == "tarifas.csv: the tariff is not in force on 2030-01-01; it is from "
        + "2025-07-04 to 2026-07-03, 2026-07-04 to 2027-07-03.")
    #expect(
      message(try Self.selection { $0.subclass = nil })
        == "tarifas.csv: say which subclass is meant: 'Residencial', 'Baixa Renda'.")
    #expect(
      message(try Self.selection { $0.subclass = "Residencal" })
        == "tarifas.csv: there is no subclass 'Residencal'. Did you mean 'Residencial'?")
  }

  struct Broken: CustomStringConvertible {
    let old: String
    let new: String
    let message: String
    var description: String { message }
  }

  static let broken = [
    Broken(
      old: "683,43", new: "683.43", message: "tarifas.csv:3:216: '683.43' is no number"),
    Broken(old: "683,43", new: "1.06,06", message: "'1.06,06' is no number"),
    Broken(old: "683,43", new: "", message: "'' is no number"),
    Broken(old: "2026-07-04", new: "2026-02-30", message: "'2026-02-30' is no date"),
    Broken(old: ";VlrTE", new: ";VlrTe", message: "tarifas.csv:1:1: there is no column 'VlrTE'"),
    Broken(old: ";MWh;", new: ";kVA;", message: "the unit 'kVA'"),
    Broken(old: "ETO;25086034000171", new: "ETO", message: "the row has 16 fields"),
    Broken(old: "ETO;2508", new: "\"ETO;2508", message: "the quote is not closed"),
    Broken(old: "ETO;2508", new: "\"ETO\"x;2508", message: "behind the closing quote"),
  ]

  @Test("What is wrong in a table is said with its line and column", arguments: broken)
  func brokenTables(broken: Broken) throws {
    var bytes = try Self.file("tarifas").bytes
    // The first row that is in force, where there are several.
    let start =
      broken.old.hasPrefix(";Vlr")
      ? 0 : bytes.firstRange(of: Array("2026-07-04".utf8))?.lowerBound ?? 0
    let from = broken.old.hasPrefix("ETO") ? max(0, start - 40) : start
    let range = try #require(bytes[from...].firstRange(of: Array(broken.old.utf8)))
    bytes.replaceSubrange(range, with: Array(broken.new.utf8))
    let message = Self.message {
      _ = try AneelTariff([("tarifas.csv", bytes)], Self.selection())
    }
    #expect(message.contains(broken.message), "\(message)")
    #expect(message.hasPrefix("tarifas.csv:"))
  }

  @Test("Random damage gives a tariff or an error with the file's name", arguments: 0..<100)
  func damage(seed: Int) throws {
    var state = UInt64(seed) &+ 77
    var files: [(name: String, bytes: [UInt8])] = []
    for name in ["componentes", "tarifas", "bandeiras"] {
      var file = try Self.file(name)
      for _ in 0..<4 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let place = Int(state >> 33) % file.bytes.count
        file.bytes[place] = UInt8(truncatingIfNeeded: state >> 20)
      }
      files.append(file)
    }
    let selection = try Self.selection()
    do throws(TariffFileError) {
      _ = try AneelTariff(files, selection).yaml()
    } catch {
      #expect(error.description.contains(".csv:"))
    }
  }
}
