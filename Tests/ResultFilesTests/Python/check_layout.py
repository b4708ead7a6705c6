"""Checks the layout of any result file of mgsim: python -W error check_layout.py FILE...

Opens every group with every reader at hand, and checks what makes them open cleanly: a dimension
scale on every axis, units on every floating-point number, text attributes of one kind, codes that
point to labels, flags with meanings. Prints one line for each file; exits with 1 at what is wrong.
"""

import os
import shutil
import subprocess
import sys
import warnings

warnings.simplefilter("error")

import h5py  # noqa: E402
import numpy as np  # noqa: E402
import xarray as xr  # noqa: E402

ENGINES = ("h5netcdf", "netcdf4")
TYPES = {"f4", "f8", "i1", "i4", "i8", "u1"}
BARE_DIMENSION = "This is a netCDF dimension but not a netCDF variable."
OF_THE_LIBRARY = {"CLASS", "NAME", "DIMENSION_LIST", "REFERENCE_LIST"}


class Problems(list):
    """What is wrong, sentence by sentence."""

    def check(self, holds, text):
        if not holds:
            self.append(text)


def text(item, key):
    """The text of an attribute, which h5py gives as bytes; None where there is none."""
    value = item.attrs.get(key)
    return value.decode("utf-8") if isinstance(value, bytes) else value


def is_bare(dataset):
    """Whether a dimension scale stands for a dimension without coordinates."""
    return (text(dataset, "NAME") or "").startswith(BARE_DIMENSION)


def check_attributes(problems, name, item):
    for key in item.attrs:
        if key in OF_THE_LIBRARY:
            continue
        attribute = item.attrs.get_id(key)
        kind = attribute.get_type()
        if kind.get_class() == h5py.h5t.STRING:
            problems.check(
                not kind.is_variable_str()
                and kind.get_cset() == h5py.h5t.CSET_UTF8
                and attribute.shape == (),
                f"{name}: the attribute {key} is not a text of fixed length",
            )
        else:
            problems.check(
                kind.get_class() in (h5py.h5t.INTEGER, h5py.h5t.FLOAT),
                f"{name}: the attribute {key} is neither text nor number",
            )


def check_dataset(problems, file, name, dataset, bounds):
    is_text = h5py.check_string_dtype(dataset.dtype)
    if is_text:
        problems.check(
            is_text.length is None and is_text.encoding == "utf-8",
            f"{name}: a text that is not UTF-8 of any length",
        )
    else:
        problems.check(
            dataset.dtype.str.lstrip("<|") in TYPES, f"{name}: unusual type {dataset.dtype}"
        )
    problems.check(not dataset.external and not dataset.is_virtual, f"{name}: is elsewhere")
    problems.check(dataset.dtype.kind != "V", f"{name}: is compound")
    if not dataset.is_scale:
        for axis, dimension in enumerate(dataset.dims):
            problems.check(len(dimension) == 1, f"{name}: axis {axis} has no dimension scale")
    else:
        problems.check(dataset.ndim == 1, f"{name}: a dimension scale that is not a list")
        problems.check(
            dataset.id.get_space().get_simple_extent_type() == h5py.h5s.SIMPLE,
            f"{name}: a dimension scale without extent",
        )
    for axis, dimension in enumerate(dataset.dims):
        for scale in dimension.values():
            problems.check(
                scale.shape == (dataset.shape[axis],), f"{name}: axis {axis} has another length"
            )
    if name in bounds:
        return
    problems.check(dataset.attrs.get("long_name"), f"{name}: has no long_name")
    if dataset.dtype.kind == "f":
        problems.check(dataset.attrs.get("units"), f"{name}: has no units")
        if not dataset.is_scale:
            fill = dataset.attrs.get("_FillValue")
            problems.check(
                fill is not None and fill.dtype == dataset.dtype and np.isnan(fill).all(),
                f"{name}: the fill value is not NaN of its own type",
            )
    if dataset.dtype.kind == "i" and dataset.size:
        check_integers(problems, file, name, dataset)


def check_integers(problems, file, name, dataset):
    values = dataset[()]
    axis = text(dataset, "mgsim_index_of")
    if axis is not None:
        problems.check(axis in file, f"{name}: points to {axis}, which is not there")
        if axis in file:
            problems.check(
                values.min() >= -1 and values.max() < len(file[axis]),
                f"{name}: a code points beyond {axis}",
            )
    if "flag_values" in dataset.attrs:
        flags = np.atleast_1d(dataset.attrs["flag_values"])
        problems.check(flags.dtype == dataset.dtype, f"{name}: flags of another type")
        problems.check(
            len(text(dataset, "flag_meanings").split(" ")) == len(flags),
            f"{name}: not one meaning for each flag",
        )
        problems.check(np.isin(values, flags).all(), f"{name}: a flag without meaning")
    if dataset.is_scale and not is_bare(dataset):
        problems.check(
            (values == np.arange(len(values))).all(), f"{name}: rows are not numbered from 0"
        )


