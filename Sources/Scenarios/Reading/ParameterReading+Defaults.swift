import Parameters

extension ParameterReading {
  /// A default value as if it had been written.
  func defaultContent(
    _ value: ParameterValue, of parameter: Parameter, at place: SourcePlace
  ) -> Section.Content {
    switch (parameter.kind, value) {
    case (.section(let set), .section(let values)):
      .section(section(values, as: set, at: place))
    case (.list(let set), .list(let lists)):
      .list(lists.map { section($0, as: set, at: place) })
    case (.variant(let variants), .section(let values)):
      .section(section(values, as: variants, at: place))
    case (.variantList(let variants), .list(let lists)):
      .list(lists.map { section($0, as: variants, at: place) })
    default:
      .value(value)
    }
  }

  private func section(
    _ values: ParameterValues, as variants: Variants, at place: SourcePlace
  ) -> Section {
    let index = variants.kinds.firstIndex { kind in
      switch variants.selector {
      case .key(let key, let defaultKind):
        kind.name == (values.has(key) ? values.text(key) : defaultKind)
      case .firstParameter:
        kind.parameters.first.map { values.has($0.name) } ?? false
      }
    }
    var section = section(values, as: variants.parameterSet(ofKind: index ?? 0), at: place)
    section.kind = index ?? 0
    return section
  }

  private func section(
    _ values: ParameterValues, as set: ParameterSet, at place: SourcePlace
  ) -> Section {
    var section = Section(set, at: place)
    for parameter in set.parameters {
      guard let value = values.values[parameter.name] ?? parameter.defaultValue else { continue }
      section.entries[parameter.name] = Section.Entry(
        place: place, content: defaultContent(value, of: parameter, at: place))
    }
    return section
  }
}
