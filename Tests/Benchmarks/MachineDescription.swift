import Foundation

/// Where and with what was measured.
struct MachineDescription: Codable {
  var processor: String
  var coreCount: Int
  var system: String
  var swift: String
  var command: String

  /// Describes this machine.
  init(command: String) {
    processor = Self.value(of: "model name", in: "/proc/cpuinfo") ?? "unknown"
    coreCount = ProcessInfo.processInfo.processorCount
    system = ProcessInfo.processInfo.operatingSystemVersionString
    swift = Self.compilerVersion
    self.command = command
  }

  private static func value(of key: String, in file: String) -> String? {
    let lines = (try? String(contentsOfFile: file, encoding: .utf8))?.split(separator: "\n")
    guard let line = lines?.first(where: { $0.hasPrefix(key) }) else { return nil }
    return line.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) }
  }

  /// The first line of what the compiler says of itself; that of C is part of it.
  private static var compilerVersion: String {
    guard let data = try? output(of: ["swift", "--version"]) else { return "Swift" }
    return String(decoding: data, as: UTF8.self).split(separator: "\n").first.map(String.init)
      ?? "Swift"
  }
}
