import Yams

/// Reads YAML files of unknown origin into trees of bounded size.
///
/// The parser would look into what aliases stand for as often as they stand there, which ends a
/// program soon (“a billion laughs”). So it never sees an alias: every `*` is replaced by a
/// reserved character before, a plain scalar that begins with that character *is* an alias, and is
/// resolved here, where sizes are counted before anything is visited.
package enum YAMLDocument {
  /// The largest number of values of a document, those behind aliases counted each time.
  package static let sizeLimit = 1_000_000
  /// The greatest number of levels of a document.
  package static let depthLimit = 32

  /// Reads a file that holds one document.
  ///
  /// - Parameters:
  ///   - text: The text of the file.
  ///   - diagnostics: Gets the faults that leave the rest readable.
  /// - Throws: ``ScenarioError`` when the text is no YAML, or too large when it is unfolded.
  package static func read(
    _ text: YAMLText, diagnostics: Diagnostics
  ) throws(ScenarioError) -> YAMLNode {
    var scalars = Array(text.string.unicodeScalars)
    for index in scalars.indices where scalars[index] == "*" { scalars[index] = aliasMark }
    for mark in duplicateMarks {
      do {
        return try compose(scalars, text: text, diagnostics: diagnostics)
      } catch YAMLFault.duplicateKey(let key, let line, let column) {
        let place = SourcePlace(text.file, line: line, column: column)
        diagnostics.report(place, "'\(key)' is written more than once in one section.")
        guard mask(line: line, column: column, with: mark, in: &scalars) else { break }
      } catch YAMLFault.other(let error) {
        throw ScenarioError(Array(diagnostics.all) + error.diagnostics)
      } catch let error as ScenarioError {
        throw ScenarioError(Array(diagnostics.all) + error.diagnostics)
      } catch {
        throw ScenarioError(SourcePlace(text.file), "the file is not valid YAML: \(error).")
      }
    }
    throw ScenarioError(Array(diagnostics.all))
  }

  /// The character that stands for `*` while the parser runs.
  static let aliasMark: Unicode.Scalar = "\u{E000}"
  /// The characters that tell keys that were written twice from their twins, one for each fault
  /// that is reported.
  static let duplicateMarks: [Unicode.Scalar] = [
    "\u{E001}", "\u{E002}", "\u{E003}", "\u{E004}", "\u{E005}", "\u{E006}", "\u{E007}", "\u{E008}",
  ]

  private static func compose(
    _ scalars: [Unicode.Scalar], text: YAMLText, diagnostics: Diagnostics
  ) throws -> YAMLNode {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    let yaml = String(view)
    do {
      // The basic resolver does not guess types, and the parser must live as long as its anchors.
      let parser = try Parser(yaml: yaml, resolver: .basic, encoding: .utf8)
      return try withExtendedLifetime(parser) {
        guard let root = try parser.singleRoot() else {
          throw YAMLFault.other(ScenarioError(SourcePlace(text.file), "the file is empty."))
        }
        var composer = YAMLComposer(file: text.file, diagnostics: diagnostics)
        return try composer.node(root, level: 0)
      }
    } catch let error as YamlError {
      throw YAMLFault(error, file: text.file)
    }
  }

  /// Changes a key that was written twice, so that the parser goes on behind it.
  private static func mask(
    line: Int, column: Int, with mark: Unicode.Scalar, in scalars: inout [Unicode.Scalar]
  ) -> Bool {
    var (index, currentLine) = (0, 1)
    while currentLine < line, index < scalars.count {
      if scalars[index] == "\n" { currentLine += 1 }
      index += 1
    }
    index += column - 1
    guard scalars.indices.contains(index) else { return false }
    if scalars[index] == "\"" || scalars[index] == "'" { index += 1 }
    guard scalars.indices.contains(index), scalars[index].properties.isAlphabetic else {
      return false
    }
    scalars[index] = mark
    return true
  }
}

/// Why a document could not be composed.
enum YAMLFault: Error {
  case duplicateKey(String, line: Int, column: Int)
  case other(ScenarioError)

  init(_ error: YamlError, file: String) {
    switch error {
    case .duplicatedKeysInMapping(let duplicates, let context):
      let key = duplicates.first ?? ""
      self = .duplicateKey(
        YAMLComposer.restored(key), line: context.mark.line, column: context.mark.column)
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      self = .other(
        ScenarioError(
          SourcePlace(file, line: mark.line, column: mark.column),
          "this is not valid YAML: \(Self.sentence(problem, context))."))
    case .reader(let problem, _, _, _):
      self = .other(ScenarioError(SourcePlace(file), "the file is not valid YAML: \(problem)."))
    default:
      self = .other(ScenarioError(SourcePlace(file), "the file cannot be read as YAML."))
    }
  }

  private static func sentence(_ problem: String, _ context: YamlError.Context?) -> String {
    if problem.hasPrefix("Maximum nesting level") { return "values are nested too deep" }
    guard let context else { return problem }
    return "\(problem) (\(context.text), which began in line \(context.mark.line))"
  }
}
