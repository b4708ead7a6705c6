public import Parameters
public import Quantities

/// A kind of tariff that files may name: parameters that describe themselves, and the rate plan that
/// follows from their values.
public protocol TariffKind: Parameterized, Sendable {
  /// The rate plan.
  ///
  /// - Parameters:
  ///   - name: The name of the tariff.
  ///   - inputs: What lies outside the tariff's own section.
  func plan(named name: String, _ inputs: TariffInputs) throws(ParameterError) -> RatePlan
}

/// What a tariff may need besides its own section.
public struct TariffInputs {
  /// The currency code.
  public var currency: String
  /// The first and the last day that will be billed; `nil` when not known yet.
  public var days: ClosedRange<CivilDate>?
  /// The civil time zone of the times that a tariff names; `nil` when not known yet.
  public var zone: CivilTimeZone?
  /// Reads a file that the tariff names, relative to the file that names it.
  public var bytes: (String) throws(ParameterError) -> [UInt8]
  /// Reads a series of prices that the tariff names by `file` and `column`.
  public var prices: (_ file: String, _ column: String) throws(ParameterError) -> PriceSeries

  /// Creates inputs without files.
  public init(currency: String, days: ClosedRange<CivilDate>? = nil, zone: CivilTimeZone? = nil) {
    self.currency = currency
    self.days = days
    self.zone = zone
    bytes = { (name) throws(ParameterError) in
      throw ParameterError("file", "names '\(name)', but no files can be read here")
    }
    prices = { (name, _) throws(ParameterError) in
      throw ParameterError("file", "names '\(name)', but no files can be read here")
    }
  }
}
