import Foundation

extension CivilTimeZone {
  /// Looks up a zone and computes its changes.
  ///
  /// - Parameters:
  ///   - identifier: A name of the IANA data base such as `Europe/Berlin`, `UTC` or `Z`, or an
  ///     offset such as `-03:00`. Abbreviations such as `PST` mean different things in different
  ///     places and are refused.
  ///   - covering: The time for which changes are computed, with a margin of two years around it.
  /// - Throws: ``TimeZoneError`` when there is no such zone.
  public init(identifier: String, covering: Range<Instant>) throws(TimeZoneError) {
    if ["UTC", "Z", "Etc/UTC"].contains(identifier) {
      self.init(identifier: "UTC", changes: [], offsets: [0])
    } else if let offset = Self.offset(named: identifier) {
      self.init(identifier: Self.name(ofOffset: offset), changes: [], offsets: [Int32(offset)])
    } else if let zone = Self.zone(named: identifier) {
      let (changes, offsets) = Self.changes(of: zone, covering: covering)
      self.init(identifier: identifier, changes: changes, offsets: offsets)
    } else {
      throw TimeZoneError(
        identifier: identifier,
        suggestion: nearestName(to: identifier, among: TimeZone.knownTimeZoneIdentifiers + ["UTC"]))
    }
  }

  /// The release of the IANA data base that offsets come from, such as `2025b`; `nil` if unknown.
  public static var dataVersion: String? {
    let version = TimeZone.timeZoneDataVersion
    return version.isEmpty ? nil : version
  }

  /// Finds a zone of the IANA data base; its abbreviations and other spellings are none.
  private static func zone(named identifier: String) -> TimeZone? {
    let isPlain = identifier.utf8.allSatisfy { (33...126).contains($0) }
    guard (1...64).contains(identifier.utf8.count), isPlain else { return nil }
    let known = TimeZone.knownTimeZoneIdentifiers
    if known.contains(identifier) { return TimeZone(identifier: identifier) }
    let lowercased = identifier.lowercased()
    if known.contains(where: { $0.lowercased() == lowercased }) { return nil }
    // Older names that the data base keeps as links are accepted, three letters of which mean one
    // zone only where the data base has them itself.
    let isName = identifier.utf8.count > 4 && !identifier.hasPrefix("GMT")
    let isLinked = ["CET", "EET", "EST", "GMT", "HST", "MET", "MST", "PRC", "ROC", "ROK", "WET"]
      .contains(identifier)
    return isName || isLinked ? TimeZone(identifier: identifier) : nil
  }

  /// Reads an offset such as `+01:00` or `-0330`, in seconds.
  private static func offset(named identifier: String) -> Int? {
    var digits = DigitReader(identifier)
    let isBehind = digits.skip("-")
    guard isBehind || digits.skip("+"), let hours = digits.readNumber(digits: 2) else { return nil }
    _ = digits.skip(":")
    guard let minutes = digits.readNumber(digits: 2), minutes < 60 else { return nil }
    var seconds = 0
    if digits.skip(":") {
      guard let read = digits.readNumber(digits: 2), read < 60 else { return nil }
      seconds = read
    }
    let offset = hours * 3600 + minutes * 60 + seconds
    guard digits.isAtEnd, offsetRange.contains(offset) else { return nil }
    return isBehind ? -offset : offset
  }

  /// The name of an offset, such as `+01:00`.
  static func name(ofOffset offset: Int) -> String {
    let magnitude = abs(offset)
    let seconds = magnitude % 60
    return (offset < 0 ? "-" : "+")
      + "\(padded(magnitude / 3600, to: 2)):\(padded(magnitude / 60 % 60, to: 2))"
      + (seconds == 0 ? "" : ":\(padded(seconds, to: 2))")
  }
}
