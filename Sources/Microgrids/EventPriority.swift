/// The order of the events of one instant: the past is closed before the future opens.
///
/// The list is closed; simultaneous events have this one right order, and events of one priority
/// happen in the order in which they were scheduled.
public enum EventPriority: UInt8, CaseIterable, Sendable {
  /// Meters are read: the interval that ends here is closed.
  case metering
  /// Titles and payments of the interval that ends here; its row is written.
  case settlement
  /// A billing period that ends here is billed.
  case billing
  /// Members call the contract; what they change holds from here on.
  case contractCall
  /// The keeper asks the contract for the results that are due.
  case keeperCall
  /// Members think about the community and trade quota.
  case communityReview
  /// A tap changer, regulator or capacitor bank of the network makes a step.
  case gridControl
  /// A profile steps to its next value.
  case profileChange
  /// A device meets a limit of its content, or changes by itself.
  case deviceLimit
  /// Owners set their batteries.
  case control
  /// Orders for a delivery interval are submitted.
  case gateClosure
  /// The market is cleared.
  case clearing
  /// The network is checked for what members are expected to inject and draw in a delivery interval.
  case feederCheck
  /// The feeder's state for what begins here is solved.
  case delivery
}

/// What happens at an instant.
enum MicrogridEvent: BitwiseCopyable {
  case metering
  case settlement
  case billing
  case contractCall(index: Int32)
  case intention(place: Int32)
  case referendumDue(number: Int32)
  case plantDue(number: Int32)
  case communityReview(month: Int32)
  case gridControl
  case profileChange(table: Int32)
  case deviceLimit(battery: Int32)
  case unitEvent(unit: Int32)
  case control
  case gateClosure(stage: Int32)
  case clearing(stage: Int32)
  case feederCheck
  case delivery
}
