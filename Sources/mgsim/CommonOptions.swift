import ArgumentParser
import Logging

/// How results are printed.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
  case text
  case json
}

/// The least important messages that are logged.
enum LogLevel: String, CaseIterable, ExpressibleByArgument {
  case trace
  case debug
  case info
  case notice
  case warning
  case error
  case critical
}

/// The options that every command has.
struct CommonOptions: ParsableArguments {
  @Option(help: "How to print: text for people, json for programs.")
  var format: OutputFormat = .text

  @Flag(help: "Print nothing but errors and what was asked for.")
  var quiet = false

  @Option(help: "The least important messages to log on standard error.")
  var logLevel: LogLevel = .warning

  /// A logger that writes to standard error.
  var logger: Logger {
    var logger = Logger(label: "mgsim") { StreamLogHandler.standardError(label: $0) }
    logger.logLevel = Logger.Level(rawValue: logLevel.rawValue) ?? .warning
    return logger
  }
}
