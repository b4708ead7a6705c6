import Foundation
import TestSupport
import Testing

/// `mgsim run --arm`, as a user starts it.
struct ArmTests {
  private static let yaml =
    Village.yaml + """
      arms:
        - name: utility-only
          set: {market.kind: none, contract.enabled: false}
        - name: market-only
          set: {contract.enabled: false}
        - name: both

      """

  @Test("All arms of a scenario are run, each into a file of its own that names it")
  func allArms() throws {
    let study = try Study(Self.yaml)
    let outcome = try study.program("run", Study.scenario, "--arm", "all")
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(
      study.outputs.filter { $0.hasSuffix(".h5") } == [
        "village.both.h5", "village.market-only.h5", "village.utility-only.h5",
      ])
    let read = try Python.run(
      source: """
        import h5py, sys
        for path in sys.argv[1:]:
            file = h5py.File(path)
            print(file.attrs["mgsim_arm"].decode() if isinstance(file.attrs["mgsim_arm"], bytes)
                  else file.attrs["mgsim_arm"], "contract" in file,
                  float(file["indicators/local_trade"][()]) > 0)
        """,
      [
        study.output("village.both.h5"), study.output("village.market-only.h5"),
        study.output("village.utility-only.h5"),
      ])
    #expect(
      read.output == "both True True\nmarket-only False True\nutility-only False False\n")
  }

  @Test("One arm is run under the name that is asked for")
  func oneArm() throws {
    let study = try Study(Self.yaml)
    let outcome = try study.program(
      "run", Study.scenario, "--arm", "market-only", "-o", "market.h5")
    #expect(outcome.code == 0)
    #expect(study.outputs.contains("market.h5"))
  }

  @Test("An arm that the scenario does not have is an input error with the nearest name")
  func unknownArm() throws {
    let study = try Study(Self.yaml)
    let outcome = try study.program("run", Study.scenario, "--arm", "market-onyl")
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("'market-only'"))
    #expect(study.outputs.isEmpty)
  }
}
