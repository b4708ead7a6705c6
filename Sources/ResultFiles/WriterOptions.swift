/// How a result file is written. No option changes what a reader finds, nor does the number of
/// threads change a byte.
public struct WriterOptions: Hashable, Sendable {
  /// The number of threads that may work, the caller's included.
  public var threads: Int

  /// The level of compression, 1 (fast) to 12 (small).
  public var compressionLevel: Int

  /// The most memory for values that wait to be written, in bytes.
  ///
  /// The shape of the chunks follows from it, so it does change the bytes of the file.
  public var memoryBudget: Int

  /// Whether a file of that name is replaced.
  public var overwrites: Bool

  /// Creates options.
  public init(
    threads: Int = 2, compressionLevel: Int = 1, memoryBudget: Int = 16 << 20,
    overwrites: Bool = false
  ) {
    self.threads = threads
    self.compressionLevel = compressionLevel
    self.memoryBudget = memoryBudget
    self.overwrites = overwrites
  }
}
