import CHeap
import Markets
import Quantities

/// The time of one uniform-price clearing of random orders, against the same books in pymarket.
struct MarketBenchmark: Benchmark {
  let name = "market"
  let summary = "uniform-price clearing of random orders (CPU time, same books)"

  private let seed: UInt64 = 42

  func run(in context: BenchmarkContext) throws -> [Measurement] {
    try measureClearing(bidCount: 100, offerCount: 100, context) + [measureMessages(context)]
  }

  /// Sends orders and cancellations to a limit order book, of which about half meet one that stands.
  private func measureMessages(_ context: BenchmarkContext) -> Measurement {
    let messages = OrderMessages(count: 1_000_000, seed: seed)
    var book = LimitOrderBook()
    var rates: [Double] = []
    for _ in 0..<context.repetitions {
      book.removeAll()
      let time = ProcessorTime.measure { messages.send(to: &book) }
      rates.append(Double(messages.count) / (time / 1e9))
    }
    return Measurement(
      benchmark: name, scenario: "order book", subject: "mgsim", unit: "messages/s", values: rates)
  }

  private func measureClearing(
    bidCount: Int, offerCount: Int, _ context: BenchmarkContext
  ) throws -> [Measurement] {
    let scenario = "\(bidCount) bids, \(offerCount) offers"
    // Many books, so that the processor does not learn one by heart.
    let books = MarketBooks(
      count: 64, bidCount: bidCount, offerCount: offerCount, seed: seed)
    let (times, allocationCount) = measure(books, context.repetitions)
    func measurement(_ subject: String, _ unit: String, _ values: [Double]) -> Measurement {
      Measurement(
        benchmark: name, scenario: scenario, subject: subject, unit: unit, values: values)
    }
    return [
      measurement("mgsim", "µs/clearing", times),
      measurement("mgsim allocations", "in all", [Double(allocationCount)]),
      measurement("pymarket", "µs/clearing", try measurePymarket(books, context)),
    ]
  }

  /// Clears all books in turn, one clearing and its memory for all of them.
  private func measure(
    _ books: MarketBooks, _ repetitions: Int
  ) -> (times: [Double], allocationCount: Int64) {
    let mechanism: any MarketMechanism = UniformPriceDoubleAuction()
    let rounds = 300
    var clearing = Clearing()
    books.clearAll(by: mechanism, into: &clearing)
    var times: [Double] = []
    times.reserveCapacity(repetitions)
    var allocationCount: Int64 = 0
    for _ in 0..<repetitions {
      let allocationsBefore = cheap_allocation_count()
      let time = ProcessorTime.measure {
        for _ in 0..<rounds { books.clearAll(by: mechanism, into: &clearing) }
      }
      allocationCount += cheap_allocation_count() - allocationsBefore
      times.append(time / 1000 / Double(rounds * books.orders.count))
    }
    return (times, allocationCount)
  }

  /// Lets pymarket find volume and price of the first books, and compares the volumes.
  private func measurePymarket(
    _ books: MarketBooks, _ context: BenchmarkContext
  ) throws -> [Double] {
    /// What the peer prints.
    struct Answer: Decodable {
      var microseconds: [Double]
      var milliwattHours: [Int64]
    }
    let answer = try context.runPeer(
      "market_pymarket.py",
      ["\(books.bidCount)", "\(books.offerCount)", "\(seed)", "\(context.repetitions)"],
      as: Answer.self)
    guard answer.milliwattHours == Array(books.volumes.prefix(answer.milliwattHours.count)) else {
      throw BenchmarkFailure(description: "the auction and pymarket differ in their volumes.")
    }
    return answer.microseconds
  }
}
