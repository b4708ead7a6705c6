/// A file, group or dataset that is open.
public protocol HDF5Object: ~Copyable {
  /// The handle of the HDF5 library, valid while the object lives.
  var rawIdentifier: Int64 { get }
}
