import HDF5
import TestSupport
import Testing

@Suite
struct HDF5FileTests {
  @Test("Numbers of each type come back as they were written")
  func numbers() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("file.h5")
    do {
      let file = try HDF5File(creatingAt: path)
      try write([Float(1.5), -.infinity, .leastNonzeroMagnitude], to: "float", in: file)
      try write([0.1, .greatestFiniteMagnitude, -0.0], to: "double", in: file)
      try write([Int8.min, 0, .max], to: "int8", in: file)
      try write([UInt8.min, 7, .max], to: "uint8", in: file)
      try write([Int32.min, 0, .max], to: "int32", in: file)
      try write([Int64.min, 0, .max], to: "int64", in: file)
      try file.close()
    }
    let file = try HDF5File(openingAt: path)
    #expect(try file.memberNames() == ["float", "double", "int8", "uint8", "int32", "int64"])
    #expect(try file.openDataset("float").read() == [Float(1.5), -.infinity, 0x1p-149])
    #expect(try file.openDataset("double").read() == [0.1, Double.greatestFiniteMagnitude, -0.0])
    #expect(try file.openDataset("int8").read() == [Int8.min, 0, .max])
    #expect(try file.openDataset("uint8").read() == [UInt8.min, 7, .max])
    #expect(try file.openDataset("int32").read() == [Int32.min, 0, .max])
    #expect(try file.openDataset("int64").read() == [Int64.min, 0, .max])
    #expect(try file.openDataset("int64").elementType() == .int64)
    #expect(try file.openDataset("int8").read(Double.self, rows: 1..<3) == [0, 127])
  }

  private func write<Element: HDF5Element>(
    _ elements: [Element], to name: String, in file: borrowing HDF5File
  ) throws {
    let dataset = try file.createDataset(name, of: Element.elementType, shape: [elements.count])
    try dataset.write(elements)
  }

  @Test("Texts come back as they were written, but for a NUL")
  func texts() throws {
    let folder = try TemporaryFolder()
    let file = try HDF5File(creatingAt: folder.file("file.h5"))
    let texts = ["", "Größe", "🌞", String(repeating: "x", count: 100_000), "a\0b"]
    let dataset = try file.createTextDataset("texts", shape: [5])
    try dataset.write(Array(texts[..<2]))
    try dataset.write(Array(texts[2...]), fromRow: 2)
    #expect(try dataset.readTexts() == texts.dropLast() + ["a\u{FFFD}b"])
    #expect(try dataset.readTexts(rows: 1..<3) == ["Größe", "🌞"])
    #expect(try dataset.holdsText())
    let scalar = try file.createTextDataset("scalar", shape: [])
    try scalar.write(["one"])
    #expect(try scalar.readTexts() == ["one"])
    #expect(throws: HDF5Error.self) { try dataset.write(["x"], fromRow: 5) }
    #expect(throws: HDF5Error.self) { try scalar.write(["x", "y"]) }
    #expect(throws: HDF5Error.self) { try dataset.read(Double.self) }
  }

  @Test("Attributes come back as they were written, in order")
  func attributes() throws {
    let folder = try TemporaryFolder()
    let file = try HDF5File(creatingAt: folder.file("file.h5"))
    try file.setAttribute("z", to: "Größe")
    try file.setAttribute("a", to: Int64.max)
    try file.setAttribute("m", to: [0.5, -1])
    try file.setAttribute("flags", to: [Int8(-1), 1])
    try file.setAttribute("empty", to: "")
    #expect(try file.attributeNames() == ["z", "a", "m", "flags", "empty"])
    #expect(try file.textAttribute("z") == "Größe")
    #expect(try file.textAttribute("empty") == "")
    #expect(try file.textAttribute("a") == nil)
    #expect(try file.textAttribute("none") == nil)
    #expect(try file.numbersAttribute("a", as: Int64.self) == [.max])
    #expect(try file.numbersAttribute("m", as: Double.self) == [0.5, -1])
    #expect(try file.numbersAttribute("flags", as: Int8.self) == [-1, 1])
    #expect(try file.numbersAttribute("z", as: Int8.self) == nil)
    try file.removeAttribute("z")
    #expect(try file.attributeNames() == ["a", "m", "flags", "empty"])
    #expect(throws: HDF5Error.self) { try file.removeAttribute("z") }
    #expect(throws: HDF5Error.self) { try file.setAttribute("a", to: "again") }
  }

  @Test("Groups keep the order of their members, and a link is a second name")
  func groups() throws {
    let folder = try TemporaryFolder()
    let file = try HDF5File(creatingAt: folder.file("file.h5"))
    let group = try file.createGroup("z/y")
    for name in ["c", "a", "b"] {
      try group.createDataset(name, of: .int32, shape: []).write([Int32(7)])
    }
    try file.link("z/other/linked", to: "z/y/a")
    #expect(try file.openGroup("z").memberNames() == ["y", "other"])
    #expect(try group.memberNames() == ["c", "a", "b"])
    #expect(try file.openDataset("z/other/linked").read(Int32.self) == [7])
    #expect(try file.kind(of: "z/y") == .group && file.kind(of: "z/y/a") == .dataset)
    #expect(["z/y/a", "z/x/a", ""].map { file.hasMember($0) } == [true, false, false])
    #expect(throws: HDF5Error.self) { _ = try file.createGroup("z/y") }
    #expect(throws: HDF5Error.self) { try file.link("z/y/b", to: "z/y/a") }
  }

  @Test("Dimension scales name the axes")
  func scales() throws {
    let folder = try TemporaryFolder()
    let file = try HDF5File(creatingAt: folder.file("file.h5"))
    let bus = try file.createTextDataset("bus", shape: [2])
    try bus.makeDimensionScale(named: "bus")
    let voltage = try file.createDataset("voltage", of: .float32, shape: [3, 2])
    try voltage.attach(bus, toAxis: 1)
    #expect(try voltage.dimensionNames() == [nil, "bus"])
    #expect(try bus.dimensionNames() == ["bus"])
  }

  @Test("A dataset grows and shrinks, and what was never written is the fill value")
  func resizing() throws {
    let folder = try TemporaryFolder()
    let file = try HDF5File(creatingAt: folder.file("file.h5"))
    let chunks = HDF5Chunks(shape: [4], deflateLevel: 1, growsWithoutLimit: true)
    let growing = try file.createDataset(
      "growing", of: .int32, shape: [0], layout: .chunked(chunks), fillValue: -1)
    #expect(try growing.read(Int32.self) == [])
    try growing.resize(to: [6])
    #expect(try growing.read(Int32.self) == [Int32](repeating: -1, count: 6))
    let fixed = try file.createDataset(
      "fixed", of: .float64, shape: [6], layout: .chunked(HDF5Chunks(shape: [4])), fillValue: .nan)
    try fixed.resize(to: [2])
    #expect(try fixed.shape() == [2])
    #expect(try fixed.read(Double.self).allSatisfy(\.isNaN))
    #expect(throws: HDF5Error.self) { try fixed.resize(to: [7]) }
    #expect(throws: HDF5Error.self) { try fixed.resize(to: [2, 2]) }
    #expect(throws: HDF5Error.self) { try fixed.resize(to: [-2]) }
  }

  @Test("An error says what was attempted and what the system said")
  func errors() throws {
    let folder = try TemporaryFolder()
    let missing = folder.file("missing.h5")
    #expect(throws: HDF5Error.self) { _ = try HDF5File(openingAt: missing) }
    do {
      _ = try HDF5File(openingAt: missing)
    } catch {
      #expect(error.description == "can't open the file '\(missing)': No such file or directory.")
    }
    let path = folder.file("file.h5")
    let file = try HDF5File(creatingAt: path)
    #expect(throws: HDF5Error.self) { _ = try HDF5File(creatingAt: path) }
    let dataset = try file.createDataset("numbers", of: .int32, shape: [2])
    #expect(throws: HDF5Error.self) { try dataset.write([Int32(1)]) }
    #expect(throws: HDF5Error.self) { try dataset.read(Int32.self, rows: 1..<3) }
    #expect(throws: HDF5Error.self) { try dataset.writeChunk([1], at: [0]) }
    #expect(throws: HDF5Error.self) { try dataset.writeChunk([1], at: [0, 0]) }
    #expect(throws: HDF5Error.self) { _ = try file.createDataset("", of: .int8, shape: [1]) }
    #expect(throws: HDF5Error.self) {
      _ = try file.createDataset(
        "chunks", of: .int8, shape: [1], layout: .chunked(HDF5Chunks(shape: [0])))
    }
    #expect(throws: HDF5Error.self) {
      _ = try file.createDataset("huge", of: .int8, shape: [.max, .max]).read(Int8.self)
    }
  }

  @Test("Threads write files of their own at the same time")
  func threads() async throws {
    let folder = try TemporaryFolder()
    let paths = (0..<6).map { folder.file("\($0).h5") }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (index, path) in paths.enumerated() {
        group.addTask {
          let file = try HDF5File(creatingAt: path)
          for number in 0..<30 {
            let dataset = try file.createDataset("dataset \(number)", of: .int32, shape: [1])
            try dataset.write([Int32(index)])
            try dataset.setAttribute("units", to: "1")
            #expect(throws: HDF5Error.self) { _ = try file.openDataset("none") }
          }
          try file.close()
        }
      }
      try await group.waitForAll()
    }
    for (index, path) in paths.enumerated() {
      let file = try HDF5File(openingAt: path)
      #expect(try file.memberNames().count == 30)
      #expect(try file.openDataset("dataset 29").read(Int32.self) == [Int32(index)])
    }
  }
}
