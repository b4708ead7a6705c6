import Quantities
import TestSupport
import Testing

@Suite struct CivilTimeZoneTests {
  static let names = [
    "Europe/Berlin", "America/Sao_Paulo", "Australia/Lord_Howe", "Pacific/Apia",
    "Africa/Casablanca", "Asia/Kathmandu", "America/New_York", "UTC",
  ]
  static let covering = Instant(seconds: 0)..<Instant(seconds: 1_735_689_600)

  /// An instant by its time in UTC.
  private func utc(_ text: String) throws -> Instant {
    let time = try #require(CivilTime(parsing: text))
    return try #require(CivilTimeZone.utc.instants(of: time)).first
  }

  private func zone(_ name: String) throws -> CivilTimeZone {
    try CivilTimeZone(identifier: name, covering: Self.covering)
  }

  /// `zone-transitions.csv` was written by Python's `zoneinfo` from the IANA data 2025b.
  @Test("All changes from 1970 to 2024 are those of Python's zoneinfo", arguments: names)
  func transitions(name: String) throws {
    let lines = try dataLines("zone-transitions.csv").filter { $0[0] == name }
    let expected = try lines.map { line in
      [try #require(Int64(line[1])), try #require(Int64(line[2]))]
    }
    let zone = try zone(name)
    let epoch = Instant(seconds: 0)
    let found = zone.transitions.filter { Self.covering.contains($0.instant) }
    #expect(
      [[0, Int64(zone.offsetSeconds(at: epoch))]]
        + found.map { [$0.instant.secondsRoundedDown, Int64($0.offsetSeconds)] } == expected)
    for transition in zone.transitions {
      let before = Instant(nanoseconds: transition.instant.nanoseconds - 1)
      #expect(zone.offsetSeconds(at: before) == transition.offsetSecondsBefore)
      #expect(zone.offsetSeconds(at: transition.instant) == transition.offsetSeconds)
      #expect(transition.offsetSecondsBefore != transition.offsetSeconds)
    }
    #expect(zone.isFixed == (name == "UTC"))
  }

  @Test("Any instant is among the instants of its civil time", arguments: names)
  func roundTrips(name: String) throws {
    let zone = try zone(name)
    var bits = TestGenerator(seed: 7)
    var wrong = 0
    var repeated = 0
    for index in 0..<20_000 {
      // Half of the instants lie within three hours of a change.
      var instant = Instant(nanoseconds: bits.nextInteger())
      if index % 2 == 0, let change = zone.transitions.randomElement(using: &bits) {
        let nanoseconds = Int64(bits.next() % 21_600_000_000_000) - 10_800_000_000_000
        instant = try #require(change.instant.advanced(byNanoseconds: nanoseconds))
      }
      let time = zone.civilTime(at: instant)
      guard let (first, second) = zone.instants(of: time) else {
        wrong += 1
        continue
      }
      if first != instant && second != instant { wrong += 1 }
      if let second {
        repeated += 1
        if !(first < second) || zone.civilTime(at: first) != zone.civilTime(at: second) {
          wrong += 1
        }
      }
    }
    #expect(wrong == 0)
    let goesBack = zone.transitions.contains { $0.offsetSeconds < $0.offsetSecondsBefore }
    #expect((repeated > 0) == goesBack)
  }

