"""Reads a network of the format mgsim-pf-case/1 and the load table of a benchmark."""

import json
import pathlib

import numpy


def read_case(path):
    return json.loads(pathlib.Path(path).read_text())


def read_factors(path, loads):
    """The factors by which each load is multiplied, one row for each load case."""
    return numpy.fromfile(path, dtype="<f8").reshape(-1, loads)


def summary(magnitudes):
    """What must agree between programs: the extremes and the mean of all voltages."""
    return {
        "minimum": float(magnitudes.min()),
        "maximum": float(magnitudes.max()),
        "mean": float(magnitudes.mean()),
    }
