public import Tariffs

/// A rate of the Utility Rate Database as a tariff file of its own.
public struct ImportedRate: Sendable {
  /// The rate as its file has it.
  public let rate: URDBRate
  /// What it is billed as.
  public let plan: RatePlan

  /// Reads a rate.
  ///
  /// - Parameters:
  ///   - bytes: The JSON text.
  ///   - name: What messages call the file.
  ///   - label: Which rate of several is meant; `nil` when there is exactly one.
  ///   - options: What the rate leaves open.
  /// - Throws: ``TariffFileError`` with every fault of the file, each on a line with its place, or with
  ///   what a plan cannot bill.
  public init(
    _ bytes: [UInt8], named name: String, label: String? = nil,
    options: URDBOptions = URDBOptions()
  ) throws(TariffFileError) {
    do throws(URDBFileError) {
      rate = try URDBRate.read(bytes, named: name, label: label)
    } catch {
      throw TariffFileError(error.description)
    }
    do throws(URDBPlanError) {
      plan = try rate.plan(options)
    } catch {
      throw TariffFileError("\(name): the rate can't be billed: \(error.description).")
    }
  }

  /// What the plan bills differently from the rate, or not at all: one sentence each.
  public var differences: [String] {
    plan.metadata.filter { $0.name == URDBRate.differenceName }.map(\.text)
  }

  /// The plan as a tariff file of the kind `rate-plan`, its differences from the rate at the top.
  public var yaml: String {
    let title = "From the Utility Rate Database" + (rate.label.isEmpty ? "" : ": \(rate.label)")
    return RatePlanWriter.yaml(plan, comment: ([title] + differences).joined(separator: "\n"))
  }

  /// The rate as its file has it, every key in its order: a tariff file, too.
  public var json: String { rate.json }
}
