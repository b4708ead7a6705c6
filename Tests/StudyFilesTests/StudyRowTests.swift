import StudyFiles
import Testing

struct StudyRowTests {
  @Test("A row is missing until its point has run")
  func startsMissing() {
    let row = StudyRow(pointID: "p", arm: 0, cell: 0, replication: 0, levels: [], numbers: [])
    #expect(row.state == .missing)
    #expect(row.error.isEmpty)
  }

  @Test("The unit of a factor is that of all its labels")
  func unitsOfLabels() {
    #expect(StudyTableFactor.units(ofLabels: ["3 kW", "-6.5 kW"]) == "kW")
    #expect(StudyTableFactor.units(ofLabels: ["0 %", "20%"]) == "%")
    #expect(StudyTableFactor.units(ofLabels: ["0.1", "0.2"]) == "1")
    #expect(StudyTableFactor.units(ofLabels: ["3 kW", "3000 W"]) == "1")
    #expect(StudyTableFactor.units(ofLabels: ["none", "none"]) == "1")
    #expect(StudyTableFactor.units(ofLabels: []) == "1")
  }
}
