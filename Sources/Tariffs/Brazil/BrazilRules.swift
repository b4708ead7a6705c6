/// The text of the data file with the legal numbers.
enum BrazilRulesText {
  static var bytes: [UInt8] { PackageResources.brazil_json }
}
