import CHDF5

/// A file or a group: what holds groups and datasets by name.
///
/// A name may be a path such as `market/local/clearings`; groups on the way are made as needed.
public protocol HDF5Container: HDF5Object, ~Copyable {}

/// What a name in a file stands for.
public enum HDF5Kind: Hashable, Sendable {
  case group
  case dataset
  /// A named type or a link to something that is not there.
  case other
}

extension HDF5Container where Self: ~Copyable {
  /// Creates a group that keeps the order in which its members are added.
  ///
  /// - Throws: ``HDF5Error`` when the name is taken.
  public func createGroup(_ name: String) throws(HDF5Error) -> HDF5Group {
    let attempt = "create the group '\(name)'"
    let properties = try Identifier(.properties, to: attempt) {
      H5Pcreate(chdf5_group_creation())
    }
    try properties.trackCreationOrder(ofMembers: true, to: attempt)
    let links = try linkCreation(to: attempt)
    return HDF5Group(
      identifier: try Identifier(.group, to: attempt, in: fileIdentifier) {
        unsafe H5Gcreate2(
          rawIdentifier, name, links.rawValue, properties.rawValue, chdf5_default())
      })
  }

  /// Opens a group.
  ///
  /// - Throws: ``HDF5Error`` when there is none of that name.
  public func openGroup(_ name: String) throws(HDF5Error) -> HDF5Group {
    HDF5Group(
      identifier: try Identifier(.group, to: "open the group '\(name)'", in: fileIdentifier) {
        unsafe H5Gopen2(rawIdentifier, name, chdf5_default())
      })
  }

  /// Creates a dataset of numbers.
  ///
  /// - Parameters:
  ///   - name: The name, which must be new.
  ///   - type: The type of its elements.
  ///   - shape: Its extents; none for a single number.
  ///   - layout: How it is laid out in the file.
  ///   - fillValue: What elements hold that are never written; zero when it is nil.
  /// - Throws: ``HDF5Error`` when the name is taken or the layout does not fit the shape.
  public func createDataset(
    _ name: String, of type: HDF5ElementType, shape: [Int], layout: HDF5Layout = .contiguous,
    fillValue: Double? = nil
  ) throws(HDF5Error) -> HDF5Dataset {
    let attempt = "create the dataset '\(name)'"
    let fileType = query { type.fileType }
    return try createDataset(
      name, type: fileType, shape: shape, layout: layout, to: attempt
    ) { (properties: hid_t) throws(HDF5Error) in
      guard var fillValue else { return }
      try call(to: attempt, in: fileIdentifier) {
        // SAFETY: The library copies the number, whose type is given with it.
        unsafe H5Pset_fill_value(properties, chdf5_native_double(), &fillValue)
      }
    }
  }

  /// Creates a dataset of texts, as UTF-8 of any length.
  ///
  /// - Throws: ``HDF5Error`` when the name is taken or the layout does not fit the shape.
  public func createTextDataset(
    _ name: String, shape: [Int], layout: HDF5Layout = .contiguous
  ) throws(HDF5Error) -> HDF5Dataset {
    let attempt = "create the dataset '\(name)'"
    let type = try Identifier.textOfAnyLength(to: attempt)
    return try createDataset(
      name, type: type.rawValue, shape: shape, layout: layout, to: attempt
    ) { (_: hid_t) throws(HDF5Error) in }
  }

  /// Opens a dataset.
  ///
  /// - Throws: ``HDF5Error`` when there is none of that name.
  public func openDataset(_ name: String) throws(HDF5Error) -> HDF5Dataset {
    HDF5Dataset(
      name: name,
      identifier: try Identifier(.dataset, to: "open the dataset '\(name)'", in: fileIdentifier) {
        unsafe H5Dopen2(rawIdentifier, name, chdf5_default())
      })
  }

  /// Gives an object of the same file a second name that is as good as the first.
  ///
  /// - Throws: ``HDF5Error`` when the name is taken or there is no such object.
  public func link(_ name: String, to existing: String) throws(HDF5Error) {
    let attempt = "link the name '\(name)' to '\(existing)'"
    let links = try linkCreation(to: attempt)
    try call(to: attempt, in: fileIdentifier) {
      unsafe H5Lcreate_hard(
        rawIdentifier, existing, rawIdentifier, name, links.rawValue, chdf5_default())
    }
  }

  private func linkCreation(to attempt: String) throws(HDF5Error) -> Identifier {
    let links = try Identifier(.properties, to: attempt) { H5Pcreate(chdf5_link_creation()) }
    try call(to: attempt, in: fileIdentifier) {
      H5Pset_create_intermediate_group(links.rawValue, 1)
    }
    try call(to: attempt, in: fileIdentifier) {
      H5Pset_char_encoding(links.rawValue, H5T_CSET_UTF8)
    }
    return links
  }

  private func createDataset(
    _ name: String, type: hid_t, shape: [Int], layout: HDF5Layout, to attempt: String,
    prepare: (hid_t) throws(HDF5Error) -> Void
  ) throws(HDF5Error) -> HDF5Dataset {
    let space = try Identifier.space(
      shape: shape, maximumShape: layout.maximumShape(for: shape), to: attempt)
    let properties = try Identifier(.properties, to: attempt) {
      H5Pcreate(chdf5_dataset_creation())
    }
    try properties.trackCreationOrder(ofMembers: false, to: attempt)
    try layout.apply(to: properties, to: attempt)
    try prepare(properties.rawValue)
    let links = try linkCreation(to: attempt)
    return HDF5Dataset(
      name: name,
      identifier: try Identifier(.dataset, to: attempt, in: fileIdentifier) {
        unsafe H5Dcreate2(
          rawIdentifier, name, type, space.rawValue, links.rawValue, properties.rawValue,
          chdf5_default())
      })
  }
}

extension Identifier {
  /// Has objects remember the order of their attributes and members, and no time of day.
  func trackCreationOrder(
    ofMembers includesMembers: Bool, to attempt: String
  ) throws(HDF5Error) {
    let order = UInt32(H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED)
    let properties = rawValue
    try call(to: attempt) { H5Pset_obj_track_times(properties, false) }
    try call(to: attempt) { H5Pset_attr_creation_order(properties, order) }
    // Many small attributes are kept in the header itself, which is smaller and faster.
    try call(to: attempt) { H5Pset_attr_phase_change(properties, 64, 32) }
    guard includesMembers else { return }
    try call(to: attempt) { H5Pset_link_creation_order(properties, order) }
  }
}
