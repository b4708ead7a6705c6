/// The files that an engine reads, and how it is started.
public struct EngineScripts: Hashable, Sendable {
  /// The files in the order in which a person reads them.
  public var files: [EngineFile]
  /// Folders that must exist beside the files.
  public var folders: [String]
  /// What an earlier run of the engine may have left beside the files and what would mislead a new
  /// one: records of shards that are done.
  public var leftovers: [String]
  /// The command that starts the engine in the folder of the files, as one types it.
  public var startLine: String

  /// Creates scripts.
  public init(
    files: [EngineFile], folders: [String] = [], leftovers: [String] = [], startLine: String
  ) {
    self.files = files
    self.folders = folders
    self.leftovers = leftovers
    self.startLine = startLine
  }
}

/// A file that an engine reads.
public struct EngineFile: Hashable, Sendable {
  /// The name in the folder of the engine.
  public var name: String
  /// What is in it.
  public var text: String
  /// Whether it can be started.
  public var isExecutable: Bool

  /// Creates a file.
  public init(_ name: String, _ text: String, isExecutable: Bool = false) {
    self.name = name
    self.text = text
    self.isExecutable = isExecutable
  }
}
