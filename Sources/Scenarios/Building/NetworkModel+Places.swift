import PowerFlow
import Spelling

extension NetworkModel {
  /// Finds a bus; reports when there is none of the name.
  func bus(named name: String, at place: SourcePlace, _ diagnostics: Diagnostics) -> Int? {
    if let index = busIndex(named: name) { return index }
    let known = busNames + busLabels.filter { !$0.isEmpty }
    diagnostics.report(
      place,
      "there is no bus '\(name)' in the network. \(advice(for: name, among: known))")
    return nil
  }
}

extension MultiphaseNetwork {
  /// The phases that a bus has.
  func phases(ofBus bus: Int) -> [Int] { buses[bus].conductors.filter { (1...3).contains($0) } }

  /// Reads phases of a bus such as `ab`; reports what is none or what the bus has not.
  func phases(
    _ letters: String, ofBus bus: Int, at place: SourcePlace, _ diagnostics: Diagnostics
  ) -> [Int]? {
    let existing = phases(ofBus: bus)
    let phases = letters.lowercased().map { ["a": 1, "b": 2, "c": 3][$0] ?? 0 }
    guard !phases.isEmpty, Set(phases).count == phases.count, phases.allSatisfy({ $0 > 0 }) else {
      diagnostics.report(
        place, "the phases must be of 'a', 'b' and 'c', each once, not '\(letters)'.")
      return nil
    }
    guard phases.allSatisfy(existing.contains) else {
      let names = existing.map { ["", "a", "b", "c"][$0] }.joined()
      diagnostics.report(
        place, "the bus '\(buses[bus].name)' has the phases '\(names)', not '\(letters)'.")
      return nil
    }
    return phases.sorted()
  }
}
