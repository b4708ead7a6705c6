import Foundation
import TestSupport
import Testing

/// Where the result file can't be, and what stands there already.
struct OutputTests {
  @Test("An output folder that is missing is named, and nothing is created")
  func missingFolder() throws {
    let study = try Study()
    let outcome = try study.program("run", Study.scenario, "-o", "none/day.h5")
    #expect(outcome.code == 2)
    #expect(
      outcome.errors == "mgsim: can't create 'none/day.h5': the folder 'none' does not exist.\n")
    let several = try study.program("run", Study.scenario, Study.scenario, "-o", "none")
    #expect(several.code == 2)
    #expect(study.outputs == [])
  }

  @Test(
    "A path that can hold no file is refused",
    arguments: [".", "..", "", "/", "folder", "folder/", "file/day.h5", "/dev/null"])
  func unusablePath(path: String) throws {
    let study = try Study()
    try FileManager.default.createDirectory(
      atPath: study.output("folder"), withIntermediateDirectories: false)
    try Data("text".utf8).write(to: URL(filePath: study.output("file")))
    let outcome = try study.program("run", Study.scenario, "-o", path, "--force")
    #expect(outcome.code == 2)
    #expect(outcome.errors.hasPrefix("mgsim: can't create '\(path)': "))
    #expect(study.outputs == ["file", "folder"])
    #expect(try FileManager.default.contentsOfDirectory(atPath: study.output("folder")) == [])
  }

  @Test("A name that is too long for the system is refused", arguments: [250, 256, 5000])
  func longName(count: Int) throws {
    let study = try Study()
    let name = String(repeating: "x", count: count)
    let outcome = try study.program("run", Study.scenario, "-o", name)
    #expect(study.outputs == [])
    #expect(outcome.code == 2)
    #expect(outcome.errors.hasPrefix("mgsim: can't create"))
  }

  @Test("An existing file is kept without --force and replaced with it")
  func existing() throws {
    let study = try Study()
    let old = Data("an old result".utf8)
    let file = URL(filePath: study.output("village.h5"))
    try old.write(to: file)
    let refused = try study.program("run", Study.scenario)
    #expect(refused.code == 2)
    #expect(refused.errors.contains("'village.h5': a file of that name exists already"))
    #expect(refused.errors.contains("--force"))
    #expect(try Data(contentsOf: file) == old)
    #expect(study.outputs == ["village.h5"])
    // A run that fails after it began keeps it as well.
    let failed = try study.program(
      "run", Study.scenario, "--force", "--set", "members[2].load.power=300 MW")
    #expect(failed.code == 1)
    #expect(try Data(contentsOf: file) == old)
    #expect(study.outputs == ["village.h5"])
    #expect(try study.program("run", Study.scenario, "--force").code == 0)
    #expect(try study.program("show", "village.h5", "--check", "--quiet").code == 0)
  }

  @Test(
    "A scenario is never replaced by its own result",
    arguments: ["../input/village.yaml", "../input/day.csv", "../input/feeder.json"])
  func ownInput(path: String) throws {
    let study = try Study()
    let before = try bytes(of: study.outputFolder + "/" + path)
    let outcome = try study.program("run", Study.scenario, "-o", path, "--force")
    let isUnchanged = try bytes(of: study.outputFolder + "/" + path) == before
    #expect(outcome.code == 2)
    #expect(isUnchanged)
  }

  @Test(
    "What can't be printed is no success", arguments: [["schema"], ["validate", Study.scenario]])
  func fullStandardOutput(arguments: [String]) throws {
    let study = try Study()
    let outcome = try Program.run(arguments, in: study.outputFolder, outputPath: "/dev/full")
    #expect(outcome.code == 1)
  }
}

@Suite(.enabled(if: SmallDisk.isPermitted, "mounting a small disk is not permitted"))
struct SmallDiskTests {
  @Test("A read-only folder is refused before the run begins")
  func readOnly() throws {
    let study = try Study()
    guard let disk = SmallDisk(kibibytes: 64, isReadOnly: true) else { return }
    let outcome = try study.program("run", Study.scenario, "-o", disk.path + "/day.h5")
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("can't be written to: Read-only file system"))
    #expect(disk.names == [])
  }

  @Test(
    "A full disk ends the run with 1, and nothing is left on it",
    arguments: [4, 32, 128, 512])
  func fullDisk(kibibytes: Int) throws {
    let study = try Study(Village.long.replacing("years: 100", with: "years: 1"))
    guard let disk = SmallDisk(kibibytes: kibibytes) else { return }
    for threads in ["1", "2"] {
      let outcome = try study.program(
        "run", Study.scenario, "-o", disk.path + "/day.h5", "--threads", threads)
      #expect(outcome.code == 1)
      #expect(outcome.output == "")
      #expect(outcome.errors.contains("No space left on device"))
      #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
      #expect(disk.names == [])
    }
  }

  @Test("The last byte counts: on a disk that is just too small the run fails, else it is whole")
  func lastByte() throws {
    let study = try Study()
    try #require(try study.program("run", Study.scenario).code == 0)
    let whole = try bytes(of: study.output("village.h5"))
    for kibibytes in stride(from: 8, through: whole.count / 1024 + 40, by: 12) {
      guard let disk = SmallDisk(kibibytes: kibibytes) else { return }
      let outcome = try study.program("run", Study.scenario, "-o", disk.path + "/day.h5")
      #expect(outcome.code == 0 || outcome.code == 1, "\(kibibytes) KiB: \(outcome.errors)")
      if outcome.code == 0 {
        #expect(try bytes(of: disk.path + "/day.h5") == whole)
      } else {
        #expect(disk.names == [], "\(kibibytes) KiB")
      }
    }
  }
}
