public import Quantities

/// What postings are told apart by when they are summed up.
@frozen
public struct PostingKey: Hashable, Sendable {
  /// The account that pays.
  public var debit: AccountID

  /// The account that receives.
  public var credit: AccountID

  /// What the postings are for.
  public var kind: PostingKind

  /// Creates a key.
  @inlinable
  public init(debit: AccountID, credit: AccountID, kind: PostingKind) {
    self.debit = debit
    self.credit = credit
    self.kind = kind
  }
}

/// The totals of postings between two accounts of one kind, kept for one billing period.
///
/// All keys are registered before the run. Adding is then a sum in a flat array, without allocation
/// or search, and the memory does not grow with time.
public struct PostingMatrix: Sendable {
  /// The number of a registered key.
  @frozen
  public struct Handle: Hashable, Sendable {
    /// The number, in the order of registration from 0.
    public let index: Int32

    @inlinable
    init(index: Int32) { self.index = index }
  }

  /// The sums of a key since the last ``drain(_:)``.
  @frozen
  public struct Total: Hashable, Sendable {
    /// The money paid.
    public var amount = Money.zero

    /// The energy it was paid for.
    public var energy = MeteredEnergy.zero

    /// The number of postings.
    public var count = 0

    @inlinable
    init() {}
  }

  /// The registered keys, in the order of registration.
  public private(set) var keys: [PostingKey] = []

  @usableFromInline var totals: [Total] = []
  private var handles: [PostingKey: Handle] = [:]

  /// Creates a matrix without keys.
  public init() {}

  /// Registers a key; a key that is registered already keeps its handle.
  public mutating func register(_ key: PostingKey) -> Handle {
    if let handle = handles[key] { return handle }
    let handle = Handle(index: Int32(keys.count))
    keys.append(key)
    totals.append(Total())
    handles[key] = handle
    return handle
  }

  /// Registers the key of two accounts and a kind; one that is registered keeps its handle.
  public mutating func register(
    debit: AccountID, credit: AccountID, kind: PostingKind
  ) -> Handle {
    register(PostingKey(debit: debit, credit: credit, kind: kind))
  }

  /// Adds a posting to the totals of its key.
  ///
  /// - Throws: `QuantityOverflow` when a total would leave the range of 64 bits; nothing has
  ///   changed then.
  /// - Precondition: The handle comes from this matrix.
  /// - Complexity: O(1); nothing is allocated.
  @inlinable
  public mutating func add(
    _ amount: Money, _ energy: MeteredEnergy = .zero, to handle: Handle
  ) throws(QuantityOverflow) {
    let index = Int(handle.index)
    precondition(totals.indices.contains(index), "the handle must come from this matrix")
    let total = totals[index]
    let (money, moneyOverflow) = total.amount.micros.addingReportingOverflow(amount.micros)
    let (sum, energyOverflow) = total.energy.milliwattHours.addingReportingOverflow(
      energy.milliwattHours)
    guard !moneyOverflow, !energyOverflow else {
      throw QuantityOverflow(calculation: "the total of a kind of postings")
    }
    totals[index].amount = Money(micros: money)
    totals[index].energy = MeteredEnergy(milliwattHours: sum)
    totals[index].count &+= 1
  }

  /// The totals of a key since the last ``drain(_:)``.
  ///
  /// - Precondition: The handle comes from this matrix.
  @inlinable
  public func total(of handle: Handle) -> Total {
    precondition(
      totals.indices.contains(Int(handle.index)), "the handle must come from this matrix")
    return totals[Int(handle.index)]
  }

  /// Hands out the totals of all keys that something was added to, in the order of registration,
  /// and sets them to zero.
  ///
  /// If the receiver throws, the total that it was given is handed out again by the next call.
  public mutating func drain<Failure: Error>(
    _ receive: (PostingKey, Money, MeteredEnergy) throws(Failure) -> Void
  ) throws(Failure) {
    for index in totals.indices where totals[index].count > 0 {
      try receive(keys[index], totals[index].amount, totals[index].energy)
      totals[index] = Total()
    }
  }
}
