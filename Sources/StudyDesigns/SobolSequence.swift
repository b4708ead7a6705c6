/// A Sobol sequence: points that fill the unit cube more evenly than random ones.
///
/// The first 2ᵏ points are a digital net in base 2: in each dimension, each of 2ᵏ equal parts of the
/// interval holds one of them. Points come in the order of the Gray code, from the origin on, without
/// a skip, so that a longer sequence begins with the shorter one. A point has 32 binary places; after
/// 2³² points the sequence begins anew.
///
/// A *digital shift*, a number of 32 bits for each dimension that is combined with each coordinate by
/// exclusive or, keeps the net and moves it away from the origin: with random shifts each point is
/// uniformly distributed, and sequences with other shifts are independent repetitions.
///
/// > I. M. Sobol'. "On the distribution of points in a cube and the approximate evaluation of
/// > integrals." *USSR Computational Mathematics and Mathematical Physics* 7 (1967), pp. 86–112.
/// > [doi:10.1016/0041-5553(67)90144-9](https://doi.org/10.1016/0041-5553(67)90144-9)
///
/// > I. A. Antonov, V. M. Saleev. "An economic method of computing LPτ-sequences." *USSR
/// > Computational Mathematics and Mathematical Physics* 19 (1979), pp. 252–256.
/// > [doi:10.1016/0041-5553(79)90085-5](https://doi.org/10.1016/0041-5553(79)90085-5)
///
/// > S. Joe, F. Y. Kuo. "Constructing Sobol sequences with better two-dimensional projections."
/// > *SIAM Journal on Scientific Computing* 30 (2008), pp. 2635–2654.
/// > [doi:10.1137/070709359](https://doi.org/10.1137/070709359)
public struct SobolSequence: Sendable {
  /// The greatest number of dimensions.
  public static let dimensionLimit = 128

  /// The number of dimensions.
  public let dimensions: Int
  /// The direction numbers: 32 for each dimension.
  private let directions: [UInt32]
  private let shifts: [UInt32]
  private var state: [UInt32]
  private var index: UInt32 = 0

  /// Creates a sequence that stands before its first point.
  ///
  /// - Parameters:
  ///   - dimensions: The number of coordinates of a point; what lies outside 1 to
  ///     ``dimensionLimit`` is taken as the nearest number within.
  ///   - shifts: A digital shift for each dimension; what is missing is 0.
  public init(dimensions: Int, shifts: [UInt32] = []) {
    let count = min(max(dimensions, 1), Self.dimensionLimit)
    self.dimensions = count
    self.shifts = (0..<count).map { $0 < shifts.count ? shifts[$0] : 0 }
    state = Array(repeating: 0, count: count)
    directions = Self.directions(dimensions: count)
  }

  /// Returns the next point: coordinates from 0 up to, but not including, 1.
  ///
  /// - Complexity: O(dimensions).
  public mutating func next() -> [Double] {
    let point = zip(state, shifts).map { Double($0 ^ $1) * 0x1p-32 }
    // The Gray codes of neighbours differ in the place of the last 0 of the first one's number.
    let place = (~index).trailingZeroBitCount
    for dimension in 0..<dimensions {
      state[dimension] = place < 32 ? state[dimension] ^ directions[32 * dimension + place] : 0
    }
    index &+= 1
    return point
  }

  /// Goes to the point of a number, counted from 0, which ``next()`` returns then.
  ///
  /// - Parameter number: The number of the point.
  /// - Complexity: O(dimensions), whatever the number.
  public mutating func move(to number: UInt32) {
    index = number
    let code = number ^ (number >> 1)
    for dimension in 0..<dimensions {
      state[dimension] = 0
      for place in 0..<32 where code >> UInt32(place) & 1 == 1 {
        state[dimension] ^= directions[32 * dimension + place]
      }
    }
  }

  /// The direction numbers of the first dimensions, each with its first binary place on top.
  ///
  /// With a primitive polynomial xˢ + a₁·xˢ⁻¹ + … + a₍ₛ₋₁₎·x + 1 over the field of two elements:
  ///
  /// ```text
  /// vₖ = a₁·v₍ₖ₋₁₎ ⊕ … ⊕ a₍ₛ₋₁₎·v₍ₖ₋ₛ₊₁₎ ⊕ v₍ₖ₋ₛ₎ ⊕ v₍ₖ₋ₛ₎ / 2ˢ     for k > s
  /// ```
  private static func directions(dimensions: Int) -> [UInt32] {
    var result = (0..<32).map { UInt32(1) << (31 - $0) }
    var entry = 0
    for _ in 1..<max(1, dimensions) {
      let polynomial = sobolTable[entry]
      let degree = UInt16.bitWidth - 1 - polynomial.leadingZeroBitCount
      var numbers = (0..<degree).map { UInt32(sobolTable[entry + 1 + $0]) << (31 - $0) }
      for place in degree..<32 {
        let last = numbers[place - degree]
        var number = last ^ (last >> degree)
        for term in 1..<degree where polynomial >> (degree - term) & 1 == 1 {
          number ^= numbers[place - term]
        }
        numbers.append(number)
      }
      result += numbers
      entry += degree + 1
    }
    return result
  }
}
