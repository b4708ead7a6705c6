import Parameters
import RandomStreams

/// The member of a group for whom values are dealt and drawn.
struct GroupMember {
  let seed: UInt64
  let group: String
  /// The place in the group, counted from 0.
  let index: Int
  let name: String
  let reading: ParameterReading

  /// The draws of one value, which depend on the seed, the group, the key and the member's name.
  func draws(_ key: String) -> RandomDraws {
    RandomStream(seed: seed, stream: "group/\(group)/\(key)", entity: name).draws(at: 0)
  }
}

extension Section {
  /// The values, as models read them; `nil` when a fault was reported in the section.
  var plainValues: ParameterValues? { values(for: nil, path: "") }

  /// The values for one member of a group.
  ///
  /// - Parameters:
  ///   - member: The member; `nil` outside groups, where nothing is dealt or drawn.
  ///   - path: The keys that lead to the section, which name the random streams.
  func values(for member: GroupMember?, path: String) -> ParameterValues? {
    guard isComplete else { return nil }
    var values: [String: ParameterValue] = [:]
    for parameter in parameterSet.parameters {
      guard let entry = entries[parameter.name] else { continue }
      let key = path.isEmpty ? parameter.name : "\(path).\(parameter.name)"
      switch entry.content {
      case .section(let section):
        guard let inner = section.values(for: member, path: key) else { return nil }
        values[parameter.name] = .section(inner)
      case .list(let sections):
        var list: [ParameterValues] = []
        for (index, section) in sections.enumerated() {
          guard let inner = section.values(for: member, path: "\(key)[\(index)]") else {
            return nil
          }
          list.append(inner)
        }
        values[parameter.name] = .list(list)
      case .overrides, .anything:
        // They are no values of the section itself.
        continue
      case .value, .dealt, .drawn:
        guard let value = scalar(parameter, for: member, path: path) else { return nil }
        values[parameter.name] = value
      }
    }
    return ParameterValues(values)
  }

  /// The value of one key for one member of a group; `nil` when it is absent or out of range.
  func scalar(_ parameter: Parameter, for member: GroupMember?, path: String) -> ParameterValue? {
    guard let entry = entries[parameter.name] else { return nil }
    let key = path.isEmpty ? parameter.name : "\(path).\(parameter.name)"
    switch (entry.content, member) {
    case (.value(let value), _):
      return value
    case (.dealt(let values), let member?):
      return values[member.index % values.count]
    case (.drawn(let distribution, _), let member?):
      var draws = member.draws(key)
      let value = distribution.value(&draws)
      guard case .number(let number) = value else { return value }
      do {
        try member.reading.scalars.checked(number, nil, parameter)
        return value
      } catch {
        member.reading.diagnostics.reportOnce(
          entry.place,
          "the '\(parameter.name)' that the member '\(member.name)' draws "
            + "\(error.message). Give the distribution limits.")
        return nil
      }
    default:
      return nil
    }
  }
}

extension ParameterReading {
  /// Makes a model from values that were read for it, reporting what contradicts itself.
  ///
  /// - Parameters:
  ///   - make: Makes the model.
  ///   - values: The values.
  ///   - section: Where they were read, for the places of messages.
  func model<Model>(
    from values: ParameterValues, of section: Section,
    _ make: (ParameterValues) throws(ParameterError) -> Model
  ) -> Model? {
    do {
      return try make(values)
    } catch {
      if let (place, subject) = section.target(of: error.parameter) {
        diagnostics.report(place, "\(subject) \(Self.sentence(error.message))")
        return nil
      }
      let section = section.innermost(having: error.parameter) ?? section
      let place = section.entries[error.parameter]?.place ?? section.place
      let message = Self.sentence(error.message)
      // Models write either a whole sentence or what the parameter must be.
      diagnostics.report(
        place,
        message.contains("'\(error.parameter)'") || message.hasPrefix("'")
          ? message
          : "'\(error.parameter)' in '\(section.parameterSet.name)' \(message)")
      return nil
    }
  }
}

extension Section {
  /// What a path such as `energy[1].tiers[0].upTo` leads to, and its name in a sentence; `nil` when
  /// the text is a plain key.
  fileprivate func target(of path: String) -> (place: SourcePlace, subject: String)? {
    guard path.contains(where: { $0 == "." || $0 == "[" }), let steps = Override.steps(of: path)
    else { return nil }
    var current = self
    var target = (place: place, subject: "'\(parameterSet.name)'")
    var list: [Section] = []
    for step in steps {
      switch step {
      case .key(let key):
        let entry = current.entries[key]
        target = (entry?.place ?? current.place, "'\(key)' in '\(current.parameterSet.name)'")
        switch entry?.content {
        case .section(let section): current = section
        case .list(let sections): list = sections
        default: list = []
        }
      case .index(let index):
        guard list.indices.contains(index) else { return target }
        current = list[index]
        target = (current.place, "'\(current.parameterSet.name)'")
      }
    }
    return target
  }

  /// The section itself or the first within it that has a key.
  fileprivate func innermost(having key: String) -> Section? {
    if entries[key] != nil { return self }
    for parameter in parameterSet.parameters {
      if let found = section(parameter)?.innermost(having: key) { return found }
    }
    return nil
  }
}
