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
    var text = ""
    var indent = Indent()
    write(parameter, of: section, &indent, into: &text)
    return text
  }

  /// The text of an element of a list at the top of a scenario.
  func elementText(of section: Section) -> String {
    var text = ""
    writeElement(section, Indent(level: 1), into: &text)
    return text
  }

  /// An element of a list at the top of a scenario that keeps the texts of its parts.
  func keepingTexts(_ section: Section) -> Section { keepingTexts(section, Indent(level: 2)) }

  private func keepingTexts(_ section: Section, _ indent: Indent) -> Section {
    var result = section
    for (name, entry) in section.entries {
      guard case .section(let inner) = entry.content else { continue }
      var kept = keepingTexts(inner, indent.inner)
      var text = ""
      write(kept, indent.inner, into: &text)
      kept.resolvedText = text
      result.entries[name] = Section.Entry(place: entry.place, content: .section(kept))
    }
    return result
  }

  /// How far lines are indented.
  private struct Indent {
    var level = 0
    /// Whether the next line is the first of an element of a list, which has a dash.
    var hasDash = false

    /// Begins a line.
    mutating func begin(_ text: inout String) {
      text += Self.spaces(hasDash ? level - 1 : level)
      if hasDash { text += "- " }
      hasDash = false
    }

    private static func spaces(_ level: Int) -> String {
      switch level {
      case 0: ""
      case 1: "  "
      case 2: "    "
      case 3: "      "
      case 4: "        "
      default: String(repeating: "  ", count: level)
      }
    }

    var inner: Indent { Indent(level: level + 1) }
  }

  private func write(_ section: Section, _ indent: Indent, into text: inout String) {
    if !indent.hasDash, let known = section.resolvedText {
      text += known
      return
    }
    var indent = indent
    for parameter in section.parameterSet.parameters {
      write(parameter, of: section, &indent, into: &text)
    }
  }

  private func write(
    _ parameter: Parameter, of section: Section, _ indent: inout Indent, into text: inout String
  ) {
    guard let entry = section.entries[parameter.name] else { return }
    indent.begin(&text)
    text += parameter.name
    text += ":"
    switch entry.content {
    case .section(let inner):
      text += inner.entries.isEmpty ? " {}\n" : "\n"
      write(inner, indent.inner, into: &text)
    case .list(let sections):
      text += sections.isEmpty ? " []\n" : "\n"
      for inner in sections { writeElement(inner, indent.inner, into: &text) }
    case .overrides(let overrides):
      text += overrides.isEmpty ? " {}\n" : "\n"
      var inner = indent.inner
      for override in overrides {
        inner.begin(&text)
        text += "\(ScalarText.quoted(override.path)): \(override.value)\n"
      }
    case .anything(let node):
      text += " \(node.flowText)\n"
    case .value(let value):
      text += " "
      text += scalars.text(of: value, as: parameter)
      text += "\n"
    case .dealt(let values):
      text += " \(list(values, as: parameter))\n"
    case .drawn(let distribution, let source):
      text += " \(self.text(of: distribution, source, as: parameter))\n"
    }
  }

  /// Writes a section as an element of a list: its first line has the dash.
  private func writeElement(_ section: Section, _ indent: Indent, into text: inout String) {
    var inner = indent.inner
    guard section.parameterSet.parameters.contains(where: { section.entries[$0.name] != nil })
    else {
      var indent = indent
      indent.begin(&text)
      text += "- {}\n"
      return
    }
    inner.hasDash = true
    write(section, inner, into: &text)
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
    let isPlain = text.utf8.allSatisfy {
      (0x20..<0x7F).contains($0) && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\")
    }
    if isPlain { return "\"" + text + "\"" }
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
