import JSONReading

/// The values and costs of the traders of a laboratory market, as a file holds them.
///
/// The format is described on the page of this module.
public struct ScheduleFile: Hashable, Sendable {
  /// By buyer, what each of its units is worth to it, in tokens.
  public let values: [[Int64]]
  /// By seller, what each of its units costs it, in tokens.
  public let costs: [[Int64]]
  /// The lowest price that anybody would name; `nil` when the file leaves it out.
  public let lowestPrice: Int64?
  /// The highest price that anybody would name; `nil` when the file leaves it out.
  public let highestPrice: Int64?

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - bytes: The text of the file.
  ///   - name: What messages call the file.
  /// - Throws: ``MarketFileError`` with every fault that was found, each with its line and column.
  public static func read(
    _ bytes: [UInt8], named name: String
  ) throws(MarketFileError) -> ScheduleFile {
    var reader = ScheduleReader()
    var schedule: ScheduleFile?
    do throws(JSONFault) {
      schedule = reader.schedule(try JSONDocument(bytes).root)
    } catch {
      reader.faults.append(FileFault(offset: error.offset, message: error.message + "."))
    }
    guard let schedule, reader.faults.isEmpty else {
      throw MarketFileError(reader.faults, in: bytes, named: name)
    }
    return schedule
  }
}

/// Reads a schedule and collects all faults on the way.
private struct ScheduleReader: FaultCollecting {
  var faults: [FileFault] = []

  mutating func schedule(_ root: JSONValue) -> ScheduleFile? {
    let keys = ["about", "values", "costs", "lowestPrice", "highestPrice"]
    guard let fields = fields(of: root, "the schedule", known: keys) else { return nil }
    let values = required("values", of: fields).flatMap { units($0, "values") }
    let costs = required("costs", of: fields).flatMap { units($0, "costs") }
    let lowest = fields.optional("lowestPrice").flatMap { integer($0, "lowestPrice") }
    let highest = fields.optional("highestPrice").flatMap { integer($0, "highestPrice") }
    guard let values, let costs else { return nil }
    return ScheduleFile(
      values: values, costs: costs, lowestPrice: lowest, highestPrice: highest)
  }

  /// The units of each trader: a list of lists, or of numbers for traders with one unit.
  private mutating func units(_ value: JSONValue, _ name: String) -> [[Int64]]? {
    guard let traders = elements(of: value, name) else { return nil }
    return traders.compactMap { trader -> [Int64]? in
      guard faults.count < MarketFileError.limit else { return nil }
      guard trader.kind == .array else { return integer(trader, name).map { [$0] } }
      return (trader.elements ?? []).compactMap { integer($0, name) }
    }
  }
}
