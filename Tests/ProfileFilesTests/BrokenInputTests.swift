import ProfileFiles
import Profiles
import Quantities
import TestSupport
import Testing

@Suite("Any bytes give a table or an error")
struct BrokenInputTests {
  static let valid = Array(
    #"""
    time,a,"b ""c""",d
    2016-03-27T01:30,1,-2.5,3e2
    2016-03-27T03:00,1.25,"7",0.1
    2016-03-27T03:30,-1,1e-3,12345678901234567890
    2016-03-27T04:00,0,0,0

    """#.utf8)

  static let alphabet =
    Array("0123456789-+.eE,;\t\"\n\r T:Z'aN\u{0}".utf8) + [0x80, 0xFF, 0xEF, 0x1F, 0x8B]

  static func mutate(_ bytes: [UInt8], _ generator: inout TestGenerator) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...6, using: &generator) {
      let byte = alphabet.randomElement(using: &generator) ?? 0
      let place = Int.random(in: 0...bytes.count, using: &generator)
      switch Int.random(in: 0..<6, using: &generator) {
      case 0: bytes.insert(byte, at: place)
      case 1 where place < bytes.count: bytes.remove(at: place)
      case 2 where place < bytes.count:
        bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
      case 3: bytes.removeSubrange(place...)
      case 4:
        let start = Int.random(in: 0...place, using: &generator)
        bytes.insert(contentsOf: Array(bytes[start..<place]), at: place)
      default: if place < bytes.count { bytes[place] = byte }
      }
      if bytes.count > 4000 { bytes.removeSubrange(4000...) }
    }
    return bytes
  }

  static func descriptions() throws -> [ProfileFileDescription] {
    let zone = try CivilTimeZone(
      identifier: "Europe/Berlin",
      covering: Instant(seconds: 1_400_000_000)..<Instant(seconds: 1_500_000_000))
    return [
      ProfileFileDescription(zone: zone),
      ProfileFileDescription(zone: zone, label: .end, delimiter: .comma),
      ProfileFileDescription(zone: zone, label: .instant),
      ProfileFileDescription(stampFormat: try StampFormat("yyyy-MM-dd'T'HH:mm")),
      ProfileFileDescription(
        timeColumn: nil, start: Instant(seconds: 0), step: .seconds(1), scale: 1e300),
      ProfileFileDescription(stampFormat: .epochSeconds, label: .centre, decimalComma: true),
    ]
  }

  @Test("of separated values", arguments: 0..<40)
  func separatedValues(seed: Int) throws {
    var generator = TestGenerator(seed: seed)
    let descriptions = try Self.descriptions()
    _ = try ProfileFile.read(Self.valid, named: "a.csv", description: descriptions[0])
    for round in 0..<250 {
      let bytes = Self.mutate(Self.valid, &generator)
      let description = descriptions[round % descriptions.count]
      do {
        let table = try ProfileFile.read(bytes, named: "a.csv", description: description)
        let isWhole = table.columns.allSatisfy { column in
          column.count == table.grid.count && column.allSatisfy(\.isFinite)
        }
        #expect(isWhole)
      } catch {
        #expect(!error.message.isEmpty && error.message.utf8.count < 1000)
      }
    }
  }

  @Test("of compressed files", arguments: 0..<40)
  func compressed(seed: Int) throws {
    var generator = TestGenerator(seed: seed)
    let description = try Self.descriptions()[0]
    let file = GzipTests.compress(Self.valid)
    for _ in 0..<250 {
      var bytes = Self.mutate(file, &generator)
      if bytes.count >= 2 { bytes.replaceSubrange(0..<2, with: [0x1F, 0x8B]) }
      _ = try? ProfileFile.read(bytes, named: "a.csv.gz", description: description)
    }
  }

  @Test("of noise, in little time")
  func noise() throws {
    var generator = TestGenerator(seed: 1)
    var bytes: [UInt8] = []
    for _ in 0..<10_000_000 { bytes.append(UInt8(truncatingIfNeeded: generator.next())) }
    for description in try Self.descriptions() {
      #expect(throws: ProfileFileError.self) {
        try ProfileFile.read(bytes, named: "noise", description: description)
      }
    }
    for byte in [UInt8(ascii: ","), UInt8(ascii: "\n"), UInt8(ascii: "1"), 0, UInt8(ascii: "\"")] {
      for description in try Self.descriptions() {
        _ = try? ProfileFile.read(
          [UInt8](repeating: byte, count: 300_000), named: "noise", description: description)
      }
    }
  }
}
