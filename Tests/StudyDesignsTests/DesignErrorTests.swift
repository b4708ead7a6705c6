import RandomStreams
import StudyDesigns
import Testing

struct DesignErrorTests {
  struct Case: Sendable {
    var factors: [Factor]
    var design = StudyDesign.fullFactorial
    var message: String
  }

  static let names = [
    Case(
      factors: [levels("a", [])],
      message: "The factor 'a' has no values: at least 1 is needed."),
    Case(
      factors: [levels("a", ["x"]), levels("a", ["y"])],
      message: "Two factors have the name 'a': each name may occur only once."),
    Case(
      factors: [levels("a", ["x", "y", "x"])],
      message: "The factor 'a' has two levels 'x': each label may occur only once."),
    Case(
      factors: [levels("pv-share", ["x"])],
      message: "The factor 'pv-share' has no name that is allowed: a name begins with an English "
        + "letter, and letters, digits and underscores follow."),
    Case(
      factors: [levels("seed", ["x"])],
      message: "The factor 'seed' has a name that results use themselves: account, arm, member, "
        + "point, seed are reserved."),
    Case(
      factors: [levels("a", ["x"], path: "k"), levels("b", ["y"], path: "k")],
      message:
        "The factors 'a' and 'b' both set 'k': one path may be set by one factor only, unless "
        + "their conditions exclude each other."),
    Case(
      factors: [
        levels("a", ["x", "y"]),
        levels("b", ["1"], path: "k", when: .init(factor: "a", levels: ["x"])),
        levels("c", ["2"], path: "k", when: .init(factor: "a", levels: ["y", "x"])),
      ],
      message:
        "The factors 'b' and 'c' both set 'k': one path may be set by one factor only, unless "
        + "their conditions exclude each other."),
    Case(
      factors: [
        levels("market", ["none"]),
        levels("b", ["1"], when: .init(factor: "markte", levels: ["x"])),
      ],
      message: "The factor 'b' applies where 'markte' has certain levels, but there is no such "
        + "factor: a condition names an earlier factor. Did you mean 'market'?"),
    Case(
      factors: [levels("b", ["1"], when: .init(factor: "c", levels: ["x"])), levels("c", ["x"])],
      message:
        "The factor 'b' applies where 'c' has certain levels, which does not stand before it: "
        + "a condition names an earlier factor."),
    Case(
      factors: [
        levels("a", ["none", "auction"]),
        levels("b", ["1"], when: .init(factor: "a", levels: ["nome"])),
      ],
      message: "The factor 'b' applies where 'a' has the level 'nome', which it has not: 'none', "
        + "'auction' are allowed. Did you mean 'none'?"),
    Case(
      factors: [levels("a", ["x"]), levels("b", ["1"], when: .init(factor: "a", levels: []))],
      message: "The factor 'b' applies where 'a' has one of no levels: at least 1 label is needed."),
    Case(
      factors: [range("a", 0, 1), levels("b", ["1"], when: .init(factor: "a", levels: ["0"]))],
      design: .random(count: 3),
      message: "The factor 'b' applies where 'a' has certain levels, but numbers of its range are "
        + "drawn or read in the design 'random': a condition names a factor with levels."),
  ]

  static let ranges = [
    Case(
      factors: [range("a", 5, 5, unit: "kWh", levelCount: 2)],
      message:
        "The range of the factor 'a' goes from 5 kWh to 5 kWh: finite numbers are allowed, the "
        + "lower one first."),
    Case(
      factors: [range("a", .nan, 5)], design: .random(count: 1),
      message: "The range of the factor 'a' goes from nan to 5: finite numbers are allowed, the "
        + "lower one first."),
    Case(
      factors: [range("a", 0, 5, scale: .logarithmic)], design: .random(count: 1),
      message:
        "The range of the factor 'a' is logarithmic and begins at 0: only numbers above 0 are "
        + "allowed."),
    Case(
      factors: [range("a", 0.2, 0.7, isInteger: true)], design: .random(count: 1),
      message: "The range of the factor 'a' holds no whole number from 0.2 to 0.7: at least 1 is "
        + "needed."),
    Case(
      factors: [range("a", 0, 1e300, isInteger: true)], design: .random(count: 1),
      message:
        "The range of the factor 'a' goes from 0 to 1e+300: whole numbers within 2⁵³ of zero "
        + "are allowed."),
    Case(
      factors: [range("a", 0, 1)], design: .oneAtATime,
      message: "The factor 'a' is a range without a number of levels: the design 'one-at-a-time' "
        + "needs one, such as 'levels: 4'."),
    Case(
      factors: [range("a", 0, 1, levelCount: 1)],
      message: "The factor 'a' is a range with 1 levels: at least 2 are needed."),
    Case(
      factors: [range("a", 0, 1, levelCount: 1_000_000)],
      message: "The factor 'a' is a range with 1000000 levels: at most 100000 are possible."),
    Case(
      factors: [range("a", 1, 4, isInteger: true, levelCount: 9)],
      message:
        "The factor 'a' has 9 levels from 1 to 4, some of which are equal: fewer levels or a "
        + "wider range are needed."),
  ]

