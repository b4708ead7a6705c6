#!/bin/sh
# Runs the study 'demo' as a job array: task i is shard i of 12.
# A shard skips what is done, so that any task may be requeued or submitted again:
#   sbatch --parsable --array=1-12%5 /home/ana/tariffs/demo.study/engines/slurm/array.sh
#SBATCH --job-name=demo
#SBATCH --chdir=/home/ana/tariffs/demo.study/engines/slurm
#SBATCH --output=logs/%A_%a.log
#SBATCH --open-mode=append
#SBATCH --cpus-per-task=2
#SBATCH --requeue
#SBATCH --signal=B:USR1@60
#SBATCH --partition=short
#SBATCH --time=04:00:00
#SBATCH --mem=2G
#SBATCH --account=grid
#SBATCH --qos=low
#SBATCH --constraint="avx2&ib"
#SBATCH --mail-type=END
#SBATCH --comment="a first try"

# The program takes the place of this shell, so that Slurm's signals reach it: a minute before
# the time is up, and when the job is cancelled or preempted, it stops between two intervals.
exec /opt/mgsim/bin/mgsim sweep run /home/ana/tariffs/study.yaml --folder /home/ana/tariffs/demo.study --shard "$SLURM_ARRAY_TASK_ID/12" --jobs 2
