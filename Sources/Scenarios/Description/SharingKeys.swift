import Parameters
import Tariffs

/// The elements of `sharing`.
enum SharingKeys {
  static let variants = Variants(
    name: "sharing", selector: .key(Variants.kindKey, default: nil),
    kinds: SharingKinds.all.map { $0.parameterSet },
    "A rule by which members share what some of them generate.")
}
