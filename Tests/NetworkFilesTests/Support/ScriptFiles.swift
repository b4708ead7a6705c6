import Foundation
import NetworkFiles
import PowerFlow

/// Scripts for the tests.
enum ScriptFiles {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Data/OpenDSS")

  /// Reads a script of the folder, with the files that it names.
  static func imported(
    _ name: String, options: OpenDSSOptions = OpenDSSOptions()
  ) throws -> ImportedNetwork {
    let bytes = [UInt8](try Data(contentsOf: folder.appending(path: name)))
    return try OpenDSSFile.read(bytes, named: name, options: options) { path in
      [UInt8](try Data(contentsOf: folder.appending(path: path)))
    }
  }

  /// Reads commands behind those that define a circuit of 11 kV, with files in memory.
  static func imported(
    after commands: String, files: [String: String] = [:], ignoring: Bool = false
  ) throws -> ImportedNetwork {
    let script = "Set DefaultBaseFrequency=50\nNew Circuit.T basekv=11\n" + commands
    return try OpenDSSFile.read(
      Array(script.utf8), named: "t.dss", options: OpenDSSOptions(ignoresUnsupported: ignoring)
    ) { path in
      guard let text = files[path] else { throw OpenDSSFile.MissingFile(path: path) }
      return Array(text.utf8)
    }
  }

  /// The network of such commands.
  static func network(
    after commands: String, files: [String: String] = [:], ignoring: Bool = false
  ) throws -> MultiphaseNetwork {
    try imported(after: commands, files: files, ignoring: ignoring).multiphase
  }
}

extension ImportedNetwork {
  struct IsBalanced: Error {}

  /// The network, whose phases must differ.
  var multiphase: MultiphaseNetwork {
    get throws {
      guard case .multiphase(let network) = network else { throw IsBalanced() }
      return network
    }
  }
}
