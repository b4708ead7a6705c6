import JSONReading
import Spelling

extension URDBRate {
  /// Reads the file of a rate: the rate's object alone, a list with it, or the answer of the
  /// database's interface, `{"items": […]}`.
  ///
  /// - Parameters:
  ///   - bytes: The JSON text.
  ///   - name: What messages call the file.
  ///   - label: Which rate of several is meant; `nil` when there is exactly one.
  /// - Throws: ``URDBFileError`` with every fault that was found, each with its place.
  public static func read(
    _ bytes: [UInt8], named name: String, label: String? = nil
  ) throws(URDBFileError) -> URDBRate {
    var reader = URDBReader()
    var rate: URDBRate?
    do throws(JSONFault) {
      let root = try JSONDocument(Self.withoutMark(bytes)).root
      if let object = reader.choose(label, from: root) { rate = reader.read(object) }
    } catch {
      reader.faults.append(URDBFault(offset: error.offset, message: error.message + "."))
    }
    guard reader.faults.isEmpty, let rate else {
      throw URDBFileError(reader.faults, in: bytes, named: name)
    }
    return rate
  }

  /// A text whose byte order mark, if it has one, is blank: the places of all else stay.
  private static func withoutMark(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.starts(with: [0xEF, 0xBB, 0xBF]) else { return bytes }
    return Array(repeating: UInt8(ascii: " "), count: 3) + bytes.dropFirst(3)
  }
}

extension URDBReader {
  /// The object of the rate that is meant.
  mutating func choose(_ label: String?, from root: JSONValue) -> JSONValue? {
    var candidates = [root]
    if let elements = root.elements {
      candidates = elements
    } else if let items = root.member("items") {
      guard let elements = items.elements else {
        return mismatch(items, "items", "a list of rates")
      }
      candidates = elements
    }
    let labels = candidates.map { $0.member("label")?.string ?? "" }
    if let label {
      guard let index = labels.firstIndex(of: label) else {
        faults.append(
          URDBFault(
            offset: root.offset,
            message: "the file has no rate with the label '\(label)'. "
              + advice(for: label, among: labels.filter { !$0.isEmpty })))
        return nil
      }
      return candidates[index]
    }
    guard candidates.count == 1 else {
      let known = labels.prefix(12).map { "'\(shown($0))'" }.joined(separator: ", ")
      fault(
        root,
        candidates.isEmpty
          ? "the file has no rate"
          : "the file has \(candidates.count) rates; name one of them by its label: \(known)")
      return nil
    }
    return candidates.first
  }
}
