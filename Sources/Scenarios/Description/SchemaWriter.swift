import Parameters

extension Scenario {
  /// The JSON Schema (draft 2020-12) of scenario files, for editors and other tools.
  ///
  /// It follows from the same descriptions as the reading, so the two agree on keys, units, words,
  /// defaults and signs. What only the whole scenario tells — names that refer to one another,
  /// ranges of quantities — only reading checks.
  public static func jsonSchema() -> String {
    let root = SchemaWriter().object(of: ScenarioKeys.set, inGroup: false)
    let head: [(key: String, value: SchemaValue)] = [
      ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
      ("title", .string("mgsim scenario")),
    ]
    let writer = SchemaWriter()
    let shared: SchemaWriter.Members = SchemaWriter.shared.map {
      ($0.name, .object(writer.alternatives(of: $0, inGroup: false)))
    }
    return SchemaValue.object(head + root + [("$defs", .object(shared))]).text() + "\n"
  }
}

/// Writes descriptions of parameters as JSON Schema.
struct SchemaWriter {
  typealias Members = [(key: String, value: SchemaValue)]

  /// The members of the schema of a section.
  func object(of set: ParameterSet, inGroup: Bool) -> Members {
    let inGroup = inGroup || set.isGroup
    let required = set.parameters.filter {
      $0.defaultValue == nil && !$0.isOptional && !set.exactlyOneOf.contains($0.name)
    }
    var members: Members = [
      ("description", .string(set.documentation)),
      ("type", .string("object")),
      ("additionalProperties", .boolean(false)),
      (
        "properties",
        .object(set.parameters.map { ($0.name, property(of: $0, inGroup: inGroup)) })
      ),
    ]
    if !required.isEmpty {
      members.append(("required", .array(required.map { .string($0.name) })))
    }
    if !set.exactlyOneOf.isEmpty {
      let choices = set.exactlyOneOf.map {
        SchemaValue.object([("required", .array([.string($0)]))])
      }
      members.append(("oneOf", .array(choices)))
    }
    return members
  }

  /// The schema of the value of a key.
  private func property(of parameter: Parameter, inGroup: Bool) -> SchemaValue {
    var members: Members = [("description", .string(parameter.documentation))]
    if let value = parameter.defaultValue, let text = json(value, of: parameter) {
      members.append(("default", text))
    }
    let scalar = self.scalar(parameter, inGroup: inGroup)
    guard inGroup, !parameter.isShared, isScalar(parameter.kind) else {
      return .object(members + scalar)
    }
    let list: Members = [
      ("description", .string("One value after the other for the members in turn.")),
      ("type", .string("array")), ("items", .object(scalar)), ("minItems", .number(1)),
    ]
    let alternatives = [.object(scalar), .object(list)] + distributions(of: parameter)
    return .object(members + [("anyOf", .array(alternatives))])
  }

  private func isScalar(_ kind: Parameter.Kind) -> Bool {
    switch kind {
    case .section, .list, .variant, .variantList, .texts, .dates, .quantities, .overrides,
      .anything:
      false
    default: true
    }
  }

  private func scalar(_ parameter: Parameter, inGroup: Bool) -> Members {
    switch parameter.kind {
    case .quantity(let dimension): quantity(dimension, parameter)
    case .number: [("type", .string("number"))] + range(of: parameter)
    case .integer: [("type", .string("integer"))] + range(of: parameter)
    case .fraction:
      [
        (
          "anyOf",
          .array([
            .object([("type", .string("number"))] + range(of: parameter)),
            .object(text("^\(number(parameter))[ \u{A0}]?%$", example: "95 %")),
          ])
        )
      ]
    case .boolean: [("type", .string("boolean"))]
    case .text: [("type", .array([.string("string"), .string("number")]))]
    case .choice(let words): [("enum", .array(words.map { .string($0) }))]
    case .timeOfDay: text("^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$", example: "17:30")
    case .date: text(Self.date, example: "2016-12-24")
    case .dateTime:
      text(
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?)?$",
        example: "2016-01-01T12:00")
    case .texts: array(of: [("type", .array([.string("string"), .string("number")]))])
    case .dates: array(of: text(Self.date, example: "2016-12-24"))
    case .quantities(let dimension): array(of: quantity(dimension, parameter))
    case .section(let set): object(of: set, inGroup: inGroup)
    case .list(let set): array(of: object(of: set, inGroup: inGroup))
    case .variant(let variants): alternatives(ofNamed: variants, inGroup: inGroup)
    case .overrides: [("type", .string("object"))]
    case .anything(let shapes, _): [("type", types(of: shapes))]
    case .variantList(let variants): array(of: alternatives(ofNamed: variants, inGroup: inGroup))
    }
  }

  private func types(of shapes: [Parameter.Shape]) -> SchemaValue {
    .array(
      shapes.flatMap { shape -> [SchemaValue] in
        switch shape {
        case .word: ["string", "number", "boolean"].map { .string($0) }
        case .list: [.string("array")]
        case .map: [.string("object")]
        }
      })
  }

  private static let date = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"

  private func array(of items: Members) -> Members {
    [("type", .string("array")), ("items", .object(items))]
  }

  private func text(_ pattern: String, example: String) -> Members {
    [
      ("type", .string("string")), ("pattern", .string(pattern)),
      ("examples", .array([.string(example)])),
    ]
  }

  private func quantity(_ dimension: Dimension, _ parameter: Parameter) -> Members {
    let units = dimension.units.map {
      $0.symbol.split(separator: "¤", omittingEmptySubsequences: false)
        .joined(separator: "[A-Z]{3}")
    }
    let example = dimension.example.split(separator: "'").dropFirst().first.map(String.init)
    let currency = QuantityText(currency: "EUR")
    return text(
      "^\(number(parameter))[ \u{A0}\u{2009}\u{202F}]?(\(units.joined(separator: "|")))$",
      example: currency.spelled(example ?? ""))
  }

  /// The pattern of a number, without a sign where none can stand.
  private func number(_ parameter: Parameter) -> String {
    let sign = (parameter.minimum ?? -1) >= 0 ? "[+]?" : "[-+]?"
    return sign + "[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]{1,3})?"
  }

  private func range(of parameter: Parameter) -> Members {
    var members: Members = []
    if let minimum = parameter.minimum {
      members.append((parameter.excludesMinimum ? "exclusiveMinimum" : "minimum", .number(minimum)))
    }
    if let maximum = parameter.maximum { members.append(("maximum", .number(maximum))) }
    return members
  }
}

