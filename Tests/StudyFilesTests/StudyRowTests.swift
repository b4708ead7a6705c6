import StudyFiles
import Testing

struct StudyRowTests {
  @Test("A row is missing until its point has run")
  func startsMissing() {
    let row = StudyRow(pointID: "p", arm: 0, cell: 0, replication: 0, levels: [], numbers: [])
    #expect(row.state == .missing)
    #expect(row.error.isEmpty)
  }
}
