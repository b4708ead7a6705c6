import Parameters
import Quantities
import Tariffs
import Testing

/// Values at the ends of what is allowed, in combinations that nobody would write.
struct BrazilFuzzTests {
  struct Dice {
    var state: UInt64
    mutating func roll(_ count: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % count
    }
  }

  static func value(_ parameter: Parameter, _ dice: inout Dice) -> ParameterValue? {
    let low = parameter.minimum ?? -1e18
    let high = parameter.maximum ?? 1e18
    switch parameter.kind {
    case .quantity, .number, .fraction:
      let choices: [Double] = [0, 0.2, 1, 1e-9, 5000, 1e5, low, high]
      let inner = choices[dice.roll(choices.count)]
      let number = min(max(inner, low), high)
      return .number(parameter.excludesMinimum && number <= low ? 1 : number)
    case .integer:
      let digit = Double(dice.roll(10))
      return .integer(Int64(min(max(digit, low), high)))
    case .boolean: return .boolean(dice.roll(2) == 0)
    case .choice(let words): return .text(words[dice.roll(words.count)])
    case .timeOfDay: return .integer(Int64(dice.roll(1441)))
    case .text:
      let texts = [
        "2026-07", "Enel SP", "Amarela", "Enel CE 2019", "TUSD_FioB", "TE", "TUSD_CDE", "x",
      ]
      return .text(texts[dice.roll(texts.count)])
    case .date: return .text(["2020-01-01", "2023-03-01", "2024-01-01"][dice.roll(3)])
    case .section(let set): return .section(values(set, &dice))
    case .list(let set): return .list((0..<dice.roll(4)).map { _ in values(set, &dice) })
    default: return parameter.defaultValue
    }
  }

  static func values(_ set: ParameterSet, _ dice: inout Dice) -> ParameterValues {
    var values: [String: ParameterValue] = [:]
    let chosen =
      set.exactlyOneOf.isEmpty ? nil : set.exactlyOneOf[dice.roll(set.exactlyOneOf.count)]
    for parameter in set.parameters {
      let isLeftOut =
        set.exactlyOneOf.contains(parameter.name)
        ? parameter.name != chosen
        : parameter.isOptional && dice.roll(3) > 0 && parameter.name != "tusd"
      if isLeftOut { continue }
      let usual = parameter.defaultValue != nil && dice.roll(2) == 0
      values[parameter.name] = usual ? parameter.defaultValue : value(parameter, &dice)
    }
    values["rules"] = nil
    return ParameterValues(values)
  }

  @Test("Extreme values give bills or an error, never a trap", arguments: 0..<400)
  func extremes(seed: Int) throws {
    var dice = Dice(state: UInt64(seed))
    let inputs = TariffInputs(currency: "BRL")
    let plan: RatePlan
    do throws(ParameterError) {
      plan =
        seed % 2 == 0
        ? try BrazilGroupBTariff(Self.values(BrazilGroupBTariff.parameterSet, &dice))
          .plan(named: "fuzz", inputs)
        : try BrazilGroupATariff(Self.values(BrazilGroupATariff.parameterSet, &dice))
          .plan(named: "fuzz", inputs)
    } catch {
      #expect(!error.message.isEmpty && !error.message.hasSuffix("."))
      return
    }
    let grid = try Brazil.grid(2026, 7, months: 2, minutes: 15)
    let energy = [Int64(0), 1, 1_000_000, 1 << 45][dice.roll(4)]
    var meter = MeterSeries(
      imported: Array(repeating: energy, count: grid.count),
      exported: Array(repeating: energy / 3, count: grid.count))
    meter.reactive = meter.exported
    var state = BillingState()
    do throws(BillingError) {
      for bill in try BillingEngine(plan, on: grid).bills(for: meter, state: &state) {
        let sum = bill.lines.reduce(Int128(0)) { $0 + Int128($1.amount.micros) }
        #expect(sum == Int128(bill.total.micros))
      }
    } catch {
      #expect(!error.description.isEmpty)
    }
  }
}
