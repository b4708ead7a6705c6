public import PowerFlow

/// Case files: networks in the format `mgsim-pf-case/1`, which ``NetworkFile`` reads.
public enum CaseFile {
  /// Writes a network.
  ///
  /// Each row of a table stands on a line of its own. Numbers are written with as many digits as
  /// are needed, at most 17, so that what is read back is the same network to the last bit.
  ///
  /// The format first served reference cases. What it lacked is written in fields that may be left
  /// out:
  ///
  /// | in rows of | field | meaning |
  /// | --- | --- | --- |
  /// | lines | `kind` | `switch` or `fuse`; a `line` otherwise |
  /// | lines, unbalanced | `g_us` | the conductances of the shunts, as `b_us` |
  /// | sources, unbalanced | `v_re`, `v_im` | the voltage of each node in volts, instead of `e_kv_ln` |
  /// | windings | `clock` | the hours by which the winding lags the first, instead of `lead_lag` |
  /// | transformers, balanced | `tap_changer`, `in_service` | taps with their control |
  /// | loads | `zip` | six shares of constant impedance, current and power |
  /// | loads, balanced | `exponents` | two exponents, with the model `exponential` |
  /// | gens | `control` | what decides on the power, by `kind` |
  /// | capacitors | `steps`, `closed_steps`, `control` | steps and what switches them |
  ///
  /// - Parameters:
  ///   - model: The network; its numbers must be finite.
  ///   - provenance: Where it comes from, for people who read the file.
  /// - Returns: The bytes of the file.
  /// - Complexity: O(*n*) for *n* elements.
  public static func write(_ model: NetworkModel, provenance: String? = nil) -> [UInt8] {
    var writer = CaseWriter()
    switch model {
    case .balanced(let network): writer.write(network, provenance: provenance)
    case .multiphase(let network): writer.write(network, provenance: provenance)
    }
    return Array(writer.text.utf8)
  }
}
