"""Tables what market designs cost whom: python compare_designs.py FOLDER > market-experiments-designs.csv"""

import pathlib
import sys

import h5py

print("arm,community_cost,producers_cost,consumers_cost,traded_kwh,lost_welfare,auctioneer_keeps")
for path in sorted(pathlib.Path(sys.argv[1]).glob("designs.*.h5")):
    with h5py.File(path) as file:
        cost = file["member_cost"][:].sum(axis=0)
        producers = [name.decode().startswith("producer") for name in file["member"][:]]
        clearings = file["market/local/clearings"]
        sums = [clearings[name][:].sum() for name in ("energy", "lost_welfare", "auctioneer_balance")]
        shares = [cost[[p == side for p in producers]].sum() for side in (True, False)]
        numbers = [cost.sum(), *shares, *sums]
        print(path.name.split(".")[1], *(f"{number:.2f}" for number in numbers), sep=",")
