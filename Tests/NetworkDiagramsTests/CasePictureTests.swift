import Foundation
import NetworkDiagrams
import NetworkFiles
import PowerFlow
import Testing

/// Pictures of networks of all sizes.
struct CasePictureTests {
  static let cases = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../shared/cases").standardized

  static let names = [
    "case33bw", "simbench_lv_rural1_0", "cigre_mv", "kerber_landnetz_kabel_1", "eulv_balanced",
    "synth1000", "bad_island", "bad_beyond_collapse",
  ].filter { FileManager.default.fileExists(atPath: cases.appending(path: $0 + ".json").path) }

  @Test(
    "A reference network is drawn with all buses, and labels that do not meet", arguments: names)
  func reference(name: String) throws {
    let data = try Data(contentsOf: Self.cases.appending(path: name + ".json"))
    let network = try NetworkFile.readBalanced([UInt8](data), named: name)
    let diagram = OneLineDiagram(
      .balanced(network), voltagesPerUnit: network.buses.indices.map { [1 - 0.0001 * Double($0)] })
    let picture = DrawnPicture(diagram)
    try #require(picture.isWellFormed)
    #expect(picture.titles(in: "bus").count == network.buses.count)
    let labels = picture.all("text", in: "labels")
    #expect(labels.count > 5)
    if network.buses.count <= 33 { #expect(labels.count == network.buses.count) }
    var frames: [(left: Double, right: Double, baseline: Double)] = []
    for label in labels {
      let left = try #require(label.attributes["x"].flatMap(Double.init))
      let baseline = try #require(label.attributes["y"].flatMap(Double.init))
      // Letters are narrower than this on average, so labels that meet here would meet on paper.
      frames.append((left, left + 4 * Double(label.text.count), baseline))
    }
    for (index, one) in frames.enumerated() {
      for other in frames[..<index] where abs(one.baseline - other.baseline) < 8 {
        #expect(one.right < other.left || other.right < one.left)
      }
    }
  }
}
