import StudyDesigns
import Testing

struct TableTests {
  static let factors = [
    levels("market", ["none", "auction"]),
    levels("share", ["20 %", "40 %"], when: .init(factor: "market", levels: ["auction"])),
    range("size", 5, 20, unit: "kWh"), range("count", 1, 9, isInteger: true),
  ]

  @Test("Rows name labels, and numbers with or without their unit")
  func rows() throws {
    let found = try cells(
      Self.factors,
      .table([["none", "", "7.5", "3"], ["auction", " 40 %", "20 kWh", "9.0"]]))
    #expect(labels(found) == ["none - 7.5 kWh 3", "auction 40 % 20 kWh 9"])
    #expect(found[1].values[1]?.level == 1)
    #expect(found[0].values[2]?.level == nil)
    #expect(found[0].values[2]?.number == 7.5)
    #expect(
      found[0].assignments.map(\.value) == ["none", "7.5 kWh", "3"])
  }

  @Test("A level may be named by its number")
  func levelNumbers() throws {
    let factor = Factor(
      name: "share",
      values: .levels([
        FactorLevel(label: "20 %", number: 20, assignments: []),
        FactorLevel(label: "40 %", number: 40, assignments: []),
      ]))
    #expect(labels(try cells([factor], .table([["40"], ["20.0"]]))) == ["40 %", "20 %"])
  }

  struct Case: Sendable {
    var row: [String]
    var message: String
  }

  static let cases = [
    Case(
      row: ["none", "", "5"],
      message: "Row 2 of the table has 3 entries: one for each of the 4 factors is needed."),
    Case(
      row: ["auktion", "", "5", "1"],
      message:
        "Row 2 of the table gives 'auktion' to the factor 'market', which has no such level: "
        + "'none', 'auction' are allowed. Did you mean 'auction'?"),
    Case(
      row: ["none", "20 %", "5", "1"],
      message: "Row 2 of the table gives '20 %' to the factor 'share', which does not apply there: "
        + "its entry must be empty."),
    Case(
      row: ["auction", "", "5", "1"],
      message: "Row 2 of the table gives nothing to the factor 'share': a value is needed."),
    Case(
      row: ["none", "", "5 kW", "1"],
      message: "Row 2 of the table gives '5 kW' to the factor 'size', which is no number: numbers "
        + "from 5 kWh to 20 kWh are allowed."),
    Case(
      row: ["none", "", "nan", "1"],
      message: "Row 2 of the table gives 'nan' to the factor 'size', which is no number: numbers "
        + "from 5 kWh to 20 kWh are allowed."),
    Case(
      row: ["none", "", "20.1", "1"],
      message:
        "Row 2 of the table gives '20.1' to the factor 'size', which lies outside its range: "
        + "numbers from 5 kWh to 20 kWh are allowed."),
    Case(
      row: ["none", "", "5", "1.5"],
      message: "Row 2 of the table gives '1.5' to the factor 'count', which is not whole: whole "
        + "numbers from 1 to 9 are allowed."),
    Case(
      row: ["auction", "40 %", "20", "9.0"],
      message: "Rows 1 and 2 of the table are equal: each may occur only once."),
  ]

  @Test("What is wrong with a row is said with its number", arguments: cases)
  func messages(of wrong: Case) {
    let design = ExperimentDesign(
      factors: Self.factors, design: .table([["auction", "40 %", "20 kWh", "9"], wrong.row]),
      seed: 1)
    let error = #expect(throws: DesignError.self) { try design.cells() }
    #expect(error?.row == 2)
    #expect(error?.description == wrong.message)
  }
}
