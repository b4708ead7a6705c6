import CHDF5

/// How a dataset is laid out in the file.
public enum HDF5Layout: Hashable, Sendable {
  /// In one piece of fixed shape.
  case contiguous

  /// In chunks of one shape.
  case chunked(HDF5Chunks)

  func maximumShape(for shape: [Int]) -> [Int?]? {
    switch self {
    case .contiguous: nil
    case .chunked(let chunks):
      shape.indices.map { $0 == 0 && chunks.growsWithoutLimit ? nil : shape[$0] }
    }
  }

  func apply(to properties: borrowing Identifier, to attempt: String) throws(HDF5Error) {
    guard case .chunked(let chunks) = self else { return }
    let shape = try chunks.shape.extents(to: attempt)
    let properties = properties.rawValue
    try call(to: attempt) {
      // SAFETY: The array has as many elements as the rank says.
      unsafe H5Pset_chunk(properties, Int32(clamping: shape.count), shape)
    }
    if chunks.shuffles { try call(to: attempt) { H5Pset_shuffle(properties) } }
    if let level = chunks.deflateLevel {
      // The level is a label for readers, and the library knows none above 9.
      try call(to: attempt) { H5Pset_deflate(properties, UInt32(clamping: min(level, 9))) }
    }
  }
}

/// The chunks of a dataset, and the filters through which each passes.
public struct HDF5Chunks: Hashable, Sendable {
  /// The shape of a chunk, no extent of which is zero.
  public var shape: [Int]

  /// Whether the bytes of the elements are sorted by their significance, which helps compression.
  public var shuffles: Bool

  /// The level of compression that is declared, 0 to 9; `nil` for none.
  public var deflateLevel: Int?

  /// Whether the first extent may grow without limit.
  public var growsWithoutLimit: Bool

  /// Creates a description of chunks.
  public init(
    shape: [Int], shuffles: Bool = false, deflateLevel: Int? = nil, growsWithoutLimit: Bool = false
  ) {
    self.shape = shape
    self.shuffles = shuffles
    self.deflateLevel = deflateLevel
    self.growsWithoutLimit = growsWithoutLimit
  }
}
