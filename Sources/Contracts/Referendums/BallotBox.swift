/// Who has voted in a referendum, and how, by the number of the admission.
///
/// Two bits per member ever admitted before the referendum, and none before the first ballot.
struct BallotBox: Hashable, Sendable {
  private(set) var cast: [UInt64] = []
  private(set) var yes: [UInt64] = []

  init() {}

  /// A box that was saved: who has voted, and who of them with yes; both have as many words.
  init(cast: [UInt64], yes: [UInt64]) {
    self.cast = cast
    self.yes = yes
  }

  /// How a member voted; `nil` when it did not.
  func answer(of sequence: Int64) -> Bool? {
    let (word, bit) = place(of: sequence)
    guard word < cast.count, cast[word] & bit != 0 else { return nil }
    return yes[word] & bit != 0
  }

  /// Takes a ballot of a member that has not voted.
  mutating func record(_ answer: Bool, of sequence: Int64) {
    let (word, bit) = place(of: sequence)
    while cast.count <= word {
      cast.append(0)
      yes.append(0)
    }
    cast[word] |= bit
    if answer { yes[word] |= bit }
  }

  /// Takes a member's ballot out again, if there is one.
  mutating func remove(of sequence: Int64) {
    let (word, bit) = place(of: sequence)
    guard word < cast.count else { return }
    cast[word] &= ~bit
    yes[word] &= ~bit
  }

  private func place(of sequence: Int64) -> (word: Int, bit: UInt64) {
    (Int(sequence >> 6), 1 << UInt64(sequence & 63))
  }
}
