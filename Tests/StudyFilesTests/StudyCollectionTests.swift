import Foundation
import StudyFiles
import TestSupport
import Testing

@Suite
struct StudyCollectionTests {
  private func collect(
    _ frame: StudyTable, _ store: PointStore,
    options: StudyCollection.Options = StudyCollection.Options()
  ) async throws -> StudyCollection.Outcome {
    try await StudyCollection.collect(frame, from: store, options: options)
  }

  @Test("Each row has the values of its point, whichever rows share one")
  func values() async throws {
    let folder = try TemporaryFolder()
    let store = PointStore(folder: folder.path)
    let frame = StudySamples.factorial
    try StudySamples.run(frame.pointIDs, in: store)
    let outcome = try await collect(frame, store)
    #expect(outcome.isComplete && outcome.pointCount == 24 && outcome.notes.isEmpty)
    let table = outcome.table
    #expect(table.currency == "EUR")
    #expect(table.indicators.map(\.name) == ["total_bills", "self_sufficiency", "clearing_price"])
    #expect(table.tables.map(\.axis) == ["member", "account"])
    for (index, row) in table.rows.enumerated() {
      let record = StudySamples.record(row.pointID)
      #expect(row.state == .done)
      #expect(table.indicators.map { $0.values[index] } == record.indicators.map(\.value))
      #expect(
        Array(table.tables[0].columns[0].values[3 * index..<3 * index + 3])
          == record.tables[0].columns[0].values)
    }
  }

  @Test(
    "Whatever the order, the interruptions and the cache, the file is the same to the last byte",
    arguments: 0..<12)
  func sameBytes(seed: Int) async throws {
    var generator = TestGenerator(seed: seed)
    let folder = try TemporaryFolder()
    let frame = seed % 2 == 0 ? StudySamples.factorial : StudySamples.sampled(count: 700)
    let (first, second) = (
      PointStore(folder: folder.file("1")), PointStore(folder: folder.file("2"))
    )
    try StudySamples.run(frame.pointIDs, in: first)
    try StudyResultFile.write(
      try await collect(frame, first).table, to: folder.file("1.h5"))
    // Run in pieces, in another order, some twice, some failing at first, collected in between.
    var rest = frame.pointIDs.shuffled(using: &generator)
    var lastRead = 0
    while !rest.isEmpty {
      let piece = rest.prefix(
        Int.random(in: 1...max(1, frame.pointIDs.count / 2), using: &generator))
      try StudySamples.run(Array(piece) + piece.prefix(2), in: second)
      if let next = rest.dropFirst(piece.count).first {
        try second.save(PointFailure(error: "not yet"), of: next)
      }
      rest.removeFirst(piece.count)
      let options = StudyCollection.Options(width: Int.random(in: 1...4, using: &generator))
      let outcome = try await collect(frame, second, options: options)
      #expect(outcome.readCount == piece.count, "collecting again reads new points alone")
      #expect(outcome.isComplete == rest.isEmpty)
      try StudyResultFile.write(outcome.table, to: folder.file("2.h5"))
      lastRead = outcome.readCount
    }
    #expect(lastRead > 0)
    #expect(try bytes(of: folder.file("1.h5")) == bytes(of: folder.file("2.h5")))
    let again = try await collect(
      frame, second, options: StudyCollection.Options(usesCache: false))
    try StudyResultFile.write(again.table, to: folder.file("3.h5"))
    #expect(again.readCount == frame.pointIDs.count)
    #expect(try bytes(of: folder.file("1.h5")) == bytes(of: folder.file("3.h5")))
  }

  @Test("Failed, missing and damaged points are counted and have no values")
  func incomplete() async throws {
    let folder = try TemporaryFolder()
    let store = PointStore(folder: folder.path)
    let frame = StudySamples.sampled(count: 4)
    try StudySamples.run(["p0", "p3"], in: store)
    try store.save(PointFailure(error: "the battery is empty"), of: "p1")
    var damaged = Array(try bytes(of: store.path(of: "p3")))
    damaged[damaged.count / 2] ^= 4
    try Data(damaged).write(to: URL(fileURLWithPath: store.path(of: "p3")))
    let outcome = try await collect(frame, store)
    #expect(outcome.doneCount == 1 && outcome.failedCount == 1 && outcome.missingCount == 2)
    #expect(!outcome.isComplete)
    #expect(outcome.table.rows.map(\.state) == [.done, .failed, .missing, .missing])
    #expect(
      outcome.table.rows.map(\.error) == [
        "", "the battery is empty", "", "can't read 'points/p3.h5': it is damaged.",
      ])
    #expect(outcome.damaged == ["can't read 'points/p3.h5': it is damaged."])
    #expect(outcome.table.indicators[0].values.map(\.isNaN) == [false, true, true, true])
    // A point that is run again is read again.
    try StudySamples.run(["p3"], in: store)
    #expect(try await collect(frame, store).doneCount == 2)
  }

  @Test("A study without any point has rows and no columns")
  func nothingRun() async throws {
    let folder = try TemporaryFolder()
    let outcome = try await collect(
      StudySamples.factorial, PointStore(folder: folder.file("none")))
    #expect(outcome.doneCount == 0 && outcome.missingCount == 24)
    #expect(outcome.table.indicators.isEmpty && outcome.notes.isEmpty)
    try StudyResultFile.write(outcome.table, to: folder.file("study.h5"))
    #expect(try StudyResultFile.read(path: folder.file("study.h5")).exact == outcome.table.exact)
  }

  @Test("What only some points have is not a number elsewhere, and is noted")
  func differingPoints() async throws {
    let folder = try TemporaryFolder()
    let store = PointStore(folder: folder.path)
    let frame = StudySamples.sampled(count: 3)
    try StudySamples.run(frame.pointIDs, in: store) { id in
      switch id {
      case "p0": return StudySamples.record(id, without: "clearing_price")
      case "p1": return StudySamples.record(id, members: ["home 2", "home 9"])
      default:
        var record = StudySamples.record(id)
        record.indicators[0].units = "BRL"
        return record
      }
    }
    let outcome = try await collect(frame, store)
    let table = outcome.table
    #expect(
      outcome.notes == [
        "1 of 3 rows have the indicator 'total_bills' in 'BRL' instead of 'EUR' and are left out",
        "1 of 3 rows have no indicator 'clearing_price'",
        "3 of 3 rows have other labels along 'member' than the 4 of all",
      ])
    #expect(table.indicators.map(\.name) == ["total_bills", "self_sufficiency", "clearing_price"])
    #expect(table.indicators[0].values.map(\.isNaN) == [false, false, true])
    #expect(table.indicators[2].values.map(\.isNaN) == [true, false, false])
    #expect(table.tables[0].labels == StudySamples.members + ["home 9"])
    let bills = table.tables[0].columns[0].values
    #expect(
      bills.map(\.isNaN) == [
        false, false, false, true, true, false, true, false, false, false, false, true,
      ])
    #expect(bills[5] == StudySamples.record("p1").tables[0].columns[0].values[1])
  }

  @Test("Labels without anything in common are left out, which is noted")
  func nothingInCommon() async throws {
    let folder = try TemporaryFolder()
    let store = PointStore(folder: folder.path)
    let frame = StudySamples.sampled(count: 100)
    try StudySamples.run(frame.pointIDs, in: store) {
      StudySamples.record($0, members: ["\($0) a", "\($0) b"])
    }
    let outcome = try await collect(frame, store)
    #expect(outcome.table.tables.map(\.axis) == ["account"])
    #expect(
      outcome.notes == [
        "the points have hardly any label along 'member' in common (200 in all, at most 2 in one): "
          + "its columns are left out"
      ])
  }

  @Test("A study collects what it asks for")
  func choice() async throws {
    let folder = try TemporaryFolder()
    let store = PointStore(folder: folder.path)
    let frame = StudySamples.sampled(count: 2)
    try StudySamples.run(frame.pointIDs, in: store)
    let outcome = try await collect(
      frame, store,
      options: StudyCollection.Options(
        indicators: ["clearing_price", "welfare", "total_bills"], byMember: [], byAccount: false))
    #expect(outcome.table.indicators.map(\.name) == ["clearing_price", "total_bills"])
    #expect(
      outcome.table.indicators[1].values[1] == StudySamples.record("p1").indicators[0].value)
    #expect(outcome.table.tables.isEmpty)
    #expect(outcome.notes == ["no point has the indicator 'welfare'"])
  }

  @Test("A damaged cache is ignored", arguments: 0..<60)
  func damagedCache(seed: Int) async throws {
    var generator = TestGenerator(seed: seed)
    let folder = try TemporaryFolder()
    let store = PointStore(folder: folder.path)
    let frame = StudySamples.sampled(count: 3)
    try StudySamples.run(frame.pointIDs, in: store)
    let table = try await collect(frame, store).table
    var cache = Array(try bytes(of: folder.file("collected.cache")))
    let place = Int.random(in: 0..<cache.count, using: &generator)
    if seed % 2 == 0 {
      cache.removeLast(cache.count - place)
    } else {
      cache[place] ^= UInt8.random(in: 1...255, using: &generator)
    }
    try folder.create("collected.cache", cache)
    let outcome = try await collect(frame, store)
    #expect(outcome.readCount == 3)
    #expect(outcome.table.exact == table.exact)
    #expect(try await collect(frame, store).readCount == 0)
  }

  @Test("Points that were only looked at are read again when they are to be verified")
  func verifiesLater() async throws {
    let folder = try TemporaryFolder()
    let store = PointStore(folder: folder.path)
    let frame = StudySamples.sampled(count: 3)
    try StudySamples.run(frame.pointIDs, in: store)
    let quick = StudyCollection.Options(verifies: false)
    #expect(try await collect(frame, store, options: quick).readCount == 3)
    #expect(try await collect(frame, store, options: quick).readCount == 0)
    #expect(try await collect(frame, store).readCount == 3)
    #expect(try await collect(frame, store, options: quick).readCount == 0)
  }
}
