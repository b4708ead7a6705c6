import Parameters
import ProfileFiles
import Profiles
import Quantities

/// One profile file with all that its section says of it but the zone.
struct ProfileFileReading {
  let bytes: [UInt8]
  let path: String
  let section: Section
  let stampFormat: StampFormat

  /// The start of a file without stamps cannot be told.
  struct SkippedStart: Error, CustomStringConvertible {
    let zone: String
    var description: String {
      "'\(ProfileKeys.start.name)' in 'profile' is a moment that clocks in \(zone) skip."
    }
  }

  /// Reads some columns.
  func table(_ columns: [String], zone: CivilTimeZone) throws -> ProfileTable {
    var description = ProfileFileDescription(
      timeColumn: section.text(ProfileKeys.timeColumn),
      step: section.number(ProfileKeys.step).map {
        .nanoseconds(Int64(($0 * 1e9).rounded(.toNearestOrEven)))
      },
      zone: zone,
      stampFormat: stampFormat,
      label: section.word(ProfileKeys.label, as: StampLabel.self) ?? .start,
      scale: section.number(ProfileKeys.scale) ?? 1,
      delimiter: section.word(
        ProfileKeys.delimiter, as: ProfileFileDescription.Delimiter.self) ?? .automatic,
      decimalComma: section.boolean(ProfileKeys.decimalComma) ?? false)
    if let start = section.text(ProfileKeys.start).flatMap(CivilText.time) {
      guard let instant = zone.instants(of: start)?.first else {
        throw SkippedStart(zone: zone.identifier)
      }
      description.start = instant
      description.timeColumn = nil
    }
    return try ProfileFile.read(bytes, named: path, columns: columns, description: description)
  }
}

/// Time zones for profile files, whose time is only known when they have been read.
///
/// Computing all changes of a zone takes long, and mostly those around the horizon are enough.
struct ProfileZones {
  private let time: TimeSettings
  /// The time around the horizon that its zones know.
  private let known: Range<Instant>

  /// The time that profile files usually lie in: 1970 to 2100.
  static let usualRange = Instant(seconds: 0)..<Instant(seconds: 4_102_444_800)

  init(_ time: TimeSettings) {
    self.time = time
    let margin: Int64 = 700 * CivilTime.nanosecondsPerDay
    let lower = time.start.advanced(byNanoseconds: -margin) ?? time.start
    let upper = time.end.advanced(byNanoseconds: margin) ?? time.end
    known = lower..<upper
  }

  /// Whether zones that were made for the horizon know the time of a grid.
  func cover(_ grid: ProfileGrid) -> Bool {
    known.lowerBound <= grid.start && grid.end <= known.upperBound
  }

  /// A zone that knows the horizon and some more time.
  ///
  /// - Parameter name: The name; `nil` for the zone of the scenario.
  func zone(
    _ name: String?, covering range: Range<Instant>?
  ) throws(TimeZoneError) -> CivilTimeZone {
    let name = name ?? time.zone.identifier
    let lower = min(range?.lowerBound ?? time.start, time.start)
    let upper = max(range?.upperBound ?? time.end, time.end)
    if name == time.zone.identifier, known.lowerBound <= lower, upper <= known.upperBound {
      return time.zone
    }
    return try CivilTimeZone(identifier: name, covering: lower..<upper)
  }
}
