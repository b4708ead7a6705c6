import Foundation
import TestSupport
import Testing

/// `mgsim audit`, as a user starts it.
struct AuditTests {
  private func finishedStudy() throws -> Study {
    let study = try Study()
    try #require(try study.program("run", Study.scenario, "-o", "day.h5").code == 0)
    return study
  }

  @Test("The journal of a finished run is whole, signed and leads to the end state")
  func passes() throws {
    let study = try finishedStudy()
    let outcome = try study.program("audit", "day.h5")
    #expect(outcome.code == 0, "\(outcome.output)\(outcome.errors)")
    #expect(outcome.errors == "")
    for text in ["records     3\n", "calls       1\n", "signatures  2\n", "passed"] {
      #expect(outcome.output.contains(text))
    }
    let json = try study.program("audit", "day.h5", "--format", "json")
    #expect(json.code == 0)
    let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8))
    #expect(object is [String: Any])
  }

  /// Changes of one number of the journal, each with the record that is found bad.
  static let forgeries: [(change: String, record: Int)] = [
    ("file['contract/journal/contract_time'][1] += 1", 1),
    ("file['contract/journal/kind'][2] = 1", 2),
    ("file['contract/journal/payload'][3] ^= 1", 0),
    ("file['contract/journal/payload'][-1] ^= 128", 2),
    ("file['contract/journal/sha256'][1, 31] ^= 1", 1),
    ("file['contract/journal/signatures'][70] ^= 4", 1),
    ("file['contract/journal/record_name'][1] = 'vote'", 1),
    ("file['contract/journal/payload_end'][1] -= 1", 1),
    ("file['contract/end_state'][20] ^= 1", 2),
    ("file['contract/record_count'][...] = 2", 3),
    ("cut('contract/journal', 2)", 2),
  ]

  @Test("A changed byte fails the audit, which names the first bad record")
  func forged() throws {
    let study = try finishedStudy()
    let changed = try Python.run(
      source: """
        import h5py, os, shutil, sys
        def cut(group, count):
            for name in list(file[group]):
                values = file[group][name][...]
                if len(values) == 3:
                    attributes = dict(file[group][name].attrs)
                    del file[group][name]
                    file[group][name] = values[:count]
        os.chdir(sys.argv[1])
        for number, change in enumerate(sys.argv[2:]):
            shutil.copy("day.h5", f"{number}.h5")
            with h5py.File(f"{number}.h5", "r+") as file:
                exec(change)
        """, [study.outputFolder] + Self.forgeries.map(\.change))
    try #require(changed.code == 0, "\(changed.output)")
    for (number, forgery) in Self.forgeries.enumerated() {
      let outcome = try study.program("audit", "\(number).h5")
      #expect(outcome.signal == nil)
      #expect(outcome.code == 1, "\(forgery.change): \(outcome.output)\(outcome.errors)")
      #expect(
        outcome.errors.contains("record \(forgery.record) of the call journal"),
        "\(forgery.change): \(outcome.errors)")
    }
  }

  @Test("A file without a contract, and one that is no result file, are input errors")
  func noJournal() throws {
    let study = try Study(
      Village.changed("contract:\n", "contract:\n  enabled: false\n"))
    try #require(try study.program("run", Study.scenario, "-o", "day.h5").code == 0)
    let outcome = try study.program("audit", "day.h5")
    #expect(outcome.code == 2)
    #expect(outcome.errors.contains("no call journal"))
    try study.add("noise.h5", "no result")
    for path in ["../input/noise.h5", "nowhere.h5"] {
      let refused = try study.program("audit", path)
      #expect(refused.code == 2)
    }
  }
}
