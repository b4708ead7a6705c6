import Foundation
import ResultFiles
import TestSupport
import Testing

@Suite
struct MemoryTests {
  @Test("Ten times the horizon takes no more memory")
  func horizon() async throws {
    let result = try await #require(
      processExitsWith: .success, observing: [\.standardOutputContent]
    ) {
      let folder = try TemporaryFolder()
      var peaks: [Int] = []
      for intervals in [20_000, 150_000] {
        try Sample.write(
          to: folder.file("\(intervals).h5"), intervals: intervals, rowsPerInterval: 1,
          options: WriterOptions(memoryBudget: 1 << 20))
        peaks.append(try peakMemory())
      }
      print("peaks \(peaks)")
      // In kibibytes; the longer file alone is larger than that.
      exit(peaks[1] < peaks[0] + 6 << 10 ? 0 : 1)
    }
    #expect(String(decoding: result.standardOutputContent, as: UTF8.self).contains("peaks"))
  }
}

/// The most memory that this process has ever had, in kibibytes.
private func peakMemory() throws -> Int {
  let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
  let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") } ?? ""
  return line.split(separator: " ").compactMap { Int($0) }.first ?? 0
}
