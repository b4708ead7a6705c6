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

  static func network(_ name: String) throws -> MultiphaseNetwork {
    let bytes = try CaseFiles.bytes(CaseFiles.shared.appending(path: name + ".json"))
    guard case .multiphase(let network) = try NetworkFile.read(bytes, named: name + ".json") else {
      throw CocoaError(.fileReadCorruptFile)
    }
    return network
  }
}
