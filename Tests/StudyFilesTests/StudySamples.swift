import Foundation
import HDF5
import StudyFiles
import TestSupport

/// Studies that are made up: every value follows from the id of the point and the name of the value.
enum StudySamples {
  static let members = ["home 1", "home 2", "Müller"]
  static let accounts = ["retailer", "grid"]

  /// A factorial study with two arms, a numeric factor, a factor of words, and three seeds.
  static var factorial: StudyTable {
    let factors = [
      StudyTableFactor(
        name: "pv_share", title: "Share of members with PV", labels: ["0 %", "20 %", "40 %"],
        numbers: [0, 20, 40], units: "%"),
      StudyTableFactor(name: "tariff", labels: ["flat", "time of use"]),
    ]
    var rows: [StudyRow] = []
    for arm in 0..<2 {
      for cell in 0..<6 {
        for replication in 0..<3 {
          // The reference has no PV, so it is one run for all shares.
          let id = arm == 0 ? "p0-\(cell % 2)-\(replication)" : "p\(arm)-\(cell)-\(replication)"
          rows.append(
            StudyRow(
              pointID: id, arm: arm, cell: cell, replication: replication,
              levels: [cell / 2, cell % 2], numbers: [Double(20 * (cell / 2)), .nan]))
        }
      }
    }
    return StudyTable(
      name: "sample", title: "A sample", version: "1.2.3", currency: "",
      studyText: "name: sample\n",
      baseText: "title: Größe\n", design: "full-factorial",
      arms: [
        StudyTableArm(name: "no-der", title: "No DER", isReference: true),
        StudyTableArm(name: "market", title: "Local market"),
      ], factors: factors, seeds: [11, 12, 13], isFactorial: true, rows: rows, indicators: [],
      tables: [])
  }

  /// A study of drawn numbers, without arms.
  static func sampled(count: Int) -> StudyTable {
    var generator = TestGenerator(seed: 5)
    return StudyTable(
      name: "drawn", title: "", version: "1", currency: "EUR", studyText: "", baseText: "",
      design: "random", arms: [StudyTableArm(name: "")],
      factors: [
        StudyTableFactor(name: "capacity", labels: [], units: "kWh"),
        StudyTableFactor(name: "market", labels: ["none", "auction"]),
      ], seeds: [1], isFactorial: false,
      rows: (0..<count).map { index in
        let level = index % 3 - 1
        return StudyRow(
          pointID: "p\(index)", arm: 0, cell: index, replication: 0, levels: [-1, level],
          numbers: [Double.random(in: 0...20, using: &generator), .nan])
      }, indicators: [], tables: [])
  }

  /// What the run of a point came to.
  static func record(
    _ id: String, members: [String] = members, without missing: String = ""
  ) -> PointRecord {
    let number = Double(id.utf8.reduce(7) { ($0 &* 31 &+ UInt64($1)) % 100_003 })
    let indicators = ["total_bills", "self_sufficiency", "clearing_price"].enumerated().map {
      IndicatorRecord(
        $1, number + Double($0) / 7, units: $0 == 1 ? "1" : "EUR", longName: "The \($1)")
    }
    return PointRecord(
      pointID: id, runID: "run of \(id)", version: "1.2.3", seed: UInt64(number),
      currency: "EUR", indicators: indicators.filter { $0.name != missing },
      tables: [
        AxisTable(
          axis: "member", labels: members,
          columns: [
            AxisColumn(
              "bill", members.map { number + Double($0.utf8.count) }, units: "EUR",
              longName: "Bill")
          ]),
        AxisTable(
          axis: "account", labels: accounts,
          columns: [AxisColumn("balance", [number, -number], units: "EUR", longName: "Balance")]),
      ])
  }

  /// The bytes of a small HDF5 file with one labelled series.
  static let image: [UInt8] = {
    let path = NSTemporaryDirectory() + "mgsim-image-" + UUID().uuidString + ".h5"
    defer { try? FileManager.default.removeItem(atPath: path) }
    return (try? makeImage(at: path)) ?? []
  }()

  private static func makeImage(at path: String) throws -> [UInt8] {
    let file = try HDF5File(creatingAt: path)
    let place = try file.createDataset("place", of: .float64, shape: [4])
    try place.write([1.0, 2, 3, 4])
    try place.makeDimensionScale(named: "place")
    let values = try file.createDataset("value", of: .float64, shape: [4])
    try values.write([2.0, 4, 8, 16])
    try values.attach(place, toAxis: 0)
    try file.flush()
    try file.close()
    return Array(try bytes(of: path))
  }

  /// Runs the points of a study in some order.
  static func run(
    _ ids: [String], in store: PointStore, record: (String) -> PointRecord = { Self.record($0) }
  ) throws {
    try store.prepare()
    for id in ids { try store.save(record(id), image: image) }
  }
}

extension StudyTable {
  /// The ids of the points, each once.
  var pointIDs: [String] {
    var seen: Set<String> = []
    return rows.map(\.pointID).filter { seen.insert($0).inserted }
  }

  /// The table with each number as its bits, so that those that are none are equal.
  var exact: [String] {
    [
      "\(name)|\(title)|\(version)|\(currency)|\(studyText)|\(baseText)|\(design)|\(isFactorial)",
      "\(arms)", "\(seeds)",
    ] + factors.map { "\($0)" }
      + rows.map { row in "\(row)" }
      + (indicators + tables.flatMap(\.columns)).map { column in
        "\(column.name)|\(column.units)|\(column.longName)|\(column.values)"
      } + tables.map { "\($0.axis)|\($0.labels)" }
  }
}
