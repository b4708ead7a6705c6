import Parameters

/// Writes the values of a section as YAML, keys with their usual value left out.
///
/// Sections and lists that fit on a line are written on one.
struct ParameterWriter {
  let currency: String

  /// The longest line on which a section is put.
  private static let width = 96

  /// The lines of a section, in the order of its description.
  func lines(of values: ParameterValues, as set: ParameterSet, indent: String = "") -> [String] {
    set.parameters.flatMap { parameter -> [String] in
      guard let value = values.values[parameter.name], value != parameter.defaultValue else {
        return []
      }
      return lines(of: value, as: parameter, indent: indent)
    }
  }

  private func lines(
    of value: ParameterValue, as parameter: Parameter, indent: String
  ) -> [String] {
    let key = indent + parameter.name + ":"
    let flow = "\(key) \(self.flow(value, as: parameter))"
    if flow.utf8.count <= Self.width, isShort(value) { return [flow] }
    switch (value, parameter.kind) {
    case (.section(let inner), .section(let set)):
      let lines = lines(of: inner, as: set, indent: indent + "  ")
      return lines.isEmpty ? [key + " {}"] : [key] + lines
    case (.list(let list), .list) where list.isEmpty:
      return [key + " []"]
    case (.list(let list), .list(let set)):
      return [key] + list.flatMap { element($0, as: set, indent: indent + "  ") }
    case (.texts(let texts), _):
      return [key] + texts.map { "\(indent)  - \(YAMLScalars.text($0))" }
    case (.numbers(let numbers), .quantities(let dimension)):
      return [key]
        + numbers.map { "\(indent)  - \(YAMLScalars.quantity($0, dimension, currency))" }
    default:
      return [flow]
    }
  }

  /// An element of a list: its first line has the dash.
  private func element(
    _ values: ParameterValues, as set: ParameterSet, indent: String
  ) -> [String] {
    let flow = "\(indent)- \(self.flow(values, as: set))"
    if flow.utf8.count <= Self.width, values.values.values.allSatisfy(isShort) { return [flow] }
    let lines = lines(of: values, as: set, indent: indent + "  ")
    guard let first = lines.first else { return [indent + "- {}"] }
    return [indent + "- " + first.dropFirst(indent.utf8.count + 2)] + lines.dropFirst()
  }

  /// Whether a value is no section or list of sections, which read better on lines of their own.
  private func isShort(_ value: ParameterValue) -> Bool {
    switch value {
    case .section, .list: false
    default: true
    }
  }

  // MARK: On one line

  private func flow(_ values: ParameterValues, as set: ParameterSet) -> String {
    let parts = set.parameters.compactMap { parameter -> String? in
      guard let value = values.values[parameter.name], value != parameter.defaultValue else {
        return nil
      }
      return "\(parameter.name): \(flow(value, as: parameter))"
    }
    return "{\(parts.joined(separator: ", "))}"
  }

  private func flow(_ value: ParameterValue, as parameter: Parameter) -> String {
    switch (value, parameter.kind) {
    case (.number(let number), .quantity(let dimension)):
      YAMLScalars.quantity(number, dimension, currency)
    case (.number(let number), _): YAMLScalars.decimal(number)
    case (.integer(let minutes), .timeOfDay): YAMLScalars.clock(minutes)
    case (.integer(let integer), _): "\(integer)"
    case (.boolean(let boolean), _): "\(boolean)"
    case (.text(let text), _): YAMLScalars.text(text)
    case (.texts(let texts), _): list(texts.map(YAMLScalars.text))
    case (.numbers(let numbers), .quantities(let dimension)):
      list(numbers.map { YAMLScalars.quantity($0, dimension, currency) })
    case (.numbers(let numbers), _): list(numbers.map(YAMLScalars.decimal))
    case (.section(let values), .section(let set)): flow(values, as: set)
    case (.list(let values), .list(let set)): list(values.map { flow($0, as: set) })
    case (.section, _), (.list, _): "{}"
    }
  }

  private func list(_ parts: [String]) -> String { "[\(parts.joined(separator: ", "))]" }
}
