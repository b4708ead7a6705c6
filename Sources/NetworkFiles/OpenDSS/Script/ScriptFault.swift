/// Where something stands in one of the files of a script.
struct ScriptPlace: Hashable, Sendable {
  /// The index of the file.
  var file: Int
  /// The byte in that file.
  var offset: Int
}

/// What is wrong at a place of a script.
///
/// While a property is read, the message is the rest of a sentence that begins with its name, such
/// as `must be a number, not 'x'.`
struct ScriptFault: Error, Hashable {
  var place: ScriptPlace
  var message: String
  /// Whether the script is right, but asks for what is not supported.
  var isUnsupported = false
}
