import Contracts

/// Calls per second of the quota contract in a group of 1,000 members.
struct ContractBenchmark: Benchmark {
  let name = "contract"
  let summary = "votes, bids, trades and results of 1,000 members (CPU time)"

  private let memberCount = 1000
  private let callCount = 500_000

  func run(in context: BenchmarkContext) throws -> [Measurement] {
    let workload = try ContractWorkload(memberCount: memberCount, callCount: callCount)
    var values: [Double] = []
    for _ in 0..<context.repetitions {
      var contract = workload.start
      var events: [ContractEvent] = []
      var acceptedCount = 0
      let nanoseconds = try ProcessorTime.measure {
        for call in workload.calls {
          events.removeAll(keepingCapacity: true)
          if case .value = try contract.apply(call, events: &events) { acceptedCount += 1 }
        }
      }
      guard 10 * acceptedCount > 7 * callCount else {
        throw BenchmarkFailure(description: "too many calls of the workload are refused.")
      }
      values.append(Double(callCount) / nanoseconds * 1e9)
    }
    return [
      Measurement(
        benchmark: name, scenario: "1,000 members", subject: "engine", unit: "calls/s",
        values: values)
    ]
  }
}
