import PowerFlow

/// Runs a script: its commands define a circuit, from which a network is made at the end.
struct ScriptReader {
  /// A file of the script.
  struct File {
    var name: String
    var bytes: [UInt8]
  }

  /// The deepest nesting of scripts that name others.
  static let depthLimit = 20
  /// The most files that one script may read, each time counted.
  static let fileLimit = 5000
  /// The most bytes that all files may have.
  static let byteLimit = 500_000_000

  let options: OpenDSSOptions
  private let including: (String) throws -> [UInt8]

  private(set) var files: [File] = []
  private(set) var faults: [ScriptFault] = []
  private(set) var notes: [ScriptFault] = []
  var circuit = ScriptCircuit()
  /// The object that `~` goes on with.
  var active: (class: ScriptClass, name: String)?
  /// Whether the object that `~` goes on with is one that is left out.
  var skipsMore = false
  /// The names of the files that are being read, outermost first.
  private var openFiles: [String] = []
  private var byteCount = 0

  init(options: OpenDSSOptions, including: @escaping (String) throws -> [UInt8]) {
    self.options = options
    self.including = including
  }

  var isFull: Bool { faults.count >= NetworkFileError.limit }

  /// Runs the commands of a file.
  mutating func run(_ bytes: [UInt8], named name: String) {
    openFiles.append(name)
    defer { openFiles.removeLast() }
    let file = files.count
    files.append(File(name: name, bytes: bytes))
    // Tables of numbers are read by the elements, which do not know which script is open.
    let folder = Self.folder(of: name, isOutermost: openFiles.count == 1)
    let read = including
    let fetch = { (value: ScriptValue) throws(ScriptFault) -> [UInt8] in
      try Self.fetch(value, in: folder, read).bytes
    }
    circuit.fetchTable = fetch
    for line in ScriptLines(bytes) {
      guard !isFull else { return }
      attempt { reader throws(ScriptFault) in
        var tokens = ScriptTokenizer(file: file, bytes: bytes, range: line)
        try reader.run(&tokens)
      }
      circuit.fetchTable = fetch
    }
  }

  /// Does something and keeps what is wrong with it.
  mutating func attempt(_ body: (inout Self) throws(ScriptFault) -> Void) {
    do {
      try body(&self)
    } catch {
      report(error)
    }
  }

  /// Keeps a fault, or a note where what is not supported is to be ignored.
  mutating func report(_ fault: ScriptFault) {
    if fault.isUnsupported, options.ignoresUnsupported {
      notes.append(fault)
    } else if !isFull, !faults.contains(fault) {
      faults.append(fault)
    }
  }

  mutating func note(_ message: String, at place: ScriptPlace) {
    notes.append(ScriptFault(place: place, message: message))
  }

  /// Runs the script that a value names.
  mutating func redirect(_ value: ScriptValue) throws(ScriptFault) {
    let name = openFiles.last ?? ""
    let folder = Self.folder(of: name, isOutermost: openFiles.count == 1)
    guard !value.text.isEmpty else { throw value.fault("needs the name of a file.") }
    let path = Self.path(value.text, in: folder)
    let isOpen = openFiles.dropFirst().contains(path) || path == Self.lastPart(of: openFiles[0])
    guard !isOpen else {
      throw value.fault("names \(shortened(value.text)), which is being read already.")
    }
    guard openFiles.count < Self.depthLimit else {
      throw value.fault("stands in scripts that name others more than \(Self.depthLimit) deep.")
    }
    guard files.count < Self.fileLimit else {
      throw value.fault("names one file more than \(Self.fileLimit).")
    }
    let file = try Self.fetch(value, in: folder, including)
    byteCount += file.bytes.count
    guard byteCount <= Self.byteLimit else {
      throw value.fault("names a file with which all are too large.")
    }
    run(file.bytes, named: file.path)
  }

  /// The bytes of a file that is no script.
  func table(_ value: ScriptValue) throws(ScriptFault) -> [UInt8] {
    guard let fetch = circuit.fetchTable else { throw value.unsupported }
    return try fetch(value)
  }

  private static func fetch(
    _ value: ScriptValue, in folder: String, _ read: (String) throws -> [UInt8]
  ) throws(ScriptFault) -> (path: String, bytes: [UInt8]) {
    let path = path(value.text, in: folder)
    do {
      return (path, try read(path))
    } catch {
      throw value.fault("names \(shortened(value.text)), which cannot be read: \(error)")
    }
  }

  /// A path relative to the folder of the outermost script.
  private static func path(_ text: String, in folder: String) -> String {
    let path = text.map { $0 == "\\" ? "/" : String($0) }.joined()
    let isAbsolute = path.hasPrefix("/") || path.dropFirst().first == ":"
    return isAbsolute || folder.isEmpty ? path : folder + "/" + path
  }

  private static func folder(of path: String, isOutermost: Bool) -> String {
    guard !isOutermost, let slash = path.lastIndex(of: "/") else { return "" }
    return String(path[..<slash])
  }

  private static func lastPart(of path: String) -> String {
    String(path.split(separator: "/").last ?? "")
  }
}
