import Quantities

extension BillAssembly {
  private var isTrueUp: Bool { cycle.month == plan.exports.trueUpMonth }

  /// Adds the lines of money that is credited beyond what the bill comes to.
  mutating func addCarriedMoney() throws(BillingError) {
    let before = Int128(state.moneyMicros)
    // What the credits can be taken off: the bill without them.
    let base =
      switch plan.exports.moneyOffsets {
      case .energy:
        lines.reduce(Int128(0)) { $0 + (Self.energyKinds.contains($1.kind) ? $1.gross : 0) }
      case .bill: lines.reduce(Int128(0)) { $0 + $1.gross } + exportMicros - cashOutMicros
      }
    switch plan.exports.money {
    case .paid: return
    case .lapses:
      let applied = min(exportMicros, max(0, base))
      try addMoney("credit that lapses", micros: exportMicros - applied)
    case .carried, .carriedThenLapses:
      let credit = before + exportMicros
      try carry(credit - min(credit, max(0, base)), before: before)
    case .creditedNextMonth:
      let applied = min(before, max(0, base))
      try carry(before - applied + exportMicros, before: before)
    }
  }

  private static let energyKinds: Set<BillLineKind> = [
    .energy, .compensation, .retained, .adder, .rebate,
  ]

  private mutating func carry(_ rest: Int128, before: Int128) throws(BillingError) {
    try addMoney("credit brought forward", micros: -before)
    let lapses = isTrueUp && plan.exports.money == .carriedThenLapses
    try addMoney(lapses ? "credit that lapses" : "credit carried forward", micros: rest)
    if isTrueUp {
      state.moneyMicros = 0
      if !lapses { trueUpMicros -= rest }
    } else {
      state.moneyMicros = try LineArithmetic.narrow(rest)
    }
  }

  /// Adds a line that fills the bill up to its minimum.
  mutating func addMinimum() throws(BillingError) {
    let amount: UnitPrice
    let span: FixedCharge.Span
    let party: TariffParty
    var kinds: Set<BillLineKind> = [
      .energy, .compensation, .retained, .export, .adder, .rebate, .demand, .overrun, .reactive,
      .carryOver,
    ]
    switch plan.minimum {
    case .amount(let price, let each, let owed):
      (amount, span, party) = (price, each, owed)
      kinds.insert(.fixed)
    case .energyAmount(let price, let each, let owed): (amount, span, party) = (price, each, owed)
    case .energy, nil: return
    }
    // A plant that sells everything has a meter, and so a bill, of its own.
    if plan.exports.kind == .buyAllSellAll { kinds.remove(.export) }
    // What a true-up pays does not lower what the minimum is compared with.
    let reached = max(0, net(of: kinds) - cashOutMicros)
    switch span {
    case .day: try fill(from: reached, to: amount, times: Int128(cycle.days), party)
    case .month:
      try fill(
        from: reached, to: amount, times: Int128(cycle.monthParts),
        over: Int128(cycle.monthDivisor), party)
    case .year:
      state.yearMicros = try LineArithmetic.narrow(Int128(state.yearMicros) + reached)
      state.yearMonths = try LineArithmetic.narrow(
        Int128(state.yearMonths) + Int128(cycle.monthShare))
      guard cycle.month == 12 else { return }
      try fill(
        from: Int128(state.yearMicros), to: amount, times: Int128(state.yearMonths), over: 12, party
      )
      (state.yearMicros, state.yearMonths) = (0, 0)
    }
  }

  private mutating func fill(
    from reached: Int128, to price: UnitPrice, times quantity: Int128, over divisor: Int128 = 1,
    _ party: TariffParty
  ) throws(BillingError) {
    let missing = Int128(price.nanos) * quantity - reached * 1_000_000_000 * divisor
    guard missing > 0 else { return }
    let line = BillLine(
      kind: .minimum, component: "minimum charge", party: party, quantity: 0, unit: .none,
      price: UnitPrice(nanos: 0), net: .zero)
    try add(line, ExactAmount(missing, over: divisor), taxes.billed)
  }

  /// Pays what is left of credits in money when the year closes.
  mutating func addTrueUp() throws(BillingError) {
    try addMoney("credit paid at the true-up", micros: trueUpMicros)
  }
}

extension BillLine {
  /// The amount with taxes, in micro-units.
  fileprivate var gross: Int128 { Int128(net.micros) + Int128(tax.micros) }
}
