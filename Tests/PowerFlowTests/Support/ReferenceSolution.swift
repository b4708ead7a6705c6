import Foundation

/// The part of a case file that the reader ignores: the solution of other programs.
struct ReferenceSolution: Decodable {
  struct BusRow: Decodable {
    let id: String
    let vmPu: Double
    let vaDeg: Double
  }

  struct LineRow: Decodable {
    let id: String
    let pFromKw: Double
    let qFromKvar: Double
    let pToKw: Double
    let qToKvar: Double
    let iFromA: Double
    let iToA: Double
    let lossKw: Double
  }

  struct TransformerRow: Decodable {
    let id: String
    let pHvKw: Double
    let qHvKvar: Double
    let pLvKw: Double
    let qLvKvar: Double
    let iHvA: Double
    let iLvA: Double
    let lossKw: Double
  }

  let totalLossKw: Double
  let sourcePKw: Double?
  let sourceQKvar: Double?
  let buses: [BusRow]
  let lines: [LineRow]?
  let transformers: [TransformerRow]?

  private struct File: Decodable {
    let solution: ReferenceSolution
  }

  init(named name: String) throws {
    let data = try Data(contentsOf: CaseFiles.shared.appending(path: name + ".json"))
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    self = try decoder.decode(File.self, from: data).solution
  }
}
