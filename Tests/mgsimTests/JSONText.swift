import Foundation

/// What a JSON text holds.
func parse(_ text: String) throws -> Any {
  try JSONSerialization.jsonObject(with: Data(text.utf8))
}

/// The attributes that `show --format json` prints.
func attributes(of text: String) throws -> [String: String] {
  (try parse(text) as? [String: Any])?["attributes"] as? [String: String] ?? [:]
}

/// The indicators that `show --format json` prints, by name.
func indicators(of text: String) throws -> [String: Double] {
  let list = (try parse(text) as? [String: Any])?["indicators"] as? [[String: Any]] ?? []
  return Dictionary(
    list.compactMap { entry in
      guard let name = entry["name"] as? String else { return nil }
      return (name, entry["value"] as? Double ?? .nan)
    }, uniquingKeysWith: { first, _ in first })
}

/// The keys of a pretty-printed JSON text that come before a lesser key of the same object.
func unsortedKeys(of text: String) throws -> [String] {
  var lastOfDepth: [Int: String] = [:]
  var unsorted: [String] = []
  for line in text.split(separator: "\n") {
    let depth = line.prefix { $0 == " " }.count
    lastOfDepth = lastOfDepth.filter { $0.key <= depth }
    let content = line.dropFirst(depth)
    if content.hasPrefix("{") || content.hasPrefix("}") { lastOfDepth[depth + 2] = nil }
    guard content.hasPrefix("\""), let end = content.firstRange(of: "\" :") else { continue }
    let key = String(content[..<end.lowerBound].dropFirst())
    if let last = lastOfDepth[depth], last >= key { unsorted.append(last) }
    lastOfDepth[depth] = key
  }
  return unsorted
}
