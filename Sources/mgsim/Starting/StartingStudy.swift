import Foundation

/// A study to start from: a street of eight members, what is varied in it, and figures.
struct StartingStudy {
  /// The name, which stands in the files and is that of the folder.
  let name: String

  /// The name that the templates have.
  private static let templateName = "my-study"

  private static let templates = [
    ("README.md", PackageResources.README_md),
    ("scenario.yaml", PackageResources.scenario_yaml),
    ("profiles.csv", PackageResources.profiles_csv),
    ("study.yaml", PackageResources.study_yaml),
    ("notebook.ipynb", PackageResources.notebook_ipynb),
    (".gitignore", PackageResources.gitignore_txt),
  ]

  /// Creates a study, unless its name can't be that of one.
  init?(name: String) {
    let first = name.utf8.first.map { Self.isWordByte($0) } ?? false
    guard first, name.utf8.count <= 64,
      name.utf8.allSatisfy({ Self.isWordByte($0) || $0 == UInt8(ascii: "-") })
    else { return nil }
    self.name = name
  }

  /// The files, each with its name and its text.
  var files: [(name: String, text: String)] {
    Self.templates.map { name, bytes in
      (name, String(decoding: bytes, as: UTF8.self).replacing(Self.templateName, with: self.name))
    }
  }

  /// The name of a study that is most like a text; `nil` when nothing of the text can stay.
  static func name(like text: String) -> String? {
    let words = text.lowercased().split { $0.utf8.contains { !isWordByte($0) } }
    let name = words.joined(separator: "-")
    return StartingStudy(name: name)?.name
  }

  /// Writes the study into a new folder, which appears under its name only when it is whole.
  func write(to path: String) throws {
    let target = URL(filePath: path, directoryHint: .isDirectory)
    let partial = target.deletingLastPathComponent().appending(
      path: ".\(name).\(ProcessInfo.processInfo.processIdentifier).partial",
      directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: partial, withIntermediateDirectories: false)
    do {
      for file in files {
        try Data(file.text.utf8).write(to: partial.appending(path: file.name))
      }
      try FileManager.default.moveItem(at: partial, to: target)
    } catch {
      try? FileManager.default.removeItem(at: partial)
      throw error
    }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }
}