def check_time(problems, file):
    time = file["time"]
    bounds = file[text(time, "bounds")]
    problems.check(text(time, "units").startswith("seconds since "), "time: unusual units")
    problems.check(text(time, "calendar") == "proleptic_gregorian", "time: unusual calendar")
    problems.check((bounds[:, 1] == time[:]).all(), "time: is not the end of the intervals")
    problems.check((bounds[1:, 0] == time[:-1]).all(), "time_bnds: intervals do not follow")
    problems.check((bounds[:, 0] < bounds[:, 1]).all(), "time_bnds: an interval is empty")


def links(group, path=""):
    for key in group:
        link = group.get(key, getlink=True)
        yield f"{path}/{key}", link
        if isinstance(group.get(key), h5py.Group):
            yield from links(group[key], f"{path}/{key}")


def check_file(path):
    problems = Problems()
    groups = [""]
    with h5py.File(path, "r") as file:
        problems.check(file.attrs.get("mgsim_format"), "the file has no mgsim_format")
        problems.check(
            text(file, "mgsim_status") in ("complete", "stopped", "failed"),
            "the run has no end",
        )
        problems.check(text(file, "Conventions") == "CF-1.11", "unusual conventions")
        for name, link in links(file):
            problems.check(isinstance(link, h5py.HardLink), f"{name}: is no hard link")
        check_attributes(problems, "/", file)
        names = []
        file.visititems(lambda name, _: names.append(name))
        bounds = {
            text(file[name], "bounds") for name in names if "bounds" in file[name].attrs
        }
        for name in names:
            item = file[name]
            check_attributes(problems, name, item)
            if isinstance(item, h5py.Dataset):
                check_dataset(problems, file, name, item, bounds)
            else:
                groups.append(name)
        has_series = text(file, "mgsim_detail") != "indicators"
        if has_series:
            check_time(problems, file)
        else:
            problems.check("time" not in file, "a file of indicators has a time axis")
    check_with_xarray(problems, path, groups, has_series)
    check_with_tools(problems, path)
    return problems


def check_with_xarray(problems, path, groups, has_series):
    with xr.open_dataset(path) as dataset:
        problems.check(
            not has_series or "time" in dataset.indexes, "the file does not open along time"
        )
    for engine in ENGINES:
        with xr.open_datatree(path, engine=engine) as tree:
            problems.check(
                sorted(tree.groups) == sorted("/" + group for group in groups),
                f"{engine}: the tree has other groups",
            )
            tree.load()
    for group in groups:
        opened = [
            xr.open_dataset(path, group=group or None, engine=engine).load()
            for engine in ENGINES
        ]
        for engine, dataset in zip(ENGINES, opened):
            for dimension in dataset.dims:
                problems.check(
                    dimension in dataset.coords or dimension in bare_dimensions(path, group), f"{engine}: /{group} has no labels for {dimension}"
                )
        problems.check(opened[0].equals(opened[1]), f"/{group}: the engines read other values")
        for dataset in opened:
            dataset.close()


def bare_dimensions(path, group):
    with h5py.File(path, "r") as file:
        items = (file[group] if group else file).items()
        return {
            name
            for name, item in items
            if isinstance(item, h5py.Dataset) and item.is_scale and is_bare(item)
        }


def check_with_tools(problems, path):
    # As text, the values of a large file take minutes; the other readers have read them.
    is_large = os.path.getsize(path) > 2_000_000
    for command in (
        ["ncdump", *(["-h"] if is_large else []), path],
        ["h5dump", *(["-H"] if is_large else []), path],
    ):
        if shutil.which(command[0]) is None:
            print(f"{command[0]} is not installed; left out")
            continue
        result = subprocess.run(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False
        )
        problems.check(
            result.returncode == 0 and not result.stderr,
            f"{command[0]} says ({result.returncode}): {result.stderr.strip()}",
        )


def main(paths):
    is_fine = True
    for path in paths:
        problems = check_file(path)
        is_fine = is_fine and not problems
        print(f"{path}: {len(problems) or 'no'} problems")
        for problem in problems:
            print(f"  {problem}")
    return 0 if is_fine and paths else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
