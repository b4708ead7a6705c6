"""Volume and price of random books in pymarket: its demand and supply curves and where they cross.

pymarket has no uniform-price mechanism, but the steps of one. It gets every advantage: the bids are
in its table beforehand, and it need not say who trades with whom.
"""

import gc
import json
import sys
import time

import pymarket

MASK = (1 << 64) - 1
BOOKS = 8


def draws(state):
    """Draws numbers of 64 bits."""
    while True:
        state = (state + 0x9E3779B97F4A7C15) & MASK
        bits = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        bits = ((bits ^ (bits >> 27)) * 0x94D049BB133111EB) & MASK
        yield bits ^ (bits >> 31)


def book(numbers, bids, offers):
    manager = pymarket.BidManager()
    for index in range(bids + offers):
        energy = 1 + next(numbers) % 5_000_000
        price = 50_000 + next(numbers) % 350_000
        manager.add_bid(energy / 1e6, price / 1e6, index, index < bids)
    return manager.get_df()


def clear(table):
    demand, _ = pymarket.demand_curve_from_bids(table)
    supply, _ = pymarket.supply_curve_from_bids(table)
    volume, _, _, price = pymarket.intersect_stepwise(demand, supply, 0.5)
    return volume, price


def main():
    bids, offers, seed, repetitions = (int(argument) for argument in sys.argv[1:5])
    numbers = draws(seed)
    tables = [book(numbers, bids, offers) for _ in range(BOOKS)]
    volumes = [round(clear(table)[0] * 1e6) for table in tables]
    gc.collect()
    gc.freeze()
    times = []
    for _ in range(repetitions):
        start = time.process_time_ns()
        for table in tables:
            clear(table)
        times.append((time.process_time_ns() - start) / 1000 / BOOKS)
    print(json.dumps({"microseconds": times, "milliwattHours": volumes}))


main()
