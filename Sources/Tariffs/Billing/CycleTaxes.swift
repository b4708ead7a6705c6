/// The taxes of one cycle as factors.
struct CycleTaxes: Hashable, Sendable {
  /// On what is billed.
  var billed: TaxFactor
  /// On energy that credits offset, of each component.
  var offset: [TaxFactor]

  init(_ plan: RatePlan, in cycle: BillingCycle) throws(BillingError) {
    let month = BillingMonth(year: cycle.year, month: cycle.month)
    let credits = plan.exports.credits
    billed = try plan.taxes.rule(in: month).factor(for: plan)
    let common = try credits.offsetTaxes?.rule(in: month).factor(for: plan) ?? billed
    offset = Array(repeating: common, count: plan.components.count)
    for index in offset.indices where credits.offsetTaxesByComponent.indices.contains(index) {
      offset[index] = try credits.offsetTaxesByComponent[index].rule(in: month).factor(for: plan)
    }
  }
}
