import StudyDesigns
import Testing

struct SobolDesignTests {
  static let factors = [range("x", 0, 1), range("y", -2, 2), range("z", 10, 30)]

  private func numbers(_ cell: DesignCell) -> [Double] { cell.values.map { $0?.number ?? .nan } }

  // SALib.sample.sobol.sample(problem, 4, calc_second_order=…, scramble=False) of SALib 1.6.0: the
  // third base point of four.
  @Test("The plain design has the order and the numbers of SALib")
  func order() throws {
    let first = try cells(Self.factors, .sobol(count: 4, secondOrder: false), seed: 0)
    #expect(first.count == 20)
    #expect(first[..<5].allSatisfy { numbers($0) == [0, -2, 10] })
    #expect(first[5..<10].allSatisfy { numbers($0) == [0.5, 0, 20] })
    #expect(
      first[10..<15].map(numbers) == [
        [0.75, -1, 15], [0.25, -1, 15], [0.75, 1, 15], [0.75, -1, 25], [0.25, 1, 25],
      ])
    let second = try cells(Self.factors, .sobol(count: 4, secondOrder: true), seed: 0)
    #expect(second.count == 32)
    #expect(
      second[16..<24].map(numbers) == [
        [0.75, -1, 15], [0.25, -1, 15], [0.75, 1, 15], [0.75, -1, 25], [0.75, 1, 25],
        [0.25, -1, 25], [0.25, 1, 15], [0.25, 1, 25],
      ])
  }

  @Test("A design of more base points begins with that of fewer, under any seed", arguments: 0..<5)
  func prefix(seed: UInt64) throws {
    let long = try cells(Self.factors, .sobol(count: 16, secondOrder: false), seed: seed)
    let short = try cells(Self.factors, .sobol(count: 8, secondOrder: false), seed: seed)
    #expect(Array(long[..<40]) == short)
  }

  @Test("With a seed no two cells are equal, for the sequence does not touch the diagonal")
  func distinct() throws {
    let found = try cells(Self.factors, .sobol(count: 64, secondOrder: true), seed: 1)
    #expect(Set(found).count == found.count)
  }

  @Test("A number of base points that is no power of two is said to be unbalanced")
  func notes() {
    func notes(_ count: Int) -> [String] {
      ExperimentDesign(
        factors: Self.factors, design: .sobol(count: count, secondOrder: false), seed: 1
      ).designNotes
    }
    #expect(notes(1024).isEmpty)
    #expect(notes(1000).count == 1)
    #expect(notes(1000)[0].contains("1000"))
    #expect(notes(.min).isEmpty && notes(0).isEmpty)
  }

  @Test("Sampled designs may have equal cells, listed ones may not")
  func repetition() {
    #expect(StudyDesign.sobol(count: 1, secondOrder: false).mayRepeatCells)
    #expect(StudyDesign.random(count: 1).mayRepeatCells)
    #expect(!StudyDesign.fullFactorial.mayRepeatCells)
    #expect(!StudyDesign.table([]).mayRepeatCells)
  }
}
