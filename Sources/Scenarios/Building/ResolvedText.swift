import Parameters

/// Writes what was read as YAML, with every default in its place.
struct ResolvedText {
  private let scalars: ScalarText

  init(currency: String) { scalars = ScalarText(quantities: QuantityText(currency: currency)) }

  /// The text of a whole scenario.
  func text(of section: Section) -> String {
    var text = ""
    for parameter in section.parameterSet.parameters {
      text += self.text(of: parameter, in: section)
    }
    return text
  }

  /// The text of one key of a scenario; empty when the scenario does not have it.
  func text(of parameter: Parameter, in section: Section) -> String {
    var lines: [String] = []
    write(parameter, of: section, indent: "", into: &lines)
    return joined(lines)
  }

  /// The text of an element of a list at the top of a scenario.
  func elementText(of section: Section) -> String {
    var lines: [String] = []
    writeElement(section, indent: "  ", into: &lines)
    return joined(lines)
  }

  private func joined(_ lines: [String]) -> String {
    var text = ""
    text.reserveCapacity(lines.reduce(0) { $0 + $1.utf8.count + 1 })
    for line in lines {
      text += line
      text += "\n"
    }
    return text
  }

  private func write(_ section: Section, indent: String, into lines: inout [String]) {
    for parameter in section.parameterSet.parameters {
      write(parameter, of: section, indent: indent, into: &lines)
    }
  }

  private func write(
    _ parameter: Parameter, of section: Section, indent: String, into lines: inout [String]
  ) {
    if let entry = section.entries[parameter.name] {
      let key = indent + parameter.name + ":"
      switch entry.content {
      case .section(let inner):
        lines.append(inner.entries.isEmpty ? key + " {}" : key)
        write(inner, indent: indent + "  ", into: &lines)
      case .list(let sections):
        lines.append(sections.isEmpty ? key + " []" : key)
        for inner in sections { writeElement(inner, indent: indent + "  ", into: &lines) }
      case .overrides(let overrides):
        lines.append(overrides.isEmpty ? key + " {}" : key)
        for override in overrides {
          lines.append("\(indent)  \(ScalarText.quoted(override.path)): \(override.value)")
        }
      case .anything(let node):
        lines.append("\(key) \(node.flowText)")
      case .value(let value):
        lines.append("\(key) \(scalars.text(of: value, as: parameter))")
      case .dealt(let values):
        lines.append("\(key) \(list(values, as: parameter))")
      case .drawn(let distribution, let source):
        lines.append("\(key) \(text(of: distribution, source, as: parameter))")
      }
    }
  }

  /// Writes a section as an element of a list: its first line has the dash.
  private func writeElement(_ section: Section, indent: String, into lines: inout [String]) {
    var inner: [String] = []
    write(section, indent: indent + "  ", into: &inner)
    guard let first = inner.first else {
      lines.append(indent + "- {}")
      return
    }
    lines.append(indent + "- " + first.dropFirst(indent.utf8.count + 2))
    lines += inner.dropFirst()
  }

  private func list(_ values: [ParameterValue], as parameter: Parameter) -> String {
    "[\(values.map { scalars.text(of: $0, as: parameter) }.joined(separator: ", "))]"
  }

  private func text(
    of distribution: Distribution, _ source: Section?, as parameter: Parameter
  ) -> String {
    var parts: [String] = []
    if case .choice(let values) = distribution {
      parts = [Distribution.choiceWord, "\(Distribution.choices): \(list(values, as: parameter))"]
    } else if let source {
      parts = [source.parameterSet.name]
      for parameter in source.parameterSet.parameters {
        guard let value = source.value(parameter) else { continue }
        parts.append("\(parameter.name): \(scalars.text(of: value, as: parameter))")
      }
    }
    return "{\(Distribution.key): \(parts.joined(separator: ", "))}"
  }
}

/// Writes single values so that they are read back as the same.
struct ScalarText {
  let quantities: QuantityText

  func text(of value: ParameterValue, as parameter: Parameter) -> String {
    switch (value, parameter.kind) {
    case (.number(let number), .quantity(let dimension)):
      quantities.text(of: number, as: dimension)
    case (.number(let number), _):
      QuantityText.decimal(number)
    case (.integer(let minutes), .timeOfDay):
      Self.quoted(CivilText.text(minutes: minutes))
    case (.integer(let integer), _):
      "\(integer)"
    case (.boolean(let boolean), _):
      "\(boolean)"
    case (.text(let text), .choice):
      text
    case (.text(let text), _):
      Self.quoted(text)
    case (.texts(let texts), _):
      "[\(texts.map(Self.quoted).joined(separator: ", "))]"
    case (.numbers(let numbers), .quantities(let dimension)):
      "[\(numbers.map { quantities.text(of: $0, as: dimension) }.joined(separator: ", "))]"
    case (.numbers(let numbers), _):
      "[\(numbers.map(QuantityText.decimal).joined(separator: ", "))]"
    case (.section, _), (.list, _):
      "{}"
    }
  }

  /// A text between quotation marks, in which nothing means anything to YAML.
  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case "\0"..<" ", "\u{7F}"..<"\u{A0}", "\u{2028}", "\u{2029}", "\u{FEFF}",
        "\u{E000}"..."\u{F8FF}":
        let digits = String(scalar.value, radix: 16, uppercase: true)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
