import Contracts
import JSONReading
import Quantities
import Spelling

/// The rules of a contract as far as a file tells them.
struct RuleSettings {
  var majorityBase: ContractRules.MajorityBase?
  var numbers: [String: Int64] = [:]

  /// The names of the rules that are numbers.
  static let numberNames = [
    "maxPlantW", "referendum_s", "crowdfunding_s", "minTimeToMarket_s", "minOffer_BRL",
  ]
}

extension ReplayReader {
  /// The rules that the constants of a file's `meta` set for all its vectors; everything else in
  /// `meta` is for people.
  mutating func constants(ofMeta meta: JSONValue) -> RuleSettings {
    guard let meta = fields(of: meta, "'meta'", known: nil),
      let constants = meta.optional("constants")
    else { return RuleSettings() }
    return settings(
      constants, over: RuleSettings(), named: "meta.constants",
      words: ["token": ContractRules.tokenSymbol, "tokenName": ContractRules.tokenName])
  }

  /// The rules that a vector sets, over those of its file.
  mutating func settings(_ config: JSONValue, over defaults: RuleSettings) -> RuleSettings {
    settings(config, over: defaults, named: "config", words: [:])
  }

  /// - Parameter words: Names of constants that must have a given text, if they are there.
  private mutating func settings(
    _ value: JSONValue, over defaults: RuleSettings, named title: String, words: [String: String]
  ) -> RuleSettings {
    var settings = defaults
    let known = ["majorityBase"] + RuleSettings.numberNames + words.keys.sorted()
    guard let fields = fields(of: value, "'\(title)'", known: known) else { return settings }
    for (name, _, value) in fields.entries {
      if let word = words[name] {
        guard let found = text(value, name), !isSame(found, word) else { continue }
        fault(value, "'\(name)' of this contract is '\(word)', not '\(shown(found))'.")
      } else if name == "majorityBase" {
        guard let word = text(value, name) else { continue }
        settings.majorityBase = ContractRules.MajorityBase(rawValue: word)
        if settings.majorityBase == nil {
          let known = ContractRules.MajorityBase.allCases.map(\.rawValue)
          fault(value, "unknown majority base '\(shown(word))'. \(advice(for: word, among: known))")
        }
      } else if let number = integer(value, name) {
        settings.numbers[name] = number
        if number <= 0 { fault(value, "'\(name)' must be greater than 0.") }
      }
    }
    return settings
  }

  /// The rules of a contract; `nil` if there are none of the kind.
  mutating func rules(_ settings: RuleSettings, at place: JSONValue) -> ContractRules? {
    let standard = ContractRules.standard
    do {
      return try ContractRules(
        majorityBase: settings.majorityBase ?? standard.majorityBase,
        referendumWindow: settings.numbers["referendum_s"] ?? standard.referendumWindow,
        crowdfundingWindow: settings.numbers["crowdfunding_s"] ?? standard.crowdfundingWindow,
        minimumTimeToMarket: settings.numbers["minTimeToMarket_s"] ?? standard.minimumTimeToMarket,
        minimumOffer: settings.numbers["minOffer_BRL"] ?? standard.minimumOffer,
        maximumPlantCapacity: settings.numbers["maxPlantW"].map { Quota(watts: $0) }
          ?? standard.maximumPlantCapacity)
    } catch {
      // Numbers that are not positive were told of where they stand.
      if settings.numbers.values.allSatisfy({ $0 > 0 }) { fault(place, "\(error)") }
      return nil
    }
  }
}
