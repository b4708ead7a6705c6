import Glibc
import HDF5
import ResultFiles

extension FileDifference {
  /// Compares two files.
  ///
  /// Datasets are read in blocks of rows, so that memory does not grow with the files.
  ///
  /// - Parameters:
  ///   - first: The path of a result file or a study file.
  ///   - second: The path of another one.
  /// - Throws: ``ComparisonError`` when one can't be read.
  public init(_ first: String, _ second: String) throws(ComparisonError) {
    self.first = first
    self.second = second
    attributes = []
    datasets = []
    hasEqualBytes = try Self.haveEqualBytes(first, second)
    guard !hasEqualBytes else { return }
    (attributes, datasets) = try comparing { () throws(ResultFileError) in
      let one = try ResultFileReader(opening: first)
      let other = try ResultFileReader(opening: second)
      return (try Self.attributes(one, other), try Self.datasets(one, other))
    }
  }

  private static func groups(
    _ one: borrowing ResultFileReader, _ other: borrowing ResultFileReader
  ) throws(ResultFileError) -> [String] {
    let own = try one.groups()
    let known = Set(own)
    return [""] + own + (try other.groups().filter { !known.contains($0) })
  }

  private static func attributes(
    _ one: borrowing ResultFileReader, _ other: borrowing ResultFileReader
  ) throws(ResultFileError) -> [String] {
    let (own, others) = (Set(try one.groups() + [""]), Set(try other.groups() + [""]))
    var differing: [String] = []
    for group in try groups(one, other) {
      let mine = own.contains(group) ? try one.attributes(of: group) : []
      let theirs = others.contains(group) ? try other.attributes(of: group) : []
      var names: [String] = []
      for name in (mine + theirs).map(\.name) where !names.contains(name) { names.append(name) }
      for name in names {
        let values = [mine, theirs].map { list in list.first { $0.name == name }?.value }
        if values[0] != values[1] { differing.append(group.isEmpty ? name : group + ":" + name) }
      }
    }
    return differing
  }

  private static func datasets(
    _ one: borrowing ResultFileReader, _ other: borrowing ResultFileReader
  ) throws(ResultFileError) -> [Dataset] {
    let (own, others) = (Set(try one.groups() + [""]), Set(try other.groups() + [""]))
    var datasets: [Dataset] = []
    for group in try groups(one, other) {
      let mine = own.contains(group) ? try one.variables(in: group) : []
      let theirs = others.contains(group) ? try other.variables(in: group) : []
      let pairs =
        mine.map { variable in (variable, theirs.first { $0.path == variable.path }) }
        + theirs.filter { variable in !mine.contains { $0.path == variable.path } }
        .map { ($0, nil) }
      for (variable, partner) in pairs {
        guard let partner else {
          let owner = mine.contains(variable) ? "first" : "second"
          datasets.append(Dataset(variable, problem: "in the \(owner) file alone"))
          continue
        }
        guard variable.shape == partner.shape else {
          datasets.append(
            Dataset(variable, problem: "shapes \(variable.shape) and \(partner.shape)"))
          continue
        }
        guard let type = variable.type, let partnerType = partner.type,
          (type == .text) == (partnerType == .text)
        else {
          datasets.append(Dataset(variable, problem: "types that can't be compared"))
          continue
        }
        datasets.append(try compare(variable, type, partnerType, one, other))
      }
    }
    return datasets
  }

  /// The number of values that are read at once.
  private static let blockSize = 1 << 20

