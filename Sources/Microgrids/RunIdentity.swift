import Crypto
import HDF5
import Scenarios

/// What identifies a run: hashes of all that goes into it, and the versions that produce it.
///
/// Nothing here depends on the host, the user, the folder or the time of day.
struct RunIdentity {
  /// The SHA-256 of the scenario's text, as hexadecimal digits.
  let scenarioSHA256: String
  /// The SHA-256 of the resolved text, as hexadecimal digits, for files that do not hold the text.
  let resolvedSHA256: String?
  /// Hash of scenario, overrides, inputs, seed and version, in the form of a UUID.
  let runID: String
  /// The libraries whose versions the bytes of the file depend on.
  let libraries: String

  init(_ scenario: borrowing Scenario) {
    scenarioSHA256 = hexadecimal(SHA256.hash(data: Array(scenario.sourceText.utf8)))
    resolvedSHA256 =
      scenario.recording.detail == .full
      ? nil : hexadecimal(SHA256.hash(data: Array(scenario.resolvedText.utf8)))
    var hash = SHA256()
    var fields = [
      "mgsim run", Microgrid.version, scenario.sourceText, scenario.resolvedText,
      String(scenario.seed),
    ]
    for change in scenario.overrides { fields += [change.path, change.value] }
    for input in scenario.inputs { fields += [input.path, input.sha256] }
    for field in fields {
      // Each field with its length, so that no two lists of fields look alike.
      hash.update(data: Array("\(field.utf8.count):".utf8))
      hash.update(data: Array(field.utf8))
    }
    let digits = Array(hexadecimal(hash.finalize()))
    runID = [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }
      .joined(separator: "-")
    libraries =
      "HDF5 \(HDF5File.libraryVersion), libdeflate \(ChunkCompressor.libraryVersion)"
  }
}

/// Bytes as hexadecimal digits.
func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789abcdef".utf8)
  var text: [UInt8] = []
  for byte in bytes {
    text.append(digits[Int(byte >> 4)])
    text.append(digits[Int(byte & 15)])
  }
  return String(decoding: text, as: UTF8.self)
}
