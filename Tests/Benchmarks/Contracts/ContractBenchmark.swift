import Contracts

/// Calls per second of the quota contract in a group of 1,000 members.
struct ContractBenchmark: Benchmark {
  let name = "contract"
  let summary = "votes, bids, trades and results of 1,000 members (CPU time)"

  private let memberCount = 1000
  private let callCount = 500_000

  /// The calls that are also signed: signing is slow.
  private let signedCallCount = 20_000

  func run(in context: BenchmarkContext) throws -> [Measurement] {
    let workload = try ContractWorkload(memberCount: memberCount, callCount: callCount)
    var alone: [Double] = []
    var chained: [Double] = []
    var signed: [Double] = []
    for _ in 0..<context.repetitions {
      alone.append(try callsPerSecond(workload))
      chained.append(try callsPerSecond(workload, writing: CallJournal()))
      let keys = WitnessKeys(seed: 1, addresses: workload.signers)
      signed.append(
        try callsPerSecond(
          workload, prefix: signedCallCount, writing: CallJournal(signingWith: keys)))
    }
    func measurement(_ subject: String, _ values: [Double]) -> Measurement {
      Measurement(
        benchmark: name, scenario: "1,000 members", subject: subject, unit: "calls/s",
        values: values)
    }
    return [
      measurement("engine", alone), measurement("engine and hash chain", chained),
      measurement("engine, hash chain and signatures", signed),
    ]
  }

  private func callsPerSecond(
    _ workload: ContractWorkload, prefix: Int = .max, writing journal: CallJournal? = nil
  ) throws -> Double {
    var contract = workload.start
    var events: [ContractEvent] = []
    var batch = JournalBatch()
    var journal = journal
    var acceptedCount = 0
    let calls = workload.calls.prefix(prefix)
    journal?.append(genesisOf: contract, to: &batch)
    let nanoseconds = try ProcessorTime.measure {
      for call in calls {
        events.removeAll(keepingCapacity: true)
        let result = try contract.apply(call, events: &events)
        if case .value = result { acceptedCount += 1 }
        journal?.append(call, result: result, events: events, to: &batch)
        if batch.count > 4096 { batch.removeAll() }
      }
    }
    guard 10 * acceptedCount > 7 * calls.count else {
      throw BenchmarkFailure(description: "too many calls of the workload are refused.")
    }
    return Double(calls.count) / nanoseconds * 1e9
  }
}
