/// What the contract answers to a call.
public enum ContractResult: Hashable, Sendable {
  /// The call was accepted and did what it asks for.
  case value(ContractValue)
  /// The call was refused; the state is as before.
  case error(ContractErrorCode)
  /// The call was accepted, but nothing was left to do; the state is as before.
  case noop(ContractNoopCode)
}

/// The value of an accepted call.
public enum ContractValue: Hashable, Sendable {
  /// A truth value.
  case boolean(Bool)
  /// A number, in the unit of the field that it tells of.
  case integer(Int64)
  /// A text.
  case text(String)
  /// The referendum that was opened.
  case referendum(ReferendumID)
  /// The plant that was registered.
  case plant(PlantID)
  /// A member.
  case member(MemberAddress)
  /// The fields of a summary, or the elements of a list.
  case list([ContractValue])
}

/// Why an accepted call had nothing to do.
public enum ContractNoopCode: String, CaseIterable, Hashable, Sendable {
  /// The referendum already has its result.
  case alreadyResolved
  /// This step of the plant's life is behind it.
  case stepCompleted
  /// No step is due.
  case nothingToDo
}
