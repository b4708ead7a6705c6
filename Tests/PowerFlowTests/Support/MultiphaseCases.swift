import ComplexModule
import Foundation
import NetworkFiles
import PowerFlow
import RealModule

/// A complex number of the library; the tests have one of their own.
typealias Phasor = ComplexModule.Complex<Double>

/// The reference cases of networks whose phases differ.
enum MultiphaseCases {
  static let names = [
    "ieee13", "ieee13_pubtaps", "ieee13_published", "ieee34", "ieee34_pubtaps", "ieee37",
    "ieee37_pubtaps", "ieee123", "ieee123_pubtaps", "ieee_eulv_nominal",
    "ieee_eulv_nominal_clamped",
  ]

  /// The cases that lie beside the package.
  static let present = names.filter(CaseFiles.exists)

  /// The cases made for these tests, solved by OpenDSS.
  static let own = ["multiphase-four-bus", "multiphase-vector-groups"]

  /// All cases that are there.
  static let all = own + present

  /// Where a case lies.
  static func file(_ name: String) -> URL {
    let folder =
      own.contains(name)
      ? CaseFiles.root.appending(path: "Tests/PowerFlowTests/Data") : CaseFiles.shared
    return folder.appending(path: name + ".json")
  }

  static func network(_ name: String) throws -> MultiphaseNetwork {
    let bytes = try CaseFiles.bytes(file(name))
    guard case .multiphase(let network) = try NetworkFile.read(bytes, named: name + ".json") else {
      throw CocoaError(.fileReadCorruptFile)
    }
    return network
  }
}
