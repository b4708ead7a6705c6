import Foundation
import JSONReading
import Quantities
import Tariffs
import Testing

/// Rates of the Utility Rate Database as files hold them.
struct URDBReadingTests {
  static let zeros = "[\(Array(repeating: "0", count: 24).joined(separator: ","))]"
  static let year = "[\(Array(repeating: zeros, count: 12).joined(separator: ","))]"

  /// A small rate with a member in place of, or besides, those that it needs.
  static func rate(_ more: String = "", structure: String = "[[{\"rate\": 0.1}]]") -> [UInt8] {
    Array(
      """
      {"label": "a1",
       "energyratestructure": \(structure),
       "energyweekdayschedule": \(year), "energyweekendschedule": \(year)\(more)}
      """.utf8)
  }

  static func message(_ bytes: [UInt8], label: String? = nil) -> String {
    do {
      _ = try URDBRate.read(bytes, named: "r.json", label: label)
      return "no error"
    } catch {
      return "\(error)"
    }
  }

  struct Fault: CustomTestStringConvertible {
    let bytes: [UInt8]
    let message: String
    var testDescription: String { message }

    init(_ more: String, _ message: String) {
      bytes = URDBReadingTests.rate(more)
      self.message = message
    }

    init(structure: String, _ message: String) {
      bytes = URDBReadingTests.rate(structure: structure)
      self.message = message
    }

    init(file: String, _ message: String) {
      bytes = Array(file.utf8)
      self.message = message
    }
  }

  static let faults = [
    Fault(
      structure: "[[{\"rate\": 0.1, \"unit\": \"kWhh\"}]]",
      "r.json:2:49: can't read 'energyratestructure[0][0].unit': found the text 'kWhh', allowed "
        + "are 'kWh', 'kWh/kW', 'kWh daily', 'kWh/kW daily'. Did you mean 'kWh'?"),
    Fault(
      structure: "[[{\"rate\": 0.1, \"max\": 5}, {\"rate\": 0.2, \"max\": 3}, {\"rate\": 0.3}]]",
      "r.json:2:73: the tiers are out of order: 'energyratestructure[0][1].max' is 3, but must be "
        + "greater than the one before."),
    Fault(
      structure: "[[{\"rate\": 0.1, \"max\": 5}]]",
      "r.json:2:48: 'energyratestructure[0][0]' is the last tier of its period and must be open, "
        + "but has the 'max' 5."),
    Fault(
      structure: "[[{\"rate\": 0.1}, {\"rate\": 0.2}]]",
      "r.json:2:27: 'energyratestructure[0][0]' needs 'max': only the last tier of a period is "
        + "open."),
    Fault(
      structure: "[[{\"rate\": 0.1, \"max\": -5}, {}]]",
      "r.json:2:48: can't read 'energyratestructure[0][0].max': found -5, allowed is a number "
        + "greater than 0, below 9223372036854."),
    Fault(
      structure: "[[{\"rat\": 0.1}]]",
      "r.json:2:28: unknown key 'rat' in 'energyratestructure[0][0]'. Did you mean 'rate'?"),
    Fault(
      structure: "[[{\"rate\": \"0.1\"}]]",
      "r.json:2:36: can't read 'energyratestructure[0][0].rate': found the text '0.1', allowed is "
        + "a number of dollars from -9223372036 to 9223372036."),
    Fault(
      ", \"fueladjustmentsmonthly\": [0]",
      "'fueladjustmentsmonthly' has 1 elements, but needs 12."),
    Fault(
      ", \"flatdemandstructure\": [[{\"rate\": 1}]], \"flatdemandmonths\": [0,0,0,0,0,1,0,0,0,0,0,0]",
      "can't read 'flatdemandmonths[5]': found 1, allowed is a whole number from 0 to 0."),
    Fault(
      ", \"flatdemandstructure\": [[{\"rate\": 1}]]",
      "'flatdemandstructure' needs 'flatdemandmonths', which says when each period holds."),
    Fault(
      ", \"demandrateunit\": \"MW\"",
      "can't read 'demandrateunit': found the text 'MW', allowed are 'kW', 'hp', 'kVA', "
        + "'kW daily', 'hp daily', 'kVA daily'. Did you mean 'kW'?"),
    Fault(
      ", \"dgrules\": \"Net Meterin\"",
      "can't read 'dgrules': found the text 'Net Meterin', allowed are 'Net Metering', "
        + "'Net Billing Instantaneous', 'Net Billing Hourly', 'Buy All Sell All'. "
        + "Did you mean 'Net Metering'?"),
    Fault(
      ", \"lookbackpercent\": 80",
      "can't read 'lookbackpercent': found 80, allowed is a share from 0 to 1; 80 % is 0.8."),
    Fault(
      ", \"fixedmonthlycharge\": 5, \"fixedchargefirstmeter\": 6",
      "'fixedmonthlycharge' and 'fixedchargefirstmeter' are the same charge, but differ."),
    Fault(", \"label\": \"b\"", "the key 'label' stands twice in the rate."),
    Fault(
      ", \"startdate\": \"2020\"",
      "can't read 'startdate': found the text '2020', allowed is whole seconds since 1970"),
    Fault(file: "{\"items\": []}", "r.json:1:1: the file has no rate."),
    Fault(
      file: "{\"items\": [{\"label\": \"x\"}, {\"label\": \"y\"}]}",
      "r.json:1:1: the file has 2 rates; name one of them by its label: 'x', 'y'."),
    Fault(file: "{\"label\": \"x\",", "r.json:1:15: expected a name in quotation marks"),
    Fault(
      file: "{\"energyRateStrux\": []}",
      "r.json:1:2: 'energyRateStrux' is a key of the database's bulk download, which is not read"),
  ]

