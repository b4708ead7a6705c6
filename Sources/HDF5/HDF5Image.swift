/// An HDF5 file that is known as a whole: laid out in memory, without the library and its lock.
///
///     var file = HDF5Image()
///     let members = file.addDataset("member", .texts(names), to: file.root)
///     file.makeDimensionScale(members, named: "member")
///     let bills = file.addDataset("bill", .doubles(bills), to: file.root)
///     file.attach(members, to: bills)
///     let bytes = file.encoded()
///
/// The library takes tens of microseconds for each dataset and its attributes, and only one thread at
/// a time; a study writes a hundred thousand small files from several. What is made here are the
/// objects of version 1.8 of the format, as the library writes them: superblock 2, object headers 2
/// with checksums, links and attributes in the headers in the order in which they were added, data in
/// one piece, texts in global heaps. Every reader of the library's files reads these too, and may add
/// to them.
///
/// > The HDF Group. "HDF5 File Format Specification Version 3.0."
/// > <https://docs.hdfgroup.org/hdf5/v1_14/_f_m_t3.html>
public struct HDF5Image: Sendable {
  /// A group or a dataset.
  public struct Node: Hashable, Sendable {
    let index: Int
  }

  /// The elements of a dataset.
  public enum Values: Sendable {
    case doubles([Double])
    case floats([Float])
    case bytes([UInt8])
    case int8s([Int8])
    case int32s([Int32])
    case int64s([Int64])
    /// UTF-8 of any length each.
    case texts([String])

    /// The number of elements.
    var count: Int {
      switch self {
      case .doubles(let values): values.count
      case .floats(let values): values.count
      case .bytes(let values): values.count
      case .int8s(let values): values.count
      case .int32s(let values): values.count
      case .int64s(let values): values.count
      case .texts(let values): values.count
      }
    }
  }

  /// What an attribute holds.
  public enum AttributeValue: Sendable {
    /// UTF-8 of fixed length.
    case text(String)
    /// One number.
    case number(Double)
    /// One integer.
    case integer(Int64)
    /// A list of numbers.
    case doubles([Double])
    case floats([Float])
    case int8s([Int8])
  }

  struct Link {
    let name: String
    let target: Int
  }

  /// An attribute, its value encoded but for addresses.
  struct Object {
    var attributes: [(name: String, value: AttributeValue)] = []
    /// The members of a group.
    var links: [Link] = []
    /// The elements of a dataset; `nil` for a group.
    var values: Values?
    /// Whether a dataset is a single element.
    var isScalar = false
    /// Whether what is not there is not a number.
    var fillsWithNaN = false
    /// The name of the dimension that a dataset is the scale of.
    var dimension: String?
    /// The scale of the only dimension.
    var scale: Int?
    /// What a scale is attached to.
    var users: [Int] = []
  }

  var objects = [Object()]

  /// Creates an empty file.
  public init() {}

  /// The group that everything is in.
  public var root: Node { Node(index: 0) }

  /// Adds a group.
  ///
  /// - Parameters:
  ///   - name: Its name, which must be new in its parent.
  ///   - parent: A group.
  public mutating func addGroup(_ name: String, to parent: Node) -> Node {
    add(Object(), name, to: parent)
  }

  /// Adds a dataset of one dimension, or of none.
  ///
  /// - Parameters:
  ///   - name: Its name, which must be new in its parent.
  ///   - values: Its elements.
  ///   - isScalar: Whether it has no dimension; there is one element then.
  ///   - fillsWithNaN: Whether the fill value is not a number; it is zero otherwise.
  ///   - parent: A group.
  public mutating func addDataset(
    _ name: String, _ values: Values, isScalar: Bool = false, fillsWithNaN: Bool = false,
    to parent: Node
  ) -> Node {
    precondition(!isScalar || values.count == 1, "a scalar has one element")
    return add(
      Object(values: values, isScalar: isScalar, fillsWithNaN: fillsWithNaN), name, to: parent)
  }

  private mutating func add(_ object: Object, _ name: String, to parent: Node) -> Node {
    precondition(objects[parent.index].values == nil, "only groups have members")
    let node = Node(index: objects.count)
    objects.append(object)
    link(name, to: node, in: parent)
    return node
  }

  /// Gives an object another name.
  public mutating func link(_ name: String, to node: Node, in parent: Node) {
    precondition(
      !objects[parent.index].links.contains { $0.name == name }, "the name '\(name)' is taken")
    objects[parent.index].links.append(Link(name: name, target: node.index))
  }

  /// Adds an attribute.
  public mutating func setAttribute(_ name: String, to value: AttributeValue, of node: Node) {
    objects[node.index].attributes.append((name, value))
  }

  /// Makes a dataset the scale of a dimension.
  public mutating func makeDimensionScale(_ node: Node, named dimension: String) {
    objects[node.index].dimension = dimension
  }

  /// Names the dimension of a dataset by a scale.
  public mutating func attach(_ scale: Node, to dataset: Node) {
    precondition(
      objects[dataset.index].scale == nil && objects[dataset.index].dimension == nil,
      "a dimension has one scale")
    objects[dataset.index].scale = scale.index
    objects[scale.index].users.append(dataset.index)
  }

  /// The bytes of the file.
  public func encoded() -> [UInt8] {
    var encoder = HDF5ImageEncoder(objects: objects)
    return encoder.encode()
  }
}
