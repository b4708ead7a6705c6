import RealModule

// The loops of the three-phase sweep. Values are gathered through slots, where the compiler cannot
// lift the checks, so they are read unchecked: a program's slots lie within its state.

/// Sweeps until the voltages of all cases stand still, or cannot come to stand.
///
/// One iteration adds up the currents of the last one from the ends to the source and then finds
/// voltages and new currents from the source to the ends (C. S. Cheng and D. Shirmohammadi, IEEE
/// Trans. Power Systems 10(2), 1995, doi 10.1109/59.476027). The currents that are left are those of
/// the last voltages.
func sweep<P: Phasor>(
  _ program: PhaseProgram<P>, _ state: inout PhaseState<P>, tolerance: Double,
  maximumIterations: Int
) -> PhaseProgress {
  var progress = PhaseProgress(tolerance: tolerance, laneCount: P.laneCount)
  withdrawFirst(program, &state)
  addUp(program, &state.currents)
  while !progress.hasEnded && progress.iterations < maximumIterations {
    progress.begin()
    let squares = descend(program, &state)
    addUp(program, &state.currents)
    for lane in 0..<P.laneCount {
      progress.judge(P.sum(of: squares, lane: lane), lane: lane)
    }
  }
  return progress
}

/// Finds the currents at the voltages with which a run of sweeps starts.
private func withdrawFirst<P: Phasor>(
  _ program: PhaseProgram<P>, _ state: inout PhaseState<P>
) {
  clear(&state.currents, program.firstHot)
  var squares = P.noSquares
  withdrawShunts(program, &state, &squares)
  withdrawGenerals(program, &state, &squares)
  withdrawHots(program, &state, &squares, isFirst: true)
}

/// Finds all voltages from the currents, and the currents that follow from them.
@inline(always)
private func descend<P: Phasor>(
  _ program: PhaseProgram<P>, _ state: inout PhaseState<P>
) -> P.Squares {
  var squares = P.noSquares
  descendWides(program, &state.voltages, &state.currents)
  if program.singleCount > 0 { descendSingles(program, &state.voltages, &state.currents) }
  if !program.shuntSlots.isEmpty { withdrawShunts(program, &state, &squares) }
  if !program.generalStarts.isEmpty { withdrawGenerals(program, &state, &squares) }
  withdrawHots(program, &state, &squares, isFirst: false)
  return squares
}

private func clear<P: Phasor>(_ currents: inout [P], _ count: Int) {
  for slot in 0..<count { currents[slot] = .zero }
}

/// Adds up the currents of all buses to those in front of them.
@inline(always)
private func addUp<P: Phasor>(_ program: PhaseProgram<P>, _ currentArray: inout [P]) {
  let singles = program.singleParents.span
  let parents = program.wideParents.span
  let kinds = program.wideKinds.span
  let offsets = program.wideOffsets.span
  let factors = program.wideFactors.span
  let firstSingle = program.firstSingle
  var currents = currentArray.mutableSpan

  var index = singles.count &- 1
  while index >= 0 {
    // SAFETY: a program's slots lie within its state.
    unsafe add(
      currents[unchecked: firstSingle &+ index],
      to: Int(truncatingIfNeeded: singles[unchecked: index]),
      &currents)
    index &-= 1
  }
  index = program.wideCount &- 1
  while index > 0 {
    // SAFETY: a program's slots lie within its state.
    let slot = 3 &* index
    let parent = unsafe 3 &* Int(truncatingIfNeeded: parents[unchecked: index])
    let first = unsafe currents[unchecked: slot]
    let second = unsafe currents[unchecked: slot &+ 1]
    let third = unsafe currents[unchecked: slot &+ 2]
    if unsafe kinds[unchecked: index] == .twoPort {
      let offset = unsafe Int(truncatingIfNeeded: offsets[unchecked: index])
      var phase = 0
      while phase < 3 {
        let sum =
          unsafe factors[unchecked: offset &+ phase] * first
          + factors[unchecked: offset &+ phase &+ 3] * second
          + factors[unchecked: offset &+ phase &+ 6] * third
        add(sum, to: parent &+ phase, &currents)
        phase &+= 1
      }
    } else {
      add(first, to: parent, &currents)
      add(second, to: parent &+ 1, &currents)
      add(third, to: parent &+ 2, &currents)
    }
    index &-= 1
  }
}

@inline(always)
private func add<P: Phasor>(_ current: P, to slot: Int, _ currents: inout MutableSpan<P>) {
  // SAFETY: a program's slots lie within its state.
  unsafe currents[unchecked: slot] = currents[unchecked: slot] + current
}

