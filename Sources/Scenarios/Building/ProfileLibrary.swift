import Parameters
import ProfileFiles
import Profiles
import Quantities
import Spelling

/// The profile files of a scenario; only the columns that members use are read.
final class ProfileLibrary {
  private struct File {
    let section: Section
    /// Everything that its profiles follow from; empty when nothing is kept.
    let key: String
    let name: String
    var columns: [String] = []
    var indices: [String: Int] = [:]
    /// Where each column was used first.
    var places: [SourcePlace] = []
    /// The greatest power that each column is multiplied by, in W or var.
    var greatestNominals: [Double] = []
    /// The written times by which loads follow its columns later, in nanoseconds.
    var shifts: [(nanoseconds: Int64, place: SourcePlace)] = []
  }

  private var files: [File] = []
  private var indices: [String: Int] = [:]
  private let source: ScenarioFiles
  private let diagnostics: Diagnostics
  private let parts: ScenarioParts?

  init(
    _ sections: [Section], files source: ScenarioFiles, diagnostics: Diagnostics,
    parts: ScenarioParts?, context: String, texts: [String]
  ) {
    self.source = source
    self.diagnostics = diagnostics
    self.parts = texts.count == sections.count ? parts : nil
    for (index, section) in sections.enumerated() {
      let name = section.text(ProfileKeys.name) ?? ""
      let place = section.place(ProfileKeys.name)
      if name.contains("/") {
        diagnostics.report(place, "the name of a profile file must not have a '/'.")
      }
      if indices[name] != nil {
        diagnostics.report(place, "there is more than one profile file called '\(name)'.")
      }
      indices[name] = files.count
      let key = self.parts == nil ? "" : context + texts[index]
      files.append(File(section: section, key: key, name: name))
    }
  }