  static let sizes = [
    Case(
      factors: [levels("a", ["x"])], design: .random(count: 0),
      message: "The design 'random' has 0 points: at least 1 is needed."),
    Case(
      factors: [], design: .sobol(count: 4, secondOrder: false),
      message: "The design 'sobol' has no factor: at least 1 is needed."),
    Case(
      factors: [levels("a", ["x"])], design: .table([]),
      message: "The table of the design has no rows: at least 1 is needed."),
    Case(
      factors: [levels("a", ["x"])], design: .latinHypercube(count: .max),
      message:
        "The design 'latin-hypercube' has more cells than can be counted: with 1 factors, at "
        + "most 10000000 are possible."),
    Case(
      factors: [levels("a", ["x"])], design: .sobol(count: 5_000_000, secondOrder: false),
      message: "The design 'sobol' has 15000000 cells: with 1 factors, at most 10000000 are "
        + "possible."),
    Case(
      factors: (0..<70).map { levels("f\($0)", ["x", "y"]) },
      message:
        "The design 'full-factorial' has more cells than can be counted: with 70 factors, at "
        + "most 285714 are possible."),
    Case(
      factors: (0..<65).map { levels("f\($0)", ["x", "y"]) },
      design: .sobol(count: 1, secondOrder: false),
      message: "The Sobol design has 65 factors: at most 64 are possible."),
  ]

  @Test(
    "What is wrong is said in a sentence with the factor and what is allowed",
    arguments: names + ranges + sizes)
  func messages(of wrong: Case) {
    #expect(message(wrong.factors, wrong.design) == wrong.message)
  }

  @Test("Levels without a label, a path or a finite number are refused")
  func levelDetails() {
    func message(_ level: FactorLevel) -> String {
      StudyDesignsTests.message([Factor(name: "a", values: .levels([level]))])
    }
    let assignment = Assignment(path: "k", value: "1")
    #expect(message(FactorLevel(label: "", assignments: [])).contains("without a label"))
    #expect(
      message(FactorLevel(label: "x", number: .infinity, assignments: [])).contains(
        "stands for inf"))
    #expect(
      message(FactorLevel(label: "x", assignments: [assignment, assignment])).contains("'k' twice"))
    #expect(
      message(FactorLevel(label: "x", assignments: [Assignment(path: "", value: "1")]))
        .contains("path without a name"))
  }

  @Test("A full factorial with conditions that is too large is refused before it is made")
  func tooLargeWithConditions() {
    var factors = (0..<40).map { levels("f\($0)", ["x", "y"]) }
    factors.append(levels("g", ["1", "2"], when: .init(factor: "f0", levels: ["y"])))
    #expect(message(factors).contains("has 1649267441664 cells"))
  }

  @Test("Counts of cells saturate and never trap")
  func counts() {
    func count(_ factors: [Factor], _ design: StudyDesign) -> Int? {
      ExperimentDesign(factors: factors, design: design, seed: 1).cellCount
    }
    let many = (0..<70).map { levels("f\($0)", ["x", "y"]) }
    #expect(count(many, .fullFactorial) == .max)
    #expect(count(many, .sobol(count: .max, secondOrder: true)) == .max)
    #expect(count(many, .sobol(count: .min, secondOrder: true)) == 0)
    #expect(count(many, .random(count: -5)) == 0)
    #expect(count([range("a", 0, 1, levelCount: .min)], .oneAtATime) == 1)
    #expect(count([range("a", 0, 1, levelCount: .max)], .oneAtATime) == .max)
  }

  @Test("Random designs give cells or an error, and never trap", arguments: 0..<400)
  func fuzz(seed: UInt64) {
    var draws = RandomStream(seed: seed, stream: "test", entity: "designs").draws(at: 0)
    func pick<Element>(_ elements: [Element]) -> Element {
      elements[Int(draws.uniformInteger(below: UInt64(elements.count)))]
    }
    let edges: [Double] = [
      -.infinity, -1e308, -1, -0.0, 0, .leastNonzeroMagnitude, 1e-300, 0.5, 1, 2, 3, 1e15, 0x1p53,
      1e308, .nan,
    ]
    let numbers = [.min, -1, 0, 1, 2, 5, 100, 100_001, .max]
    let names = ["a", "b", "c", "", "seed", "\u{1F9FF}"]
    let factors = (0..<pick([0, 1, 2, 3])).map { _ in
      let condition = Factor.Condition(factor: pick(names), levels: [pick(["x", "y", "1"])])
      let values: Factor.Values =
        pick([true, false])
        ? .levels(
          (0..<pick([0, 1, 2, 3])).map { _ in
            FactorLevel(
              label: pick(["x", "y", "1", "z"]), number: pick(edges),
              assignments: [Assignment(path: pick(["k", "l", "m"]), value: "1")])
          })
        : .range(
          FactorRange(
            paths: [pick(["k", "l", "m"])], lower: pick(edges), upper: pick(edges),
            scale: pick(FactorRange.Scale.allCases), isInteger: pick([true, false]),
            levelCount: pick(numbers + [2, 3, 4])))
      return Factor(
        name: pick(names), values: values, condition: pick([true, false]) ? condition : nil)
    }
    let entries = ["x", "1", "", "2", "1e999", "0x1", "0.5"]
    let designs: [StudyDesign] = [
      .fullFactorial, .oneAtATime, .random(count: pick(numbers)),
      .latinHypercube(count: pick(numbers)), .sobol(count: pick(numbers), secondOrder: true),
      .table((0..<pick([0, 1, 3])).map { _ in (0..<pick([0, 1, 2])).map { _ in pick(entries) } }),
    ]
    for design in designs {
      let experiment = ExperimentDesign(factors: factors, design: design, seed: seed)
      _ = experiment.designNotes
      _ = experiment.levels(ofFactor: 0)
      guard let found = try? experiment.cells() else { continue }
      #expect(experiment.cellCount ?? found.count == found.count)
      #expect(found.allSatisfy { $0.values.count == factors.count })
      #expect(design.mayRepeatCells || Set(found).count == found.count)
    }
  }
}
