import HDF5
import ResultFiles
import TestSupport
import Testing

@Suite
struct ResultFileReaderTests {
  @Test("A file says what is in it")
  func contents() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("sample.h5")
    try Sample.write(to: path, intervals: 100)
    let reader = try ResultFileReader(opening: path)
    #expect(reader.formatVersion == "1.0")
    #expect(
      try reader.signals().map(\.name)
        == ["bus_v", "member_energy", "price", "converged", "active"])
    let voltage = try #require(try reader.signals().first)
    #expect(voltage.dimensions == ["time", "bus"] && voltage.shape == [100, 7])
    #expect(voltage.type == .float32 && voltage.units == "1" && voltage.longName == "Voltage")
    #expect(try reader.axes().map(\.name) == ["bus", "member"])
    #expect(try reader.texts(of: "member").last == "member 4")
    #expect(
      try reader.groups() == [
        "market", "market/local", "market/local/trades", "empty", "indicators",
        "indicators/by_member", "scenario",
      ])
    let columns = try reader.variables(in: "market/local/trades")
    #expect(
      columns.map(\.name) == ["trade", "traded", "buyer", "energy", "volume", "memo", "side"])
    #expect(columns.allSatisfy { $0.dimensions == ["trade"] && $0.shape == [200] })
    #expect(columns[2].indexOf == "member")
    let indicators = try reader.scalars()
    #expect(indicators.map(\.value) == [.number(0.625), .integer(1 << 40)])
    #expect(indicators.map(\.variable.name) == ["self_sufficiency", "violations"])
    #expect(try reader.scalars(in: "scenario").map(\.value) == [.text("name: Größe\n")])
    let attributes = try reader.attributes()
    #expect(attributes.contains(NamedAttribute("title", "A sample")))
    #expect(attributes.contains(NamedAttribute("mgsim_seed", .integer(1 << 62 + 1))))
    #expect(attributes.contains(NamedAttribute("numbers", .numbers([0.5, 2]))))
    #expect(try reader.attributes(of: "empty") == [NamedAttribute("remark", "never filled")])
    #expect(
      try reader.numbers(of: "price", rows: 10..<12) == [10.0 / 7, 11.0 / 7])
  }

  @Test("What is no result file is an error with a clear sentence")
  func otherFiles() throws {
    let folder = try TemporaryFolder()
    func message(_ name: String) -> String? {
      do {
        _ = try ResultFileReader(opening: folder.file(name))
        return nil
      } catch {
        return error.description.replacing(folder.path + "/", with: "")
      }
    }
    try folder.create("noise.h5", (0..<10_000).map { UInt8(truncatingIfNeeded: $0 &* $0) })
    try folder.create("none.h5")
    do {
      let file = try HDF5File(creatingAt: folder.file("plain.h5"))
      try file.flush()
      let newer = try HDF5File(creatingAt: folder.file("newer.h5"))
      try newer.setAttribute("mgsim_format", to: "2.0")
    }
    #expect(message("missing.h5") == "can't read 'missing.h5': No such file or directory.")
    #expect(message("noise.h5") == "can't read 'noise.h5': it is not an HDF5 file.")
    #expect(message("none.h5") == "can't read 'none.h5': it is not an HDF5 file.")
    #expect(
      message("plain.h5")
        == "can't read 'plain.h5': it is not a result file (it has no attribute 'mgsim_format').")
    #expect(message("newer.h5") == "can't read 'newer.h5': its layout 2.0 is newer than 1.0.")
    try Sample.write(to: folder.file("sample.h5"), intervals: 3)
    let reader = try ResultFileReader(opening: folder.file("sample.h5"))
    #expect(throws: ResultFileError.self) { try reader.numbers(of: "nothing") }
    #expect(throws: ResultFileError.self) { try reader.numbers(of: "bus") }
    #expect(throws: ResultFileError.self) { try reader.texts(of: "price") }
    #expect(throws: ResultFileError.self) { try reader.numbers(of: "price", rows: 2..<4) }
    #expect(throws: ResultFileError.self) { try reader.numbers(of: "price", rows: -1..<1) }
    #expect(throws: ResultFileError.self) { try reader.variables(in: "nothing") }
  }
}
