import JSONReading
import Quantities
import Tariffs
import Testing

struct BrazilRulesTests {
  @Test("The rules that come with the package are read whole")
  func embeddedRules() throws {
    let rules = try BrazilRules.embedded
    #expect(rules.minimumCharge.map(\.energy) == [30_000_000, 50_000_000, 100_000_000])
    #expect(rules.fioBSteps.map(\.year) == [2023, 2024, 2025, 2026, 2027, 2028])
    #expect(
      rules.fioBSteps.map(\.millionths) == [150_000, 300_000, 450_000, 600_000, 750_000, 900_000])
    #expect(rules.openFrom.map(\.year) == [2029, 2031])
    #expect(rules.creditLife.map(\.count) == [60])
    #expect(rules.legacyEnd.map(\.lastDay) == [try Brazil.date("2045-12-31")])
    #expect(rules.distributors.count == 7)
    #expect(rules.reactive.map(\.powerFactor) == [920_000])
  }

  @Test("Every entry of the data file has a source and a first day")
  func everyEntryHasASource() throws {
    let document = try JSONDocument(TestFile.bytes(Self.folder + "/brazil.json"))
    var count = 0
    for (_, section) in try #require(document.root.members).dropFirst() {
      for entry in try #require(section.elements) {
        #expect(try !entry.text("source").isEmpty)
        #expect(CivilDate(parsing: try entry.text("from")) != nil)
        count += 1
      }
    }
    #expect(count == 49)
  }

  static let folder =
    #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4)
    .joined(separator: "/") + "/Sources/Tariffs/Brazil"

  @Test("No number of the data file is written in code")
  func noLegalNumberInCode() throws {
    let document = try JSONDocument(TestFile.bytes(Self.folder + "/brazil.json"))
    var numbers: Set<Double> = []
    func collect(_ value: JSONValue) {
      if let number = value.number { numbers.insert(number) }
      for element in value.elements ?? [] { collect(element) }
      for member in value.members ?? [] { collect(member.value) }
    }
    collect(document.root)
    // Small whole numbers count things; the law's are found in the tests of each rule.
    numbers = numbers.filter { $0 > 4 || $0 != $0.rounded() }
    // A day has as many minutes as one published price has reals.
    numbers.remove(1440)
    let years = Set((2019...2046).map { "\($0)" })
    let files = TestFile.swiftFiles(in: Self.folder)
    #expect(files.count > 15)
    for path in files {
      let text = String(decoding: try TestFile.bytes(path), as: UTF8.self)
      for line in text.split(separator: "\n") {
        // Examples of how something is written are texts, and comments may quote the law.
        let code = line.split(separator: "//", omittingEmptySubsequences: false)[0]
        let outside = code.split(separator: "\"", omittingEmptySubsequences: false)
          .enumerated().filter { $0.offset % 2 == 0 }.map(\.element).joined(separator: " ")
        for word in outside.split(whereSeparator: {
          !($0.isNumber || $0.isLetter || $0 == "." || $0 == "_")
        }) {
          let plain = word.filter { $0 != "_" }
          #expect(!years.contains(plain), "\(path): \(line)")
          if let number = Double(plain) { #expect(!numbers.contains(number), "\(path): \(line)") }
        }
      }
    }
  }

  @Test("The tariff flags have the prices of the vector")
  func flagPrices() throws {
    let rules = try BrazilRules.embedded
    for (name, price) in try #require(try Vector("br_bandeiras")["R$_per_MWh"].members) {
      let flag = try rules.flag(named: try #require(name.string), year: 2026, month: 7)
      #expect(Double(flag.price.nanos) == (try #require(price.number)) * 1e6)
    }
    let scarcity = try rules.flag(named: "Escassez Hídrica", year: 2021, month: 10)
    #expect(scarcity.price == UnitPrice(nanos: 142_000_000))
  }

  @Test("A flag that is unknown, or has no price in a month, is refused with what there is")
  func flagErrors() throws {
    let rules = try BrazilRules.embedded
    #expect(
      Brazil.message { _ = try rules.flag(named: "Amarelo", year: 2026, month: 7) }
        == "'Amarelo' is no tariff flag. Did you mean 'Amarela'?")
    #expect(
      Brazil.message { _ = try rules.flag(named: "Amarela", year: 2020, month: 1) }
        .contains("the first holds from 2024-04-01"))
    #expect(
      Brazil.message { _ = try rules.flag(named: "Escassez Hídrica", year: 2023, month: 1) }
        .contains("the last held until 2022-05-01"))
  }

  struct Broken: CustomStringConvertible {
    let old: String
    let new: String
    let message: String
    var description: String { message }
  }

  static let broken = [
    Broken(old: "\"kilowattHours\": 30,", new: "\"kilowathours\": 30,", message: "unknown key"),
    Broken(
      old: "\"source\": \"REN ANEEL 1000/2021 art. 291\", ", new: "",
      message: "the key 'source' is missing"),
    Broken(old: "\"kilowattHours\": 30", new: "\"kilowattHours\": -30", message: "from 0.0"),
    Broken(old: "\"year\": 2023", new: "\"year\": 2023.5", message: "whole number"),
    Broken(old: "\"17:30\"", new: "\"17:60\"", message: "a time of day such as '17:30'"),
    Broken(old: "2022-01-03", new: "2022-02-30", message: "a date such as"),
    Broken(old: "\"until\": \"2024-01-01\"", new: "\"until\": \"2020-01-01\"", message: "before"),
    Broken(old: "\"end\": \"20:30\"", new: "\"end\": \"16:30\"", message: "before it begins"),
    Broken(
      old: "{\"period\": \"intermediate\", \"start\": \"16:30\"",
      new: "{\"period\": \"intermediate\", \"start\": \"16:00\"", message: ""),
    Broken(old: "\"fioBSteps\": [", new: "\"fioBSteps\": [[", message: "brazil.json"),
  ]

  @Test(
    "A broken file of rules is refused with its place", arguments: broken.dropLast(2) + [broken[9]])
  func brokenRules(_ broken: Broken) throws {
    let text = String(decoding: try TestFile.bytes(Self.folder + "/brazil.json"), as: UTF8.self)
    let range = try #require(text.firstRange(of: broken.old))
    let bytes = Array(text.replacingCharacters(in: range, with: broken.new).utf8)
    let message = Brazil.message { _ = try BrazilRules(json: bytes, named: "brazil.json") }
    #expect(message.contains(broken.message))
    #expect(message.hasPrefix("brazil.json:"))
  }

  @Test(
    "Random damage to a file of rules gives rules or an error, never a trap", arguments: 0..<200)
  func damagedRules(seed: Int) throws {
    var bytes = try TestFile.bytes(Self.folder + "/brazil.json")
    var state = UInt64(seed) &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    for _ in 0..<3 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      bytes[Int(state >> 33) % bytes.count] = UInt8(truncatingIfNeeded: state >> 20)
    }
    do throws(BrazilRulesError) {
      _ = try BrazilRules(json: bytes, named: "rules.json")
    } catch {
      #expect(error.description.hasPrefix("rules.json:"))
    }
  }
}

extension String {
  fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
    var copy = self
    copy.replaceSubrange(range, with: text)
    return copy
  }
}
