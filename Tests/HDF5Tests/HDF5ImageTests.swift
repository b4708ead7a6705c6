import Foundation
import HDF5
import TestSupport
import Testing

@Suite("Files that are laid out in memory without the library")
struct HDF5ImageTests {
  @Test("The library finds every group, dataset and attribute, in order")
  func reading() throws {
    var image = HDF5Image()
    image.setAttribute("title", to: .text("Größe"), of: image.root)
    image.setAttribute("empty", to: .text(""), of: image.root)
    image.setAttribute("count", to: .integer(-7), of: image.root)
    let member = image.addDataset("member", .texts(["a", "", "Größe", "n\0n"]), to: image.root)
    image.setAttribute("long_name", to: .text("Member"), of: member)
    image.makeDimensionScale(member, named: "member")
    let bill = image.addDataset(
      "bill", .doubles([1.5, -.infinity, .nan, 0.1]), fillsWithNaN: true, to: image.root)
    image.setAttribute("_FillValue", to: .doubles([.nan]), of: bill)
    image.setAttribute("flag_values", to: .int8s([-1, 0, 1]), of: bill)
    image.setAttribute("one", to: .number(0.25), of: bill)
    image.attach(member, to: bill)
    let group = image.addGroup("indicators", to: image.root)
    let inner = image.addGroup("by_member", to: group)
    image.link("member", to: member, in: inner)
    let codes = image.addDataset("codes", .int32s([1, -2, .max, .min]), to: inner)
    image.attach(member, to: codes)
    _ = image.addDataset("half", .floats([0.5]), isScalar: true, fillsWithNaN: true, to: group)
    _ = image.addDataset("wide", .int64s([.min, .max]), to: group)
    _ = image.addDataset("small", .int8s([.min, .max]), to: group)
    _ = image.addDataset("bytes", .bytes([0, 255]), to: group)
    _ = image.addDataset("nothing", .doubles([]), to: group)
    _ = image.addDataset("text", .texts(["alone"]), isScalar: true, to: group)

    let file = try HDF5File(openingImage: image.encoded(), named: "image")
    #expect(try file.memberNames() == ["member", "bill", "indicators"])
    #expect(try file.attributeNames() == ["title", "empty", "count"])
    #expect(try file.textAttribute("title") == "Größe")
    #expect(try file.textAttribute("empty") == "")
    #expect(try file.numbersAttribute("count", as: Int64.self) == [-7])
    let labels = try file.openDataset("member")
    #expect(try labels.readTexts() == ["a", "", "Größe", "n\u{FFFD}n"])
    #expect(try labels.dimensionNames() == ["member"])
    let bills = try file.openDataset("bill")
    #expect(try bills.read(Double.self)[1] == -.infinity)
    #expect(try bills.read(Double.self)[2].isNaN)
    #expect(try bills.dimensionNames() == ["member"])
    #expect(try bills.numbersAttribute("flag_values", as: Int8.self) == [-1, 0, 1])
    #expect(try bills.numbersAttribute("one", as: Double.self) == [0.25])
    let indicators = try file.openGroup("indicators")
    #expect(
      try indicators.memberNames() == [
        "by_member", "half", "wide", "small", "bytes", "nothing", "text",
      ])
    #expect(try file.openDataset("indicators/by_member/member").readTexts()[2] == "Größe")
    let numbers = try file.openDataset("indicators/by_member/codes")
    #expect(try numbers.read() == [Int32(1), -2, .max, .min])
    #expect(try numbers.dimensionNames() == ["member"])
    #expect(try file.openDataset("indicators/half").read() == [Float(0.5)])
    #expect(try file.openDataset("indicators/half").shape() == [])
    #expect(try file.openDataset("indicators/wide").read() == [Int64.min, .max])
    #expect(try file.openDataset("indicators/small").read() == [Int8.min, .max])
    #expect(try file.openDataset("indicators/bytes").read() == [UInt8(0), 255])
    #expect(try file.openDataset("indicators/nothing").shape() == [0])
    #expect(try file.openDataset("indicators/text").readTexts() == ["alone"])
  }

  @Test("Whatever is put in comes back", arguments: 0..<25)
  func randomFiles(seed: UInt64) throws {
    var generator = TestGenerator(seed: seed)
    var image = HDF5Image()
    var groups = [(image.root, "")]
    var scales: [(node: HDF5Image.Node, count: Int)] = []
    var expected: [(path: String, values: HDF5Image.Values, attributes: Int)] = []
    for index in 0..<Int.random(in: 1...120, using: &generator) {
      let (parent, path) = groups.randomElement(using: &generator) ?? groups[0]
      // Names of one byte and of more than 255.
      let name = "v\(index)" + String(repeating: "x", count: index % 40 == 7 ? 300 : index % 5)
      if Int.random(in: 0..<6, using: &generator) == 0 {
        groups.append((image.addGroup(name, to: parent), path + name + "/"))
        continue
      }
      let count = Int.random(in: 0...20, using: &generator)
      let values: HDF5Image.Values =
        switch index % 3 {
        case 0: .doubles((0..<count).map { _ in .random(in: -1...1, using: &generator) })
        case 1: .int64s((0..<count).map { _ in .random(in: .min ... .max, using: &generator) })
        default:
          .texts(
            (0..<count).map {
              String(repeating: "é\($0)", count: $0 * $0 * (index % 9 == 2 ? 200 : 1))
            })
        }
      let node = image.addDataset(name, values, to: parent)
      let attributes = Int.random(in: 0...70, using: &generator) / (index % 10 == 0 ? 1 : 10)
      for attribute in 0..<attributes {
        image.setAttribute("a\(attribute)", to: .integer(Int64(attribute)), of: node)
      }
      if index % 7 == 0 {
        image.makeDimensionScale(node, named: name)
        scales.append((node, count))
      } else if let scale = scales.first(where: { $0.count == count }) {
        image.attach(scale.node, to: node)
      }
      expected.append((path + name, values, attributes))
    }
    let bytes = image.encoded()
    #expect(image.encoded() == bytes)
    let file = try HDF5File(openingImage: bytes, named: "random")
    for item in expected {
      let dataset = try file.openDataset(item.path)
      switch item.values {
      case .doubles(let values): #expect(try dataset.read() == values)
      case .int64s(let values): #expect(try dataset.read() == values)
      case .texts(let values): #expect(try dataset.readTexts() == values)
      default: break
      }
      let names = try dataset.attributeNames().filter { $0.hasPrefix("a") }
      #expect(names == (0..<item.attributes).map { "a\($0)" })
    }
  }

  @Test("A file that the library made in memory has the bytes of one on a disk")
  func memory() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("file.h5")
    func fill(_ file: borrowing HDF5File) throws {
      try file.setAttribute("title", to: "both")
      let group = try file.createGroup("a/b")
      try group.createDataset("numbers", of: .float64, shape: [1000]).write(
        (0..<1000).map { Double($0) })
      try group.createTextDataset("texts", shape: [3]).write(["x", "yy", ""])
    }
    let disk = try HDF5File(creatingAt: path)
    try fill(disk)
    try disk.close()
    let memory = try HDF5File(creatingInMemoryAs: "file")
    try fill(memory)
    #expect(Data(try memory.image()) == (try bytes(of: path)))
    let other = try HDF5File(creatingInMemoryAs: "file")
    #expect(try other.memberNames().isEmpty)
  }
}
