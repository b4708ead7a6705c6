import Reports
import StudyFiles
import TestSupport
import Testing

@Suite("How far two files differ")
struct FileDifferenceTests {
  @Test("Files with the same bytes are identical")
  func identical() throws {
    let folder = try TemporaryFolder()
    try RunFixture().write(to: folder.file("a.h5"))
    try RunFixture().write(to: folder.file("b.h5"))
    let difference = try FileDifference(folder.file("a.h5"), folder.file("b.h5"))
    #expect(difference.hasEqualBytes)
    #expect(difference.report().text(.text).contains("identical, byte for byte"))
  }

  @Test("The largest differences of every dataset are found, and what only one file has")
  func different() throws {
    let folder = try TemporaryFolder()
    try RunFixture().write(to: folder.file("a.h5"))
    try RunFixture(seed: 2, overrides: [("k", "1")], bills: [100, 60.6]).write(
      to: folder.file("b.h5"))
    let difference = try FileDifference(folder.file("a.h5"), folder.file("b.h5"))
    #expect(!difference.hasEqualBytes)
    #expect(difference.attributes == ["mgsim_seed"])
    let different = difference.datasets.filter { !$0.isEqual }
    #expect(
      Set(different.map(\.path)) == [
        "indicators/total_bills", "indicators/by_member/bill", "indicators/by_account/balance",
        "scenario/source_text", "scenario/overrides/override", "scenario/overrides/override_path",
        "scenario/overrides/override_value",
      ])
    let bill = try #require(different.first { $0.path == "indicators/by_member/bill" })
    #expect((bill.differing, bill.count) == (1, 2))
    #expect(abs(bill.absolute - 0.6) < 1e-12)
    #expect(abs(bill.relative - 0.6 / 60.6) < 1e-12)
    let text = try #require(different.first { $0.path == "scenario/source_text" })
    #expect((text.differing, text.count, text.absolute) == (1, 1, 0))
    #expect(
      different.filter { $0.problem == "in the second file alone" }.count == 3)
    // The missing own use is the same in both.
    #expect(difference.datasets.contains { $0.path == "indicators/self_consumption" && $0.isEqual })
  }

  @Test("Other bytes behind the same values are told apart from other values")
  func otherBytes() throws {
    let folder = try TemporaryFolder()
    try RunFixture().write(to: folder.file("a.h5"))
    let bytes = [UInt8](try TestSupport.bytes(of: folder.file("a.h5")))
    try folder.create("b.h5", bytes + Array("a trailer".utf8))
    let difference = try FileDifference(folder.file("a.h5"), folder.file("b.h5"))
    #expect(!difference.hasEqualBytes)
    #expect(difference.equalCount == difference.datasets.count)
    #expect(difference.report().heading.contains("the same values in other bytes"))
  }

  @Test("A study is compared like any other file")
  func studies() throws {
    let folder = try TemporaryFolder()
    try StudyResultFile.write(StudyFixture.table(), to: folder.file("a.h5"))
    try StudyResultFile.write(
      StudyFixture.table { $0.indicators[0].values[3] += 1e-9 }, to: folder.file("b.h5"))
    let difference = try FileDifference(folder.file("a.h5"), folder.file("b.h5"))
    #expect(!difference.hasEqualBytes)
    #expect(difference.datasets.filter { !$0.isEqual }.allSatisfy { $0.absolute < 1.1e-9 })
    #expect(difference.datasets.contains { !$0.isEqual })
  }

  @Test("A file that is not there is named")
  func missing() throws {
    let folder = try TemporaryFolder()
    try RunFixture().write(to: folder.file("a.h5"))
    let error = #expect(throws: ComparisonError.self) {
      try FileDifference(folder.file("a.h5"), folder.file("b.h5"))
    }
    #expect(error?.description.contains("b.h5': no such file or directory") == true)
  }
}
