import TestSupport
import Testing

/// One thing that is wrong with a study, and what shall be said about it.
struct BadInput: Sendable, CustomTestStringConvertible {
  var name: String
  var yaml = Village.yaml
  var profile = Village.profile()
  var network = Village.network
  /// The name of the file that is at fault.
  var file = "village.yaml"
  /// The place in the file, `line:column` or a line; none where the whole file is at fault.
  var place: String?
  /// Pieces of the message.
  var says: [String]

  var testDescription: String { name }

  /// A scenario that differs from the good one in one piece of text.
  ///
  /// - Parameter at: The text in the scenario at which the message points.
  static func scenario(
    _ name: String, _ old: String, _ new: String, at: String, says: String...
  ) -> BadInput {
    let yaml = Village.changed(old, new)
    return BadInput(
      name: name, yaml: yaml, place: placed(at, in: yaml) ?? "there is no '\(at)'", says: says)
  }

  /// Runs and validates the study, and expects a clear refusal that leaves nothing behind.
  func expectRefusal(sourceLocation: SourceLocation = #_sourceLocation) throws {
    let study = try Study(yaml, profile: profile, network: network)
    let place = file + ":" + (place.map { $0 + ":" } ?? "")
    for command in ["run", "validate"] {
      let outcome = try study.program(command, Study.scenario)
      #expect(outcome.code == 2, sourceLocation: sourceLocation)
      #expect(outcome.signal == nil, sourceLocation: sourceLocation)
      #expect(outcome.output == "", sourceLocation: sourceLocation)
      let errors = outcome.errors.prefix(2000)
      for text in ["../input/village.yaml:", place] + says {
        #expect(
          errors.contains(text), "\(command) says nothing of '\(text)'",
          sourceLocation: sourceLocation)
      }
      // One sentence for a person, not a dump.
      #expect(outcome.errors.utf8.count < 4000, sourceLocation: sourceLocation)
      #expect(study.outputs == [], sourceLocation: sourceLocation)
    }
  }
}