  /// Finds a column by `file/column`, to be read later; reports when there is no such file.
  ///
  /// - Parameter nominal: The power that the column is multiplied by, in W or var.
  func use(_ name: String, nominal: Double, at place: SourcePlace) -> ProfileUse? {
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
          + advice(for: fileName, among: files.map(\.name)))
      return nil
    }
    let index = files[table].indices[column] ?? files[table].columns.count
    if index == files[table].columns.count {
      files[table].indices[column] = index
      files[table].columns.append(column)
      files[table].places.append(place)
      files[table].greatestNominals.append(0)
    }
    files[table].greatestNominals[index] = max(files[table].greatestNominals[index], abs(nominal))
    return ProfileUse(table: table, column: index, nominal: nominal)
  }

  /// Has a written shift of a use checked against the steps of its file, once that is read.
  func check(shift nanoseconds: Int64, of use: ProfileUse, at place: SourcePlace) {
    files[use.table].shifts.append((nanoseconds, place))
  }

  /// Reads what was used; reports what is wrong with the files and what they do not cover.
  func tables(over time: TimeSettings?) -> [ScheduledProfiles] {
    guard let time else { return [] }
    return files.compactMap { scheduled($0, over: time) }
  }

  private func scheduled(_ file: File, over time: TimeSettings) -> ScheduledProfiles? {
    let known = parts?.profiles[file.key]
    if let prepared = prepared(file, known) { return prepared }
    let place = file.section.place(ProfileKeys.file)
    guard file.section.isComplete, let path = file.section.text(ProfileKeys.file),
      let format = stampFormat(of: file.section),
      let bytes = source.bytes(of: path, at: place, diagnostics: diagnostics)
    else { return nil }
    let zones = ProfileZones(time)
    let reading = ProfileFileReading(
      bytes: bytes, path: path, section: file.section, stampFormat: format)
    let zone = file.section.text(ProfileKeys.zone)
    if let known, let missing = known.missing(of: file.columns),
      let civil = try? zones.zone(zone, covering: known.grid.start..<known.grid.end),
      let table = try? reading.table(missing, zone: civil), table.grid == known.grid
    {
      known.add(table)
      if let prepared = prepared(file, known) { return prepared }
    }
    guard let table = read(file, by: reading, zone: zone, zones) else { return nil }
    checkPowers(file, table.columns.map(LoadedProfiles.greatest))
    checkShifts(file, table.grid)
    do {
      let schedule = try ProfileSchedule(
        grid: table.grid, repetition: repetition(of: file.section),
        zone: try zones.zone(nil, covering: table.grid.start..<table.grid.end),
        horizon: time.start..<time.end)
      if let parts, diagnostics.isEmpty {
        parts.profiles[file.key] = LoadedProfiles(
          table, schedule: schedule, input: source.inputs.first { $0.path == path })
      }
      return ScheduledProfiles(
        name: file.name, schedule: schedule, columns: table.columns,
        columnNames: table.columnNames)
    } catch {
      diagnostics.report(place, "\(path): \(error)")
      return nil
    }
  }

  /// Profiles of which all used columns have been read for another variation.
  private func prepared(_ file: File, _ known: LoadedProfiles?) -> ScheduledProfiles? {
    guard let known, let columns = known.columns(file.columns) else { return nil }
    if let input = known.input { source.record(input) }
    checkPowers(file, columns.map(\.greatest))
    checkShifts(file, known.grid)
    return ScheduledProfiles(
      name: file.name, schedule: known.schedule, columns: columns.map(\.values),
      columnNames: file.columns)
  }

  /// Reports columns that reach powers whose energy would not fit the meters.
  ///
  /// - Parameter greatest: The greatest magnitude of each column.
  private func checkPowers(_ file: File, _ greatest: [Double]) {
    let limit = Dimension.power.greatestMagnitude
    for (index, greatest) in greatest.enumerated() {
      guard greatest * file.greatestNominals[index] > limit else { continue }
      diagnostics.report(
        file.places[index],
        "the profile '\(file.name)/\(file.columns[index])' reaches \(greatest) times the "
          + "nominal power, which is more than \(QuantityText.decimal(limit / 1e9)) GW.")
    }
  }

  /// Reports shifts that are no whole steps of the file.
  private func checkShifts(_ file: File, _ grid: ProfileGrid) {
    let step = grid.stepNanoseconds
    for shift in file.shifts where shift.nanoseconds % step != 0 {
      let text = QuantityText(currency: "")
      let nearest = quotientRoundedHalfToEven(shift.nanoseconds, by: step) * step
      diagnostics.reportOnce(
        shift.place,
        "'\(LoadKeys.shift.name)' in 'load' must be whole steps of "
          + "\(text.text(of: Double(step) / 1e9, as: .duration)) of the profile file "
          + "'\(file.name)'. The nearest is "
          + "'\(text.text(of: Double(nearest) / 1e9, as: .duration))'.")
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
    _ file: File, by reading: ProfileFileReading, zone name: String?, _ zones: ProfileZones
  ) -> ProfileTable? {
    let place = file.section.place(ProfileKeys.file)
    let zone: CivilTimeZone
    do {
      zone = try zones.zone(name, covering: nil)
    } catch {
      diagnostics.report(file.section.place(ProfileKeys.zone), "\(error)")
      return nil
    }
    // A first reading tells the time of the file, for which the zone's changes may be needed too.
    if let table = try? reading.table(file.columns, zone: zone), zones.cover(table.grid) {
      return table
    }
    do {
      let range = (try? reading.table([], zone: zone)).map { $0.grid.start..<$0.grid.end }
      let wide = try zones.zone(name, covering: range ?? ProfileZones.usualRange)
      return try reading.table(file.columns, zone: wide)
    } catch {
      report(error, of: file, at: place, by: reading, zone: zone)
      return nil
    }
  }

  private func report(
    _ error: any Error, of file: File, at place: SourcePlace, by reading: ProfileFileReading,
    zone: CivilTimeZone
  ) {
    var isReported = false
    if (try? reading.table([], zone: zone)) != nil {
      for (column, use) in zip(file.columns, file.places) {
        do {
          _ = try reading.table([column], zone: zone)
        } catch {
          diagnostics.report(use, "\(error)")
          isReported = true
        }
      }
    }
    if !isReported { diagnostics.report(place, "\(error)") }
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
}
