#!/bin/sh
# Collects the results of the study 'demo' into one file.
cd "$(dirname "$(readlink -f "$0")")" || exit 2
exec mgsim sweep collect ../study.yaml --folder ../demo.study
