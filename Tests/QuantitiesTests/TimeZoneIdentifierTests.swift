import Quantities
import TestSupport
import Testing

@Suite struct TimeZoneIdentifierTests {
  private static let year = Instant(seconds: 1_451_606_400)..<Instant(seconds: 1_483_228_800)

  @Test(
    "Offsets and names of universal time are fixed zones",
    arguments: [
      ("UTC", "UTC", 0), ("Z", "UTC", 0), ("Etc/UTC", "UTC", 0), ("+01:00", "+01:00", 3600),
      ("-03:00", "-03:00", -10_800), ("-0330", "-03:30", -12_600), ("+05:45", "+05:45", 20_700),
      ("+00:00", "+00:00", 0), ("+18:00", "+18:00", 64_800), ("-00:00:30", "-00:00:30", -30),
    ])
  func fixedZones(text: String, name: String, offset: Int32) throws {
    let zone = try CivilTimeZone(identifier: text, covering: Self.year)
    #expect(zone.isFixed)
    #expect(zone.identifier == name)
    #expect(zone.offsetSeconds(at: Self.year.lowerBound) == offset)
    #expect(zone == (name == "UTC" ? .utc : .fixed(offsetSeconds: Int(offset))))
  }

  @Test(
    "Names that the data base knows are kept as they are",
    arguments: ["Europe/Berlin", "America/Argentina/Buenos_Aires", "US/Eastern", "Brazil/East"])
  func names(name: String) throws {
    #expect(try CivilTimeZone(identifier: name, covering: Self.year).identifier == name)
  }

  @Test(
    "Unknown names are refused with the nearest one",
    arguments: [
      ("Europe/Berln", "Europe/Berlin"), ("europe/berlin", "Europe/Berlin"),
      ("Berlin", "Europe/Berlin"), ("America/Sao Paulo", "America/Sao_Paulo"),
      ("America/São_Paulo", "America/Sao_Paulo"), ("utc", "UTC"),
    ])
  func suggestions(name: String, suggestion: String) {
    let error = #expect(throws: TimeZoneError.self) {
      try CivilTimeZone(identifier: name, covering: Self.year)
    }
    #expect(error?.suggestion == suggestion)
    #expect(
      error?.description == "there is no time zone '\(name)'. Did you mean '\(suggestion)'?")
  }

  @Test(
    "Texts without a zone near them are refused with an example",
    arguments: [
      "", " ", "xyzzyxyzzyxyzzy", "+1", "+19:00", "+18:01", "+01:60", "+01:00:", "--01:00",
      "../etc/passwd", "\u{0}", "１２３４５６７８９０", String(repeating: "Europe/", count: 100_000),
    ])
  func unknown(name: String) {
    let error = #expect(throws: TimeZoneError.self) {
      try CivilTimeZone(identifier: name, covering: Self.year)
    }
    #expect(error?.suggestion == nil)
    #expect(error?.description.utf8.count ?? 0 < 400)
  }

  @Test("Abbreviations, which mean different zones in different places, are refused")
  func abbreviations() {
    for name in ["PST", "BRT", "CST", "IST", "GMT+3", "CEST"] {
      #expect(throws: TimeZoneError.self) {
        try CivilTimeZone(identifier: name, covering: Self.year)
      }
    }
  }

  @Test("Random bytes as a name are a zone or an error, and never a trap", arguments: 0..<20)
  func randomBytes(seed: UInt64) {
    var bits = TestGenerator(seed: seed)
    for _ in 0..<4 {
      let bytes = (0..<(bits.next() % 20)).map { _ in UInt8(bits.next() & 0xFF) }
      let name = String(decoding: bytes, as: UTF8.self)
      _ = try? CivilTimeZone(identifier: name, covering: Self.year)
    }
  }

  @Test("The release of the zone data has the form of a year and a letter")
  func dataVersion() throws {
    let version = try #require(CivilTimeZone.dataVersion)
    #expect(Int(version.prefix(4)) ?? 0 > 2000)
  }
}
