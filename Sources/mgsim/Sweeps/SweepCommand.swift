import ArgumentParser

/// `mgsim sweep`: many runs of one scenario, as a study file asks for them.
struct SweepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Runs the points of a study on all cores, and goes on where it was.",
    discussion: """
      A study file names a base scenario, what is varied in it, and how often each combination is \
      repeated. Its points are files in a folder of their own. A point is run unless its file is \
      there and whole, so that the same command goes on after anything that stopped it.

      Exit codes of 'run': 0 all points are done; 1 some failed, or the folder can't be written; \
      2 the study or the usage is wrong; 130 and 143 stopped by a signal, 75 by SIGUSR1: run the \
      same command again to go on.
      """,
    subcommands: [
      SweepPlanCommand.self, SweepRunCommand.self, SweepStatusCommand.self,
      SweepSubmitCommand.self, SweepCollectCommand.self,
    ])
}