  private static func compare(
    _ variable: ResultVariable, _ type: ResultType, _ partnerType: ResultType,
    _ one: borrowing ResultFileReader, _ other: borrowing ResultFileReader
  ) throws(ResultFileError) -> Dataset {
    var dataset = Dataset(variable, problem: type == partnerType ? "" : "types differ")
    let rowCount = variable.shape.first ?? 1
    let rowSize = variable.shape.dropFirst().reduce(1) { product, extent in
      let (size, overflow) = product.multipliedReportingOverflow(by: max(extent, 0))
      return overflow ? Int.max : size
    }
    guard rowSize > 0, rowCount > 0 else { return dataset }
    let step = max(1, blockSize / rowSize)
    var start = 0
    while start < rowCount {
      let end = min(rowCount, start + step)
      // A single value has no rows.
      let rows = variable.shape.isEmpty ? nil : start..<end
      switch (type, partnerType) {
      case (.text, _):
        dataset.add(
          try one.texts(of: variable.path, rows: rows),
          try other.texts(of: variable.path, rows: rows))
      case (.bytes, _), (.uint8, .uint8):
        dataset.add(
          try one.bytes(of: variable.path, rows: rows).map(Double.init),
          try other.bytes(of: variable.path, rows: rows).map(Double.init))
      case (.int64, .int64):
        dataset.add(
          try one.integers(of: variable.path, rows: rows),
          try other.integers(of: variable.path, rows: rows))
      default:
        dataset.add(
          try one.numbers(of: variable.path, rows: rows),
          try other.numbers(of: variable.path, rows: rows))
      }
      start = end
    }
    return dataset
  }

  /// Whether two files hold the same bytes.
  private static func haveEqualBytes(
    _ first: String, _ second: String
  ) throws(ComparisonError) -> Bool {
    let one = try OpenFile(first)
    let other = try OpenFile(second)
    while true {
      let (mine, theirs) = (try one.read(), try other.read())
      guard mine == theirs else { return false }
      if mine.isEmpty { return true }
    }
  }
}

/// A file that is read block by block and closes itself.
private struct OpenFile: ~Copyable {
  private let path: String
  private let descriptor: Int32

  init(_ path: String) throws(ComparisonError) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw .file(path, unsafe String(cString: strerror(errno)).lowercased())
    }
    self.path = path
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// The next block, whole unless the file ends in it; empty at the end.
  func read() throws(ComparisonError) -> [UInt8] {
    let size = 1 << 20
    var block = [UInt8](repeating: 0, count: size)
    var filled = 0
    while filled < size {
      let count = unsafe block.withUnsafeMutableBytes { buffer in
        // SAFETY: the rest of the buffer, by its own address and length.
        unsafe Glibc.read(descriptor, buffer.baseAddress?.advanced(by: filled), size - filled)
      }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw .file(path, unsafe String(cString: strerror(errno)).lowercased())
      }
      if count == 0 { break }
      filled += count
    }
    return Array(block.prefix(filled))
  }
}

extension FileDifference.Dataset {
  fileprivate init(_ variable: ResultVariable, problem: String) {
    self.init(
      path: variable.path, problem: problem, differing: 0, count: 0, absolute: 0, relative: 0)
  }

  fileprivate mutating func add(_ one: [Double], _ other: [Double]) {
    count += one.count
    for (value, partner) in zip(one, other) where value != partner {
      if value.isNaN, partner.isNaN { continue }
      differing += 1
      let distance = (value - partner).magnitude
      let scale = max(value.magnitude, partner.magnitude)
      absolute = max(absolute, distance.isNaN ? .infinity : distance)
      relative = max(relative, distance.isFinite && scale.isFinite ? distance / scale : .infinity)
    }
  }

  fileprivate mutating func add(_ one: [Int64], _ other: [Int64]) {
    count += one.count
    for (value, partner) in zip(one, other) where value != partner {
      differing += 1
      let distance = Double(Int128(value) - Int128(partner)).magnitude
      let scale = Double(max(value.magnitude, partner.magnitude))
      absolute = max(absolute, distance)
      relative = max(relative, distance / scale)
    }
  }

  fileprivate mutating func add(_ one: [String], _ other: [String]) {
    count += one.count
    differing += zip(one, other).count { $0 != $1 }
  }
}
