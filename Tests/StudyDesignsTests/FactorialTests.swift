import StudyDesigns
import Testing

struct FactorialTests {
  @Test("A full factorial is row-major: the last factor is the fastest")
  func rowMajor() throws {
    let factors = [levels("a", ["x", "y"]), levels("b", ["1", "2", "3"])]
    let found = try cells(factors, .fullFactorial)
    #expect(labels(found) == ["x 1", "x 2", "x 3", "y 1", "y 2", "y 3"])
    #expect(found[4].assignments.map(\.value) == ["y", "2"])
    #expect(found[4].values[1]?.level == 1)
    #expect(found[4].values[1]?.number == 2)
    let design = ExperimentDesign(factors: factors, design: .fullFactorial, seed: 1)
    #expect(design.cellCount == 6)
  }

  @Test("Without factors there is one cell, which sets nothing")
  func withoutFactors() throws {
    #expect(try cells([], .fullFactorial) == [DesignCell(values: [])])
    #expect(try cells([], .oneAtATime).count == 1)
    let design = ExperimentDesign(factors: [], design: .fullFactorial, seed: 1)
    #expect(design.cellCount == 1)
  }

  @Test("A factor that does not apply has one value, so no cell occurs twice")
  func conditions() throws {
    let factors = [
      levels("market", ["none", "auction", "midpoint"]),
      levels("k", ["0", "1"], when: .init(factor: "market", levels: ["auction"])),
      levels("share", ["10", "20"]),
    ]
    let found = try cells(factors, .fullFactorial)
    #expect(
      labels(found) == [
        "none - 10", "none - 20", "auction 0 10", "auction 0 20", "auction 1 10", "auction 1 20",
        "midpoint - 10", "midpoint - 20",
      ])
    #expect(ExperimentDesign(factors: factors, design: .fullFactorial, seed: 1).cellCount == 8)
  }

  @Test("A factor whose condition does not apply does not apply either")
  func chains() throws {
    let factors = [
      levels("a", ["x", "y"]), levels("b", ["1", "2"], when: .init(factor: "a", levels: ["y"])),
      levels("c", ["p", "q"], when: .init(factor: "b", levels: ["2"])),
    ]
    let found = try cells(factors, .fullFactorial)
    #expect(labels(found) == ["x - -", "y 1 -", "y 2 p", "y 2 q"])
    let design = ExperimentDesign(factors: factors, design: .fullFactorial, seed: 1)
    #expect(design.cellCount == 4)
    #expect(Set(found).count == found.count)
  }

  @Test("Factors whose conditions exclude each other may set the same path")
  func exclusiveConditions() throws {
    let factors = [
      levels("a", ["x", "y"]),
      levels("b", ["1", "2"], path: "k", when: .init(factor: "a", levels: ["x"])),
      levels("c", ["3", "4"], path: "k", when: .init(factor: "a", levels: ["y"])),
    ]
    #expect(labels(try cells(factors, .fullFactorial)) == ["x 1 -", "x 2 -", "y - 3", "y - 4"])
  }

  @Test("One at a time: the baseline, then each other level of each factor alone")
  func oneAtATime() throws {
    let factors = [levels("a", ["x", "y", "z"]), levels("b", ["1", "2"])]
    #expect(labels(try cells(factors, .oneAtATime)) == ["x 1", "y 1", "z 1", "x 2"])
    #expect(ExperimentDesign(factors: factors, design: .oneAtATime, seed: 1).cellCount == 4)
  }

  @Test("One at a time, a factor comes in at its first level where another one brings it in")
  func oneAtATimeWithConditions() throws {
    let factors = [
      levels("a", ["x", "y"]), levels("b", ["1", "2"], when: .init(factor: "a", levels: ["y"])),
    ]
    #expect(labels(try cells(factors, .oneAtATime)) == ["x -", "y 1"])
    let notes = ExperimentDesign(factors: factors, design: .oneAtATime, seed: 1).designNotes
    #expect(notes.count == 1 && notes[0].contains("'b'"))
  }

  @Test("A range with levels is listed from end to end, in steps, ratios or whole numbers")
  func ranges() throws {
    func listed(_ factor: Factor) throws -> [String] {
      labels(try cells([factor], .fullFactorial))
    }
    #expect(try listed(range("a", 0, 1, levelCount: 11))[3] == "0.3")
    #expect(
      try listed(range("a", 5, 20, unit: "kWh", levelCount: 4))
        == ["5 kWh", "10 kWh", "15 kWh", "20 kWh"])
    #expect(
      try listed(range("a", 0.01, 100, scale: .logarithmic, levelCount: 5))
        == ["0.01", "0.1", "1", "10", "100"])
    #expect(try listed(range("a", 1, 10, isInteger: true, levelCount: 4)) == ["1", "4", "7", "10"])
    #expect(try listed(range("a", 0.5, 3.7, isInteger: true, levelCount: 3)) == ["1", "2", "3"])
    let design = ExperimentDesign(
      factors: [range("a", 0, 1, levelCount: 2)], design: .fullFactorial, seed: 1)
    #expect(design.levels(ofFactor: 0)?.map(\.label) == ["0", "1"])
    #expect(design.levels(ofFactor: 1) == nil)
  }

  @Test("The counts of cells are those of the cells", arguments: 1..<6)
  func counts(factorCount: Int) throws {
    let factors = (0..<factorCount).map { levels("f\($0)", ["a", "b", "c"].dropLast($0 % 2)) }
    let designs: [StudyDesign] = [
      .fullFactorial, .oneAtATime, .latinHypercube(count: 7), .random(count: 9),
      .sobol(count: 4, secondOrder: false), .sobol(count: 4, secondOrder: true),
    ]
    for design in designs {
      let experiment = ExperimentDesign(factors: factors, design: design, seed: 3)
      #expect(try experiment.cells().count == experiment.cellCount)
    }
  }
}
