import TestSupport
import Testing

@Suite(.enabled(if: Python.path != nil, "there is no Python with the packages; run make test"))
struct ReaderTests {
  @Test("Other readers open what the program wrote without a warning")
  func layout() throws {
    let study = try Study()
    try #require(try study.program("run", Study.scenario).code == 0)
    let layout = try Python.run(
      "ResultFilesTests/Python/check_layout.py", [study.output("village.h5")])
    #expect(layout.code == 0, "\(layout.output)")
  }

  @Test("Another seed changes prices and nothing of what the network did")
  func seeds() throws {
    let study = try Study()
    for seed in ["7", "8"] {
      let run = try study.program(
        "run", Study.scenario, "-o", "\(seed).h5", "--set", "seed=\(seed)")
      #expect(run.code == 0)
    }
    let compared = try Python.run(
      source: """
        import h5py, sys
        one, two = (h5py.File(path) for path in sys.argv[1:])
        for name in ["member_load", "member_generation", "member_battery", "member_state_of_charge",
                     "bus_voltage", "branch_power", "branch_loss", "member_import"]:
            same = one[name][:].tobytes() == two[name][:].tobytes()
            if not same: print(name, "differs")
        prices = [file["market/local/clearings/price"][:].tobytes() for file in (one, two)]
        if prices[0] == prices[1]: print("prices are the same")
        """, [study.output("7.h5"), study.output("8.h5")])
    #expect(compared.output == "")
  }

  /// Changes of a whole file that leave it an HDF5 file, each as a line of Python.
  static let damages = [
    "del file['member_cost']", "del file['indicators']", "del file['ledger']", "del file['time']",
    "del file['account']", "del file['contract/journal/payload']",
    "replace('ledger/amount', [1.0])",
    "replace('ledger/debtor', [0])", "replace('ledger/creditor', [0])",
    "replace('ledger/creditor', [2**62] * len(file['ledger/debtor']))",
    "replace('bills/amount', [])", "replace('bills/kind', [0])",
    "replace('bills/member', [0] * 99)",
    "replace('indicators/by_member/bill', [0.0])",
    "replace('indicators/by_member/bill', [0.0] * 9)",
    "replace('indicators/by_account/balance', [])", "replace('member_cost', [[0.0]])",
    "replace('member_cost', [0.0] * 96)", "replace('member_cost', 1.0)",
    "replace('member_import', [[0.0]])", "replace('member_import', [[0.0] * 3] * 96)",
    "replace('grid_import', [])", "replace('grid_import', [[0.0] * 5] * 96)",
    "replace('grid_import', 0.0)", "replace('member', [])", "replace('member', ['a'] * 1000)",
    "replace('account', ['a'])", "replace('time', [0])", "replace('time', [0] * 20000)",
    "replace('contract/journal/kind', [0])", "replace('contract/journal/record_name', [])",
    "replace('contract/journal/sha256', ['x'])", "replace('contract/journal/payload', 1)",
    "replace('contract/journal/contract_time', [0] * 50)",
    "file.attrs['mgsim_format'] = '2.0'", "file.attrs['mgsim_format'] = 'x' * 60000",
    "file.attrs['mgsim_format'] = 1.0", "file.attrs['mgsim_status'] = 'odd'",
    "file['indicators/again'] = file['/']",
    "file['indicators/soft'] = h5py.SoftLink('/indicators/soft')",
    "file['outside'] = h5py.ExternalLink('no-such-file.h5', '/x')",
    "file.create_dataset('huge', (2**62,), chunks=(1,), dtype='f8')",
    "replace('ledger/amount', [float('nan')] * len(file['ledger/debtor']))",
    "replace('ledger/amount', [1e300] * len(file['ledger/debtor']))",
  ]

  @Test("A file whose parts do not fit one another is an error or a failed check, never a trap")
  func damaged() throws {
    let study = try Study()
    try #require(try study.program("run", Study.scenario).code == 0)
    let changed = try Python.run(
      source: """
        import h5py, os, shutil, sys
        def replace(name, values):
            del file[name]
            file[name] = values
        os.chdir(sys.argv[1])
        for number, change in enumerate(sys.argv[2:]):
            shutil.copy("village.h5", f"{number}.h5")
            with h5py.File(f"{number}.h5", "r+") as file:
                exec(change)
        """, [study.outputFolder] + Self.damages)
    try #require(changed.code == 0, "\(changed.output)")
    for (number, change) in Self.damages.enumerated() {
      for options in [["--check"], ["--variables", "--format", "json"]] {
        let outcome = try Program.run(
          ["show", "\(number).h5"] + options, in: study.outputFolder, timeout: .seconds(20))
        #expect(outcome.signal == nil, "a trap after \(change)")
        guard let code = outcome.code else { continue }
        #expect((0...2).contains(code), "\(change)")
        if code != 0 { #expect(outcome.errors.hasPrefix("mgsim: "), "\(change)") }
      }
    }
  }

  /// Changes of the numbers that a check must find.
  static let forgeries = [
    "edit('ledger/amount', 0, 0.000001)", "edit('indicators/by_account/balance', 0, 0.000001)",
    "edit('bills/amount', 0, 0.000001)", "edit('indicators/by_member/bill', 0, 0.000001)",
    "edit('grid_import', 3, 0.01)", "edit('network_loss', 3, 0.01)",
    "edit('storage_change', 40, 0.01)", "edit('contract/journal/contract_time', 1, 1)",
    "edit('contract/journal/kind', 1, 1)",
  ]

  @Test("A number that was changed fails its check, and the exit code is 1")
  func forged() throws {
    let study = try Study()
    try #require(try study.program("run", Study.scenario).code == 0)
    let changed = try Python.run(
      source: """
        import h5py, os, shutil, sys
        def edit(name, index, change):
            values = file[name][...]
            values[index] += change
            file[name][...] = values
        os.chdir(sys.argv[1])
        for number, change in enumerate(sys.argv[2:]):
            shutil.copy("village.h5", f"{number}.h5")
            with h5py.File(f"{number}.h5", "r+") as file:
                exec(change)
        """, [study.outputFolder] + Self.forgeries)
    try #require(changed.code == 0, "\(changed.output)")
    for (number, change) in Self.forgeries.enumerated() {
      let outcome = try study.program("show", "\(number).h5", "--check")
      #expect(outcome.code == 1, "\(change)")
      #expect(outcome.output.contains("FAILED  "), "\(change)")
      #expect(outcome.errors.contains("of '\(number).h5' failed"), "\(change)")
    }
  }
}
