/// The sizes of what is drawn, which follow from the room that a bus has.
struct DiagramStyle {
  /// The radius of a bus.
  let busRadius: Double
  /// The radius of the ring around a bus outside of the band.
  var ringRadius: Double { 1.75 * busRadius }
  /// The size of a symbol.
  let symbol: Double
  /// The size of the letters.
  let letters: Double
  /// The thickness of a branch with three phases.
  let stroke: Double

  init(unit: Double) {
    busRadius = min(4.2, max(1.7, unit * 0.1))
    symbol = min(7, max(2.2, unit * 0.17))
    letters = unit > 30 ? 11 : unit > 20 ? 10 : 9
    stroke = min(2.6, max(1.2, unit * 0.06))
  }

  /// The thickness of a branch by its number of phases.
  func thickness(phaseCount: Int) -> Double {
    stroke * (phaseCount >= 3 ? 1 : phaseCount == 2 ? 0.72 : 0.46)
  }

  /// The colours of all that has no voltage, which readers on a dark ground get lighter if their
  /// program says that it is dark.
  static let sheet = """
    <style>
    .title{font-weight:600}
    text{font-family:Inter,"Helvetica Neue",Arial,sans-serif;fill:#727b86}
    .ink{stroke:#727b86;fill:none}
    .solid{fill:#727b86;stroke:none}
    @media (prefers-color-scheme:dark){text,.solid{fill:#b3bcc7}.ink{stroke:#b3bcc7}}
    </style>
    """
}
