import Parameters
import ProfileFiles
import Profiles
import Quantities

/// The profile files of a scenario; only the columns that members use are read.
final class ProfileLibrary {
  private struct File {
    let section: Section
    let name: String
    var columns: [String] = []
    var indices: [String: Int] = [:]
    /// Where each column was used first.
    var places: [SourcePlace] = []
  }

  private var files: [File] = []
  private var indices: [String: Int] = [:]
  private let source: ScenarioFiles
  private let diagnostics: Diagnostics

  init(_ sections: [Section], files source: ScenarioFiles, diagnostics: Diagnostics) {
    self.source = source
    self.diagnostics = diagnostics
    for section in sections {
      let name = section.text(ProfileKeys.name) ?? ""
      let place = section.place(ProfileKeys.name)
      if name.contains("/") {
        diagnostics.report(place, "the name of a profile file must not have a '/'.")
      }
      if indices[name] != nil {
        diagnostics.report(place, "there is more than one profile file called '\(name)'.")
      }
      indices[name] = files.count
      files.append(File(section: section, name: name))
    }
  }

  /// Finds a column by `file/column`, to be read later; reports when there is no such file.
  func use(_ name: String, at place: SourcePlace) -> (table: Int, column: Int)? {
    guard let slash = name.firstIndex(of: "/") else {
      diagnostics.report(
        place, "a profile must be written as 'name/column', but is '\(name)'.")
      return nil
    }
    let (fileName, column) = (String(name[..<slash]), String(name[slash...].dropFirst()))
    guard let table = indices[fileName] else {
      diagnostics.report(
        place,
        "there is no profile file '\(fileName)'. "
          + Suggestion.advice(for: fileName, among: files.map(\.name)))
      return nil
    }
    if let index = files[table].indices[column] { return (table, index) }
    let index = files[table].columns.count
    files[table].indices[column] = index
    files[table].columns.append(column)
    files[table].places.append(place)
    return (table, index)
  }

  /// Reads what was used; reports what is wrong with the files and what they do not cover.
  func tables(over time: TimeSettings?, scenarioZone: CivilTimeZone?) -> [ScheduledProfiles] {
    files.compactMap { file in
      guard file.section.isComplete, let time,
        let description = description(of: file, time),
        let path = file.section.text(ProfileKeys.file),
        let bytes = source.bytes(
          of: path, at: file.section.place(ProfileKeys.file), diagnostics: diagnostics),
        let table = read(bytes, of: file, path, description)
      else { return nil }
      do {
        let schedule = try ProfileSchedule(
          grid: table.grid, repetition: repetition(of: file.section), zone: time.zone,
          horizon: time.start..<time.end)
        return ScheduledProfiles(
          name: file.name, schedule: schedule, columns: table.columns,
          columnNames: table.columnNames)
      } catch {
        diagnostics.report(file.section.place(ProfileKeys.file), "\(path): \(error)")
        return nil
      }
    }
  }

  private func repetition(of section: Section) -> ProfileRepetition {
    switch section.word(ProfileKeys.repetition, as: ProfileKeys.Repeat.self) {
    case .byRow: return .byRow
    case .byCivilDate:
      let word = section.text(ProfileKeys.leapDay)
      let rule = LeapDayRule.allCases.first { $0.word == word }
      return .byCivilDate(leapDay: rule ?? .repeatPrevious)
    case nil, .some(.none): return .none
    }
  }

  /// Reads the used columns; a fault of one column is reported where that column is used.
  private func read(
    _ bytes: [UInt8], of file: File, _ path: String, _ description: ProfileFileDescription
  ) -> ProfileTable? {
    do {
      return try ProfileFile.read(
        bytes, named: path, columns: file.columns, description: description)
    } catch {
      let place = file.section.place(ProfileKeys.file)
      let stamps = Result { () throws(ProfileFileError) in
        try ProfileFile.read(bytes, named: path, columns: [], description: description)
      }
      guard case .success = stamps else {
        diagnostics.report(place, "\(error)")
        return nil
      }
      for (column, use) in zip(file.columns, file.places) {
        do {
          _ = try ProfileFile.read(
            bytes, named: path, columns: [column], description: description)
        } catch {
          diagnostics.report(use, "\(error)")
        }
      }
      // Faults that no column has alone belong to the file.
      if diagnostics.isEmpty { diagnostics.report(place, "\(error)") }
      return nil
    }
  }

  private func description(of file: File, _ time: TimeSettings) -> ProfileFileDescription? {
    let section = file.section
    guard let format = stampFormat(of: section), let zone = zone(of: section, time) else {
      return nil
    }
    let start = section.text(ProfileKeys.start).flatMap(CivilText.time).flatMap {
      zone.instants(of: $0)?.first
    }
    if section.value(ProfileKeys.start) != nil, start == nil {
      diagnostics.report(
        section.place(ProfileKeys.start),
        "'\(ProfileKeys.start.name)' in 'profile' is a moment that clocks in \(zone.identifier) "
          + "skip.")
      return nil
    }
    return ProfileFileDescription(
      timeColumn: start == nil ? section.text(ProfileKeys.timeColumn) : nil,
      start: start,
      step: section.number(ProfileKeys.step).map { .nanoseconds(Int64($0 * 1e9)) },
      zone: zone,
      stampFormat: format,
      label: section.word(ProfileKeys.label, as: StampLabel.self) ?? .start,
      scale: section.number(ProfileKeys.scale) ?? 1,
      delimiter: section.word(
        ProfileKeys.delimiter, as: ProfileFileDescription.Delimiter.self) ?? .automatic,
      decimalComma: section.boolean(ProfileKeys.decimalComma) ?? false)
  }

  private func stampFormat(of section: Section) -> StampFormat? {
    guard let text = section.text(ProfileKeys.stampFormat) else { return nil }
    do {
      return try StampFormat(text)
    } catch {
      diagnostics.report(section.place(ProfileKeys.stampFormat), "\(error)")
      return nil
    }
  }

  private func zone(of section: Section, _ time: TimeSettings) -> CivilTimeZone? {
    guard let name = section.text(ProfileKeys.zone) else { return time.zone }
    // A file may cover any time, so all changes are wanted.
    let all = Instant(nanoseconds: .min)..<Instant(nanoseconds: .max)
    do {
      return try CivilTimeZone(identifier: name, covering: all)
    } catch {
      diagnostics.report(section.place(ProfileKeys.zone), "\(error)")
      return nil
    }
  }
}
