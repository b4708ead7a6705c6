import JSONReading
import Spelling
import StudyFiles

extension PointRecord {
  /// The value of an indicator.
  func value(of name: String) throws(SweepError) -> Double {
    if let indicator = indicators.first(where: { $0.name == name }) { return indicator.value }
    throw .unknownIndicator(name: name, advice: advice(for: name, among: indicators.map(\.name)))
  }
}
