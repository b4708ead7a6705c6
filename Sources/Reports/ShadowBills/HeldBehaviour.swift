/// What members and devices did in a run because of its prices, which another tariff does not change
/// any more.
///
/// Bills of the same meters under another tariff compare tariffs at unchanged behaviour. Where
/// something had followed the prices, that is said.
package struct HeldBehaviour {
  /// One sentence for each kind of behaviour.
  package let sentences: [String]

  /// Controls that look at prices, by the device whose `control` they are.
  private static let controls:
    [(device: String, noun: (one: String, many: String), kinds: [String])] = [
      (
        "battery", ("battery", "batteries"), ["time-of-use", "linear-program", "mixed-integer"]
      ),
      ("electricVehicle", ("electric vehicle", "electric vehicles"), ["cheapest-hours"]),
      ("shiftableLoad", ("appliance", "appliances"), ["cheapest-start"]),
      ("thermalLoad", ("thermal load", "thermal loads"), ["price-responsive"]),
    ]

  package init(
    _ outline: ScenarioOutline, dispatch: String?, memberNames: [String], memberTariffs: [String],
    traded: Bool, strategies: [String], capacities: [Double], reading: MeterReading
  ) {
    var sentences: [String] = []
    let word = dispatch ?? outline.value("dispatch", "kind")
    let isCentral = word.map { $0 != "members" } ?? false
    if isCentral {
      let batteries = capacities.count { $0 > 0 }
      sentences.append(
        "Behaviour held fixed: \(Self.count(batteries, ("battery", "batteries"))) followed one "
          + "central plan made for the prices of the run.")
    }
    for use in Self.uses(outline, memberNames, memberTariffs, capacities) {
      // A central plan leaves batteries no control of their own.
      if isCentral && use.device == "battery" { continue }
      sentences.append(
        "Behaviour held fixed: \(use.number) \(use.isOne ? "was" : "were") controlled by "
          + "'\(use.control)' at the prices of \(use.tariffs).")
    }
    if traded {
      let kinds = Self.inOrder(strategies).map { "'\($0)'" }.joined(separator: ", ")
      let by = kinds.isEmpty ? "" : " by the strategies \(kinds)"
      sentences.append(
        "Behaviour held fixed: bids and offers on the local market\(by) had limits that follow the "
          + "prices of \(Self.list(memberTariffs)); "
          + (reading == .residual
            ? "trades and their prices stay as simulated."
            : "their trades are left out, but devices planned for them did what they did."))
    }
    if outline.value("contract", "enabled") == "true", outline.value("contract", "agents") == "true"
    {
      sentences.append(
        "Behaviour held fixed: votes, investments and trades of quota followed what they saved at "
          + "the prices of \(Self.list(memberTariffs)).")
    }
    self.sentences = sentences
  }
}

extension HeldBehaviour {
  /// Devices of one kind under one control.
  private struct Use {
    var device: String
    var control: String
    var number: String
    var isOne: Bool
    var tariffs: String
  }

  private static func uses(
    _ outline: ScenarioOutline, _ memberNames: [String], _ memberTariffs: [String],
    _ capacities: [Double]
  ) -> [Use] {
    var uses: [Use] = []
    for (device, noun, kinds) in controls {
      for kind in kinds {
        var owners: [Int] = []
        var isUpperBound = false
        for entry in outline.entries
        where entry.path == ["members", "-", device, "control", "kind"]
          && ScenarioOutline.unquoted(entry.value) == kind
        {
          var indices = members(ofElement: entry.element, outline, memberNames)
          if device == "battery", capacities.count == memberNames.count {
            indices = indices.filter { capacities[$0] > 0 }
          } else if share(of: device, ofElement: entry.element, outline) != "1" {
            isUpperBound = true
          }
          owners += indices
        }
        guard !owners.isEmpty else { continue }
        let tariffs = owners.map { memberTariffs.indices.contains($0) ? memberTariffs[$0] : "" }
        uses.append(
          Use(
            device: device, control: kind,
            number: (isUpperBound ? "up to " : "") + count(owners.count, noun),
            isOne: owners.count == 1, tariffs: list(tariffs)))
      }
    }
    return uses
  }

  /// The members that an element of the scenario's list stands for.
  private static func members(
    ofElement element: Int, _ outline: ScenarioOutline, _ names: [String]
  ) -> [Int] {
    for entry in outline.entries where entry.element == element && entry.path.count == 3 {
      guard entry.path[0] == "members" else { continue }
      let name = ScenarioOutline.unquoted(entry.value)
      if entry.path[2] == "name" { return names.indices.filter { names[$0] == name } }
      if entry.path[2] == "group" {
        let prefix = name + "-"
        return names.indices.filter {
          names[$0].hasPrefix(prefix) && Int(names[$0].dropFirst(prefix.count)) != nil
        }
      }
    }
    return []
  }

  private static func share(
    of device: String, ofElement element: Int, _ outline: ScenarioOutline
  ) -> String {
    outline.entries.first {
      $0.element == element && $0.path == ["members", "-", device, "share"]
    }?.value ?? "1"
  }

  private static func count(_ number: Int, _ noun: (one: String, many: String)) -> String {
    "\(number) \(number == 1 ? noun.one : noun.many)"
  }

  private static func list(_ names: [String]) -> String {
    let distinct = inOrder(names).map { "'\($0)'" }
    return distinct.isEmpty ? "the run" : distinct.joined(separator: ", ")
  }

  /// Each name once, in the order in which they come first.
  private static func inOrder(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}
