import Quantities

/// Rows of a period matrix: the periods of a day's slots as text, one letter each (`0`…`9`,
/// `a`…`z`, `A`…`Z`), or numbers with spaces between them where there are more periods.
enum PeriodRows {
  private static let letters = Array(
    "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")

  /// The periods of a row; `nil` when the text is none.
  static func periods(of row: String) -> [Int]? {
    if row.contains(" ") {
      let words = row.split(separator: " ")
      let numbers = words.compactMap { word in
        word.utf8.count <= 3 && word.utf8.allSatisfy { (48...57).contains($0) } ? Int(word) : nil
      }
      return numbers.count == words.count ? numbers : nil
    }
    let periods = row.unicodeScalars.map { scalar -> Int? in
      switch scalar {
      case "0"..."9": Int(scalar.value) - 48
      case "a"..."z": Int(scalar.value) - 97 + 10
      case "A"..."Z": Int(scalar.value) - 65 + 36
      default: nil
      }
    }
    return periods.contains(nil) ? nil : periods.compactMap { $0 }
  }

  /// The periods of a row in which `-` stands for none; `nil` when the text is no such row.
  static func optionalPeriods(of row: String) -> [Int?]? {
    if row.contains(" ") {
      let words = row.split(separator: " ").map { word -> Int?? in
        word == "-" ? .some(nil) : periods(of: " \(word)")?.first.map { .some($0) }
      }
      return words.contains { $0 == nil } ? nil : words.map { $0 ?? nil }
    }
    let letters = row.map { letter -> Int?? in
      letter == "-" ? .some(nil) : periods(of: String(letter))?.first.map { .some($0) }
    }
    return letters.contains { $0 == nil } ? nil : letters.map { $0 ?? nil }
  }

  /// The text of a row in which `-` stands for none.
  static func text(ofOptional periods: [Int?]) -> String {
    if periods.contains(where: { $0.map { !letters.indices.contains($0) } ?? false }) {
      return " " + periods.map { $0.map(String.init) ?? "-" }.joined(separator: " ")
    }
    return String(periods.map { $0.map { letters[$0] } ?? "-" })
  }

  /// The text of a row.
  static func text(of periods: [Int]) -> String {
    if periods.contains(where: { !letters.indices.contains($0) }) {
      // The space tells one number from letters.
      let numbers = periods.map(String.init).joined(separator: " ")
      return periods.count == 1 ? " " + numbers : numbers
    }
    return String(periods.map { letters.indices.contains($0) ? letters[$0] : "?" })
  }
}

/// Months and kinds of days as people write them: `jun-sep, dec`, `working`, `saturday, sunday`.
enum CalendarWords {
  static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]
  static let days: [(word: String, kinds: [DayKind])] = [
    ("all", DayKind.allCases), ("working", [.working]),
    ("non-working", [.saturday, .sunday, .holiday]), ("weekend", [.saturday, .sunday]),
    ("saturday", [.saturday]), ("sunday", [.sunday]), ("holiday", [.holiday]),
  ]

  /// The months of a text, counted from 1; `nil` when it is none.
  static func months(in text: String) -> Set<Int>? {
    if text == "all" { return Set(1...12) }
    var found: Set<Int> = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { end in
        months.firstIndex(of: end.filter { $0 != " " }).map { $0 + 1 }
      }
      guard (1...2).contains(ends.count), let first = ends[0], let last = ends[ends.count - 1]
      else { return nil }
      // A range may pass the end of the year: nov-feb.
      var month = first
      while true {
        found.insert(month)
        if month == last { break }
        month = month % 12 + 1
      }
    }
    return found
  }

  /// The kinds of days of a text; `nil` when it is none.
  static func dayKinds(in text: String) -> Set<DayKind>? {
    var found: Set<DayKind> = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let word = part.filter { $0 != " " }
      guard let kinds = days.first(where: { $0.word == word })?.kinds else { return nil }
      found.formUnion(kinds)
    }
    return found
  }

  static func name(of kind: DayKind) -> String {
    switch kind {
    case .working: "working days"
    case .saturday: "saturdays"
    case .sunday: "sundays"
    case .holiday: "holidays"
    }
  }

  static func clock(_ minute: Int) -> String {
    let (hour, minute) = minute.quotientAndRemainder(dividingBy: 60)
    return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
  }
}
