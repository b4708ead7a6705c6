import Foundation
import Sweeps
import TestSupport
import Testing

struct ShellTextTests {
  /// Words of characters that shells, Slurm and people treat specially.
  static func words(seed: Int, count: Int) -> [String] {
    var generator = TestGenerator(seed: seed)
    let characters = Array("ab '\"\\$`!*?[]{}()<>|&;#~%=:,é€\u{1F600}-/.")
    return (0..<count).map { _ in
      let length = Int.random(in: 0...12, using: &generator)
      return String(
        (0..<length).map { _ in
          characters[Int.random(in: 0..<characters.count, using: &generator)]
        })
    }
  }

  @Test("A shell reads every quoted word back as it was", arguments: 0..<10)
  func roundTrip(seed: Int) throws {
    let words = Self.words(seed: seed, count: 100)
    for shell in ["/bin/sh", "/bin/bash"] {
      let outcome = try ChildProcess(
        shell, ["-c", ShellText.line(["printf", "%s\\n"] + words)]
      ).outcome()
      #expect(outcome.output == words.map { $0 + "\n" }.joined())
    }
  }

  @Test("Words in which a shell sees nothing special stay as they are")
  func plain() {
    #expect(
      ShellText.line(["sbatch", "--array=1-3,7%2", "array.sh"]) == "sbatch --array=1-3,7%2 array.sh"
    )
    #expect(ShellText.word("it's") == "'it'\\''s'")
    #expect(ShellText.word("") == "''")
  }

  @Test("An option for Slurm is in quotes where its reader would take something for its end")
  func directive() {
    #expect(ShellText.directive("--time=04:00:00") == "#SBATCH --time=04:00:00")
    let option = ##"--chdir=/a b/it's "#1" \"##
    #expect(
      ShellText.directive(option) == ##"#SBATCH --chdir="/a b/it's \"#1\" \\""##)
  }
}
