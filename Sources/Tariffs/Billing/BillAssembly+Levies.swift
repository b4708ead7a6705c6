import Quantities

extension BillAssembly {
  /// Adds the charges on reactive energy in excess.
  mutating func addReactive() throws(BillingError) {
    for (charge, energy) in zip(plan.reactive, registers.reactiveExcess) where energy != 0 {
      try add(
        .reactive, charge.name, party: charge.party, quantity: energy, unit: .kilowattHour,
        price: charge.price, factor: charge.isTaxed ? taxes.billed : nil)
    }
  }

  /// Adds what is no part of the tariff and bears none of its taxes.
  mutating func addLevies() throws(BillingError) {
    let month = BillingMonth(year: cycle.year, month: cycle.month)
    let consumption = try registers.imported.sum()
    for levy in plan.levies where levy.month.map({ $0 == month }) ?? true {
      let band = levy.bands.first { consumption <= $0.limit ?? .max }
      guard let amount = band?.amount, amount.micros != 0 else { continue }
      let (nanos, overflow) = amount.micros.multipliedReportingOverflow(by: 1000)
      guard !overflow else { throw LineArithmetic.overflow }
      try add(
        amount < .zero ? .discount : .levy, levy.name, party: levy.party, quantity: 1_000_000,
        unit: .month, price: UnitPrice(nanos: nanos))
    }
  }
}
