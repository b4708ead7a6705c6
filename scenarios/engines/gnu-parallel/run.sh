#!/bin/sh
# Runs the shards of shards.txt with GNU parallel, one on each core, and collects the results.
# Arguments go to parallel:   sh run.sh --jobs 4 --sshlogin node1,node2
# Started again after an interruption, it goes on with the shards that have not succeeded.
cd "$(dirname "$(readlink -f "$0")")" || exit 2
parallel --joblog joblog.txt --resume-failed --quote "$@" \
  sh "$PWD/shard.sh" {} < shards.txt
failed=$?
sh collect.sh && [ "$failed" -eq 0 ]
