import Contracts
import Quantities
import ResultFiles
import Scenarios

/// What is known of the contract at the end of a run.
extension IntervalCycle {
  /// The end state of the contract and what came of the governance.
  func contractGroups(currency: String) -> [ResultGroup] {
    guard let community else { return [] }
    let state = community.state
    let summary = community.metrics.summary(
      at: community.contract.time, contract: community.contract)
    return [
      ResultGroup(
        path: "contract",
        scalars: [
          Scalar(
            "record_count", .integer(community.journalEnd.count), longName: "Records of the journal"
          ),
          Scalar(
            "last_sha256", .text(community.journalEnd.hash.description),
            longName: "Hash of the last record of the journal"),
        ],
        blobs: [
          Blob(
            "end_state", state.encoded(),
            longName: "The contract's state at the end in the journal's byte encoding")
        ]),
      members(of: state), plants(of: state, summary.funding), referendums(of: state),
      bids(of: state), kinds(of: summary.decisions), calls(of: summary.integrity),
      ResultGroup(
        path: "indicators/governance",
        scalars: governanceIndicators(summary, currency: currency).map {
          Scalar($0.name, .number($0.value), units: $0.units, longName: $0.longName)
        }),
    ]
  }

  private func seconds(_ name: String, _ times: [Int64], _ longName: String) -> Column {
    Column(
      name, .float64(times.map { $0 == .min ? .nan : Double($0) }),
      units: "seconds since 1970-01-01T00:00:00Z", longName: longName)
  }

  private func members(of state: ContractState) -> ResultGroup {
    let indices = community?.memberOfAddress ?? [:]
    return ResultGroup(
      path: "contract/members",
      rows: .numbered(dimension: "contract_member", longName: "Members in the order of admission"),
      columns: [
        Column(
          "member_index", .int32(state.members.map { Int32(indices[$0.address] ?? -1) }),
          longName: "Member of the scenario", indexOf: "member"),
        Column(
          "admission", .int64(state.members.map(\.sequence)),
          longName: "Number of the admission, from 0"),
        Column("full_name", .text(state.members.map(\.fullName)), longName: "Full name"),
        Column(
          "utility", .text(state.members.map(\.utility.text)), longName: "Distribution company"),
        Column(
          "quota", .float64(state.members.map { Double($0.quota.watts) }), units: "W",
          longName: "Quota"),
        Column(
          "tokens", .float64(state.members.map { Double($0.tokens.milliSEB) / 1000 }), units: "1",
          longName: "Tokens (SEB)"),
      ])
  }

  private func plants(of state: ContractState, _ funding: FundingSummary) -> ResultGroup {
    func energy(_ plant: PowerPlant) -> Double {
      sharedPlants?.plants.first { $0.id == plant.id }.map {
        ($0.totalWattHours + $0.wattHours) / 1000
      } ?? 0
    }
    return ResultGroup(
      path: "contract/plants",
      rows: .numbered(dimension: "plant", longName: "Plants in the order of registration"),
      columns: [
        Column("plant_id", .text(state.plants.map(\.id.description)), longName: "Identifier"),
        Column(
          "proposal", .text(state.plants.map(\.referendum.description)),
          longName: "Referendum that approved the plant"),
        Column("plant_status", .text(state.plants.map(\.status.rawValue)), longName: "Status"),
        Column(
          "plant_capacity", .float64(state.plants.map { Double($0.capacity.watts) / 1000 }),
          units: "kW", longName: "Capacity"),
        Column(
          "plant_cost", .float64(state.plants.map { Double($0.cost) }), units: "1",
          longName: "Target of the crowdfunding in the scenario's currency"),
        Column(
          "plant_utility", .text(state.plants.map(\.utility.text)),
          longName: "Distribution company"),
        Column(
          "funder_count", .int64(state.plants.map(\.funderCount)), longName: "Distinct funders"),
        seconds(
          "crowdfunding_start", state.plants.map(\.crowdfunding.start),
          "When the crowdfunding was opened"),
        seconds(
          "crowdfunding_end", state.plants.map(\.crowdfunding.end),
          "Last second of the crowdfunding"),
        seconds(
          "fully_funded", funding.plants.map { $0.full ?? .min },
          "When the bids met the target; NaN where they never did"),
        seconds(
          "operating_since", funding.plants.map { $0.operating ?? .min },
          "When the plant began to operate; NaN where it did not"),
        Column(
          "plant_energy", .float64(state.plants.map(energy)), units: "kWh",
          longName: "Energy injected in the whole run"),
      ])
  }

