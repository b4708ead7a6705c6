public import Quantities

/// What a supplier and its partners charge a member for imported energy and pay for exported energy.
///
/// A tariff divides time into named periods. In each period every component has one price. That is
/// all a run has to look up: the period once for each interval, the prices in tables.
public protocol Tariff: Sendable {
  /// The parts of the price, each owed to one party.
  var components: [TariffComponent] { get }

  /// The names of the periods; a component has one price for each.
  var periodNames: [String] { get }

  /// The price paid for exported energy in each period.
  var exportPrices: [EnergyPrice] { get }

  /// The charge of each calendar month, owed to the retailer.
  var standingCharge: Money { get }

  /// The minutes since midnight at which a period may begin or end.
  var boundaryMinutes: [Int] { get }

  /// The period of a moment, as an index of ``periodNames``.
  func period(at moment: TariffMoment) -> Int
}

/// A part of a tariff's price for imported energy.
public struct TariffComponent: Hashable, Sendable {
  /// The name, such as `energy`.
  public let name: String
  /// Who is owed the component.
  public let party: TariffParty
  /// The price in each period.
  public let prices: [EnergyPrice]
  /// The price in each period that is still due on energy traded locally.
  public let localPrices: [EnergyPrice]
}

/// A party that a tariff component is owed to.
public enum TariffParty: String, CaseIterable, Hashable, Sendable {
  /// The supplier of what the community does not trade itself.
  case retailer
  /// The distribution company, owner of the feeder.
  case distributionCompany = "distribution-company"
  /// The state: taxes and levies.
  case government
  /// The members among themselves: what some pay for shared energy, others are paid.
  case community
}

extension Tariff {
  /// The price of imported energy in a period: the sum of the components.
  public func importPrice(inPeriod period: Int) -> EnergyPrice {
    components.reduce(.zero) { $0 + $1.prices[period] }
  }

  /// The sum of what is still due in a period on energy that is traded locally.
  public func localCharges(inPeriod period: Int) -> EnergyPrice {
    components.reduce(.zero) { $0 + $1.localPrices[period] }
  }
}
