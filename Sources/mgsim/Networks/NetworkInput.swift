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
      ) { path in try InputFiles.bytes(of: path, namedIn: network) }
      for note in imported.notes { Console.printError("mgsim: \(note)") }
      return imported
    } catch {
      throw CommandFailure(message: "\(error)", exitCode: CommandFailure.wrongInput)
    }
  }
}

/// Files that commands read.
enum InputFiles {
  /// The bytes of a file that a script names from its own folder; where there is none of that name,
  /// one that differs in upper and lower case only, as scripts from Windows need it.
  static func bytes(of path: String, namedIn script: String) throws -> [UInt8] {
    let folder = URL(filePath: script == "-" ? "./-" : script).deletingLastPathComponent()
    var url = path.hasPrefix("/") ? URL(filePath: "/") : folder
    for part in path.split(separator: "/") {
      let exact = url.appending(path: String(part))
      if part == ".." || FileManager.default.fileExists(atPath: exact.path(percentEncoded: false)) {
        url = exact
        continue
      }
      let names = try? FileManager.default.contentsOfDirectory(
        atPath: url.path(percentEncoded: false))
      let alike = names?.sorted().first { $0.lowercased() == part.lowercased() }
      url = url.appending(path: alike ?? String(part))
    }
    return try FileReadingError.contents(ofFile: url.path(percentEncoded: false))
  }

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
