/// An open group of a file.
public struct HDF5Group: ~Copyable, HDF5Container, Sendable {
  let identifier: Identifier

  public var rawIdentifier: Int64 { identifier.rawValue }

  public var fileIdentifier: Int64 { identifier.file ?? identifier.rawValue }
}
