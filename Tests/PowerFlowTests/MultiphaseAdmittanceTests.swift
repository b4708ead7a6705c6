import ComplexModule
import Foundation
import PowerFlow
import Testing

/// The admittances of transformers, lines and capacitors.
struct MultiphaseAdmittanceTests {
  private struct File: Decodable {
    struct Row: Decodable {
      let id: String
      let yprimRe: [[Double]]
      let yprimIm: [[Double]]
    }

    let transformers: [Row]
  }

  @Test(
    "The admittances of every reference transformer follow from its ratings",
    arguments: MultiphaseCases.all)
  func references(name: String) throws {
    let network = try MultiphaseCases.network(name)
    let data = try Data(contentsOf: MultiphaseCases.file(name))
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let file = try decoder.decode(File.self, from: data)
    #expect(file.transformers.count == network.transformers.count)
    for (row, transformer) in zip(file.transformers, network.transformers) {
      let matrix = try transformer.primitiveAdmittance()
      let largest = matrix.elements.map(\.magnitude).max() ?? 0
      var worst = 0.0
      for index in 0..<matrix.rowCount {
        for column in 0..<matrix.columnCount {
          let stated = Phasor(row.yprimRe[index][column], row.yprimIm[index][column])
          worst = max(worst, (matrix[index, column] - stated).magnitude)
        }
      }
      #expect(worst <= 1e-11 * largest, "\(name) \(row.id): \(worst / largest)")
    }
  }
}
