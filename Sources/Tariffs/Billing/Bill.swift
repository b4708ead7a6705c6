public import Quantities

/// A bill of one cycle, line by line.
public struct Bill: Hashable, Sendable {
  /// The cycle.
  public var cycle: BillingCycle
  /// The lines.
  public var lines: [BillLine]
  /// What there is to pay: the sum of the lines; negative when the member is owed.
  public var total: Money
  /// The credits in kWh (millionths) that are left when the cycle ends.
  public var creditBalance: BilledQuantity = 0
  /// The credit in money that is left when the cycle ends.
  public var moneyBalance: Money = .zero
  /// What became of credits in kWh in the cycle.
  public var credits = CreditFlow()

  /// Creates a bill from its lines.
  public init(cycle: BillingCycle, lines: [BillLine], total: Money) {
    self.cycle = cycle
    self.lines = lines
    self.total = total
  }
}

/// One line of a bill.
public struct BillLine: Hashable, Sendable {
  /// What the line is for.
  public var kind: BillLineKind
  /// The tariff component, the name of the charge, the tax.
  public var component: String
  /// The period; empty where there is none.
  public var period = ""
  /// The tier from 1; `nil` where there are none.
  public var tier: Int?
  /// Who is owed the amount.
  public var party: TariffParty
  /// The quantity, in millionths of the unit; negative where the member is credited, so that
  /// quantity times price is the amount without taxes.
  public var quantity: BilledQuantity
  /// The unit of the quantity.
  public var unit: BilledUnit
  /// The price of one unit, before taxes.
  public var price: UnitPrice
  /// The amount without taxes; negative where the member is credited.
  public var net: Money
  /// The taxes on it, owed to the government.
  public var tax: Money = .zero

  /// The amount with taxes.
  public var amount: Money { Money(micros: net.micros &+ tax.micros) }

  /// Creates a line.
  public init(
    kind: BillLineKind, component: String, period: String = "", tier: Int? = nil,
    party: TariffParty, quantity: BilledQuantity, unit: BilledUnit, price: UnitPrice, net: Money
  ) {
    self.kind = kind
    self.component = component
    self.period = period
    self.tier = tier
    self.party = party
    self.quantity = quantity
    self.unit = unit
    self.price = price
    self.net = net
  }
}

/// What a line of a bill is for.
public enum BillLineKind: String, CaseIterable, Hashable, Sendable {
  /// Imported energy.
  case energy
  /// Energy that credits offset; negative.
  case compensation
  /// What stays due on energy that credits offset.
  case retained
  /// Exported energy that is paid; negative.
  case export
  /// A premium for self-consumed energy; negative.
  case premium
  /// Power.
  case demand
  /// Power above what was contracted.
  case overrun
  /// Reactive energy or power.
  case reactive
  /// A charge that depends on time alone.
  case fixed
  /// What fills a bill up to its minimum.
  case minimum
  /// A tariff flag, a critical peak, a real-time price.
  case adder
  /// A rebate; negative.
  case rebate
  /// Money credited from earlier bills, or carried to later ones.
  case carryOver = "carry-over"
  /// A discount, such as the social tariff's; negative.
  case discount
  /// Energy that members share with each other, paid to or by the community.
  case shared
  /// A levy that is no part of the tariff, such as street lighting.
  case levy
}
