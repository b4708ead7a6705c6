/// A generator on its way to the power that its control asks for.
struct GeneratorFollower: Sendable {
  /// One of its two powers, which moves toward its goal.
  ///
  /// It goes a share of the way. Where it has passed by, the share is halved; else it grows. So the
  /// share finds by itself how strongly the goal gives way, which on one feeder depends on all others
  /// that follow the voltage too.
  struct Part: Sendable {
    private(set) var value: Double
    private var share = 1.0
    private var lastError = 0.0

    init(_ value: Double) { self.value = value }

    /// Forgets what was learnt while other values were different.
    mutating func begin() {
      share = 1
      lastError = 0
    }

    /// Moves toward a goal.
    ///
    /// - Returns: How far it moved, or a thousandth of how far the goal was away if that is more: the
    ///   goal of a steep curve is known no better than the voltage allows.
    mutating func move(to goal: Double) -> Double {
      let error = goal - value
      if error * lastError < 0 {
        share *= 0.5
      } else if lastError != 0 {
        share = min(share * 1.1, 1)
      }
      lastError = error
      value += share * error
      return max(share * abs(error), 1e-3 * abs(error))
    }
  }

  let generator: NetworkGenerator
  let index: Int
  private(set) var active: Part
  private(set) var reactive: Part
  /// How far it moved last, in per unit of the rated power.
  private(set) var lastChange = 0.0
  /// The last powers, while watched.
  private(set) var watched: [Double] = []

  init(_ generator: NetworkGenerator, _ index: Int) {
    self.generator = generator
    self.index = index
    let start = generator.power(atPerUnit: 1)
    active = Part(start.activeWatts)
    reactive = Part(start.reactiveVar)
  }

  mutating func begin() {
    active.begin()
    reactive.begin()
    watched = []
  }

  /// What to add at its bus to the powers of the network's description.
  var correction: (bus: Int, activeWatts: Double, reactiveVar: Double) {
    (
      generator.bus, active.value - generator.activePowerWatts,
      reactive.value - generator.nominalReactivePowerVar
    )
  }

  /// Moves toward the power that belongs to a voltage.
  ///
  /// - Returns: How far it moved, in per unit of the rated power.
  mutating func follow(_ voltage: Double, isWatching: Bool) -> Double {
    let goal = generator.power(atPerUnit: voltage)
    let moved = max(active.move(to: goal.activeWatts), reactive.move(to: goal.reactiveVar))
    lastChange = moved / max(generator.ratedPowerVoltAmperes ?? 1, 1e-300)
    if isWatching { watched.append(reactive.value) }
    return lastChange
  }
}
