#!/bin/sh
# Collects the results of the study 'engines' into one file.
cd "$(dirname "$(readlink -f "$0")")" || exit 2
exec mgsim sweep collect ../study.yaml --folder ../engines.study