  @Test("What is wrong with a rate is said with its place", arguments: faults)
  func faultsAreNamed(fault: Fault) {
    let message = Self.message(fault.bytes)
    #expect(message.contains(fault.message), "\(message)")
  }

  @Test("Every fault of a file is reported, in the order of the file")
  func allFaults() {
    let bytes = Self.rate(", \"mincharge\": \"a\", \"dgrules\": 5, \"demandwindow\": 2000")
    let lines = Self.message(bytes).split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[0].contains("mincharge") && lines[2].contains("demandwindow"))
  }

  @Test("A schedule of another shape, or with a period that there is not, is refused")
  func schedules() {
    let short = Self.zeros.replacing("0,0,0,", with: "0,0,")
    let text = String(decoding: Self.rate(), as: UTF8.self)
    let fewer = text.replacing(
      "\"energyweekendschedule\": [\(Self.zeros)", with: "\"energyweekendschedule\": [\(short)")
    #expect(
      Self.message(Array(fewer.utf8)).contains("'energyweekendschedule[0]' has"))
    let beyond = text.replacing(
      "\"energyweekdayschedule\": [[0", with: "\"energyweekdayschedule\": [[1")
    #expect(
      Self.message(Array(beyond.utf8)).contains(
        "'energyweekdayschedule[0][0]': found 1, allowed is a whole number from 0 to 0"))
    let none = text.replacing("\"energyweekdayschedule\"", with: "\"energyweekday\"")
    #expect(
      Self.message(Array(none.utf8)).contains("'energyratestructure' needs 'energyweekdayschedule'")
    )
  }

  @Test("A rate written again is the same JSON, unknown keys and long numbers included")
  func lossless() throws {
    let more = """
      , "energycomments": "a \\"b\\" \\u00e9\\n", "foo": {"x": [1, null, 1e-30], "y": {}},
       "eiaid": 12345, "approved": "True", "is_default": false, "latitude": 12.345678901234567890123
      """
    let bytes = Self.rate(more)
    let rate = try URDBRate.read(bytes, named: "r")
    let again = try JSONDocument(Array(rate.json.utf8)).root
    let members = try #require(JSONDocument(bytes).root.members)
    let written = try #require(again.members)
    #expect(members.map(\.name.string) == written.map(\.name.string))
    #expect(members.map(\.value.text) == written.map(\.value.text))
    #expect(try URDBRate.read(Array(rate.json.utf8), named: "r") == rate)
    #expect(rate.utilityNumber == 12345 && rate.isApproved == true && rate.isDefault == false)
  }

  @Test("A rate is found alone, in a list, and among items by its label")
  func places() throws {
    let one = String(decoding: Self.rate(), as: UTF8.self)
    let other = one.replacing("\"a1\"", with: "\"b2\"")
    for text in [one, "\u{FEFF}\(one)", "[\(one)]", "{\"items\": [\(one)]}"] {
      #expect(try URDBRate.read(Array(text.utf8), named: "r").label == "a1")
    }
    let both = Array("{\"items\": [\(one), \(other)]}".utf8)
    #expect(try URDBRate.read(both, named: "r", label: "b2").label == "b2")
    #expect(
      Self.message(both, label: "b3").contains(
        "the file has no rate with the label 'b3'. Did you mean 'b2'?"))
  }

  @Test("A missing or null rate is zero, null counts as absent, and 1e38 ends nothing")
  func leniency() throws {
    let rate = try URDBRate.read(
      Self.rate(
        ", \"enddate\": null, \"demandratestructure\": null, \"flatdemandstructure\": []",
        structure: "[[{\"max\": 10, \"adj\": 0.01}, {\"rate\": null, \"max\": 1e38}]]"),
      named: "r")
    #expect(rate.energy[0][0].rate.nanos == 0 && rate.energy[0][0].adjustment.nanos == 10_000_000)
    #expect(rate.energy[0][1].limit == nil && rate.endDate == nil && rate.flatDemand == nil)
  }

  @Test("Random changes of a file give a rate or an error, never a trap", arguments: 0..<8)
  func fuzz(seed: Int) throws {
    let whole = try URDBYear.data("urdb-pysam.json")
    let cases = try OracleCase.read(whole)
    var draw = SplitMix(state: UInt64(seed))
    let pieces = ["null", "-1", "1e400", "[]", "{}", "\"", ",", "9223372036854775807", "0", "1e38"]
    for _ in 0..<400 {
      var bytes = cases[draw.below(cases.count)].rate
      for _ in 0...draw.below(4) {
        let place = draw.below(bytes.count)
        switch draw.below(4) {
        case 0: bytes[place] = UInt8(draw.below(256))
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(contentsOf: pieces[draw.below(pieces.count)].utf8, at: place)
        default:
          let end = min(bytes.count, place + draw.below(20))
          bytes.replaceSubrange(place..<end, with: pieces[draw.below(pieces.count)].utf8)
        }
        if bytes.isEmpty { bytes = [0x7B] }
      }
      guard let rate = try? URDBRate.read(bytes, named: "r") else { continue }
      #expect(try URDBRate.read(Array(rate.json.utf8), named: "r") == rate)
      _ = try? rate.plan()
    }
  }
}

/// A small generator of random numbers with a seed.
struct SplitMix {
  var state: UInt64

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((word ^ (word >> 31)) % UInt64(max(bound, 1)))
  }
}
