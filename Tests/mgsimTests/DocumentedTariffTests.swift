import Foundation
import TestSupport
import Testing

/// The examples on the pages of tariff structures are what the program prints.
struct DocumentedTariffTests {
  private static let pages = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Sources/Tariffs/Tariffs.docc").standardized

  @Test(
    "The bill on each page is the one that its tariff and its meter come to",
    arguments: [
      "FlatPrices", "TimeOfUsePrices", "BlockPrices", "RealTimePrices", "CriticalPeaks",
      "DemandCharges", "ContractedDemand", "FixedAndMinimumCharges", "NetPurchaseAndSale",
      "NetBilling", "NetMetering", "BuyAllSellAll", "FeedInPremium", "TaxesAndRounding",
    ])
  func example(page: String) throws {
    let file = Self.pages.appending(path: page + ".md")
    let text = try String(contentsOf: file, encoding: .utf8)
    let tariff = try #require(text.firstMatch(of: /(?s)\n```yaml\n(.*?)```\n/))
    let meter = try #require(text.firstMatch(of: /(?s)\n```csv\n(.*?)```\n/))
    let shown = try #require(text.firstMatch(of: /(?s)\n```console\n\$ mgsim (.*?)\n(.*?)```\n/))
    let study = try Study()
    try study.add("tariff.yaml", String(tariff.1))
    try study.add("meter.csv", String(meter.1))
    let outcome = try Program.run(
      shown.1.split(separator: " ").map(String.init), in: study.outputFolder + "/../input",
      environment: ["COLUMNS": "100"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
      let whole = text.replacing(
        shown.0, with: "\n```console\n$ mgsim \(shown.1)\n\(outcome.output)```\n")
      try Data(whole.utf8).write(to: file)
    } else {
      #expect(outcome.output == String(shown.2))
    }
  }
}
