import StudyFiles
import TestSupport
import Testing

@Suite(.enabled(if: Python.path != nil, "'make test' sets up the tests' Python"))
struct StudyPythonTests {
  private func write(_ frame: StudyTable, to path: String) async throws {
    let folder = try TemporaryFolder()
    let store = PointStore(folder: folder.path)
    try StudySamples.run(Array(frame.pointIDs.dropLast()), in: store)
    try StudyResultFile.write(
      try await StudyCollection.collect(frame, from: store).table, to: path)
  }

  private func expectToRun(_ source: String, _ arguments: [String]) throws {
    let outcome = try Python.run(source: source + "\nprint('done')", arguments)
    #expect(outcome.code == 0 && outcome.output == "done\n", "\(outcome.output)")
  }

  @Test("xarray opens a factorial study as a dense dataset with labelled coordinates")
  func factorial() async throws {
    let folder = try TemporaryFolder()
    let frame = StudySamples.factorial
    try await write(frame, to: folder.file("study.h5"))
    let expected = StudySamples.record("p1-3-2")
    try expectToRun(
      """
      import sys, xarray, numpy
      bills, bill, balance = map(float, sys.argv[2:])
      for engine in (None, "h5netcdf", "netcdf4"):
          data = xarray.open_dataset(sys.argv[1], engine=engine)
          assert dict(data.sizes) == dict(
              arm=2, pv_share=3, tariff=2, seed=3, member=3, account=2), data.sizes
          assert data.total_bills.dims == ("arm", "pv_share", "tariff", "seed")
          assert data.bill.dims == ("arm", "pv_share", "tariff", "seed", "member")
          at = dict(arm="market", pv_share=20, tariff="time of use", seed=13)
          assert float(data.total_bills.sel(at)) == bills
          assert float(data.bill.sel(member="Müller", **at)) == bill
          assert float(data.account_balance.sel(account="grid", **at)) == balance
          assert list(data.pv_share_label.values) == ["0 %", "20 %", "40 %"]
          assert "pv_share_label" in data.total_bills.coords
          assert data.pv_share.attrs["units"] == "%" and data.seed.dtype == "int64"
          last = dict(arm="market", pv_share=40, tariff="time of use", seed=13)
          assert numpy.isnan(data.total_bills.sel(last)) and int(data.state.sel(last)) == 0
          assert numpy.isnan(data.total_bills).sum() == 1
          assert data.attrs["mgsim_study"] == "sample" and data.attrs["mgsim_currency"] == "EUR"
          frame = data.total_bills.to_dataframe()
          assert len(frame) == 36
          data.close()
      tree = xarray.open_datatree(sys.argv[1])
      points = tree["points"].to_dataset(inherit=False)
      assert list(points.id.values[:2]) == ["p0-0-0", "p0-0-1"] and points.sizes["point"] == 36
      assert numpy.array_equal(
          points.total_bills.values, tree.total_bills.values.ravel(), equal_nan=True)
      assert points.state.attrs["flag_meanings"] == "missing done failed"
      assert str(tree["study"]["base_scenario"].values) == "title: Größe\\n"
      """,
      [
        folder.file("study.h5"), "\(expected.indicators[0].value)",
        "\(expected.tables[0].columns[0].values[2])", "\(expected.tables[1].columns[0].values[1])",
      ])
  }

  @Test("xarray opens another study along its points, with the factors as coordinates")
  func pointwise() async throws {
    let folder = try TemporaryFolder()
    try await write(StudySamples.sampled(count: 30), to: folder.file("study.h5"))
    try expectToRun(
      """
      import sys, xarray
      for engine in ("h5netcdf", "netcdf4"):
          data = xarray.open_dataset(sys.argv[1], engine=engine)
          assert dict(data.sizes) == dict(point=30, member=3, account=2)
          assert {"capacity", "market", "seed"} <= set(data.total_bills.coords)
          assert data.capacity.attrs["units"] == "kWh" and data.capacity.dtype == "float64"
          auctions = data.where(data.market == "auction", drop=True)
          assert auctions.sizes["point"] == 10
          assert list(data.market.values[:3]) == ["", "none", "auction"]
          points = xarray.open_dataset(sys.argv[1], group="points", engine=engine)
          assert points.total_bills.dims == ("point",) and points.id.values[5] == "p5"
          assert points.market_code.values[0] == -1
          data.close(); points.close()
      xarray.open_datatree(sys.argv[1]).close()
      """, [folder.file("study.h5")])
  }

  @Test("h5dump and ncdump read a study whole")
  func tools() async throws {
    let folder = try TemporaryFolder()
    try await write(StudySamples.factorial, to: folder.file("a.h5"))
    try await write(StudySamples.sampled(count: 3000), to: folder.file("b.h5"))
    try expectToRun(
      """
      import sys, subprocess, shutil
      for tool in ("h5dump", "ncdump"):
          for path in sys.argv[1:]:
              if shutil.which(tool):
                  subprocess.run([tool, path], check=True, capture_output=True)
      """, [folder.file("a.h5"), folder.file("b.h5")])
  }
}
