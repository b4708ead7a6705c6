import Agents
import Foundation
import MarketFiles
import Parameters

/// What the words of `mgsim market session` name.
enum SessionChoices {
  /// A schedule by its name, or from a file, which has a dot or a slash in its path.
  static func schedule(_ word: String) throws(CommandFailure) -> SupplyDemandSchedule {
    let named = SupplyDemandSchedule.named
    if let schedule = named.first(where: { $0.name == word })?.schedule { return schedule }
    guard word == "-" || word.contains(".") || word.contains("/") else {
      throw failure(unknownName(word, "schedule", known: named.map(\.name) + ["a file"]))
    }
    let bytes = try InputFiles.bytes(of: word)
    let name = word == "-" ? "standard input" : word
    let file: ScheduleFile
    do {
      file = try ScheduleFile.read(bytes, named: name)
    } catch {
      throw CommandFailure(message: "\(error)", exitCode: CommandFailure.wrongInput)
    }
    do {
      return try SupplyDemandSchedule(
        values: file.values, costs: file.costs, lowestPrice: file.lowestPrice,
        highestPrice: file.highestPrice)
    } catch {
      throw CommandFailure(message: "\(name): \(error).", exitCode: CommandFailure.wrongInput)
    }
  }

  /// A mix such as `zero-intelligence-plus:6,zero-intelligence:5`.
  static func mix(_ text: String) throws(CommandFailure) -> StrategyMix {
    var parts: [StrategyMix.Part] = []
    for word in text.split(separator: ",", omittingEmptySubsequences: false) {
      let pieces = word.split(separator: ":", omittingEmptySubsequences: false)
      let name = String(pieces.first ?? "")
      guard !name.isEmpty, pieces.count <= 2 else {
        throw failure(
          "can't read the mix '\(text)': write strategies with commas between them and, where they "
            + "differ, their weights, such as truthful:2,zero-intelligence:1.")
      }
      var weight = 1
      if pieces.count == 2 {
        guard let written = Int(pieces[1]), 1...1000 ~= written else {
          throw failure(
            "the weight of '\(name)' must be a whole number from 1 to 1000, but is '\(pieces[1])'.")
        }
        weight = written
      }
      parts.append(StrategyMix.Part(name, try strategy(name), weight: weight))
    }
    do {
      return try StrategyMix(parts)
    } catch {
      throw failure("\(error).")
    }
  }

  /// A strategy with its parameters as they are when nothing is written.
  private static func strategy(_ name: String) throws(CommandFailure) -> any BiddingStrategy {
    let types = BiddingStrategies.all
    guard let type = types.first(where: { $0.parameterSet.name == name }) else {
      let known = types.map { $0.parameterSet.name }
      throw failure(unknownName(name, "strategy", known: known))
    }
    return try make(type)
  }

  private static func make<Strategy: BiddingStrategy & Parameterized>(
    _ type: Strategy.Type
  ) throws(CommandFailure) -> any BiddingStrategy {
    let defaults = type.parameterSet.parameters.compactMap { parameter in
      parameter.defaultValue.map { (parameter.name, $0) }
    }
    do {
      return try Strategy(ParameterValues(Dictionary(defaults) { first, _ in first }))
    } catch {
      throw failure("'\(error.parameter)' of '\(type.parameterSet.name)' \(error.message).")
    }
  }

  /// How the traders meet; only a call market has a design.
  static func sessionProtocol(
    _ name: String, design: String?, settings: [String]
  ) throws(CommandFailure) -> SessionProtocol {
    let isCall = name == SessionProtocol.callMarketName
    if !isCall, design != nil || !settings.isEmpty {
      throw failure(
        "--design and --set are for --protocol \(SessionProtocol.callMarketName) only.")
    }
    switch name {
    case SessionProtocol.singleQuote.name: return .singleQuote
    case SessionProtocol.openOutcry.name: return .openOutcry
    case SessionProtocol.callMarketName:
      do {
        let design = try MarketDesign(
          named: design ?? "uniform-price-double-auction", settings: settings)
        return .callMarket(design.mechanism)
      } catch {
        throw CommandFailure.input(error)
      }
    default: throw failure(unknownName(name, "protocol", known: SessionProtocol.names))
    }
  }

  static func failure(_ message: String) -> CommandFailure {
    CommandFailure(message: "mgsim: \(message)", exitCode: CommandFailure.wrongInput)
  }
}

extension SessionProtocol {
  /// The name of every call market.
  static let callMarketName = "call-market"
}
