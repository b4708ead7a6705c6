import Foundation
import HDF5
import ProfileFiles
import Profiles
import Quantities
import Testing

@Suite("An HDF5 file")
struct HDF5ProfileTests {
  /// Writes a file, reads it, and takes it away again.
  static func reading(
    columns: [String]? = nil, _ description: ProfileFileDescription = ProfileFileDescription(),
    _ write: (borrowing HDF5File) throws -> Void
  ) throws -> ProfileTable {
    let path = FileManager.default.temporaryDirectory
      .appending(path: "profiles-\(UUID().uuidString).h5").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let file = try HDF5File(creatingAt: path)
    try write(file)
    try file.close()
    return try ProfileFile.read(
      [UInt8](Data(contentsOf: URL(filePath: path))), named: "a.h5", columns: columns,
      description: description)
  }

  static func writeTime<Element: HDF5Element>(
    _ numbers: [Element], units: String?, to file: borrowing HDF5File
  ) throws {
    let time = try file.createDataset("time", of: Element.elementType, shape: [numbers.count])
    try time.write(numbers)
    if let units { try time.setAttribute("units", to: units) }
  }

  static func writeLoad(_ file: borrowing HDF5File) throws {
    try file.createDataset("load", of: .float32, shape: [3]).write([1, 2, 3] as [Float])
    try file.createDataset("table", of: .float64, shape: [3, 2])
      .write([10, 20, 30, 40, 50, 60] as [Double])
  }

  struct Axis: Sendable {
    var units: String?
    var numbers: [Double]
  }

  @Test(
    "with times since a reference gives its datasets on their grid",
    arguments: [
      Axis(
        units: "seconds since 1970-01-01", numbers: [1_451_606_400, 1_451_607_300, 1_451_608_200]),
      Axis(units: "minutes since 2016-01-01 00:00:00", numbers: [0, 15, 30]),
      Axis(units: "hours since 2016-01-01T01:00+01:00", numbers: [0, 0.25, 0.5]),
      Axis(
        units: "days since 1900-01-01 00:00:00 UTC", numbers: [0, 1, 2].map { 42_368 + $0 / 96 }),
      Axis(units: nil, numbers: [1_451_606_400, 1_451_607_300, 1_451_608_200]),
    ])
  func timeAxis(axis: Axis) throws {
    for isWhole in [true, false] where !isWhole || axis.numbers.allSatisfy({ $0.rounded() == $0 }) {
      let table = try Self.reading(
        columns: ["table[1]", "load"],
        ProfileFileDescription(stampFormat: .epochSeconds, scale: 2)
      ) { file in
        if isWhole {
          try Self.writeTime(axis.numbers.map { Int64($0) }, units: axis.units, to: file)
        } else {
          try Self.writeTime(axis.numbers, units: axis.units, to: file)
        }
        try Self.writeLoad(file)
      }
      #expect(table.grid.start == Instant(seconds: 1_451_606_400))
      #expect(table.grid.step == .minutes(15))
      #expect(table.columns == [[40, 80, 120], [2, 4, 6]])
    }
  }

  @Test("with texts as stamps follows the declared zone")
  func texts() throws {
    let zone = try CivilTimeZone(
      identifier: "Europe/Berlin",
      covering: Instant(seconds: 1_400_000_000)..<Instant(seconds: 1_500_000_000))
    let table = try Self.reading(ProfileFileDescription(zone: zone)) { file in
      try file.createTextDataset("time", shape: [3])
        .write(["2016-03-27T01:00", "2016-03-27T03:00", "2016-03-27T04:00"])
      try Self.writeLoad(file)
    }
    #expect(table.columnNames == ["load"])
    #expect(table.grid.start == Instant(seconds: 1_459_036_800))
    #expect(table.grid.step == .hours(1))
  }

  struct Fault: Sendable {
    var units: String? = "minutes since 2016-01-01"
    var times: [Double] = [0, 15, 30]
    var columns: [String]?
    var message: String
  }

  @Test(
    "that is wrong says where and why",
    arguments: [
      Fault(columns: ["lod"], message: "a.h5: there is no dataset 'lod'. Did you mean 'load'?"),
      Fault(columns: ["table"], message: "a.h5: 'table' has 2 dimensions, not one."),
      Fault(columns: ["table[2]"], message: "a.h5: 'table' has no column 2."),
      Fault(units: nil, message: "a.h5: the numbers of 'time' have no units."),
      Fault(units: "months since 2016-01-01", message: "a.h5: 'time' has the units 'months since"),
      Fault(times: [0, 15, 45], message: "a.h5: 'time', row 2: 1 row is missing before"),
      Fault(
        times: [0, 15, 15], message: "a.h5: 'time', row 2: the stamp 2016-01-01T00:15:00 stands"),
      Fault(times: [0, 15, .nan], message: "a.h5: 'time', row 2: the number is no time"),
      Fault(times: [0, 15], message: "a.h5: 'load' has 3 values for 2 stamps."),
      Fault(columns: ["gap"], message: "a.h5: 'gap', row 1: 'nan' is not a finite number."),
    ])
  func fault(fault: Fault) throws {
    let error = #expect(throws: ProfileFileError.self) {
      try Self.reading(columns: fault.columns ?? ["load"]) { file in
        try Self.writeTime(fault.times, units: fault.units, to: file)
        try Self.writeLoad(file)
        try file.createDataset("gap", of: .float64, shape: [3]).write([1, Double.nan, 3])
      }
    }
    #expect(error?.description.hasPrefix(fault.message) == true, "\(error?.description ?? "")")
  }

  @Test("that is none is an error without its folder")
  func noFile() {
    let error = #expect(throws: ProfileFileError.self) {
      try ProfileFile.read(
        [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3], named: "a.h5",
        description: ProfileFileDescription())
    }
    #expect(error?.description.hasPrefix("a.h5: can't read the HDF5 file") == true)
  }
}
