/// A file, group or dataset that is open.
public protocol HDF5Object: ~Copyable {
  /// The handle of the HDF5 library, valid while the object lives.
  var rawIdentifier: Int64 { get }

  /// The library's handle of the file that the object belongs to.
  var fileIdentifier: Int64 { get }
}
