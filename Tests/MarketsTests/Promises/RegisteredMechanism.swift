import Markets
import Parameters
import Testing

/// A mechanism that scenarios can name, with its parameters as they are when nothing is written.
struct RegisteredMechanism: Sendable, CustomTestStringConvertible {
  let mechanism: any MarketMechanism

  /// All of them.
  static let all: [RegisteredMechanism] = MarketMechanisms.all.compactMap { type in
    let defaults = type.parameterSet.parameters.compactMap { parameter in
      parameter.defaultValue.map { (parameter.name, $0) }
    }
    let values = ParameterValues(Dictionary(defaults) { first, _ in first })
    return (try? type.init(values)).map { RegisteredMechanism(mechanism: $0) }
  }

  /// Those that promise something.
  static func all(where isPromised: (MechanismTraits) -> Bool) -> [RegisteredMechanism] {
    all.filter { isPromised($0.mechanism.traits) }
  }

  var testDescription: String { mechanism.name }

  /// Whether it solves a program or iterates, so that a book costs it a hundred times as much.
  var isSlow: Bool {
    !mechanism.traits.needs.isDisjoint(with: [.slopes, .distances, .zones, .feeder])
  }

  /// The number of random books in each of the twenty parts of a property: 10,000 in all, and 2,000
  /// for the slow ones.
  var bookCount: Int { isSlow ? 100 : 500 }

  /// The parts of a property.
  static let parts: Range<UInt64> = 0..<20
}
