import JSONReading
import PowerFlow

/// Scripts of OpenDSS, the distribution system simulator of EPRI.
public enum OpenDSSFile {
  /// Reads a network from a script.
  ///
  /// The script is run: commands define, edit and redefine elements, and the network is what is
  /// there at the end. Nothing is solved, so taps and capacitors stand where the script puts them.
  /// What is not supported is a fault unless the options say otherwise; which elements, properties
  /// and commands are, says <doc:OpenDSS>.
  ///
  /// Names do not differ by case, so those of the network are in lower case; a bus keeps its
  /// spelling as its label.
  ///
  /// - Parameters:
  ///   - bytes: What the script holds.
  ///   - name: What the script is called in messages, such as its path.
  ///   - options: How strictly the script is read.
  ///   - including: Gives the bytes of a file that the script names. It gets the path relative to
  ///     the folder of the script, with `/` between folders. Scripts often come from systems whose
  ///     file names do not differ by case.
  /// - Throws: ``NetworkFileError`` with the faults found.
  public static func read(
    _ bytes: [UInt8], named name: String, options: OpenDSSOptions = OpenDSSOptions(),
    including: (String) throws -> [UInt8] = { throw MissingFile(path: $0) }
  ) throws(NetworkFileError) -> ImportedNetwork {
    let outcome = withoutActuallyEscaping(including) { including in
      var reader = ScriptReader(options: options, including: including)
      reader.run(bytes, named: name)
      return reader.finish()
    }
    return try outcome.get()
  }

  /// What is thrown where a script names a file and no files can be read.
  public struct MissingFile: Error, Hashable, CustomStringConvertible {
    /// The path of the file.
    public let path: String

    /// Creates an error.
    public init(path: String) { self.path = path }

    public var description: String { "only one file was given" }
  }
}

extension ScriptReader {
  /// Makes the network that the script has defined.
  mutating func finish() -> Result<ImportedNetwork, NetworkFileError> {
    circuit.fetchTable = nil
    var builder = CircuitBuilder(circuit)
    var network: MultiphaseNetwork?
    if circuit.name == nil {
      let start = ScriptPlace(file: 0, offset: 0)
      report(ScriptFault(place: start, message: "no circuit is defined. Add New Circuit.Name."))
    } else {
      network = builder.build()
      // What is wrong with a command makes elements incomplete; one message is enough.
      if faults.isEmpty {
        for fault in builder.faults { report(fault) }
      }
    }
    guard faults.isEmpty, let network else {
      return .failure(NetworkFileError(diagnostics: diagnostics(faults)))
    }
    return .success(
      ImportedNetwork(
        network: .multiphase(network),
        notes: diagnostics(notes).map(\.description), busCoordinates: coordinates(of: network),
        loadShapes: loadShapes))
  }

  private var loadShapes: [String: ImportedNetwork.LoadShape] {
    var shapes: [String: ImportedNetwork.LoadShape] = [:]
    if usesDefaultShape {
      shapes["default"] = ImportedNetwork.LoadShape(values: LoadShapeElement.ordinaryDay)
    }
    for element in circuit.loadShapes.elements { shapes[element.header.name] = element.shape }
    return shapes
  }

  private var usesDefaultShape: Bool {
    circuit.loads.elements.contains { $0.profile == "default" }
      || circuit.generators.elements.contains { $0.profile == "default" }
      || circuit.photovoltaics.elements.contains { $0.profile == "default" }
  }

  private func coordinates(of network: MultiphaseNetwork) -> [String: (x: Double, y: Double)]? {
    guard !circuit.coordinates.isEmpty else { return nil }
    return circuit.coordinates.filter { network.busIndex(named: $0.key) != nil }
  }

  /// The faults with their lines and columns, in the order of the files.
  private func diagnostics(_ faults: [ScriptFault]) -> [NetworkFileError.Diagnostic] {
    let sorted = faults.sorted {
      ($0.place.file, $0.place.offset) < ($1.place.file, $1.place.offset)
    }
    var diagnostics: [NetworkFileError.Diagnostic] = []
    var file = -1
    var places = TextPlaces([])
    for fault in sorted {
      if fault.place.file != file {
        file = fault.place.file
        places = TextPlaces(files[file].bytes)
      }
      let place = places.place(ofByte: fault.place.offset)
      diagnostics.append(
        NetworkFileError.Diagnostic(
          file: files[file].name, line: place.line, column: place.column, message: fault.message))
    }
    return diagnostics
  }
}
