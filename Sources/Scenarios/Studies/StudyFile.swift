public import StudyDesigns

/// Study files: what is varied in a base scenario, and what is collected.
///
/// They are read like scenario files: strictly, with the place of every fault, what was found there
/// and what is allowed. Every path that a study sets is looked up in its base scenario, and so is
/// every value.
public enum StudyFile {
  /// Reads a study file, its base scenario and its table.
  ///
  /// - Parameter path: Where the file is. Relative paths in it are resolved from its folder.
  /// - Throws: ``ScenarioError`` with everything that is wrong, sorted by place.
  public static func read(path: String) throws(ScenarioError) -> StudyDescription {
    try read(path: path, readFile: FileReadingError.contents(ofFile:))
  }

  /// Reads a study and the files that it names from wherever they are.
  ///
  /// - Parameters:
  ///   - path: The path of the study, for messages and for the paths of other files.
  ///   - readFile: Gives the bytes of the file at a path. The description of an error that it throws
  ///     ends the message.
  /// - Throws: ``ScenarioError`` with everything that is wrong, sorted by place.
  public static func read(
    path: String, readFile: @escaping (String) throws -> [UInt8]
  ) throws(ScenarioError) -> StudyDescription {
    let bytes: [UInt8]
    do {
      bytes = try readFile(path)
    } catch {
      throw ScenarioError(SourcePlace(path), "can't read the study: \(error)")
    }
    return try StudyFileReader(path: path, readFile: readFile)
      .read(YAMLText(bytes, file: path))
  }

  /// The JSON Schema (draft 2020-12) of study files, for editors and other tools.
  public static var schema: String {
    let root = SchemaWriter().object(of: StudyKeys.set, inGroup: false)
    let head: SchemaWriter.Members = [
      ("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
      ("title", .string("mgsim study")),
    ]
    return SchemaValue.object(head + root).text() + "\n"
  }
}
