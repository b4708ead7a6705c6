/// A generator on its way to the power that its control asks for.
struct GeneratorFollower: Sendable {
  /// One of its two powers, which moves toward its goal.
  ///
  /// A power that rises lets the goal fall, so the power that is its own goal lies between one that is
  /// below its goal and one that is above. Between two such powers the secant finds it, and every third
  /// time the middle, for curves that are steep or have corners.
  struct Part: Sendable {
    private struct Point: Sendable {
      let value: Double
      let error: Double
    }

    private(set) var value: Double
    private var low: Point?
    private var high: Point?
    private var stepCount = 0

    init(_ value: Double) { self.value = value }

    /// Forgets what was learnt while other values were different.
    mutating func begin() {
      low = nil
      high = nil
      stepCount = 0
    }

    /// Moves toward a goal.
    ///
    /// - Returns: How far it moved, or a thousandth of how far the goal was away if that is more: the
    ///   goal of a steep curve is known no better than the voltage allows.
    mutating func move(to goal: Double) -> Double {
      let error = goal - value
      if error > 0 {
        low = Point(value: value, error: error)
        if let other = high, other.value <= value { high = nil }
      } else if error < 0 {
        high = Point(value: value, error: error)
        if let other = low, other.value >= value { low = nil }
      }
      var next = goal
      if error != 0, let low, let high {
        let width = high.value - low.value
        stepCount += 1
        let share = stepCount % 3 == 0 ? 0.5 : low.error / (low.error - high.error)
        next = low.value + width * share
        // Nothing is left between the two: the goal has moved on, as that of others did.
        if !(abs(next - value) > 1e-14 * abs(value)) { begin() }
      }
      let change = abs(next - value)
      value = next
      return max(change, 1e-3 * abs(error))
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
