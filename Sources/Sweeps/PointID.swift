import Crypto

/// The id of a point: a hash of what it depends on.
enum PointID {
  /// The number of bytes of the hash that are kept.
  static let byteCount = 10

  /// The first bytes of the SHA-256 of a version and an identity.
  static func bytes(version: String, identity: String) -> [UInt8] {
    var text = Array(version.utf8)
    text.append(0)
    text.append(contentsOf: identity.utf8)
    return Array(SHA256.hash(data: text).prefix(byteCount))
  }

  /// `p` and two hexadecimal digits for each byte.
  static func text(of bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = [UInt8(ascii: "p")]
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
