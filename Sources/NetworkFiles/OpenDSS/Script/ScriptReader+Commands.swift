import JSONReading
import PowerFlow
import Spelling

extension ScriptReader {
  /// Commands that neither change the circuit nor are needed to make it.
  private static let harmless: Set<String> = [
    "solve", "show", "plot", "export", "visualize", "calcvoltagebases", "makebuslist", "summary",
    "sample", "reset", "closedi", "fileedit", "panel", "interpolate", "buildy", "init", "select",
    "get", "save", "dump", "about", "help", "updatestorage", "relcalc", "quit", "cd", "totals",
    "capacity", "distribute", "showcontrolqueue", "doscmd", "setbusxy", "markbus", "//", "?",
    "clone",
    "comparecases", "di_plot", "yearlycurves", "cleanup", "finishtimestep",
  ]

  private static let known = [
    "new", "edit", "more", "redirect", "compile", "set", "solve", "clear", "clearall",
    "calcvoltagebases", "buscoords", "latlongcoords", "show", "plot", "export", "batchedit",
    "setkvbase", "enable", "disable", "open", "close", "makebuslist",
  ]

  /// Runs one command.
  mutating func run(_ tokens: inout ScriptTokenizer) throws(ScriptFault) {
    if tokens.skipMark(UInt8(ascii: "~")) { return try more(&tokens) }
    guard let first = try tokens.next() else { return }
    if let target = first.name {
      return try assign(target, first.value, &tokens)
    }
    let command = first.value
    switch try Self.word(command) {
    case "new": try make(&tokens)
    case "edit": try edit(&tokens, command)
    case "more": try more(&tokens)
    case "redirect", "compile":
      let name = try Self.fileName(&tokens)
      try named(command.text) { reader throws(ScriptFault) in try reader.redirect(name) }
    case "set": try set(&tokens)
    case "clear", "clearall": clear(command)
    case "buscoords", "latlongcoords":
      let name = try Self.fileName(&tokens)
      try named(command.text) { reader throws(ScriptFault) in try reader.readCoordinates(name) }
    case "batchedit": try editMany(&tokens)
    case "setkvbase": try setBusVoltage(&tokens)
    case "enable": try setEnabled(true, &tokens)
    case "disable": try setEnabled(false, &tokens)
    case "open": try setOpen(true, &tokens)
    case "close": try setOpen(false, &tokens)
    default: break
    }
  }

  /// The full word of a command, which may be shortened.
  private static func word(_ command: ScriptValue) throws(ScriptFault) -> String {
    let given = command.name
    switch given {
    case "m": return "more"
    case "?": return "?"
    default: break
    }
    if known.contains(given) || harmless.contains(given) { return given }
    if given.utf8.count >= 3, let begun = known.first(where: { $0.hasPrefix(given) }) {
      return begun
    }
    throw ScriptFault(
      place: command.place,
      message: "unknown command \(shortened(command.text)). "
        + advice(for: command.text, among: known + harmless.sorted()), isUnsupported: true)
  }

  private static func fileName(_ tokens: inout ScriptTokenizer) throws(ScriptFault) -> ScriptValue {
    var ahead = tokens
    if let first = try ahead.next(), first.value.isQuoted || first.name?.name == "file" {
      return first.value
    }
    return tokens.rest()
  }

  private mutating func clear(_ command: ScriptValue) {
    if circuit.name != nil {
      note("'Clear' drops the circuit that was defined before it.", at: command.place)
    }
    var empty = ScriptCircuit()
    empty.defaultFrequency = circuit.defaultFrequency
    empty.frequency = circuit.defaultFrequency
    empty.fetchTable = circuit.fetchTable
    circuit = empty
    active = nil
  }

  /// Reads where the buses lie: a name and two numbers in each line.
  private mutating func readCoordinates(_ value: ScriptValue) throws(ScriptFault) {
    let bytes = try table(value)
    for line in ScriptLines(bytes) {
      var cells = ScriptTokenizer(file: value.place.file, bytes: bytes, range: line)
      var row: [String] = []
      while row.count < 3, let cell = try? cells.nextValue() { row.append(cell.text) }
      guard row.count == 3, let x = plainNumber(row[1]), let y = plainNumber(row[2]) else {
        throw value.fault(
          "names \(shortened(value.text)), which must have a bus and two numbers in each line, not "
            + "\(shortened(String(decoding: bytes[line], as: UTF8.self))).")
      }
      circuit.coordinates[row[0].lowercased()] = (x, y)
    }
  }

  private mutating func setBusVoltage(_ tokens: inout ScriptTokenizer) throws(ScriptFault) {
    var bus: ScriptValue?
    var kilovolts: Double?
    var position = 0
    while let parameter = try tokens.next() {
      let name = parameter.name?.name ?? ["bus", "kvll"][min(position, 1)]
      position += 1
      try named(name) { _ throws(ScriptFault) in
        switch name {
        case "bus": bus = parameter.value
        case "kvll": kilovolts = try parameter.value.number(.positive)
        case "kvln": kilovolts = try parameter.value.number(.positive) * 3.0.squareRoot()
        default: throw parameter.value.fault("is not 'bus', 'kvll' or 'kvln'.")
        }
      }
    }
    guard let bus, let kilovolts else {
      throw ScriptFault(place: tokens.place, message: "setkvbase needs a bus and its voltage.")
    }
    circuit.busVoltages[bus.name] = kilovolts
  }

  private mutating func setEnabled(
    _ isEnabled: Bool, _ tokens: inout ScriptTokenizer
  ) throws(ScriptFault) {
    guard let parameter = try tokens.next() else {
      throw ScriptFault(place: tokens.place, message: "the name of an element is missing.")
    }
    let target = parameter.value
    guard let (kind, name) = try elementName(target) else { return }
    let text = ScriptValue(text: isEnabled ? "yes" : "no", isQuoted: false, place: target.place)
    let label = ScriptValue(text: "enabled", isQuoted: false, place: target.place)
    try edit(kind, name, [ScriptParameter(name: label, value: text)], target)
  }

  /// Opens or closes both ends of a line.
  private mutating func setOpen(
    _ isOpen: Bool, _ tokens: inout ScriptTokenizer
  ) throws(ScriptFault) {
    guard let target = try tokens.next()?.value else {
      throw ScriptFault(place: tokens.place, message: "the name of a line is missing.")
    }
    guard let (kind, name) = try elementName(target) else { return }
    var position = 0
    while let parameter = try tokens.next() {
      let term = parameter.name?.name ?? ["term", "cond"][min(position, 1)]
      position += 1
      let number = try parameter.value.integer(0...20)
      if term.hasPrefix("cond"), number != 0 {
        throw ScriptFault(
          place: parameter.value.place,
          message: "single conductors cannot be opened or closed, only all of a line.",
          isUnsupported: true)
      }
    }
    guard kind == .line, let index = circuit.lines.indices[name] else {
      throw ScriptFault(
        place: target.place,
        message: "\(shortened(target.text)) is no line of the circuit; only lines can be opened.",
        isUnsupported: kind != .line)
    }
    circuit.lines.elements[index].isOpen = isOpen
  }

  /// Puts the name of what is being done before what is wrong with it.
  private mutating func named(
    _ title: String, _ body: (inout Self) throws(ScriptFault) -> Void
  ) throws(ScriptFault) {
    let fault: ScriptFault
    do {
      return try body(&self)
    } catch {
      fault = error
    }
    throw ScriptFault(
      place: fault.place, message: "\(quoted(title)) \(fault.message)",
      isUnsupported: fault.isUnsupported)
  }
}
