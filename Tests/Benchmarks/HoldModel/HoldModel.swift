import EventSimulation
import Quantities

/// The hold model in mgsim: the first event leaves and comes back a random time later.
///
/// It is the classic measure of event queues: the number of pending events stays the same, and a
/// hold is one event of a simulation. Its peers draw the same numbers, so they must end alike.
struct HoldModel: ~Copyable {
  /// The payload, of the same size as that of the peer in C.
  struct Event: BitwiseCopyable {
    /// The number of the process whose turn it is.
    var process: Int64
  }

  /// The one priority.
  enum Priority: UInt8 {
    case action
  }

  private var queue: EventQueue<Event, Priority>
  private var random: HoldIncrements

  /// The time of the last event.
  private(set) var now = Instant(nanoseconds: 0)

  /// A number that depends on the order in which the events left.
  private(set) var checksum: UInt64 = 0

  /// Creates a model whose processes wait for their first events.
  init(pending: Int, seed: UInt64) {
    queue = EventQueue(minimumCapacity: pending)
    random = HoldIncrements(state: seed)
    for process in 0..<Int64(pending) {
      queue.schedule(
        Event(process: process), at: Instant(nanoseconds: random.next()), priority: .action)
    }
  }

  /// Lets a number of events happen.
  @inline(never)
  mutating func hold(_ count: Int) {
    for _ in 0..<count {
      guard let next = queue.popNext() else { return }
      now = next.time
      checksum = checksum &* 31 &+ UInt64(bitPattern: next.event.process)
      let time = Instant(nanoseconds: next.time.nanoseconds &+ random.next())
      queue.schedule(next.event, at: time, priority: .action)
    }
  }
}

/// Random spans of time that are exponential but for an interpolation in integers, so that every
/// language draws the same ones: uniform within each octave of the probability.
struct HoldIncrements {
  /// The state of a SplitMix64 generator.
  var state: UInt64

  mutating func next() -> Int64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    bits = (bits ^ (bits >> 31)) | 1
    let octave = bits.leadingZeroBitCount
    return Int64((octave &+ 1) << 36) &- Int64(((bits << octave) << 1) >> 28)
  }
}
