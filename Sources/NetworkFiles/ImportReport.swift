import JSONReading

/// What an importer has to say about a file: what is wrong in it, and what it leaves out.
struct ImportReport {
  /// The faults found so far, as many as anybody reads.
  private(set) var faults: [JSONFault] = []
  private var remarks: [JSONFault] = []
  private let ignoresUnsupported: Bool

  init(_ options: ImportOptions) { ignoresUnsupported = options.ignoresUnsupported }

  /// Adds a fault at a byte of the file.
  mutating func refuse(
    at offset: @autoclosure () -> Int, _ message: @autoclosure () -> String
  ) {
    if faults.count < NetworkFileError.limit {
      faults.append(JSONFault(offset: offset(), message: message()))
    }
  }

  /// Adds a fault that has its place and no full stop.
  mutating func refuse(_ fault: JSONFault) {
    let isWhole = fault.message.hasSuffix(".") || fault.message.hasSuffix("?")
    refuse(at: fault.offset, isWhole ? fault.message : fault.message + ".")
  }

  /// Adds a note about a byte of the file.
  mutating func note(
    at offset: @autoclosure () -> Int, _ message: @autoclosure () -> String
  ) {
    if remarks.count < 10 * NetworkFileError.limit {
      remarks.append(JSONFault(offset: offset(), message: message()))
    }
  }

  /// Adds something that has an effect but is not supported: a fault, or a note if such things are to
  /// be left out.
  mutating func leaveOut(
    at offset: @autoclosure () -> Int, _ message: @autoclosure () -> String
  ) {
    if ignoresUnsupported {
      note(at: offset(), message() + " It is left out.")
    } else {
      refuse(at: offset(), message())
    }
  }

  /// The faults with their places in a file, or `nil` without any.
  func error(in bytes: [UInt8], named name: String) -> NetworkFileError? {
    guard !faults.isEmpty else { return nil }
    return NetworkFileError(diagnostics: placed(faults, in: bytes, named: name))
  }

  /// The notes with their places in a file.
  func notes(in bytes: [UInt8], named name: String) -> [String] {
    placed(remarks, in: bytes, named: name).map(\.description)
  }

  private func placed(
    _ remarks: [JSONFault], in bytes: [UInt8], named name: String
  ) -> [NetworkFileError.Diagnostic] {
    var places = TextPlaces(bytes)
    let order = remarks.indices.sorted {
      (remarks[$0].offset, $0) < (remarks[$1].offset, $1)
    }
    return order.map { index in
      let place = places.place(ofByte: remarks[index].offset)
      return NetworkFileError.Diagnostic(
        file: name, line: place.line, column: place.column, message: remarks[index].message)
    }
  }
}
