#!/bin/sh
# Runs one of the 4 shards of the study 'engines': sh shard.sh 3
# It skips what is done, so that it may be stopped, killed and started again at any moment.
cd "$(dirname "$(readlink -f "$0")")" || exit 2
exec mgsim sweep run ../study.yaml --folder ../engines.study --shard "$1/4" --jobs 1
