import Crypto
import StudyFiles

/// A file that remembers the ids of a plan, so that the next command need not calculate them.
///
/// It is a help and never the truth: what does not fit is as good as no file.
enum PlanCache {
  private static let hashSize = 32
  private static let magic = Array("mgsim plan 1\n".utf8)

  /// The ids of all rows, one behind the other; `nil` unless the file holds those of this plan.
  static func read(_ path: String, key: [UInt8], rowCount: Int) -> [UInt8]? {
    guard let bytes = SmallFile.read(path) else { return nil }
    let header = magic.count + key.count
    let body = header + rowCount * PointID.byteCount
    guard bytes.count == body + hashSize, bytes.starts(with: magic + key),
      Array(SHA256.hash(data: bytes[..<body])) == Array(bytes[body...])
    else { return nil }
    return Array(bytes[header..<body])
  }

  /// The contents of the file.
  static func contents(key: [UInt8], ids: some Sequence<UInt8>) -> [UInt8] {
    let body = magic + key + ids
    return body + SHA256.hash(data: body)
  }
}

extension SweepPlan {
  /// Remembers the ids in a file, where the model says under which key.
  ///
  /// - Parameter path: The file, which is replaced.
  /// - Returns: Whether it was written; without it all goes on, only slower.
  @discardableResult
  public func writeCache(to path: String) -> Bool {
    guard let cacheKey else { return false }
    var ids: [UInt8] = []
    ids.reserveCapacity(rows.count * PointID.byteCount)
    for row in rows {
      let digits = Array(row.pointID.utf8.dropFirst())
      for place in stride(from: 0, to: digits.count - 1, by: 2) {
        ids.append(Self.value(digits[place]) << 4 | Self.value(digits[place + 1]))
      }
    }
    do {
      try SmallFile.replace(path, with: PlanCache.contents(key: cacheKey, ids: ids))
      return true
    } catch {
      return false
    }
  }

  private static func value(_ digit: UInt8) -> UInt8 {
    digit <= UInt8(ascii: "9") ? digit & 15 : (digit & 15) + 9
  }
}
