public import Quantities

/// Which tariff is taken from ANEEL's tables.
public struct AneelSelection: Hashable, Sendable {
  /// The modality of a tariff.
  public enum Modality: String, CaseIterable, Hashable, Sendable {
    case conventional
    case white
    case green
    case blue

    /// The name in the tables.
    var name: String {
      switch self {
      case .conventional: "Convencional"
      case .white: "Branca"
      case .green: "Verde"
      case .blue: "Azul"
      }
    }
  }

  /// The distributor (SigAgente), such as `ETO`; capitals and accents do not matter.
  public var distributor: String
  /// The subgroup, such as `B1`.
  public var subgroup: String
  /// The modality.
  public var modality: Modality
  /// A day on which the tariff is in force.
  public var date: CivilDate
  /// The class (DscClasse), such as `Residencial`; `nil` where the table leaves no choice.
  public var consumerClass: String?
  /// The subclass (DscSubClasse); `nil` where the table leaves no choice.
  public var subclass: String?
  /// Whether the rows of compensated energy (detail SCEE) are taken, whose prices already hold the
  /// discount.
  public var takesCompensated = false
  /// The connection of a tariff of group B, which the tables do not tell.
  public var connection: String?
  /// The contracted demands of group A in kilowatts, which the tables do not tell: `contracted`, or
  /// `contractedPeak` and `contractedOffPeak`.
  public var contractedKilowatts: [String: Double] = [:]

  /// Creates a selection.
  public init(distributor: String, subgroup: String, modality: Modality, date: CivilDate) {
    self.distributor = distributor
    self.subgroup = subgroup
    self.modality = modality
    self.date = date
  }

  /// The base of the tariffs that are billed.
  static let applied = "Tarifa de Aplicação"
  /// The detail of tariffs without one.
  static let plain = "Não se aplica"
  /// The detail of compensated energy.
  static let compensated = "SCEE"
}