// MARK: Kinds and distributions

extension SchemaWriter {
  /// The kinds that stand in many places: written once, and referred to there.
  static let shared = [
    MarketStageKeys.variants, MarketStageKeys.settlementVariants, ImbalanceKeys.variants,
  ]

  private func alternatives(ofNamed variants: Variants, inGroup: Bool) -> Members {
    guard Self.shared.contains(where: { $0.name == variants.name }) else {
      return alternatives(of: variants, inGroup: inGroup)
    }
    return [("$ref", .string("#/$defs/\(variants.name)"))]
  }

  func alternatives(of variants: Variants, inGroup: Bool) -> Members {
    var alternatives: [SchemaValue] = []
    var words: [SchemaValue] = []
    for (index, kind) in variants.kinds.enumerated() {
      let set = variants.parameterSet(ofKind: index)
      guard case .key(let key, let defaultKind) = variants.selector else {
        alternatives.append(.object(object(of: set, inGroup: inGroup)))
        continue
      }
      // Each alternative has its own word only, so that editors complete the keys that belong to it.
      let word = Parameter(
        key, .choice([kind.name]),
        default: defaultKind == kind.name ? .text(kind.name) : nil, isShared: true,
        "Kind of the section.")
      let own = ParameterSet(
        name: set.name, exactlyOneOf: set.exactlyOneOf, isGroup: set.isGroup, set.documentation,
        [word] + set.parameters.filter { $0.name != key })
      alternatives.append(.object(object(of: own, inGroup: inGroup)))
      let needsMore = set.parameters.contains {
        $0.name != key && $0.defaultValue == nil && !$0.isOptional
      }
      if !needsMore { words.append(.string(kind.name)) }
    }
    if !words.isEmpty { alternatives.append(.object([("enum", .array(words))])) }
    return [("description", .string(variants.documentation)), ("anyOf", .array(alternatives))]
  }

  private func distributions(of parameter: Parameter) -> [SchemaValue] {
    let numeric = Distribution.kinds(for: parameter).map { kind in
      let word = Parameter(Distribution.key, .choice([kind.name]), "Kind of the distribution.")
      return SchemaValue.object(
        object(
          of: ParameterSet(name: kind.name, kind.documentation, [word] + kind.parameters),
          inGroup: false))
    }
    let choice: Members = [
      ("description", .string("Every value of a list is equally likely.")),
      ("type", .string("object")),
      ("additionalProperties", .boolean(false)),
      (
        "properties",
        .object([
          (Distribution.key, .object([("enum", .array([.string(Distribution.choiceWord)]))])),
          (
            Distribution.choices,
            .object(array(of: scalar(parameter, inGroup: false)) + [("minItems", .number(1))])
          ),
        ])
      ),
      ("required", .array([.string(Distribution.key), .string(Distribution.choices)])),
    ]
    return numeric + [.object(choice)]
  }

  /// A default as JSON; `nil` for sections and lists of sections, whose parts have their own.
  private func json(_ value: ParameterValue, of parameter: Parameter) -> SchemaValue? {
    switch (value, parameter.kind) {
    case (.number(let number), .quantity(let dimension)):
      .string(QuantityText(currency: "EUR").text(of: number, as: dimension))
    case (.integer(let minutes), .timeOfDay): .string(CivilText.text(minutes: minutes))
    case (.number(let number), _): .number(number)
    case (.integer(let integer), _): .number(Double(integer))
    case (.boolean(let boolean), _): .boolean(boolean)
    case (.text(let text), _): .string(text)
    case (.texts(let texts), _): .array(texts.map { .string($0) })
    case (.numbers(let numbers), .quantities(let dimension)):
      .array(
        numbers.map { .string(QuantityText(currency: "EUR").text(of: $0, as: dimension)) })
    case (.numbers(let numbers), _): .array(numbers.map { .number($0) })
    case (.section, _), (.list, _): nil
    }
  }
}
