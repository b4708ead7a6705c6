import NetworkFiles
import PowerFlow
import Testing

/// What users read about scripts that are wrong. The commands stand behind two lines.
struct OpenDSSMessageTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let commands: String
    let message: String

    init(_ commands: String, _ message: String) {
      self.commands = commands
      self.message = message
    }

    var testDescription: String { commands }
  }

  static let cases = [
    Case(
      "New Line.A bus1=a bus2=b lenght=3",
      "t.dss:3:26: unknown property 'lenght' of line 'A'. Did you mean 'length'?"),
    Case(
      "New Line.A bus1=a bus2=b length=three",
      "t.dss:3:33: 'length' of line 'A' must be a number not below zero, not 'three'."),
    Case(
      "New Load.A bus1=a phases=4",
      "t.dss:3:26: 'phases' of load 'A' must be a whole number from 1 to 3, not '4'."),
    Case(
      "New Load.A bus1=a conn=star",
      "t.dss:3:24: 'conn' of load 'A' must be 'wye', 'delta', 'y', 'ln' or 'll', not 'star'."),
    Case(
      "New LineCode.Cable r1=1\nNew Line.A bus1=a bus2=b linecode=cabel",
      "t.dss:4:35: 'linecode' of line 'A' is 'cabel', but there is no such linecode. Did you mean "
        + "'Cable'?"),
    Case(
      "New Storage.S bus1=a",
      "t.dss:3:5: elements of the class 'storage' are not supported. Known: 'vsource', "
        + "'linecode', 'wiredata', 'linespacing', 'linegeometry', 'line', 'xfmrcode', "
        + "'transformer', 'regcontrol', 'capacitor', 'capcontrol', 'reactor', 'load', "
        + "'generator', 'pvsystem', 'loadshape', 'energymeter', 'fuse', 'growthshape', 'monitor' and 8 more."
    ),
    Case(
      "New Load.A bus1=a model=6", "t.dss:3:25: 'model' of load 'A' is '6', which is not supported."
    ),
    Case(
      "New Load.A kv=11", "t.dss:3:5: load 'A' needs 'bus1'."),
    Case(
      "New Load.A bus1=a\nNew Load.a bus1=a",
      "t.dss:4:5: there is a load 'a' already. Use Edit."),
    Case(
      "Edit Load.A kw=1", "t.dss:3:6: there is no load 'Load.A'. There is none."),
    Case(
      "Sovle", "t.dss:3:1: unknown command 'Sovle'. Did you mean 'solve'?"),
    Case(
      "Set voltagebase=[11 x]",
      "t.dss:3:21: 'voltagebases' must be a number greater than zero, not 'x'."),
    Case(
      "Set votlagebases=[11]",
      "t.dss:3:5: unknown setting 'votlagebases'. Did you mean 'voltagebases'?"),
    Case(
      "New Line.A bus1=a bus2=b rmatrix=(1 | 2",
      "t.dss:3:34: '(' has no ')' on this line."),
    Case(
      "New LineCode.A nphases=2 rmatrix=(1 | 2 3 4)",
      "t.dss:3:38: 'rmatrix' of linecode 'A' must have 2 or 2 numbers in row 2, but has 3."),
    Case(
      "Redirect more.dss",
      "t.dss:3:10: 'Redirect' names 'more.dss', which cannot be read: only one file was given"),
    Case(
      "Redirect t.dss",
      "t.dss:3:10: 'Redirect' names 't.dss', which is being read already."),
    Case(
      "New Circuit.B", "t.dss:3:5: there is a circuit already. Write Clear before the next one."),
    Case(
      "New RegControl.R transformer=x",
      "t.dss:3:30: 'transformer' of regcontrol 'R' is 'x', but there is no such transformer. There "
        + "is none."),
    Case(
      "New Load.A bus1=a kw=(1 2)",
      "t.dss:3:23: 'kw' of load 'A' must be a number, not '1 2'."),
    Case(
      "New Transformer.T buses=[a b c]",
      "t.dss:3:26: 'buses' of transformer 'T' has 3 values for 2 windings."),
    Case(
      "New Line.A bus1=a bus2=b linecode=",
      "t.dss:3:35: 'linecode' of line 'A' is '', but there is "
        + "no such linecode. There is none."),
  ]

  @Test("A message names file, line, column, what was found and what is allowed", arguments: cases)
  func message(wrong: Case) throws {
    let error = #expect(throws: NetworkFileError.self) {
      try ScriptFiles.imported(after: wrong.commands)
    }
    #expect(error?.description.split(separator: "\n").first.map(String.init) == wrong.message)
  }

  @Test("An element with a name that is taken leaves the first one as it is")
  func duplicates() {
    let error = #expect(throws: NetworkFileError.self) {
      try ScriptFiles.imported(
        after: "New LineCode.C\nNew LineCode.C\nNew Line.A bus1=a bus2=b linecode=c")
    }
    #expect(error?.diagnostics.count == 1)
  }

  @Test("All faults are told at once, in the order of the files")
  func several() {
    let error = #expect(throws: NetworkFileError.self) {
      try ScriptFiles.imported(
        after: "New Load.A bus1=a kw=x kv=y\nRedirect b.dss\nNew Load.C bus1=a kw=z",
        files: ["b.dss": "New Load.B bus1=a\n~ kw=w"])
    }
    #expect(
      error?.diagnostics.map { "\($0.file):\($0.line)" } == [
        "t.dss:3", "t.dss:3", "t.dss:5", "b.dss:2",
      ])
  }

  @Test("What is not supported becomes a note if that is wished, and nothing else does")
  func ignoring() throws {
    let commands = """
      New Storage.S bus1=sourcebus kw=5
      ~ pf=1
      New Load.A bus1=sourcebus kv=11 kw=5 rneut=1
      Frobnicate
      """
    let imported = try ScriptFiles.imported(after: commands, ignoring: true)
    #expect(imported.notes.count == 3)
    #expect(imported.notes[1] == "t.dss:5:44: 'rneut' of load 'A' is '1', which is not supported.")
    #expect(try imported.multiphase.loads.count == 1)
    #expect(throws: NetworkFileError.self) { try ScriptFiles.imported(after: commands) }
    #expect(throws: NetworkFileError.self) {
      try ScriptFiles.imported(after: "New Load.A bus1=sourcebus kw=five", ignoring: true)
    }
  }

  @Test("Without a circuit there is no network")
  func empty() {
    let error = #expect(throws: NetworkFileError.self) {
      try OpenDSSFile.read(Array("! nothing".utf8), named: "empty.dss")
    }
    #expect(error?.description == "empty.dss:1:1: no circuit is defined. Add New Circuit.Name.")
  }
}
