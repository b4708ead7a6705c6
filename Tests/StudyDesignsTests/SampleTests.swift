import StudyDesigns
import Testing

struct SampleTests {
  static let factors = [
    levels("a", ["x", "y", "z"]), range("b", 5, 20, unit: "kWh"),
    range("c", 0.1, 1000, scale: .logarithmic), range("d", 1, 6, isInteger: true),
  ]

  private func numbers(_ cells: [DesignCell], _ factor: Int) -> [Double] {
    cells.map { $0.values[factor]?.number ?? .nan }
  }

  @Test("Samples repeat with their seed and change with another")
  func seeds() throws {
    let designs: [StudyDesign] = [
      .random(count: 20), .latinHypercube(count: 20), .sobol(count: 8, secondOrder: true),
    ]
    for design in designs {
      let first = try cells(Self.factors, design, seed: 7)
      #expect(try first == cells(Self.factors, design, seed: 7))
      #expect(try first != cells(Self.factors, design, seed: 8))
    }
  }

  @Test("Another factor changes no draw of a random design or a Latin hypercube")
  func independence() throws {
    for design in [StudyDesign.random(count: 50), .latinHypercube(count: 50)] {
      let many = try cells(Self.factors, design)
      let few = try cells([Self.factors[3], Self.factors[1]], design)
      #expect(many.map { $0.values[1] } == few.map { $0.values[1] })
      #expect(many.map { $0.values[3] } == few.map { $0.values[0] })
    }
  }

  @Test("A random design begins with the shorter one")
  func prefix() throws {
    let long = try cells(Self.factors, .random(count: 40))
    #expect(try Array(long[..<15]) == cells(Self.factors, .random(count: 15)))
  }

  @Test("A Latin hypercube has one point in each part of each range", arguments: 0..<20)
  func latinParts(seed: UInt64) throws {
    let count = 60
    let found = try cells(Self.factors, .latinHypercube(count: count), seed: seed)
    let parts = numbers(found, 1).map { Int(($0 - 5) / 15 * Double(count)) }
    #expect(parts.sorted() == Array(0..<count))
    let counts = (0..<3).map { level in found.count { $0.values[0]?.level == level } }
    #expect(counts == [20, 20, 20])
    let dice = (1...6).map { face in numbers(found, 3).count { $0 == Double(face) } }
    #expect(dice == Array(repeating: 10, count: 6))
    #expect(numbers(found, 2).count { $0 < 10 } == 30)
  }

  @Test("Random draws are uniform over levels, lengths, logarithms and whole numbers")
  func distributions() throws {
    let count = 20_000
    let found = try cells(Self.factors, .random(count: count), seed: 5)
    func share(_ number: Int) -> Double { Double(number) / Double(count) }
    // Five standard deviations of a share of a half are 0.018.
    for level in 0..<3 {
      #expect(abs(share(found.count { $0.values[0]?.level == level }) - 1.0 / 3) < 0.018)
    }
    #expect(abs(share(numbers(found, 1).count { $0 < 12.5 }) - 0.5) < 0.018)
    #expect(abs(share(numbers(found, 2).count { $0 < 10 }) - 0.5) < 0.018)
    for face in 1...6 {
      #expect(abs(share(numbers(found, 3).count { $0 == Double(face) }) - 1.0 / 6) < 0.018)
    }
    #expect(numbers(found, 1).allSatisfy { (5..<20).contains($0) })
    #expect(numbers(found, 2).allSatisfy { (0.1...1000).contains($0) })
    let covariance = zip(numbers(found, 1), numbers(found, 3)).reduce(0) {
      $0 + ($1.0 - 12.5) * ($1.1 - 3.5) / Double(count)
    }
    #expect(abs(covariance) < 5 * 4.33 * 1.71 / Double(count).squareRoot())
  }

  @Test("Logarithmic whole numbers k come with the probability ln((k + 1)/k) up to a factor")
  func logarithmicIntegers() throws {
    let factor = range("n", 1, 7, scale: .logarithmic, isInteger: true)
    let found = try cells([factor], .latinHypercube(count: 3000))
    let counts = (1...7).map { k in numbers(found, 0).count { $0 == Double(k) } }
    #expect(counts[0] == 1000)
    #expect(counts[0...2].reduce(0, +) == 2000)
    #expect(counts.reduce(0, +) == 3000)
  }

  @Test("What does not apply is left out of samples too")
  func conditions() throws {
    let factors = [
      levels("a", ["x", "y"]),
      levels("b", ["1", "2"], when: .init(factor: "a", levels: ["y"])),
    ]
    for cell in try cells(factors, .random(count: 100)) {
      #expect((cell.values[1] == nil) == (cell.values[0]?.label == "x"))
    }
  }

  @Test("Numbers are written with their unit in the fewest digits that read back")
  func texts() {
    let plain = FactorRange(paths: ["p"], lower: 0, upper: 1)
    let percent = FactorRange(paths: ["p"], lower: 0, upper: 1, unit: "%")
    #expect(percent.text(of: 40) == "40 %")
    #expect(plain.text(of: -0.0) == "0")
    #expect(plain.text(of: 0.1) == "0.1")
    #expect(plain.text(of: -7.25) == "-7.25")
    #expect(plain.text(of: 1e-5) == "0.00001")
    #expect(plain.text(of: -1.25e-7) == "-0.000000125")
    #expect(plain.text(of: 1.2345678901234568e20) == "123456789012345680000")
    #expect(plain.text(of: 1e16) == "10000000000000000")
    #expect(plain.text(of: 1e300) == "1e+300")
  }

  @Test("Texts of drawn numbers read back as the same numbers", arguments: 0..<50)
  func textsReadBack(seed: UInt64) throws {
    let factors = [
      range("a", -1e-9, 1e-9), range("b", 1e-30, 1e30, scale: .logarithmic),
      range("c", 1e17, 1e19, isInteger: false),
    ]
    for cell in try cells(factors, .random(count: 40), seed: seed) {
      for value in cell.values { #expect(value.flatMap { Double($0.label) } == value?.number) }
    }
  }
}
