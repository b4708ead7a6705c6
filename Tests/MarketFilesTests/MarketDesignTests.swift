import MarketFiles
import Markets
import Parameters
import Quantities
import Testing

struct MarketDesignTests {
  /// A design with a parameter of each kind that can be set.
  private struct Trial: MarketMechanism, Parameterized {
    static let parameterSet = ParameterSet(
      name: "trial", "A design for tests.",
      [
        Parameter("share", .fraction, minimum: 0, maximum: 1, default: .number(0.5), "A share."),
        Parameter("price", .quantity(.energyPrice), minimum: 0, isOptional: true, "A price."),
        Parameter("rounds", .integer, minimum: 1, maximum: 9, default: .integer(3), "Rounds."),
        Parameter("open", .boolean, default: .boolean(true), "Whether it is open."),
        Parameter(
          "level", .number, minimum: 0, excludesMinimum: true, isOptional: true, "A number."),
        Parameter("word", .choice(["first", "second"]), default: .text("first"), "A word."),
        Parameter("needed", .text, "A text."),
      ])
    static let traits = MechanismTraits(
      needs: [.retailPrices, .feeder, .draws])
    let rules: [(name: String, value: String)] = []
    init(_ values: ParameterValues) throws(ParameterError) {
      if values.text("needed") == "bad" { throw ParameterError("needed", "must be good") }
    }
    func clear(_ orders: Span<Order>, context: ClearingContext, into clearing: inout Clearing) {
      clearing.begin(orders)
    }
  }

  private func design(_ settings: String...) throws -> MarketDesign {
    try MarketDesign(
      named: "trial", settings: settings,
      among: [Trial.self, UniformPriceDoubleAuction.self])
  }

  @Test("Settings are read by the kind of their parameter, and defaults stand for the rest")
  func settings() throws {
    let design = try design(
      "needed=a=b", "share=25 %", "price=80 EUR/MWh", "rounds=9", "open=false", "level=1e-3",
      "word=second", "share=75%")
    #expect(design.name == "trial")
    let values = design.values
    #expect(values.text("needed") == "a=b" && values.number("share") == 0.75)
    #expect(abs(values.number("price") - 0.08) < 1e-15)
    #expect(values.integer("rounds") == 9 && values.boolean("open") == false)
    #expect(values.number("level") == 0.001 && values.text("word") == "second")
    let plain = try self.design("needed=x")
    #expect(plain.values.number("share") == 0.5 && !plain.values.has("price"))
  }

  struct Wrong: Sendable {
    let setting: String
    let says: String
  }

  @Test(
    "A setting that does not fit is answered with what does",
    arguments: [
      Wrong(setting: "", says: "can't read the setting '': write name=value, such as k=0.3."),
      Wrong(setting: "=1", says: "can't read the setting '=1': write name=value, such as k=0.3."),
      Wrong(
        setting: "shere=1",
        says: "the design 'trial' has no parameter 'shere'. Did you mean 'share'?"),
      Wrong(
        setting: "rationing=pro-rata",
        says: "the design 'trial' has no parameter 'rationing'. It is one of "
          + "'uniform-price-double-auction'. Known: 'share', 'price', 'rounds', 'open', 'level', "
          + "'word', 'needed'."),
      Wrong(
        setting: "share=2", says: "'share' of 'trial' must be at most 1, but is '2'."),
      Wrong(
        setting: "share=nan",
        says: "'share' of 'trial' must be a share such as '0.95' or '95 %', but is 'nan'."),
      Wrong(
        setting: "level=0", says: "'level' of 'trial' must be above 0, but is '0'."),
      Wrong(
        setting: "level=1e400",
        says: "'level' of 'trial' must be a number such as '0.5', but is '1e400'."),
      Wrong(
        setting: "level=inf",
        says: "'level' of 'trial' must be a number such as '0.5', but is 'inf'."),
      Wrong(
        setting: "rounds=2.5",
        says: "'rounds' of 'trial' must be a whole number, but is '2.5'."),
      Wrong(
        setting: "rounds=0", says: "'rounds' of 'trial' must be at least 1, but is '0'."),
      Wrong(
        setting: "open=yes", says: "'open' of 'trial' must be 'true' or 'false', but is 'yes'."),
      Wrong(
        setting: "price=0.1",
        says: "'price' of 'trial' needs a unit. Units: '¤/kWh', '¤/MWh'"),
      Wrong(
        setting: "price=0.1 EUR/kW",
        says: "'price' of 'trial' cannot have the unit 'EUR/kW'. Units: '¤/kWh', '¤/MWh'"),
      Wrong(
        setting: "price=-1 ¤/kWh",
        says: "'price' of 'trial' must be at least 0 ¤/kWh, but is '-1 ¤/kWh'."),
      Wrong(
        setting: "word=frist",
        says: "'word' of 'trial' cannot be 'frist'. Did you mean 'first'?"),
      Wrong(setting: "needed=bad", says: "'needed' of 'trial' must be good."),
    ])
  func wrongSettings(wrong: Wrong) {
    let error = #expect(throws: MarketDesignError.self) { try design("needed=x", wrong.setting) }
    #expect(error?.description == wrong.says)
  }

  @Test("A design without what it must be told says so")
  func missing() {
    let error = #expect(throws: MarketDesignError.self) { try design() }
    #expect(error?.description == "the design 'trial' needs --set needed=…: a text.")
  }

  @Test("An unknown design is answered with the nearest name and all names")
  func unknown() {
    let error = #expect(throws: MarketDesignError.self) {
      try MarketDesign(
        named: "tral", among: [Trial.self, UniformPriceDoubleAuction.self])
    }
    #expect(
      error?.description
        == "unknown design 'tral'. Did you mean 'trial'? Designs: trial, "
        + "uniform-price-double-auction.")
  }

  @Test("What a book lacks, and slopes that nobody would look at, are objected to")
  func objections() throws {
    let text = """
      {"bids": [{"id": "b", "kwh": 1, "price": 1, "slope": 0.1}], "asks": []}
      """
    let book = try OrderBookFile.read(Array(text.utf8), named: "book.json")
    let objections = try design("needed=x").objections(to: book)
    #expect(objections.count == 3)
    #expect(objections[0].hasPrefix("the design 'trial' has no use for 'slope'"))
    #expect(objections[1].contains("'importPrice' and 'exportPrice'"))
    #expect(objections[2].contains("feeder"))
    let plain = try OrderBookFile.read(
      Array("{\"bids\": [], \"asks\": []}".utf8), named: "book.json")
    let auction = try MarketDesign(named: "uniform-price-double-auction")
    #expect(auction.objections(to: plain) == [])
    #expect(auction.objections(to: book).count == 1)
  }

  @Test("Each design is listed with what it promises, and can be made without settings")
  func list() throws {
    let list = DesignList()
    #expect(list.designs.map(\.name) == MarketMechanisms.all.map { $0.parameterSet.name })
    #expect(list.text.split(separator: "\n").count == list.designs.count)
    for design in list.designs {
      #expect(try MarketDesign(named: design.name).name == design.name)
      #expect(!design.documentation.isEmpty)
    }
    let auction = try #require(list.designs.first { $0.name == "uniform-price-double-auction" })
    #expect(auction.budgetBalance == "strong" && auction.isEfficient)
    #expect(auction.parameters.contains("rationing") && auction.needs == [])
  }
}