  private func referendums(of state: ContractState) -> ResultGroup {
    let all = state.referendums
    return ResultGroup(
      path: "contract/referendums",
      rows: .numbered(dimension: "referendum", longName: "Referendums in the order of opening"),
      columns: [
        Column("referendum_kind", .text(all.map(\.subject.kindName)), longName: "Kind"),
        seconds("opened", all.map(\.start), "When it was opened"),
        seconds("closed", all.map(\.end), "Last second in which votes were taken"),
        Column("electors", .int64(all.map(\.electorCount)), longName: "Members who could vote"),
        Column("votes", .int64(all.map(\.voteCount)), longName: "Ballots cast"),
        Column("yes_votes", .int64(all.map(\.yesCount)), longName: "Ballots that said yes"),
        Column(
          "outcome", .int8(all.map { $0.hasResult ? ($0.outcome ? 2 : 1) : 0 }),
          longName: "Result", flags: Flags(["unresolved", "refused", "approved"])),
        Column(
          "executed", .int8(all.map { $0.isExecuted ? 1 : 0 }),
          longName: "Whether what was approved was carried out", flags: Flags(["no", "yes"])),
      ])
  }

  private func bids(of state: ContractState) -> ResultGroup {
    let indices = community?.memberOfAddress ?? [:]
    let rows = state.plants.enumerated().flatMap { plant, value in
      value.crowdfunding.bids.map { (plant: plant, bid: $0) }
    }
    return ResultGroup(
      path: "contract/bids",
      rows: .numbered(dimension: "bid", longName: "Bids that stand, by plant and admission"),
      columns: [
        Column(
          "bid_plant", .int32(rows.map { Int32($0.plant) }), longName: "Row of contract/plants"),
        Column(
          "bidder", .int32(rows.map { Int32(indices[$0.bid.address] ?? -1) }),
          longName: "Member that bids", indexOf: "member"),
        Column(
          "bid_amount", .float64(rows.map { Double($0.bid.amount) }), units: "1",
          longName: "Amount in the scenario's currency"),
      ])
  }

  private func kinds(of decisions: DecisionSummary) -> ResultGroup {
    let kinds = decisions.kinds + [decisions.all]
    func counts(_ name: String, _ values: [Int], _ longName: String) -> Column {
      Column(name, .int64(values.map(Int64.init)), longName: longName)
    }
    func shares(
      _ name: String, _ values: [Double], _ longName: String, units: String = "1"
    ) -> Column {
      Column(name, .float64(values), units: units, longName: longName)
    }
    return ResultGroup(
      path: "indicators/by_referendum_kind",
      rows: .numbered(dimension: "referendum_kind_row", longName: "Kinds, then all together"),
      columns: [
        Column("decision_kind", .text(kinds.map(\.kind)), longName: "Kind of referendum"),
        counts("opened_count", kinds.map(\.opened), "Referendums opened"),
        counts("approved_count", kinds.map(\.approved), "Referendums approved"),
        counts("refused_count", kinds.map(\.refused), "Referendums refused"),
        counts("unresolved_count", kinds.map(\.unresolved), "Referendums without a result"),
        counts(
          "not_executable_count", kinds.map(\.notExecutable),
          "Approved changes that could no longer be carried out"),
        counts(
          "lost_to_absence_count", kinds.map(\.lostToAbsence),
          "Proposals with a majority of the votes cast but not of the electorate"),
        shares("approval_rate", kinds.map(\.approvalRate), "Approved of those with a result"),
        shares("mean_turnout", kinds.map(\.meanTurnout), "Mean of votes / electors"),
        shares("median_turnout", kinds.map(\.medianTurnout), "Median of votes / electors"),
        shares("mean_yes_margin", kinds.map(\.meanYesMargin), "Mean of (yes - no) / votes"),
        shares(
          "mean_days_to_effect", kinds.map(\.meanDaysToEffect),
          "Mean time from request to effect", units: "d"),
        shares(
          "median_days_to_effect", kinds.map(\.medianDaysToEffect),
          "Median time from request to effect", units: "d"),
      ])
  }

  private func calls(of integrity: IntegritySummary) -> ResultGroup {
    let rows =
      integrity.calls.map { ("calls: \($0.operation)", $0.count) }
      + integrity.refusals.map { ("refused: \($0.code.rawValue)", $0.count) }
    return ResultGroup(
      path: "indicators/contract_calls",
      rows: .numbered(dimension: "call_kind", longName: "Calls by operation, refusals by code"),
      columns: [
        Column("call_name", .text(rows.map(\.0)), longName: "Operation or error code"),
        Column("call_count", .int64(rows.map { Int64($0.1) }), longName: "Number of calls"),
      ])
  }
}
