#!/bin/sh
# Runs one of the 12 shards of the study 'demo': sh shard.sh 3
# It skips what is done, so that it may be stopped, killed and started again at any moment.
cd "$(dirname "$(readlink -f "$0")")" || exit 2
exec mgsim sweep run ../study.yaml --folder ../demo.study --shard "$1/12" --jobs 1
