/// Names of datasets that HDF5, netCDF and programming languages take, each given once.
struct StudyNames {
  private var taken: Set<String>

  /// Starts with names that are not to be given.
  init(reserved: [String] = []) { taken = Set(reserved) }

  /// Gives a name: the wish where it can be, otherwise with a word before it or a number behind.
  mutating func give(_ wish: String, prefix: String) -> String {
    let wish = Self.cleaned(wish)
    var name = taken.contains(wish) ? prefix + "_" + wish : wish
    var number = 2
    while taken.contains(name) {
      name = "\(prefix)_\(wish)_\(number)"
      number += 1
    }
    taken.insert(name)
    return name
  }

  /// The name with each character that is no letter, digit or underscore replaced by an underscore.
  private static func cleaned(_ name: String) -> String {
    let cleaned = String(
      name.map { $0 == "_" || $0.isLetter || $0.isNumber ? $0 : "_" as Character })
    guard let first = cleaned.first else { return "_" }
    return first.isNumber ? "_" + cleaned : cleaned
  }
}
