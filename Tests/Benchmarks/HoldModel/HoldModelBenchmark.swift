import CHeap
import Quantities

/// Events per second of the event queue, against SimPy processes and a bare heap in C.
struct HoldModelBenchmark: Benchmark {
  let name = "hold-model"
  let summary = "one event leaves and comes back later (CPU time, same random increments)"

  /// The numbers of pending events.
  private let sizes = [
    (100, "100 pending"), (10_000, "10,000 pending"), (1_000_000, "1,000,000 pending"),
  ]

  /// The number of events in a repetition.
  private let holds = 500_000

  private let seed: UInt64 = 42

  func run(in context: BenchmarkContext) throws -> [Measurement] {
    try sizes.flatMap { pending, scenario in
      var measurements = try measureQueues(pending, scenario, context.repetitions)
      measurements.append(try measureSimPy(pending, scenario, context))
      return measurements
    }
  }

  /// Measures the event queue and the heap in C in turn, so that a disturbance meets both.
  private func measureQueues(
    _ pending: Int, _ scenario: String, _ repetitions: Int
  ) throws -> [Measurement] {
    var queue = HoldModel(pending: pending, seed: seed)
    // SAFETY: the model owns its memory until it is destroyed below.
    var heap = unsafe cheap_model_create(Int64(pending), seed)
    defer { unsafe cheap_model_destroy(&heap) }
    // The initial times become those of the steady state.
    queue.hold(pending + holds)
    unsafe cheap_model_hold(&heap, Int64(pending + holds))
    var queueTimes: [Double] = []
    var heapTimes: [Double] = []
    var allocationCount: Int64 = 0
    for _ in 0..<repetitions {
      let allocationsBefore = cheap_allocation_count()
      let queueTime = ProcessorTime.measure { queue.hold(holds) }
      allocationCount += cheap_allocation_count() - allocationsBefore
      let heapTime = ProcessorTime.measure { unsafe cheap_model_hold(&heap, Int64(holds)) }
      queueTimes.append(queueTime / Double(holds))
      heapTimes.append(heapTime / Double(holds))
    }
    guard unsafe queue.checksum == heap.checksum, unsafe queue.now.nanoseconds == heap.now else {
      throw BenchmarkFailure(description: "the queue and the heap in C differ in their order.")
    }
    func measurement(_ subject: String, _ unit: String, _ values: [Double]) -> Measurement {
      Measurement(
        benchmark: name, scenario: scenario, subject: subject, unit: unit, values: values)
    }
    return [
      measurement("mgsim", "ns/event", queueTimes), measurement("C heap", "ns/event", heapTimes),
      measurement("mgsim allocations", "in all", [Double(allocationCount)]),
    ]
  }

  private func measureSimPy(
    _ pending: Int, _ scenario: String, _ context: BenchmarkContext
  ) throws -> Measurement {
    /// What the peer prints.
    struct Answer: Decodable {
      var nanosecondsPerEvent: [Double]
      var holds: Int
      var now: Double
    }
    let answer = try context.runPeer(
      "hold_model.py", ["\(pending)", "\(seed)", "\(context.repetitions)"], as: Answer.self)
    var queue = HoldModel(pending: pending, seed: seed)
    queue.hold(answer.holds)
    guard Double(queue.now.nanoseconds) == answer.now else {
      throw BenchmarkFailure(description: "the queue and SimPy differ in their order.")
    }
    return Measurement(
      benchmark: name, scenario: scenario, subject: "SimPy", unit: "ns/event",
      values: answer.nanosecondsPerEvent)
  }
}
