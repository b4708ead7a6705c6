/// What ends a command: a message for a person and the exit code.
struct CommandFailure: Error, CustomStringConvertible {
  /// The work failed after it began.
  static let workFailed: Int32 = 1
  /// The input or the usage is wrong.
  static let wrongInput: Int32 = 2

  let message: String
  let exitCode: Int32

  var description: String { message }

  /// The input or the usage is wrong.
  static func input(_ error: some Error) -> CommandFailure {
    CommandFailure(message: "mgsim: \(error)", exitCode: wrongInput)
  }

  /// The work failed after it began.
  static func work(_ error: some Error) -> CommandFailure {
    CommandFailure(message: "mgsim: \(error)", exitCode: workFailed)
  }
}
