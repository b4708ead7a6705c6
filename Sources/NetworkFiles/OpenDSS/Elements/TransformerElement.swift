/// A transformer.
struct TransformerElement: ScriptElement {
  static let kind = "transformer"
  static let properties = [
    "phases", "windings", "wdg", "bus", "conn", "kv", "kva", "tap", "%r", "rneut", "xneut",
    "buses", "conns", "kvs", "kvas", "taps", "xhl", "xht", "xlt", "xscarray", "thermal", "n", "m",
    "flrise", "hsrise", "%loadloss", "%noloadloss", "normhkva", "emerghkva", "sub", "maxtap",
    "mintap", "numtaps", "subname", "%imag", "ppm_antifloat", "%rs", "bank", "xfmrcode",
    "xrconst", "x12", "x13", "x23", "leadlag", "wdgcurrents", "core", "rdcohms", "seasons",
    "ratings", "normamps", "emergamps", "faultrate", "pctperm", "repair", "basefreq", "enabled",
    "like",
  ]
  static let harmless = WindingValues.harmless

  var header: ScriptHeader
  var values = WindingValues()

  init(header: ScriptHeader) { self.header = header }

  mutating func forgetBuses() {
    for index in values.windings.indices { values.windings[index].bus = nil }
  }

  mutating func set(
    _ property: String, to value: ScriptValue, in circuit: ScriptCircuit
  ) throws(ScriptFault) {
    if property == "xfmrcode" {
      let buses = values.windings.map(\.bus)
      let lags = values.lowVoltageLags
      values = try circuit.transformerCodes.named(value).values
      for index in values.windings.indices {
        values.windings[index].bus = index < buses.count ? buses[index] : nil
      }
      values.lowVoltageLags = lags
    } else if try !values.set(property, to: value) {
      throw value.unsupported
    }
  }
}

/// What transformers have in common.
struct TransformerCodeElement: ScriptElement {
  static let kind = "xfmrcode"
  static let properties = [
    "phases", "windings", "wdg", "conn", "kv", "kva", "tap", "%r", "rneut", "xneut", "conns",
    "kvs", "kvas", "taps", "xhl", "xht", "xlt", "xscarray", "thermal", "n", "m", "flrise",
    "hsrise", "%loadloss", "%noloadloss", "normhkva", "emerghkva", "maxtap", "mintap", "numtaps",
    "%imag", "ppm_antifloat", "%rs", "x12", "x13", "x23", "rdcohms", "seasons", "ratings", "like",
  ]
  static let harmless = WindingValues.harmless

  var header: ScriptHeader
  var values = WindingValues()

  init(header: ScriptHeader) { self.header = header }

  mutating func set(
    _ property: String, to value: ScriptValue, in circuit: ScriptCircuit
  ) throws(ScriptFault) {
    if try !values.set(property, to: value) { throw value.unsupported }
  }
}
