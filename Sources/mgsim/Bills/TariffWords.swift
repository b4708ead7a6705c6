import Foundation
import Parameters
import Quantities
import Reports
import Scenarios
import Tariffs

/// Words of the command line that name tariffs and rules for the members of a finished run.
struct TariffWords {
  /// Whether each tariff counts as in force all the time.
  var anyYear = false

  /// The calendar of a name.
  static func calendar(_ name: String) throws(CommandFailure) -> HolidayCalendar {
    if let named = HolidayCalendar.named.first(where: { $0.name == name }) { return named.calendar }
    let known = HolidayCalendar.named.map { "'\($0.name)'" }.joined(separator: ", ")
    throw CommandFailure(
      message: "mgsim: there is no calendar '\(name)' of holidays. Known: \(known).",
      exitCode: CommandFailure.wrongInput)
  }

  /// Reads a tariff that stands on the command line as `FILE` or `FILE:NAME,NAME`.
  func choice(_ word: String, _ meters: RunMeters) throws -> TariffChoice {
    let (path, members) = Self.parts(word)
    let file = try TariffFile.read(path: path, context(meters))
    if file.kindName == UrdbTariff.parameterSet.name, meters.currency != "USD" {
      Console.printError(
        "mgsim: '\(path)' is a rate of the URDB; its dollars are taken as \(meters.currency).")
    }
    var plan = file.plan
    if anyYear { (plan.validFrom, plan.validUntil) = (nil, nil) }
    return TariffChoice(plan, members: members)
  }

  /// Reads a file of rules of sharing.
  func sharing(_ path: String, _ meters: RunMeters) throws -> SharingChoice {
    let name = URL(filePath: path).deletingPathExtension().lastPathComponent
    return SharingChoice(
      name: name, rules: try SharingFile.read(path: path, context(meters)).rules)
  }

  /// What the run says about every tariff: currency, zone and, unless any year will do, the days.
  private func context(_ meters: RunMeters) -> TariffFile.Context {
    var context = TariffFile.Context()
    let grid = meters.grid
    context.currency = meters.currency
    context.zone = grid.zone
    guard !anyYear else { return context }
    let last = Instant(nanoseconds: max(grid.start.nanoseconds, grid.end.nanoseconds - 1))
    let first = grid.zone.civilTime(at: grid.start).date
    context.days = first...max(first, grid.zone.civilTime(at: last).date)
    return context
  }

  /// The path and the names of members; a file whose own name has a colon is taken whole.
  static func parts(_ word: String) -> (path: String, members: [String]) {
    guard !FileManager.default.fileExists(atPath: word), let colon = word.lastIndex(of: ":") else {
      return (word, [])
    }
    let names = word[word.index(after: colon)...].split(separator: ",").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    return names.isEmpty ? (word, []) : (String(word[..<colon]), names)
  }
}
