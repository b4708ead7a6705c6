import LinearPrograms
import Testing

struct LinearProgramTests {
  @Test("A program without columns has the objective 0")
  func empty() throws {
    let solution = try LinearProgram().solve()
    #expect(solution.objective == 0)
    #expect(solution.values.isEmpty)
  }

  @Test("A row without columns holds when it allows 0, and not otherwise")
  func emptyRows() throws {
    var program = LinearProgram()
    program.addRow(from: -1, to: 1, [])
    #expect(try program.solve().duals == [0])
    program.addRow(from: 1, [])
    #expect(throws: LinearProgramError.infeasible) { try program.solve() }
  }

  @Test("A program without rows takes each column to its better bound")
  func noRows() throws {
    var program = LinearProgram()
    _ = program.addColumn(cost: 2, from: -3, to: 5)
    _ = program.addColumn(cost: -1, from: -3, to: 5)
    _ = program.addColumn(cost: 0, from: 2, to: 5)
    let solution = try program.solve()
    #expect(solution.values == [-3, 5, 2])
    #expect(solution.objective == -11)
    _ = program.addColumn(cost: -1)
    #expect(throws: LinearProgramError.unbounded) { try program.solve() }
  }

  // Dantzig's example as Hillier and Lieberman give it: 3x + 5y, x ≤ 4, 2y ≤ 12, 3x + 2y ≤ 18.
  @Test("The Wyndor glass company makes 2 and 6 batches, and its plants are worth 0, 1.5 and 1")
  func wyndor() throws {
    var program = LinearProgram()
    let doors = program.addColumn(cost: -3)
    let windows = program.addColumn(cost: -5)
    program.addRow(to: 4, [.init(doors, 1)])
    program.addRow(to: 12, [.init(windows, 2)])
    program.addRow(to: 18, [.init(doors, 3), .init(windows, 2)])
    let solution = try program.solve()
    #expect(abs(solution.objective + 36) < 1e-9)
    #expect(zip(solution.values, [2, 6]).allSatisfy { abs($0 - $1) < 1e-9 })
    #expect(zip(solution.duals, [0, -1.5, -1]).allSatisfy { abs($0 - $1) < 1e-9 })
    #expect(solution.reducedCosts.allSatisfy { abs($0) < 1e-9 })
  }

  @Test("A column that a row names twice counts with the sum")
  func duplicates() throws {
    var program = LinearProgram()
    let column = program.addColumn(cost: 1)
    program.addRow(from: 6, [.init(column, 1), .init(column, 2)])
    #expect(abs(try program.solve().values[0] - 2) < 1e-12)
  }

  @Test("Rows that contradict have no solution, even where costs fall for ever")
  func infeasible() {
    for cost in [0.0, -1, 1] {
      var program = LinearProgram()
      let first = program.addColumn(cost: cost)
      let second = program.addColumn(cost: cost, from: -.infinity)
      program.addRow(from: 3, [.init(first, 1)])
      program.addRow(to: 2, [.init(first, 1)])
      program.addRow(from: 0, [.init(second, 1), .init(first, 1)])
      #expect(throws: LinearProgramError.infeasible) { try program.solve() }
    }
  }

  @Test("Costs that fall for ever have no least value")
  func unbounded() {
    var program = LinearProgram()
    let first = program.addColumn(cost: -1)
    let second = program.addColumn(cost: 0)
    program.addRow(to: 2, [.init(first, 1), .init(second, -1)])
    #expect(throws: LinearProgramError.unbounded) { try program.solve() }
  }

  @Test("A lower bound above the upper has no solution")
  func crossedBounds() {
    var program = LinearProgram()
    _ = program.addColumn(cost: 1, from: 2, to: 1)
    #expect(throws: LinearProgramError.infeasible) { try program.solve() }
  }

  @Test("Numbers that are none, too large, or name no column are malformed")
  func malformed() {
    var programs: [LinearProgram] = []
    for number in [Double.nan, .infinity, -.infinity, 1e300] {
      var program = LinearProgram()
      _ = program.addColumn(cost: number)
      programs.append(program)
      program = LinearProgram()
      program.addRow([.init(program.addColumn(cost: 1), number)])
      programs.append(program)
      program = LinearProgram()
      _ = program.addColumn(cost: 1, quadraticCost: number)
      programs.append(program)
    }
    for column in [-1, 1, Int.max, Int.min] {
      var program = LinearProgram()
      _ = program.addColumn(cost: 1)
      program.addRow(to: 1, [.init(column, 1)])
      programs.append(program)
    }
    for (lower, upper) in [(Double.nan, 1.0), (0, .nan), (.infinity, .infinity)] {
      var program = LinearProgram()
      _ = program.addColumn(cost: 1, from: lower, to: upper)
      programs.append(program)
    }
    var concave = LinearProgram()
    _ = concave.addColumn(cost: 1, quadraticCost: -1)
    programs.append(concave)
    for program in programs {
      #expect(throws: LinearProgramError.malformed) { try program.solve() }
    }
  }

  @Test("Wild programs give a solution or an error, and the same one twice", arguments: 0..<20)
  func wild(seed: Int) {
    var generator = TestNumbers(seed: seed)
    for _ in 0..<100 {
      let program = generator.wildProgram()
      let first = Result { try program.solve() }.map(\.values).mapError { "\($0)" as TestText }
      let second = Result { try program.solve() }.map(\.values).mapError { "\($0)" as TestText }
      #expect(first == second)
    }
  }
}
