"""Prints the versions of the peers."""

import importlib.metadata
import json
import platform
import pathlib

requirements = pathlib.Path(__file__).with_name("requirements.txt").read_text().split()
names = [requirement.split("==")[0] for requirement in requirements]
versions = {name: importlib.metadata.version(name) for name in names}
print(json.dumps({"Python": platform.python_version(), **versions}))
