/// The derivatives of losses and voltages with respect to injections, at a solution.
///
/// Each array has an element for each of the buses that were asked for, in their order. Powers are
/// positive when injected, so a positive derivative of the losses means that one more watt injected
/// there makes the network lose more.
public struct InjectionSensitivities: Sendable {
  /// The derivative with respect to the active power at each bus, per W.
  public let activePower: [Double]
  /// The derivative with respect to the reactive power at each bus, per var.
  public let reactivePower: [Double]
}

extension RadialSweepSolver {
  /// Differentiates the total losses with respect to the injections at some buses.
  ///
  /// The derivatives are exact for the present solution, with all that depends on the voltage. They
  /// are found by the adjoint method: one set of linear equations of the size of the network, with
  /// the transposed Jacobian matrix, whatever the number of buses.
  ///
  /// - Returns: W per W and W per var, or `nil` without a solution.
  /// - Complexity: O(*n*) for *n* buses.
  /// - Precondition: The buses exist.
  public func lossSensitivities(toInjectionsAt buses: [Int]) -> InjectionSensitivities? {
    guard let adjoint = SweepAdjoint(self) else { return nil }
    return adjoint.sensitivities(of: adjoint.lossGradient(), toInjectionsAt: buses)
  }

  /// Differentiates the magnitude of a bus's voltage with respect to the injections at some buses.
  ///
  /// - Returns: Per unit per W and per unit per var, or `nil` without a solution.
  /// - Complexity: O(*n*) for *n* buses.
  /// - Precondition: The buses exist.
  public func voltageSensitivities(
    ofBus bus: Int, toInjectionsAt buses: [Int]
  ) -> InjectionSensitivities? {
    guard let adjoint = SweepAdjoint(self) else { return nil }
    return adjoint.sensitivities(of: adjoint.voltageGradient(ofBus: bus), toInjectionsAt: buses)
  }

  /// Differentiates the magnitudes of several buses' voltages with respect to the injections at some
  /// buses.
  ///
  /// - Returns: For each of the buses in `observed` its derivatives, or `nil` without a solution.
  /// - Complexity: O(*m* · *n*) for *m* observed of *n* buses.
  /// - Precondition: The buses exist.
  public func voltageSensitivities(
    ofBuses observed: [Int], toInjectionsAt buses: [Int]
  ) -> [InjectionSensitivities]? {
    guard let adjoint = SweepAdjoint(self) else { return nil }
    return observed.map {
      adjoint.sensitivities(of: adjoint.voltageGradient(ofBus: $0), toInjectionsAt: buses)
    }
  }
}
