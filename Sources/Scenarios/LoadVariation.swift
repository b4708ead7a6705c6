import Foundation

/// A random factor of a member's own that its load is multiplied by, of mean 1.
///
/// The factor of a row of the profile is lognormal, and its logarithm an autoregressive process of
/// first order over the rows:
///
/// ```text
/// f_r = e^(σ·z_r − σ²/2),    σ² = ln(1 + c²)
/// z_r = φ·z_(r−1) + √(1 − φ²)·u_r,    φ = e^(−h/τ),    u_r independent, normal, of variance 1
/// ```
///
/// with the coefficient of variation c, the correlation time τ and the step h of the file. So the
/// mean of the factors is 1, their standard deviation c, and the correlation of factors that are k
/// rows apart (e^(σ²·φᵏ) − 1)/(e^(σ²) − 1), close to φᵏ for small c.
public struct LoadVariation: Hashable, Sendable {
  /// The coefficient of variation c.
  public var coefficient: Double
  /// The correlation time τ, in seconds; 0 for independent rows.
  public var correlationSeconds: Double

  /// Creates a variation.
  public init(coefficient: Double, correlationSeconds: Double) {
    self.coefficient = coefficient
    self.correlationSeconds = correlationSeconds
  }

  /// The standard deviation σ of the factor's logarithm.
  public var logarithmicDeviation: Double { log(1 + coefficient * coefficient).squareRoot() }

  /// The magnitude that z is held to; it is beyond what a year of rows ever meets.
  public static let greatestDeviation = 8.3

  /// The factor that is never exceeded.
  var greatestFactor: Double {
    let deviation = logarithmicDeviation
    return exp(Self.greatestDeviation * deviation - 0.5 * deviation * deviation)
  }
}
