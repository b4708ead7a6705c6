import JSONReading
public import Markets
public import Quantities
import RandomStreams

/// The orders of one delivery interval as a file holds them, with the names of what they mention.
///
/// The format is described on the page of this module.
public struct OrderBookFile: Sendable {
  /// The orders in the order of submission: bids, then offers, unless the file numbers them.
  public internal(set) var orders: [Order] = []
  /// The name of each order.
  public internal(set) var orderNames: [String] = []
  /// By the index of the trader, its name: the order's own where the file names no trader.
  public internal(set) var traderNames: [String] = []
  /// By the index of the bus, its name; empty when the file has no network.
  public internal(set) var busNames: [String] = []
  /// By the index of the zone, its name.
  public internal(set) var zoneNames: [String] = []
  /// The ordinal of the delivery interval.
  public internal(set) var intervalOrdinal: Int64 = 0
  /// The seed of the random numbers that a mechanism with chance draws.
  public internal(set) var seed: UInt64 = 0
  /// What the retailer charges for one more imported kilowatt-hour.
  public internal(set) var importPrice: EnergyPrice?
  /// What the retailer pays for one more exported kilowatt-hour.
  public internal(set) var exportPrice: EnergyPrice?
  /// By the index of the order, the slope of its limit price; empty when all limits are constant.
  public internal(set) var slopes: [Double] = []
  /// By the index of the trader, its share of what is generated together; empty without shares.
  public internal(set) var quotaShares: [Double] = []
  /// Where the traders stand; `nil` when the file has no network.
  public internal(set) var network: MarketNetwork?

  /// Reads a file.
  ///
  /// - Parameters:
  ///   - bytes: The text of the file.
  ///   - name: What messages call the file.
  /// - Throws: ``MarketFileError`` with every fault that was found, each with its line and column.
  public static func read(
    _ bytes: [UInt8], named name: String
  ) throws(MarketFileError) -> OrderBookFile {
    var reader = OrderBookReader()
    do throws(JSONFault) {
      reader.read(try JSONDocument(bytes).root)
    } catch {
      reader.faults.append(
        FileFault(offset: error.offset, message: error.message + "."))
    }
    guard reader.faults.isEmpty else {
      throw MarketFileError(reader.faults, in: bytes, named: name)
    }
    return reader.book
  }

  /// What a mechanism may know besides the orders.
  ///
  /// - Parameters:
  ///   - interval: The ordinal of the delivery interval in place of the file's.
  ///   - seed: The seed of the random numbers in place of the file's.
  public func context(interval: Int64? = nil, seed: UInt64? = nil) -> ClearingContext {
    let ordinal = interval ?? intervalOrdinal
    let stream = RandomStream(seed: seed ?? self.seed, stream: "market", entity: "clearing")
    return ClearingContext(
      intervalOrdinal: ordinal, draws: stream.draws(at: UInt64(bitPattern: ordinal)),
      importPrice: importPrice, exportPrice: exportPrice, slopes: slopes,
      quotaShares: quotaShares, network: network)
  }
}
