import LinearPrograms
import Testing

/// Compares with what is found by trying everything.
struct RandomProgramTests {
  @Test("The optimum is the best vertex", arguments: 0..<20)
  func vertices(seed: Int) throws {
    var numbers = TestNumbers(seed: seed)
    for _ in 0..<100 {
      let box = BoxProgram(columnCount: 3, rowCount: numbers.integer(0...3), &numbers)
      let expected = box.bestVertex()
      let found = try? box.program(isInteger: false).solve().objective
      if let expected, let found {
        #expect(abs(expected - found) < 1e-7)
      } else {
        #expect((expected == nil) == (found == nil))
      }
    }
  }

  @Test("The optimum in whole numbers is the best of all of them", arguments: 0..<20)
  func integers(seed: Int) throws {
    var numbers = TestNumbers(seed: 1000 + seed)
    for round in 0..<60 {
      let box = BoxProgram(
        columnCount: 4, rowCount: numbers.integer(0...3), isCurved: round % 3 == 0, &numbers)
      let expected = box.bestIntegers()
      let solution: LinearSolution?
      do {
        solution = try box.program(isInteger: true).solve()
      } catch {
        #expect(error == .infeasible, "\(box)")
        solution = nil
      }
      if let expected, let solution {
        #expect(abs(expected - solution.objective) < 1e-6)
        #expect(solution.values.allSatisfy { $0 == $0.rounded() })
        #expect(solution.duals.isEmpty)
      } else {
        #expect((expected == nil) == (solution == nil))
      }
    }
  }

  @Test("Duals lie between the slopes of the optimal objective in the bounds", arguments: 0..<20)
  func duals(seed: Int) throws {
    var numbers = TestNumbers(seed: 2000 + seed)
    for round in 0..<20 {
      let box = BoxProgram(
        columnCount: 5, rowCount: numbers.integer(1...3), isCurved: round % 2 == 0, &numbers)
      guard let solution = try? box.program(isInteger: false).solve() else { continue }
      for row in box.uppers.indices {
        let dual = solution.duals[row]
        let step = 1e-3
        // The optimal objective is convex in the bound that binds.
        if let up = try? box.moved(row: row, by: step, dual).solve().objective {
          #expect((up - solution.objective) / step >= dual - 1e-5)
        }
        if let down = try? box.moved(row: row, by: -step, dual).solve().objective {
          #expect((solution.objective - down) / step <= dual + 1e-5)
        }
      }
    }
  }

  @Test("Linear and quadratic optima meet the conditions of optimality", arguments: 0..<20)
  func optimality(seed: Int) throws {
    var numbers = TestNumbers(seed: 3000 + seed)
    for round in 0..<25 {
      let box = BoxProgram(
        columnCount: numbers.integer(1...30), rowCount: numbers.integer(1...10),
        isCurved: round % 5 != 0, isWhole: round % 2 == 0, &numbers)
      let solution: LinearSolution
      do {
        solution = try box.program(isInteger: false).solve()
      } catch {
        #expect(error == .infeasible)
        continue
      }
      let violation = box.violation(of: solution)
      #expect(violation < 1e-9, "\(violation) in round \(round)")
    }
  }
}

/// A battery that may not charge and discharge at once, where prices fall below zero.
struct BatteryProgramTests {
  @Test("Whole numbers keep a battery from burning energy", arguments: [24, 48, 96])
  func battery(stepCount: Int) throws {
    var numbers = TestNumbers(seed: stepCount)
    var program = LinearProgram()
    var previous: Int?
    var steps: [(charge: Int, discharge: Int)] = []
    for _ in 0..<stepCount {
      let price = 0.05 * numbers.whole(-3...3)
      let charge = program.addColumn(cost: price, to: 2)
      let discharge = program.addColumn(cost: -price, to: 2)
      let stored = program.addColumn(cost: 0, to: 6)
      let isCharging = program.addColumn(cost: 0, to: 1, isInteger: true)
      var terms: [LinearProgram.Term] = [
        .init(stored, 1), .init(charge, -0.9), .init(discharge, 1 / 0.9),
      ]
      if let previous { terms.append(.init(previous, -1)) }
      let start = previous == nil ? 3.0 : 0
      program.addRow(from: start, to: start, terms)
      program.addRow(to: 0, [.init(charge, 1), .init(isCharging, -2)])
      program.addRow(to: 2, [.init(discharge, 1), .init(isCharging, 2)])
      previous = stored
      steps.append((charge, discharge))
    }
    let values = try program.solve().values
    #expect(steps.allSatisfy { values[$0.charge] < 1e-9 || values[$0.discharge] < 1e-9 })
  }
}