  @Test("Times that clocks skip have no instant, all others have", arguments: names)
  func skippedTimes(name: String) throws {
    let zone = try zone(name)
    for change in zone.transitions {
      let jump = Int64(change.offsetSeconds - change.offsetSecondsBefore)
      let clock = CivilTimeZone.fixed(offsetSeconds: Int(change.offsetSecondsBefore))
      for second in [-1, 0, jump / 2, jump - 1, jump] {
        let time = clock.civilTime(at: change.instant + .seconds(second))
        let instants = zone.instants(of: time)
        let isSkipped = jump > 0 && second >= 0 && second < jump
        #expect((instants == nil) == isSkipped, "\(time)")
        if isSkipped { #expect(zone.firstInstant(notBefore: time) == change.instant) }
        if let instants { #expect(zone.firstInstant(notBefore: time) == instants.first) }
      }
    }
  }

  @Test("German clocks jump from 01:59 to 03:00 in March 2016 and repeat an hour in October")
  func berlin() throws {
    let zone = try zone("Europe/Berlin")
    let spring = try utc("2016-03-27T01:00")
    #expect(zone.civilTime(at: spring).description == "2016-03-27T03:00:00")
    #expect(zone.civilTime(at: spring - .minutes(15)).description == "2016-03-27T01:45:00")
    let skipped = try #require(CivilTime(parsing: "2016-03-27T02:30"))
    #expect(zone.instants(of: skipped) == nil)
    let twice = try #require(CivilTime(parsing: "2016-10-30T02:45"))
    let instants = try #require(zone.instants(of: twice))
    #expect(instants.first == (try utc("2016-10-30T00:45")))
    #expect(instants.second == (try utc("2016-10-30T01:45")))
    let newYear = try #require(CivilDate(parsing: "2016-01-01"))
    #expect(zone.startOfDay(newYear) == (try utc("2015-12-31T23:00")))
  }

  @Test("Days begin at the change where clocks skip midnight, and a skipped day has no length")
  func startsOfDays() throws {
    let paulo = try zone("America/Sao_Paulo")
    // 2018-11-04 began at 01:00 local time, 03:00 UTC; 2018-02-17 had its last hour twice.
    let spring = try #require(CivilDate(parsing: "2018-11-04"))
    #expect(paulo.startOfDay(spring) == (try utc("2018-11-04T03:00")))
    #expect(paulo.civilTime(at: paulo.startOfDay(spring)).hour == 1)
    let autumn = try #require(CivilDate(parsing: "2018-02-18"))
    #expect(paulo.startOfDay(autumn) == (try utc("2018-02-18T03:00")))
    let lastDay = try #require(autumn.adding(days: -1))
    #expect(paulo.startOfDay(autumn) - paulo.startOfDay(lastDay) == .hours(25))

    let apia = try zone("Pacific/Apia")
    let skipped = try #require(CivilDate(parsing: "2011-12-30"))
    #expect(apia.startOfDay(skipped) == (try utc("2011-12-30T10:00")))
    let next = try #require(skipped.adding(days: 1))
    #expect(apia.startOfDay(next) == apia.startOfDay(skipped))
    #expect(apia.instants(of: CivilTime(midnightOf: skipped)) == nil)
  }

  @Test("Each instant lies between the start of its month and that of the next", arguments: names)
  func months(name: String) throws {
    let zone = try zone(name)
    var bits = TestGenerator(seed: 11)
    var wrong = 0
    for _ in 0..<2000 {
      let instant = Instant(nanoseconds: bits.nextInteger())
      let start = zone.startOfMonth(containing: instant)
      let end = zone.startOfNextMonth(after: instant)
      let isInside = start <= instant && (instant < end || end.nanoseconds == .max)
      if !isInside || zone.startOfMonth(containing: start) != start { wrong += 1 }
      if end.nanoseconds != .max, zone.startOfMonth(containing: end) != end { wrong += 1 }
    }
    #expect(wrong == 0)
  }

  @Test("The ends of the range of instants have civil times and do not trap")
  func endsOfRange() throws {
    let berlin = try zone("Europe/Berlin")
    for zone in [berlin, .utc, .fixed(offsetSeconds: 64_800), .fixed(offsetSeconds: -64_800)] {
      for nanoseconds in [Int64.min, .min + 1, .max - 1, .max] {
        let instant = Instant(nanoseconds: nanoseconds)
        let time = zone.civilTime(at: instant)
        #expect(zone.instants(of: time)?.first == instant)
        #expect(zone.startOfMonth(containing: instant) <= instant)
        #expect(zone.startOfNextMonth(after: instant) >= instant)
      }
      #expect(zone.startOfDay(.first).nanoseconds == .min)
      #expect(zone.startOfDay(.last).nanoseconds == .max)
      #expect(zone.instants(of: CivilTime(midnightOf: .first)) == nil)
      #expect(zone.instants(of: CivilTime(midnightOf: .last)) == nil)
    }
    let first = CivilTimeZone.utc.civilTime(at: Instant(nanoseconds: .min))
    #expect(first.description == "1677-09-21T00:12:43.145224192")
    let last = CivilTimeZone.utc.civilTime(at: Instant(nanoseconds: .max))
    #expect(last.description == "2262-04-11T23:47:16.854775807")
  }

  @Test("A zone can cover the whole range of instants")
  func wholeRange() throws {
    let range = Instant(nanoseconds: .min)..<Instant(nanoseconds: .max)
    let zone = try CivilTimeZone(identifier: "Europe/Berlin", covering: range)
    let instants = zone.transitions.map(\.instant)
    #expect(zip(instants, instants.dropFirst()).allSatisfy { $0 < $1 })
    #expect(instants.count > 500)
  }
}
