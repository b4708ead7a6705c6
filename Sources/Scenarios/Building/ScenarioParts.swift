import PowerFlow
import Settlement
import Synchronization
import Tariffs

/// Values by the texts that they follow from, shared by threads.
///
/// A text must say everything that its value depends on, so that it never matters whether a value
/// was kept or is made anew. At most so many values are kept that memory stays bounded.
final class Memo<Value: Sendable>: Sendable {
  private let values = Mutex<[String: Value]>([:])
  private let limit: Int

  init(limit: Int = 256) { self.limit = limit }

  subscript(_ key: String) -> Value? {
    get { values.withLock { $0[key] } }
    set {
      values.withLock { values in
        if values.count >= limit { values.removeAll() }
        values[key] = newValue
      }
    }
  }
}

/// A part of a scenario with the files that it was made of.
struct PreparedPart<Value: Sendable>: Sendable {
  let value: Value
  let inputs: [InputFile]
}

/// Parts of scenarios that many variations share: each is made when it is first needed.
///
/// Only parts without a fault are kept, so that faults are said whenever they are met.
final class ScenarioParts: Sendable {
  let times = Memo<TimeSettings>()
  let networks = Memo<PreparedPart<NetworkModel>>(limit: 64)
  let solvableNetworks = Memo<Bool>()
  let tariffs = Memo<PreparedPart<NamedTariff>>()
  let sharing = Memo<PreparedPart<[any SharingRule]>>()
  let sharingChecks = Memo<Bool>()
  let profiles = Memo<LoadedProfiles>(limit: 64)
  let overrides = Memo<Override>(limit: 4096)
  let keys = Memo<ReadKey>(limit: 2048)
}

extension ScenarioReader {
  /// A part that may have been made for another variation.
  ///
  /// - Parameters:
  ///   - memo: Where such parts are kept; `nil` when none are.
  ///   - key: Everything that the part follows from.
  ///   - make: Makes the part with a reader of its own, whose files are those of the part.
  func prepared<Value>(
    in memo: Memo<PreparedPart<Value>>?, key: @autoclosure () -> String,
    make: (ScenarioReader) -> Value?
  ) -> Value? {
    guard let memo else { return make(self) }
    let key = key()
    if let part = memo[key] {
      for input in part.inputs { files.record(input) }
      return part.value
    }
    let reader = ScenarioReader(files: files.unread, parts: parts, diagnostics: diagnostics)
    let value = make(reader)
    for input in reader.files.inputs { files.record(input) }
    if let value, diagnostics.isEmpty {
      memo[key] = PreparedPart(value: value, inputs: reader.files.inputs)
    }
    return value
  }

  /// The horizon.
  func time(of read: ReadScenario) -> TimeSettings? {
    guard let section = read.section.section(ScenarioKeys.time) else { return nil }
    guard let parts else { return timeSettings(section) }
    let key = read[ScenarioKeys.time].text
    if let time = parts.times[key] { return time }
    let time = timeSettings(section)
    if let time, diagnostics.isEmpty { parts.times[key] = time }
    return time
  }

  /// The profile files.
  func profileLibrary(_ read: ReadScenario) -> ProfileLibrary {
    ProfileLibrary(
      read.section.list(ScenarioKeys.profiles), files: files, diagnostics: diagnostics,
      parts: parts, context: parts == nil ? "" : read.context,
      texts: read[ScenarioKeys.profiles].elements)
  }
}

extension ReadScenario {
  /// What tariffs and profiles depend on beside their own texts.
  var context: String { currency + "\n" + self[ScenarioKeys.time].text }
}
