import Parameters

extension ParameterValues {
  /// The values, with the defaults of a description where none is given, in its sections too.
  func completed(by set: ParameterSet) -> ParameterValues {
    var completed = values
    for parameter in set.parameters {
      if completed[parameter.name] == nil {
        completed[parameter.name] = parameter.defaultValue
      }
      if case .section(let inner) = parameter.kind,
        case .section(let values) = completed[parameter.name]
      {
        completed[parameter.name] = .section(values.completed(by: inner))
      }
    }
    return ParameterValues(completed)
  }

  /// The word of a choice whose words are the raw values of a type.
  func choice<Word: RawRepresentable<String>>(_ name: String, default word: Word) -> Word {
    Word(rawValue: text(name)) ?? word
  }
}

/// A share between none and all.
func shareParameter(
  _ name: String, default value: Double, _ documentation: String
) -> Parameter {
  Parameter(
    name, .fraction, minimum: 0, maximum: 1, default: .number(value), documentation)
}

/// A quantity that is not negative.
func quantityParameter(
  _ name: String, _ dimension: Dimension, maximum: Double? = nil, excludesZero: Bool = false,
  default value: Double, _ documentation: String
) -> Parameter {
  Parameter(
    name, .quantity(dimension), minimum: 0, maximum: maximum, excludesMinimum: excludesZero,
    default: .number(value), documentation)
}

/// One word of those of a type.
func choiceParameter<Word: CaseIterable & RawRepresentable<String>>(
  _ name: String, default word: Word, _ documentation: String
) -> Parameter {
  Parameter(
    name, .choice(Word.allCases.map(\.rawValue)), default: .text(word.rawValue), documentation)
}
