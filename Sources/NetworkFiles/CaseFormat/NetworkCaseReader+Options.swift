import ComplexModule
import JSONReading
import PowerFlow

/// Fields that may be left out: what the format did not have at first.
extension NetworkCaseReader {
  /// What a line is: `kind`, one of `line`, `switch` and `fuse`.
  mutating func readLineKind(
    of record: JSONRecord, default fallback: LineKind = .line
  ) -> LineKind? {
    guard let field = record.optional("kind") else { return fallback }
    if let kind = field.string.flatMap(LineKind.init(rawValue:)) { return kind }
    report.add(
      field,
      "'kind' of \(record.title) must be \"line\", \"switch\" or \"fuse\", not \(field.found).")
    return nil
  }

  /// The voltages behind a source in volts, `v_re` and `v_im`, or else those given.
  mutating func readVoltages(
    of record: JSONRecord, or fallback: [Complex<Double>]
  ) -> [Complex<Double>]? {
    guard let re = record.optional("v_re"), let im = record.optional("v_im") else {
      return fallback
    }
    guard let real = numbers(re, fallback.count), let imaginary = numbers(im, fallback.count) else {
      report.add(
        re, "'v_re' and 'v_im' of \(record.title) must be lists of a number for each node.")
      return nil
    }
    return zip(real, imaginary).map { Complex($0, $1) }
  }

  /// A list of so many numbers, or `nil` if it is none.
  func numbers(_ value: JSONValue, _ count: Int) -> [Double]? {
    guard let elements = value.elements, elements.count == count else { return nil }
    let numbers = elements.compactMap(\.number)
    guard numbers.count == count, numbers.allSatisfy(AllowedNumbers.any.contains) else {
      return nil
    }
    return numbers
  }

  /// The model of a load of a balanced network: a letter, or `exponential` or `zip` with their
  /// numbers.
  mutating func readLoadModel(of record: JSONRecord) -> LoadModel? {
    guard let field = record.required("model", &report) else { return nil }
    switch field.string {
    case "P": return .constantPower
    case "I": return .constantCurrent
    case "Z": return .constantImpedance
    case "exponential":
      guard let exponents = record.optional("exponents").flatMap({ numbers($0, 2) }),
        exponents.allSatisfy({ $0.magnitude <= 100 })
      else {
        report.add(
          field,
          "\(record.title) needs 'exponents', a list of those of its active and its reactive "
            + "power, between -100 and 100.")
        return nil
      }
      return .exponential(active: exponents[0], reactive: exponents[1])
    case "zip": return readShares(of: record)
    default:
      report.add(
        field,
        "'model' of \(record.title) must be \"P\", \"I\", \"Z\", \"exponential\" or \"zip\", "
          + "not \(field.found).")
      return nil
    }
  }

  /// The shares of impedance, current and power: `zip`, three for the active and three for the
  /// reactive power.
  mutating func readShares(of record: JSONRecord) -> LoadModel? {
    guard let shares = record.optional("zip").flatMap({ numbers($0, 6) }) else {
      report.add(
        record,
        "\(record.title) needs 'zip', a list of the shares of constant impedance, current and "
          + "power, first of its active and then of its reactive power.")
      return nil
    }
    return .polynomial(
      active: .init(impedance: shares[0], current: shares[1], power: shares[2]),
      reactive: .init(impedance: shares[3], current: shares[4], power: shares[5]))
  }

  /// The steps of a capacitor bank: `steps` and `closed_steps`.
  mutating func readSteps(of record: JSONRecord) -> (all: Int, closed: Int)? {
    let all =
      record.optional("steps") == nil ? 1 : integer("steps", 1...1_000_000, of: record)
    guard let all else { return nil }
    guard record.optional("closed_steps") != nil else { return (all, all) }
    guard let closed = integer("closed_steps", 0...all, of: record) else { return nil }
    return (all, closed)
  }

  /// The clocks of windings: none if no winding has the field `clock`.
  mutating func readClocks(of windings: [JSONValue]) -> [Int]? {
    var clocks: [Int] = []
    for winding in windings {
      guard let field = winding.members?.first(where: { $0.name.string == "clock" })?.value else {
        continue
      }
      guard let number = field.number, let clock = Int(exactly: number), (0...11).contains(clock)
      else {
        report.add(field, "'clock' must be a whole number from 0 to 11, not \(field.found).")
        return nil
      }
      clocks.append(clock)
    }
    guard clocks.isEmpty || clocks.count == windings.count else {
      report.add(windings[0], "'clock' must be given for all windings or for none.")
      return nil
    }
    return clocks
  }
}
