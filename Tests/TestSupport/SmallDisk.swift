import Foundation

/// A file system of a given size in memory, where the system permits to mount one.
public struct SmallDisk: ~Copyable {
  /// Where it is mounted.
  public let path: String

  /// Mounts a disk, for this process alone, so that none stays when it is killed.
  public init?(kibibytes: Int, isReadOnly: Bool = false) {
    path = NSTemporaryDirectory() + "small-disk-" + UUID().uuidString
    guard unsafe mkdir(path, 0o700) == 0 else { return nil }
    let flags: UInt = isReadOnly ? UInt(MS_RDONLY) : 0
    guard unsafe mount("tmpfs", path, "tmpfs", flags, "size=\(kibibytes)k") == 0 else {
      unsafe rmdir(path)
      return nil
    }
  }

  deinit {
    unsafe umount2(path, Int32(MNT_DETACH))
    unsafe rmdir(path)
  }

  /// Whether this process may mount one.
  public static var isPermitted: Bool { SmallDisk(kibibytes: 64) != nil }

  /// The names of its files.
  public var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] }
}
