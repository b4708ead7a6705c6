/// The complex power of the source and of all losses in each load case, in W and var.
struct PhaseTotals<P: CasePhasor> {
  private(set) var source = P.zero
  /// The losses of lines, transformers and shunts; of shunts only the active power is a loss.
  private(set) var loss = P.zero

  /// - Precondition: The extra voltages of the state were found.
  init(_ program: PhaseProgram<P>, _ state: PhaseState<P>) {
    let voltages = state.voltages
    let currents = state.currents
    if program.sourceConstants.isEmpty {
      let slot = program.sourceSlot
      for phase in slot..<slot + 3 {
        source = source + P.power(of: currents[phase], at: voltages[phase])
      }
    } else {
      for phase in 0..<3 {
        var current = program.sourceConstants[phase]
        for other in 0..<3 {
          current = current - program.sourceFactors[3 * phase + other] * currents[3 + other]
        }
        source = source + P.power(of: current, at: voltages[program.sourceSlot + phase])
      }
      // What enters the equivalent and does not leave it is lost in the transformers there.
      loss = source
      for slot in 3..<6 { loss = loss - P.power(of: currents[slot], at: voltages[slot]) }
    }
    addWides(program, voltages, currents)
    for index in program.singleParents.indices {
      let slot = program.firstSingle + index
      let drop = voltages[Int(program.singleParents[index])] - voltages[slot]
      loss = loss + P.power(of: currents[slot], at: drop)
    }
    for index in program.hotParents.indices {
      let slot = program.firstHot + index
      loss = loss + P.power(of: currents[slot], at: program.hotFactors[index] * currents[slot])
    }
    for index in program.shuntSlots.indices {
      let point = program.generalStarts.count + index
      loss =
        loss
        + P.power(of: state.lastCurrents[point], at: voltages[Int(program.shuntSlots[index])])
    }
  }

  private mutating func addWides(
    _ program: PhaseProgram<P>, _ voltages: [P], _ currents: [P]
  ) {
    for index in program.firstBranch..<max(program.wideCount, program.firstBranch) {
      let slot = 3 * index
      let parent = 3 * Int(program.wideParents[index])
      let isTwoPort = program.wideKinds[index] == .twoPort
      let offset = Int(program.wideOffsets[index])
      for phase in 0..<3 {
        var current = currents[slot + phase]
        loss = loss - P.power(of: current, at: voltages[slot + phase])
        if isTwoPort {
          current = .zero
          for row in 0..<3 {
            current = current + program.wideFactors[offset + 3 * row + phase] * currents[slot + row]
          }
        }
        loss = loss + P.power(of: current, at: voltages[parent + phase])
      }
    }
  }
}
