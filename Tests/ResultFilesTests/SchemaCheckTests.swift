import ResultFiles
import TestSupport
import Testing

@Suite
struct SchemaCheckTests {
  private struct Case: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var schema: ResultSchema

    init(_ message: String, _ schema: ResultSchema) {
      testDescription = message
      self.schema = schema
    }
  }

  private static let bus = Axis(name: "bus", labels: ["a", "b"], longName: "Bus")
  private static let number = TableColumn(name: "number", type: .int32, longName: "Number")

  private static let cases = [
    Case("two axes 'bus'", ResultSchema(axes: [bus, bus])),
    Case(
      "'v' has no unit", ResultSchema(signals: [Signal(name: "v", longName: "Voltage")])),
    Case(
      "lies along 'bus', which is no axis",
      ResultSchema(signals: [Signal(name: "v", axis: "bus", units: "1", longName: "Voltage")])),
    Case(
      "can't hold text", ResultSchema(signals: [Signal(name: "v", type: .text, longName: "Text")])),
    Case(
      "'load' means something else",
      ResultSchema(signals: [Signal(name: "load", units: "kW", longName: "Load")])),
    Case(
      "'member power' is no name",
      ResultSchema(signals: [Signal(name: "member power", units: "kW", longName: "Power")])),
    Case(
      "two variables are called 'bus'",
      ResultSchema(axes: [bus], signals: [Signal(name: "bus", units: "1", longName: "Bus")])),
    Case(
      "'bus_kind' has 1 values for the 2 labels of 'bus'",
      ResultSchema(axes: [
        Axis(
          name: "bus", labels: ["a", "b"], longName: "Bus",
          columns: [Column("bus_kind", .int8([1]), longName: "Kind")])
      ])),
    Case(
      "points to 'member', which is no axis",
      ResultSchema(signals: [
        Signal(name: "code", type: .int32, longName: "Code", indexOf: "member")
      ])),
    Case(
      "a flag without its one word",
      ResultSchema(signals: [
        Signal(name: "flag", type: .int8, longName: "Flag", flags: Flags(["two words"]))
      ])),
    Case(
      "the rows of 'buses' have the name of the axis 'bus'",
      ResultSchema(
        axes: [bus], tables: [Table(path: "buses", rowDimension: "bus", columns: [number])])),
    Case(
      "two tables 'events'",
      ResultSchema(tables: [
        Table(path: "events", rowDimension: "event", columns: []),
        Table(path: "events", rowDimension: "event", columns: []),
      ])),
    Case(
      "'market//trades' is no path",
      ResultSchema(tables: [Table(path: "market//trades", rowDimension: "trade", columns: [])])),
    Case(
      "the attribute 'title' is too long",
      ResultSchema(attributes: [
        NamedAttribute("title", .text(String(repeating: "x", count: 100_000)))
      ])),
  ]

  @Test("A schema that readers would stumble over is refused", arguments: cases)
  private func refusal(example: Case) throws {
    let folder = try TemporaryFolder()
    do {
      let writer = try ResultFileWriter(
        creating: folder.file("run.h5"), schema: example.schema, timeAxis: Sample.timeAxis(1))
      writer.discard()
      Issue.record("the schema was taken")
    } catch {
      #expect(error.isWrongUse)
      #expect(error.description.contains(example.testDescription))
    }
    #expect(folder.names == [])
  }
}
