import JSONReading
public import Markets
public import Parameters
import Spelling

/// A mechanism chosen by name, with the values of its parameters.
public struct MarketDesign: Sendable {
  /// The description of the mechanism's parameters.
  public let parameterSet: ParameterSet
  /// The values of the parameters, defaults filled in.
  public let values: ParameterValues
  /// The mechanism.
  public let mechanism: any MarketMechanism

  /// The name of the mechanism.
  public var name: String { parameterSet.name }

  /// Chooses a mechanism.
  ///
  /// - Parameters:
  ///   - name: The name of the mechanism.
  ///   - settings: Values of parameters, such as `k=0.3`; of two for one parameter the last stands.
  ///   - types: The mechanisms to choose from.
  /// - Throws: ``MarketDesignError`` when there is no such mechanism or parameter, or a value does
  ///   not fit.
  public init(
    named name: String, settings: [String] = [],
    among types: [any (MarketMechanism & Parameterized).Type] = MarketMechanisms.all
  ) throws(MarketDesignError) {
    guard let type = types.first(where: { $0.parameterSet.name == name }) else {
      throw MarketDesignError(unknownDesign: name, known: types.map { $0.parameterSet.name })
    }
    parameterSet = type.parameterSet
    values = try Self.values(of: settings, parameterSet, types)
    mechanism = try Self.mechanism(type, values)
  }

  /// The values of all parameters: defaults, and what was set.
  private static func values(
    of settings: [String], _ set: ParameterSet,
    _ types: [any (MarketMechanism & Parameterized).Type]
  ) throws(MarketDesignError) -> ParameterValues {
    var values: [String: ParameterValue] = [:]
    for parameter in set.parameters { values[parameter.name] = parameter.defaultValue }
    for setting in settings {
      let (parameter, value) = try value(of: setting, set, types)
      values[parameter] = value
    }
    if let parameter = set.parameters.first(where: { values[$0.name] == nil && !$0.isOptional }) {
      throw MarketDesignError(
        "the design '\(set.name)' needs --set \(parameter.name)=…: "
          + "\(ParameterText.expectation(of: parameter)).")
    }
    return ParameterValues(values)
  }

  /// Makes the mechanism, and turns what it refuses into a sentence.
  private static func mechanism<Mechanism: MarketMechanism & Parameterized>(
    _ type: Mechanism.Type, _ values: ParameterValues
  ) throws(MarketDesignError) -> any MarketMechanism {
    do {
      return try Mechanism(values)
    } catch {
      // Models write either a whole sentence or what the parameter must be.
      let sentence = error.message.hasSuffix(".") ? error.message : error.message + "."
      let isWhole = sentence.contains("'\(error.parameter)'") || sentence.hasPrefix("'")
      throw MarketDesignError(
        isWhole ? sentence : "'\(error.parameter)' of '\(type.parameterSet.name)' \(sentence)")
    }
  }

  /// Reads a setting such as `k=0.3`.
  private static func value(
    of setting: String, _ set: ParameterSet,
    _ types: [any (MarketMechanism & Parameterized).Type]
  ) throws(MarketDesignError) -> (name: String, value: ParameterValue) {
    guard let equals = setting.firstIndex(of: "="), equals != setting.startIndex else {
      throw MarketDesignError(
        "can't read the setting '\(shown(setting))': write name=value, such as k=0.3.")
    }
    let name = String(setting[..<equals])
    guard let parameter = set.parameters.first(where: { $0.name == name }) else {
      throw MarketDesignError(unknownParameter: name, of: set, types)
    }
    do {
      let text = String(setting[setting.index(after: equals)...])
      return (name, try ParameterText.value(text, as: parameter))
    } catch {
      throw MarketDesignError("'\(name)' of '\(set.name)' \(error.message)")
    }
  }
}

/// Why a design can't be had: a sentence ready for printing.
public struct MarketDesignError: Error, Hashable, CustomStringConvertible {
  /// What is wrong and what to write instead.
  public let message: String

  /// Creates the error.
  public init(_ message: String) { self.message = message }

  public var description: String { message }

  /// There is no design of a name.
  init(unknownDesign name: String, known: [String]) {
    self.init(unknownName(name, "design", known: known))
  }

  /// A design has no parameter of a name, though others may have.
  init(
    unknownParameter name: String, of set: ParameterSet,
    _ types: [any (MarketMechanism & Parameterized).Type]
  ) {
    let own = set.parameters.map(\.name)
    let others = types.map { $0.parameterSet }.filter { other in
      other.parameters.contains { $0.name == name }
    }
    let owners = others.prefix(3).map { "'\($0.name)'" }.joined(separator: ", ")
    let foreign =
      others.isEmpty ? "" : " It is one of \(owners)\(others.count > 3 ? " and others" : "")."
    self.init(
      "the design '\(set.name)' has no parameter '\(shown(name))'."
        + "\(foreign) \(advice(for: name, among: own))")
  }
}
