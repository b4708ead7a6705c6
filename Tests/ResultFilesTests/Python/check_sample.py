"""Checks the values of the sample file of the tests: check_sample.py FILE INTERVALS ROWS.

The formulas are those of Sample.swift.
"""

import sys
import warnings

warnings.simplefilter("error")

import numpy as np  # noqa: E402
import xarray as xr  # noqa: E402

BUSES, MEMBERS = 7, 5


def same(name, found, expected):
    found, expected = np.asarray(found), np.asarray(expected)
    if not np.array_equal(found, expected, equal_nan=found.dtype.kind == "f"):
        sys.exit(f"{name}: {found!r} is not {expected!r}")


def main(path, intervals, rows):
    for engine in ("h5netcdf", "netcdf4"):
        tree = xr.open_datatree(path, engine=engine).load()
        root = tree.to_dataset()
        step = np.arange(intervals)
        start = np.datetime64("2031-12-31T23:00:00", "ns")
        end = start + (step + 1) * np.timedelta64(900, "s")
        same("time", root.time, end)
        same("time_bnds", root.time_bnds[:, 0], end - np.timedelta64(900, "s"))
        same("bus", root.bus, [f"bus {bus}" for bus in range(BUSES)])
        bus = np.arange(BUSES)
        voltage = (1 + step[:, None] / 1024 + bus / 64).astype("f4")
        voltage[step % 3 == 2] = np.nan
        same("bus_v", root.bus_v, voltage)
        same("member_energy", root.member_energy, step[:, None] * 1e-6 - np.arange(MEMBERS))
        same("price", root.price, step / 7)
        same("converged", root.converged, step % 2)
        same("active", root.active, step[:, None] * 3 - bus)
        same("member_bus", root.member_bus, [-1, 0, 1, 2, 3])

        trades = xr.open_dataset(path, group="market/local/trades", engine=engine).load()
        row = np.arange(rows)
        same("trade", trades.trade, row)
        same("traded", trades.traded, start + row * np.timedelta64(1, "s"))
        same("buyer", trades.buyer, row % 6 - 1)
        same("energy", trades.energy, np.where(row % 4 == 3, np.nan, row / 3))
        same("volume", trades.volume, row * 1_000_000_007)
        same("memo", trades.memo, np.array([f"Größe {r}" if r % 2 else "" for r in row], object))
        same("side", trades.side, row % 2)
        assert trades.sizes == {"trade": rows}

        empty = xr.open_dataset(path, group="empty", engine=engine).load()
        assert empty.sizes == {"nothing": 0} and list(empty.data_vars) == ["number", "words"]

        members = xr.open_dataset(path, group="indicators/by_member", engine=engine).load()
        same("member", members.member, [f"member {member}" for member in range(MEMBERS)])
        same("bill", members.bill, np.arange(MEMBERS) / 10)
        indicators = tree["indicators"].to_dataset()
        same("self_sufficiency", indicators.self_sufficiency, 0.625)
        same("violations", indicators.violations, 2**40)
        assert tree["scenario"].source.item() == "name: Größe\n"
        assert root.attrs["title"] == "A sample" and root.attrs["mgsim_seed"] == 2**62 + 1
        tree.close()
    print(f"{path}: as written")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
