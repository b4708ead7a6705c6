import CHDF5

extension HDF5Dataset {
  /// How the name of a scale begins that is a dimension without coordinates, by the convention of
  /// netCDF; such a dimension is called as its dataset is.
  public static var bareDimensionMark: String {
    "This is a netCDF dimension but not a netCDF variable."
  }

  /// Makes the dataset the scale of a dimension: the coordinates of those that it is attached to.
  public func makeDimensionScale(named dimension: String) throws(HDF5Error) {
    try call(to: "make '\(name)' a dimension scale", in: fileIdentifier) {
      unsafe H5DSset_scale(rawIdentifier, dimension)
    }
  }

  /// Names an axis of the dataset by the scale.
  public func attach(
    _ scale: borrowing HDF5Dataset, toAxis axis: Int
  ) throws(HDF5Error) {
    let scale = scale.rawIdentifier
    try call(to: "attach a dimension scale to '\(name)'", in: fileIdentifier) {
      H5DSattach_scale(rawIdentifier, scale, UInt32(clamping: axis))
    }
  }

  /// The name of the first scale of each axis; `nil` for an axis without one.
  public func dimensionNames() throws(HDF5Error) -> [String?] {
    let rank = try shape().count
    if query({ H5DSis_scale(rawIdentifier) > 0 }) {
      let name = query { scaleName(of: rawIdentifier) }
      return [name] + [String?](repeating: nil, count: max(0, rank - 1))
    }
    return (0..<rank).map { axis in
      query {
        var name: String?
        // SAFETY: The pointer is used only during the call, by the function that is given with it.
        unsafe withUnsafeMutablePointer(to: &name) { pointer in
          _ = unsafe H5DSiterate_scales(
            rawIdentifier, UInt32(axis), nil,
            { _, _, scale, context in
              if let context = unsafe context {
                unsafe context.assumingMemoryBound(to: String?.self).pointee = scaleName(of: scale)
              }
              return 1
            }, pointer)
        }
        return name
      }
    }
  }
}

/// The name of a dimension scale; called under the lock.
private func scaleName(of scale: hid_t) -> String? {
  var bytes = [CChar](repeating: 0, count: 1024)
  // SAFETY: The buffer has the size that is given with it.
  let length = unsafe H5DSget_scale_name(scale, &bytes, bytes.count)
  guard length > 0 else { return nil }
  let name = String(nullTerminated: bytes)
  return name.hasPrefix(HDF5Dataset.bareDimensionMark) ? lastPathComponent(of: scale) : name
}

/// The name of a dataset in its group; called under the lock.
private func lastPathComponent(of dataset: hid_t) -> String? {
  var bytes = [CChar](repeating: 0, count: 1024)
  // SAFETY: The buffer has the size that is given with it.
  let length = unsafe H5Iget_name(dataset, &bytes, bytes.count)
  guard length > 0 else { return nil }
  return String(nullTerminated: bytes).split(separator: "/").last.map(String.init)
}
