import ComplexModule
import Foundation
import PowerFlow
import RealModule
import Testing

/// Currents, powers, losses and loads of the reference cases.
struct MultiphaseResultTests {
  struct SourceFile: Decodable {
    struct Row: Decodable {
      let pKw: Double
      let qKvar: Double
    }

    let sources: [Row]
  }

  /// The largest deviations of one kind of rows, as a share of the largest value of that kind.
  private struct Deviations {
    var currents = 0.0
    var powers = 0.0

    mutating func compare(
      _ end: MultiphaseSolution.Terminal, _ amperes: [Double], _ kilowatts: [Double],
      _ kilovars: [Double], base: Double
    ) {
      for (position, current) in end.currents.enumerated() {
        // The currents of delta windings' unused conductors are zeros or left out.
        let expected = position < amperes.count ? amperes[position] : 0
        currents = max(currents, abs(current.length - expected))
      }
      for (position, power) in end.powers.enumerated() where position < kilowatts.count {
        let expected = Phasor(1000 * kilowatts[position], 1000 * kilovars[position])
        powers = max(powers, (power - expected).length / base)
      }
    }
  }

  @Test(
    "Currents, powers, losses and loads are those of the references",
    arguments: MultiphaseCases.all)
  func results(name: String) throws {
    let network = try MultiphaseCases.network(name)
    var solver = try MultiphasePowerFlowSolver(network)
    #expect(solver.solve().converged)
    let solution = solver.solution
    let reference = try MultiphaseReference(named: name)
    let loss = Phasor(1000 * reference.totalLossKw, 1000 * reference.totalLossKvar)
    let lossError = abs(solution.loss.real - loss.real) / loss.real
    let total = solution.sourcePower.length
    var lines = Deviations()
    var transformers = Deviations()
    for (row, line) in zip(reference.lines, solution.lines) {
      #expect(row.id == line.name)
      lines.compare(line.ends[0], row.iFromA, row.pFromKw, row.qFromKvar, base: total)
      lines.compare(line.ends[1], row.iToA, row.pToKw, row.qToKvar, base: total)
    }
    for (row, branch) in zip(reference.transformers, solution.transformers) {
      #expect(row.id == branch.name)
      transformers.compare(branch.ends[0], row.iFromA, row.pFromKw, row.qFromKvar, base: total)
      transformers.compare(branch.ends[1], row.iToA, row.pToKw, row.qToKvar, base: total)
    }
    let largest = reference.lines.flatMap(\.iFromA).max() ?? 1
    let balance =
      (solution.sourcePower + solution.generatorPower - solution.loadPower - solution.loss
      - solution.capacitors.reduce(.zero) { $0 + $1.power }).length
    #expect(lossError < 1e-6)
    #expect(lines.currents < 1e-6 * largest)
    #expect(lines.powers < 1e-6)
    #expect(transformers.currents < 1e-6 * largest)
    #expect(transformers.powers < 1e-6)
    #expect(balance < 1e-6 * total)
    try compareSources(solution, named: name)
    compareLoads(solution, reference)
    let lowest = try #require(solution.lowestNode.map { solution.nodes[$0] })
    let highest = try #require(solution.highestNode.map { solution.nodes[$0] })
    #expect(abs(lowest.magnitudePerUnit - reference.vMinPu) < 2e-8)
    #expect("\(network.buses[lowest.bus].name).\(lowest.conductor)" == reference.vMinNode)
    #expect(abs(highest.magnitudePerUnit - reference.vMaxPu) < 2e-8)
  }

  private func compareSources(_ solution: MultiphaseSolution, named name: String) throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let data = try Data(contentsOf: MultiphaseCases.file(name))
    let rows = try decoder.decode(SourceFile.self, from: data).sources
    for (row, source) in zip(rows, solution.sources) {
      let expected = Phasor(1000 * row.pKw, 1000 * row.qKvar)
      #expect((source.power - expected).length < 1e-6 * expected.length)
    }
  }

  private func compareLoads(_ solution: MultiphaseSolution, _ reference: MultiphaseReference) {
    for (row, load) in zip(reference.loads, solution.loads) {
      #expect(row.id == load.name)
      let expected = Phasor(1000 * row.pKw, 1000 * row.qKvar)
      #expect((load.power - expected).length <= 1e-6 * expected.length)
      #expect(load.isOutsideWindow == row.clamped)
      #expect(load.voltagesPerUnitOfRating.count == row.vPuOfRating.count)
      for (own, other) in zip(load.voltagesPerUnitOfRating, row.vPuOfRating) {
        #expect(abs(own - other) < 2e-8)
      }
      for (own, other) in zip(load.terminal.currents, row.iA) {
        #expect(abs(own.length - other) <= 1e-6 * other + 1e-9)
      }
    }
  }
}
