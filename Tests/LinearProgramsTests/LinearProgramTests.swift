import LinearPrograms
import Testing

struct LinearProgramTests {
  @Test("A program without columns has the objective 0")
  func empty() throws {
    #expect(throws: LinearProgramError.self) { try LinearProgram().solve() }
  }
}
