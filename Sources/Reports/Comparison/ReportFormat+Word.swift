import JSONReading
import Spelling

extension ReportFormat {
  /// The words by which people name formats: `table` for ``text``, and their own names.
  public static let words = ["table", "json", "csv", "latex", "markdown", "text"]

  /// Reads the name of a format.
  ///
  /// - Parameter word: One of ``words``.
  /// - Throws: ``ComparisonError`` with the nearest name when there is no such format.
  public init(word: String) throws(ComparisonError) {
    if word == "table" {
      self = .text
    } else if let format = ReportFormat(rawValue: word) {
      self = format
    } else {
      throw ComparisonError(
        "there is no format '\(word)'. \(advice(for: word, among: Self.words))")
    }
  }
}
