import Foundation
import ResultFiles
import TestSupport
import Testing

@Suite(.enabled(if: SmallDisk.isPermitted, "mounting a small disk is not permitted"))
struct FullDiskTests {
  @Test(
    "A full disk is an error, leaves nothing behind, and prints nothing",
    arguments: [4, 8, 16, 32, 64, 128, 256, 512, 1024])
  func fullDisk(kibibytes: Int) async throws {
    let result = try await #require(
      processExitsWith: .exitCode(7), observing: [\.standardErrorContent]
    ) { [kibibytes] in
      exit(try writeUntilFull(kibibytes: kibibytes))
    }
    let printed = String(decoding: result.standardErrorContent, as: UTF8.self)
    #expect(!printed.contains("HDF5"))
  }

  @Test("A folder that is read-only is named before anything is created")
  func readOnlyFolder() throws {
    guard let disk = SmallDisk(kibibytes: 64, isReadOnly: true) else { return }
    do {
      try Sample.write(to: disk.path + "/sample.h5", intervals: 1)
      Issue.record("the file was written")
    } catch let error as ResultFileError {
      #expect(error.isWrongUse)
      #expect(error.description.hasSuffix("can't be written to: Read-only file system."))
    }
  }
}

/// Fills a disk and says what went wrong by a number; seven stands for nothing.
private func writeUntilFull(kibibytes: Int) throws -> Int32 {
  guard let disk = SmallDisk(kibibytes: kibibytes) else { return 2 }
  do {
    try Sample.write(to: disk.path + "/sample.h5", intervals: 40_000)
    return 3
  } catch {
    guard "\(error)".contains("No space left on device") else {
      print(error)
      return 4
    }
  }
  guard disk.names.isEmpty else { return 5 }
  // No space is held by a file that has no name any more.
  var information = statvfs()
  guard unsafe statvfs(disk.path, &information) == 0,
    information.f_bfree + 1 >= information.f_blocks
  else { return 6 }
  // The library goes on working.
  let folder = try TemporaryFolder()
  try Sample.write(to: folder.file("sample.h5"), intervals: 2000)
  return 7
}
