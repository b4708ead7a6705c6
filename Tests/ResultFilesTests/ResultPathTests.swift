import Foundation
import ResultFiles
import TestSupport
import Testing

@Suite
struct ResultPathTests {
  private func message(
    creating path: String, overwrites: Bool = false
  ) -> String? {
    do {
      let writer = try ResultFileWriter(
        creating: path, schema: ResultSchema(), timeAxis: Sample.timeAxis(1),
        options: WriterOptions(overwrites: overwrites))
      writer.discard()
      return nil
    } catch {
      #expect(error.isWrongUse)
      return error.description
    }
  }

  @Test("A path that can't be used is named before anything is created")
  func unusablePaths() throws {
    let folder = try TemporaryFolder()
    try folder.create("taken.h5", [1, 2, 3])
    try FileManager.default.createDirectory(
      atPath: folder.file("folder.h5"), withIntermediateDirectories: false)
    let names = folder.names
    let path = folder.path
    #expect(
      message(creating: path + "/taken.h5")
        == "can't create '\(path)/taken.h5': a file of that name exists already.")
    #expect(
      message(creating: path + "/missing/run.h5")
        == "can't create '\(path)/missing/run.h5': the folder '\(path)/missing' does not exist.")
    #expect(
      message(creating: path + "/taken.h5/run.h5")
        == "can't create '\(path)/taken.h5/run.h5': '\(path)/taken.h5' is not a folder.")
    for name in ["/folder.h5", "/", "/folder.h5/", "/.."] {
      #expect(message(creating: path + name, overwrites: true)?.contains("folder") == true)
    }
    #expect(message(creating: "", overwrites: true) != nil)
    #expect(message(creating: "a\0b", overwrites: true) != nil)
    #expect(
      message(creating: "/dev/null", overwrites: true)
        == "can't create '/dev/null': that is not a regular file.")
    let long = String(repeating: "n", count: 250)
    #expect(folder.names == names)
    #expect(throws: ResultFileError.self) {
      let writer = try ResultFileWriter(
        creating: path + "/" + long, schema: ResultSchema(), timeAxis: Sample.timeAxis(1))
      writer.discard()
    }
    #expect(folder.names == names)
  }

  @Test("A file is replaced only when that is asked for, and only by a whole one")
  func overwriting() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("run.h5")
    try folder.create("run.h5", [1, 2, 3])
    let options = WriterOptions(overwrites: true)
    let writer = try ResultFileWriter(
      creating: path, schema: Sample.schema, timeAxis: Sample.timeAxis(10), options: options)
    writer.discard()
    #expect(try bytes(of: path) == Data([1, 2, 3]))
    try Sample.write(to: path, intervals: 10, options: options)
    #expect(try ResultFileReader(opening: path).status() == .complete)
    #expect(folder.names == ["run.h5"])
  }

  @Test("A file that appears while another is written is not replaced")
  func appearingFile() throws {
    let folder = try TemporaryFolder()
    var writer = try ResultFileWriter(
      creating: folder.file("run.h5"), schema: ResultSchema(), timeAxis: Sample.timeAxis(1))
    try writer.endInterval()
    try folder.create("run.h5", [1])
    do {
      try writer.finish()
      Issue.record("the file was replaced")
    } catch {
      #expect(error.description.contains("appeared"))
    }
    #expect(folder.names == ["run.h5"])
    #expect(try bytes(of: folder.file("run.h5")) == Data([1]))
  }

  @Test("Two writers of one process don't share a file")
  func sameName() throws {
    let folder = try TemporaryFolder()
    let first = try ResultFileWriter(
      creating: folder.file("run.h5"), schema: ResultSchema(), timeAxis: Sample.timeAxis(1))
    #expect(throws: ResultFileError.self) {
      let second = try ResultFileWriter(
        creating: folder.file("run.h5"), schema: ResultSchema(), timeAxis: Sample.timeAxis(1))
      second.discard()
    }
    #expect(folder.names.count == 1)
    first.discard()
    #expect(folder.names == [])
  }

  @Test("Temporary files of dead processes are removed, and no others")
  func stalePartials() throws {
    let folder = try TemporaryFolder()
    let dead = 999_999_999
    let mine = ProcessInfo.processInfo.processIdentifier
    let kept = [
      ".other.h5.\(dead).partial", ".stale.h5.1.partial", ".stale.h5.x.partial",
      ".stale.h5.-5.partial", ".stale.h5..partial", "stale.h5",
    ]
    for name in kept + [".stale.h5.\(dead).partial", ".stale.h5.\(mine).partial"] {
      try folder.create(name)
    }
    let writer = try ResultFileWriter(
      creating: folder.file("live.h5"), schema: ResultSchema(), timeAxis: Sample.timeAxis(1))
    #expect(ResultFileWriter.removeStalePartials(in: folder.path, forName: "live.h5") == [])
    writer.discard()
    #expect(
      ResultFileWriter.removeStalePartials(in: folder.path, forName: "stale.h5")
        == [".stale.h5.\(dead).partial", ".stale.h5.\(mine).partial"].sorted())
    #expect(folder.names == kept.sorted())
    #expect(ResultFileWriter.removeStalePartials(in: "/no/such/folder", forName: "stale.h5") == [])
  }
}
