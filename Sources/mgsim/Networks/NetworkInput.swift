import ArgumentParser
import Foundation
import NetworkFiles
import PowerFlow
import Scenarios

/// The network file that a command works on.
struct NetworkInput: ParsableArguments {
  @Argument(
    help: "Network file, or - for standard input.",
    completion: .file(extensions: ["json", "dss", "m"]))
  var network: String

  @Option(help: "Format of the file; without it, name and content tell.")
  var inputFormat: NetworkFileFormat?

  @Flag(
    name: .customLong("ignore"),
    help: "Leave out what cannot be read, and say so, instead of refusing the file.")
  var ignoresUnsupported = false

  /// The bytes of the file.
  func bytes() throws(CommandFailure) -> [UInt8] { try InputFiles.bytes(of: network) }

  /// Reads the network; what was left out goes to standard error.
  func read() throws(CommandFailure) -> ImportedNetwork { try read(bytes()) }

  /// Reads the network from the bytes of the file.
  func read(_ bytes: [UInt8]) throws(CommandFailure) -> ImportedNetwork {
    let name = network == "-" ? "standard input" : network
    do {
      let imported = try NetworkFile.read(
        bytes, named: name, format: inputFormat,
        options: ImportOptions(ignoresUnsupported: ignoresUnsupported)
      ) { path in try InputFiles.bytes(of: path) }
      for note in imported.notes { Console.printError("mgsim: \(note)") }
      return imported
    } catch {
      throw CommandFailure(message: "\(error)", exitCode: CommandFailure.wrongInput)
    }
  }
}

/// Files that commands read.
enum InputFiles {
  /// The bytes of a file, or of standard input for `-`.
  static func bytes(of path: String) throws(CommandFailure) -> [UInt8] {
    do {
      if path == "-" { return [UInt8](try FileHandle.standardInput.readToEnd() ?? Data()) }
      return try FileReadingError.contents(ofFile: path)
    } catch {
      throw CommandFailure(
        message: "mgsim: can't read '\(path)': \(error)", exitCode: CommandFailure.wrongInput)
    }
  }
}
