import ComplexModule
import RealModule

/// Everything in front of the first load or branching up to the last transformer there, as a voltage
/// behind an impedance.
///
/// With the voltage E behind the impedance Z at a bus with the shunt Y, and the next two-port
/// behind it:
///
/// ```text
/// M  = (1 + Z · Y)⁻¹
/// V  = M · E − M · Z · Bᵀ · J      at the bus, with J the current behind the next element
/// E′ = A · M · E                    Z′ = Zn + A · M · Z · Aᵀ
/// ```
struct Upstream: Sendable {
  /// What is linear in the current J that leaves the equivalent, such as the voltage of a bus
  /// inside: voltages − impedance · J.
  struct Inner: Sendable {
    let group: Int
    var voltages: [Complex<Double>]
    var impedance: ComplexMatrix
  }

  /// The group at which the equivalent ends.
  private(set) var group = 0
  /// E at that group.
  private(set) var voltages: [Complex<Double>]
  /// Z at that group.
  private(set) var impedance = PhaseEdge.zeros
  /// The groups inside.
  private(set) var inner: [Inner] = []
  /// The current that the source delivers, if there are groups inside, in the same form.
  private(set) var sourceCurrent = Inner(
    group: 0, voltages: Array(repeating: .zero, count: 3), impedance: PhaseEdge.zeros)

  init(_ groups: PhaseGroups, source: MultiphaseSource) {
    let base = groups.groups[0].base
    voltages = Array(repeating: .zero, count: 3)
    for (row, conductor) in source.terminal.conductors.enumerated()
    where (1...3).contains(conductor) {
      voltages[conductor - 1] = source.voltages[row] / Complex(base)
      for (column, other) in source.terminal.conductors.enumerated()
      where (1...3).contains(other) {
        impedance[conductor - 1, other - 1] = source.impedance[row, column] / Complex(base * base)
      }
    }
    let way = Self.way(groups)
    var steps: [(shunt: ComplexMatrix, transfer: ComplexMatrix)] = []
    for next in way {
      let shunt = groups.groups[group].shunt
      let edge = groups.groups[next].edge
      let ratio = edge?.ratio ?? ComplexMatrix(diagonal: [.one, .one, .one])
      let one = ComplexMatrix(diagonal: [.one, .one, .one])
      guard let damping = (one + impedance * shunt).inverse else { break }
      let open = damping * voltages
      let back = damping * impedance * ratio.transposed
      inner.append(Inner(group: group, voltages: open, impedance: back))
      steps.append((groups.groups[next].shunt, groups.nextRatio(behind: next, way).transposed))
      voltages = ratio * open
      impedance = (edge?.impedance ?? PhaseEdge.zeros) + ratio * back
      group = next
    }
    expressByLastCurrent(steps, groups, first: way.first)
  }

  /// The groups from the source to the last two-port before the first load or branching.
  private static func way(_ groups: PhaseGroups) -> [Int] {
    var way: [Int] = []
    var last = 0
    var group = 0
    while groups.groups[group].loads.isEmpty, groups.groups[group].liveChildren.count == 1 {
      group = groups.groups[group].liveChildren[0]
      way.append(group)
      if groups.groups[group].isBehindTwoPort { last = way.count }
    }
    return Array(way.prefix(last))
  }

  /// Until here each bus's voltage is linear in the current right behind it. From the last to the
  /// first these are expressed by the current that leaves the equivalent:
  ///
  /// ```text
  /// J(k) = Y · V(k + 1) + Bᵀ · J(k + 1)
  /// ```
  private mutating func expressByLastCurrent(
    _ steps: [(shunt: ComplexMatrix, transfer: ComplexMatrix)], _ groups: PhaseGroups, first: Int?
  ) {
    guard !inner.isEmpty else { return }
    var constant = [Complex<Double>](repeating: .zero, count: 3)
    var linear = ComplexMatrix(diagonal: [.one, .one, .one])
    for index in inner.indices.reversed() {
      if index < inner.count - 1 {
        // The current behind this bus feeds the shunt of the next one and what follows there.
        let next = inner[index + 1]
        let step = steps[index]
        constant = zip(step.shunt * next.voltages, step.transfer * constant).map { $0 + $1 }
        linear = step.transfer * linear - step.shunt * next.impedance
      }
      let drop = inner[index].impedance * constant
      inner[index].voltages = zip(inner[index].voltages, drop).map { $0 - $1 }
      inner[index].impedance = inner[index].impedance * linear
    }
    // What the source delivers feeds its bus's shunt and what follows.
    let one = ComplexMatrix(diagonal: [.one, .one, .one])
    let transfer = (first.flatMap { groups.groups[$0].edge?.ratio } ?? one).transposed
    let shunt = groups.groups[inner[0].group].shunt
    sourceCurrent.voltages = zip(shunt * inner[0].voltages, transfer * constant).map { $0 + $1 }
    sourceCurrent.impedance = shunt * inner[0].impedance - transfer * linear
  }
}

extension PhaseGroups {
  /// A of the element behind a group on the way.
  fileprivate func nextRatio(behind group: Int, _ way: [Int]) -> ComplexMatrix {
    let one = ComplexMatrix(diagonal: [.one, .one, .one])
    guard let index = way.firstIndex(of: group), index + 1 < way.count else { return one }
    return groups[way[index + 1]].edge?.ratio ?? one
  }
}
