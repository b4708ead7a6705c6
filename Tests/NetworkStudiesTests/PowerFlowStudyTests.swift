import NetworkStudies
import PowerFlow
import ResultFiles
import TestSupport
import Testing

struct PowerFlowStudyTests {
  @Test("A series of one nominal row is the single solution")
  func seriesIsSingle() throws {
    let study = try PowerFlowStudy(LoadTableTests.network)
    let report = study.solve()
    var row = SeriesRow(study.axes)
    study.solve(
      activePowerWatts: study.elements.map(\.activePowerWatts),
      reactivePowerVar: study.elements.map(\.reactivePowerVar), into: &row)
    let voltages = study.voltagesByBus(report).map { $0[0] }
    #expect(row.converged)
    for (first, second) in zip(row.voltages, voltages) { #expect(abs(first - second) < 1e-12) }
    guard case .number(let loss) = report[fact: "total_loss_kw"] else {
      Issue.record("no loss was reported")
      return
    }
    #expect(abs(loss - row.totalLossWatts / 1000) < 1e-12)
  }

  @Test("Two houses on one line lose what the line's current makes of its resistance")
  func handCalculation() throws {
    // 0 W net: 2 kW + 1 kW of loads, 3 kW of generation; 500 var through 0.1 + j0.1 ohm at 400 V.
    let report = try PowerFlowStudy(LoadTableTests.network).solve()
    let current = 500 / (3.0.squareRoot() * 400)
    guard case .number(let loss) = report[fact: "total_loss_kw"] else {
      Issue.record("no loss was reported")
      return
    }
    #expect(abs(loss * 1000 - 3 * 0.1 * current * current) < 0.001)
  }

  @Test("Reports are valid JSON and CSV with the same numbers")
  func formats() throws {
    let report = try PowerFlowStudy(LoadTableTests.network).solve()
    #expect(report.json.hasPrefix("{\n  \"converged\": true"))
    #expect(report.json.contains("\"id\": \"b\", \"vm_pu\": 0.999"))
    #expect(
      report.csv.split(separator: "\n").first == "table,element,conductor,quantity,value,units")
    #expect(report.csv.contains("\nnetwork,,,converged,true,"))
    #expect(report.csv.contains("\nbuses,b,,vm_pu,0.999"))
    #expect(report.summaryText.contains("converged"))
  }

  @Test("Texts are escaped in JSON and CSV")
  func escapes() {
    let report = SolutionReport(
      facts: [ReportFact("a", .text("say \"x\",\n\u{1}"))],
      tables: [ReportTable("t", keys: [ReportColumn("id", [.text("p,q")])], columns: [])])
    #expect(report.json.contains(#""a": "say \"x\",\n\u0001""#))
    #expect(report.csv.contains("network,,,a,\"say \"\"x\"\",\n\u{1}\","))
  }

  @Test("A report in HDF5 can be read by h5py", .enabled(if: Python.path != nil))
  func hdf5() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("flow.h5")
    try PowerFlowStudy(LoadTableTests.network).solve()
      .writeHDF5(to: path, title: "a", source: "test")
    #expect(throws: ResultFileError.self) {
      try PowerFlowStudy(LoadTableTests.network).solve()
        .writeHDF5(to: path, title: "a", source: "test")
    }
    let outcome = try Python.run(
      source: """
        import h5py
        f = h5py.File('\(path)')
        print(f['buses/vm_pu'].shape[0], f['network/total_loss_kw'].attrs['units'].decode(), f['lines/id'][0])
        """, [])
    #expect(outcome.output.contains("2 kW b'l'"))
  }
}