/// Finds the voltages of all wide buses, and clears their currents.
@inline(always)
private func descendWides<P: Phasor>(
  _ program: PhaseProgram<P>, _ voltageArray: inout [P], _ currentArray: inout [P]
) {
  let parents = program.wideParents.span
  let kinds = program.wideKinds.span
  let offsets = program.wideOffsets.span
  let factors = program.wideFactors.span
  var voltages = voltageArray.mutableSpan
  var currents = currentArray.mutableSpan
  currents[0] = .zero
  currents[1] = .zero
  currents[2] = .zero
  var index = 1
  while index < program.wideCount {
    // SAFETY: a program's slots lie within its state, and its offsets within the factors.
    let slot = 3 &* index
    let parent = unsafe 3 &* Int(truncatingIfNeeded: parents[unchecked: index])
    let offset = unsafe Int(truncatingIfNeeded: offsets[unchecked: index])
    let first = unsafe currents[unchecked: slot]
    let second = unsafe currents[unchecked: slot &+ 1]
    let third = unsafe currents[unchecked: slot &+ 2]
    unsafe currents[unchecked: slot] = .zero
    unsafe currents[unchecked: slot &+ 1] = .zero
    unsafe currents[unchecked: slot &+ 2] = .zero
    switch unsafe kinds[unchecked: index] {
    case .balanced:
      let own = unsafe factors[unchecked: offset]
      let common = unsafe factors[unchecked: offset &+ 1] * (first + second + third)
      unsafe voltages[unchecked: slot] = voltages[unchecked: parent] - common - own * first
      unsafe voltages[unchecked: slot &+ 1] =
        voltages[unchecked: parent &+ 1] - common - own * second
      unsafe voltages[unchecked: slot &+ 2] =
        voltages[unchecked: parent &+ 2] - common - own * third
    case .full:
      var phase = 0
      while phase < 3 {
        let row = offset &+ 3 &* phase
        unsafe voltages[unchecked: slot &+ phase] =
          voltages[unchecked: parent &+ phase]
          - drop(factors, row, first, second, third)
        phase &+= 1
      }
    case .twoPort:
      let firstVoltage = unsafe voltages[unchecked: parent]
      let secondVoltage = unsafe voltages[unchecked: parent &+ 1]
      let thirdVoltage = unsafe voltages[unchecked: parent &+ 2]
      var phase = 0
      while phase < 3 {
        let row = offset &+ 3 &* phase
        unsafe voltages[unchecked: slot &+ phase] =
          drop(factors, row, firstVoltage, secondVoltage, thirdVoltage)
          - drop(factors, row &+ 9, first, second, third)
        phase &+= 1
      }
    }
    index &+= 1
  }
}

/// The product of one row of a matrix.
@inline(always)
private func drop<P: Phasor>(
  _ factors: Span<P.Factor>, _ row: Int, _ first: P, _ second: P, _ third: P
) -> P {
  // SAFETY: a program's offsets lie within its factors.
  unsafe factors[unchecked: row] * first + factors[unchecked: row &+ 1] * second
    + factors[unchecked: row &+ 2] * third
}

/// Finds the voltages of all single buses, and clears their currents.
@inline(always)
private func descendSingles<P: Phasor>(
  _ program: PhaseProgram<P>, _ voltageArray: inout [P], _ currentArray: inout [P]
) {
  let parents = program.singleParents.span
  let factors = program.singleFactors.span
  let first = program.firstSingle
  var voltages = voltageArray.mutableSpan
  var currents = currentArray.mutableSpan
  var index = 0
  while index < parents.count {
    // SAFETY: a program's slots lie within its state.
    let parent = unsafe Int(truncatingIfNeeded: parents[unchecked: index])
    unsafe voltages[unchecked: first &+ index] =
      voltages[unchecked: parent] - factors[unchecked: index] * currents[unchecked: first &+ index]
    unsafe currents[unchecked: first &+ index] = .zero
    index &+= 1
  }
}

/// Finds the voltages of all hot loads, and adds their currents to those of the buses.
@inline(always)
private func withdrawHots<P: Phasor>(
  _ program: PhaseProgram<P>, _ state: inout PhaseState<P>, _ squares: inout P.Squares,
  isFirst: Bool
) {
  withdrawHots(
    program, &state.voltages, &state.currents, &state.residuals, state.hotPowers, &squares,
    isFirst: isFirst)
}

@inline(always)
private func withdrawHots<P: Phasor>(
  _ program: PhaseProgram<P>, _ voltageArray: inout [P], _ currentArray: inout [P],
  _ residualArray: inout [P], _ powerArray: [P.Power], _ squares: inout P.Squares, isFirst: Bool
) {
  let parents = program.hotParents.span
  let factors = program.hotFactors.span
  let limits = program.hotLimits.span
  let powers = powerArray.span
  let first = program.firstHot
  var voltages = voltageArray.mutableSpan
  var currents = currentArray.mutableSpan
  var residuals = residualArray.mutableSpan
  var sum = squares
  var index = 0
  while index < parents.count {
    // SAFETY: a program's slots lie within its state, which has a power for each hot load.
    let slot = first &+ index
    let parent = unsafe Int(truncatingIfNeeded: parents[unchecked: index])
    let old = unsafe voltages[unchecked: slot]
    let oldCurrent = unsafe currents[unchecked: slot]
    var voltage = old
    if !isFirst {
      voltage =
        unsafe voltages[unchecked: parent] - factors[unchecked: index] * oldCurrent
      P.add(squareOf: voltage - old, to: &sum)
      unsafe voltages[unchecked: slot] = voltage
    }
    var isBelow = false
    let power = unsafe powers[unchecked: index]
    var current = P.current(
      of: power, at: voltage, within: unsafe limits[unchecked: index], isBelow: &isBelow)
    if isBelow { current = lowCurrent(program, index, power, voltage) }
    unsafe currents[unchecked: slot] = current
    unsafe residuals[unchecked: index] = current - oldCurrent
    add(current, to: parent, &currents)
    index &+= 1
  }
  squares = sum
}

