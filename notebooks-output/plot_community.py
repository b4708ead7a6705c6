#!/usr/bin/env python3
"""Draws community.png: a week of the community's run.

Needs xarray, h5netcdf and matplotlib; run it after `make run`:

    python notebooks-output/plot_community.py [community.h5 [community.png]]
"""

import sys
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.dates as dates
import matplotlib.pyplot as plt
import xarray as xr

FOLDER = Path(__file__).parent
FIRST_DAY, LAST_DAY = "2016-05-23", "2016-05-29"


def draw(source: Path, picture: Path) -> None:
    tree = xr.open_datatree(source)
    run = tree.to_dataset()
    zone = run.attrs["mgsim_time_zone"]
    clearings = tree["market/local/clearings"].to_dataset()

    # Stamps are UTC and mark the end of an interval; the picture shows civil time and beginnings.
    def civil(stamps):
        return stamps.to_index().tz_localize("UTC").tz_convert(zone)

    hours = (run.time_bnds[0, 1] - run.time_bnds[0, 0]).item() / 3.6e12
    powers = xr.Dataset(
        {
            "load": -run.member_load.sum("member"),
            "generation": run.member_generation.sum("member"),
            "batteries": run.member_battery.sum("member"),
            "grid": (run.grid_import - run.grid_export) / hours,
        }
    ).to_dataframe()
    powers.index = civil(run.time_bnds[:, 0])
    prices = clearings.price.to_series().set_axis(civil(clearings.delivery_start))
    powers = powers.loc[FIRST_DAY:LAST_DAY]
    prices = prices.loc[FIRST_DAY:LAST_DAY]

    plt.rcParams.update({"font.size": 9, "axes.spines.top": False, "axes.spines.right": False})
    figure, (top, middle, bottom) = plt.subplots(
        3, 1, figsize=(9, 6), sharex=True, height_ratios=(3, 2, 1.5), layout="constrained"
    )
    top.fill_between(
        powers.index, powers.generation, step="post", color="#f2b134", label="photovoltaic generation"
    )
    top.step(powers.index, powers.load, where="post", color="#24476b", lw=1.4, label="load")
    top.set_ylabel("kW")
    top.set_ylim(0)
    figure.suptitle(run.attrs["title"], x=0.01, ha="left", fontweight="bold")

    middle.fill_between(
        powers.index, powers.batteries, step="post", color="#4c9f70",
        label="batteries (positive: discharging)",
    )  # fmt: skip
    middle.step(
        powers.index, powers.grid, where="post", color="#8c2d2d", lw=1.2,
        label="exchange with the grid (positive: import)",
    )  # fmt: skip
    middle.axhline(0, color="black", lw=0.6)
    middle.set_ylabel("kW")

    bottom.step(prices.index, prices, where="post", color="#5b3a8c", lw=1.2)
    bottom.set_ylabel(f"local price\n{clearings.price.attrs['units']}")
    bottom.xaxis.set_major_locator(dates.DayLocator(tz=zone))
    bottom.xaxis.set_major_formatter(dates.DateFormatter("%a %d %b", tz=zone))
    bottom.margins(x=0)
    for axes in (top, middle):
        axes.legend(loc="lower right", bbox_to_anchor=(1, 0.98), ncols=2, frameon=False)
    figure.savefig(picture, dpi=110, metadata={"Software": None})


if __name__ == "__main__":
    arguments = [Path(argument) for argument in sys.argv[1:3]]
    draw(*arguments, *[FOLDER / "community.h5", FOLDER / "community.png"][len(arguments) :])
