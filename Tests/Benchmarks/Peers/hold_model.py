"""The hold model in SimPy: each process yields one timeout after another.

SimPy gets every advantage: the random increments are drawn beforehand, the processes share one
iterator over them, the environment is stepped without the checks of `run`, and the garbage
collector has nothing to look through. Increments are whole numbers below 2^53, so that the final
time must be exactly that of the other languages.
"""

import gc
import json
import sys
import time

import simpy

MASK = (1 << 64) - 1
HOLDS = 100_000


def increments(state, count):
    """Draws increments that are exponential but for an interpolation in integers."""
    drawn = []
    for _ in range(count):
        state = (state + 0x9E3779B97F4A7C15) & MASK
        bits = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        bits = ((bits ^ (bits >> 27)) * 0x94D049BB133111EB) & MASK
        bits = (bits ^ (bits >> 31)) | 1
        octave = 64 - bits.bit_length()
        drawn.append(float(((octave + 1) << 36) - (((bits << (octave + 1)) & MASK) >> 28)))
    return drawn


def process(timeout, increments):
    for increment in increments:
        yield timeout(increment)


def main():
    pending, seed, repetitions = (int(argument) for argument in sys.argv[1:4])
    warm_up = pending + HOLDS
    holds = warm_up + repetitions * HOLDS
    shared = iter(increments(seed, pending + holds))
    environment = simpy.Environment()
    for _ in range(pending):
        environment.process(process(environment.timeout, shared))
    step = environment.step
    for _ in range(pending + warm_up):  # The first step of a process only starts it.
        step()
    gc.collect()
    gc.freeze()
    times = []
    for _ in range(repetitions):
        start = time.process_time_ns()
        for _ in range(HOLDS):
            step()
        times.append((time.process_time_ns() - start) / HOLDS)
    print(json.dumps({"nanosecondsPerEvent": times, "holds": holds, "now": environment.now}))


main()