/// The current of a hot load of which a case lies below its window.
@inline(never)
private func lowCurrent<P: Phasor>(
  _ program: PhaseProgram<P>, _ index: Int, _ power: P.Power, _ voltage: P
) -> P {
  var current = P.zero
  for lane in 0..<P.laneCount {
    let conjugate = power.get(lane: lane)
    current[lane] = program.hotLaws[index].current(
      at: voltage[lane], power: SIMD2(conjugate.x, -conjugate.y))
  }
  return current
}

/// Finds the currents of the loads of any other kind.
private func withdrawGenerals<P: Phasor>(
  _ program: PhaseProgram<P>, _ state: inout PhaseState<P>, _ squares: inout P.Squares
) {
  for index in program.generalStarts.indices {
    let start = Int(program.generalStarts[index])
    let end = Int(program.generalEnds[index])
    let law = program.generalLaws[index]
    let voltage =
      (start < 0 ? P.zero : state.voltages[start]) - (end < 0 ? P.zero : state.voltages[end])
    var current = P.zero
    for lane in 0..<P.laneCount {
      current[lane] = law.current(at: voltage[lane], power: state.generalPowers[index][lane])
    }
    P.add(squareOf: voltage - state.lastVoltages[index], to: &squares)
    state.residuals[program.hotCount + index] = current - state.lastCurrents[index]
    state.lastVoltages[index] = voltage
    state.lastCurrents[index] = current
    if start >= 0 { state.currents[start] = state.currents[start] + current }
    if end >= 0 { state.currents[end] = state.currents[end] - current }
  }
}

extension PhaseProgram.GeneralLaw {
  /// The current at a voltage, per unit, with the power at rated voltage in W and var.
  @inline(always)
  fileprivate func current(at voltage: SIMD2<Double>, power: SIMD2<Double>) -> SIMD2<Double> {
    let squares = voltage * voltage
    let magnitude = (squares.x + squares.y).squareRoot()
    let law = model.law(atPerUnit: magnitude * perUnit, window: window)
    let scale = perUnit * perUnit
    let factor = SpreadPair(power.x * law.active * scale, -power.y * law.reactive * scale)
    return factor * voltage
  }
}

/// Finds the currents of all constant admittances.
private func withdrawShunts<P: Phasor>(
  _ program: PhaseProgram<P>, _ state: inout PhaseState<P>, _ squares: inout P.Squares
) {
  let before = program.generalStarts.count
  for index in program.shuntSlots.indices {
    let slot = Int(program.shuntSlots[index])
    let voltage = state.voltages[slot]
    var current = P.zero
    for term in Int(program.shuntOffsets[index])..<Int(program.shuntOffsets[index + 1]) {
      current =
        current
        + program.shuntFactors[term] * state.voltages[Int(program.shuntTermSlots[term])]
    }
    P.add(squareOf: voltage - state.lastVoltages[before + index], to: &squares)
    state.residuals[program.hotCount + before + index] =
      current - state.lastCurrents[before + index]
    state.lastVoltages[before + index] = voltage
    state.lastCurrents[before + index] = current
    state.currents[slot] = state.currents[slot] + current
  }
}

/// Finds the voltages that are only needed for results.
func findExtras<P: Phasor>(
  _ program: PhaseProgram<P>, _ currentArray: [P], _ voltageArray: inout [P]
) {
  let starts = program.extraStarts.span
  let offsets = program.extraOffsets.span
  let slots = program.extraTermSlots.span
  let factors = program.extraFactors.span
  let currents = currentArray.span
  var voltages = voltageArray.mutableSpan
  let first = program.firstExtra
  var index = 0
  while index < starts.count {
    // SAFETY: a program's slots lie within its state, and its offsets within the terms.
    var voltage = unsafe voltages[unchecked: Int(truncatingIfNeeded: starts[unchecked: index])]
    var term = unsafe Int(truncatingIfNeeded: offsets[unchecked: index])
    let end = unsafe Int(truncatingIfNeeded: offsets[unchecked: index &+ 1])
    while term < end {
      let slot = unsafe Int(truncatingIfNeeded: slots[unchecked: term])
      voltage = unsafe voltage - factors[unchecked: term] * currents[unchecked: slot]
      term &+= 1
    }
    unsafe voltages[unchecked: first &+ index] = voltage
    index &+= 1
  }
}
