#!/bin/sh
# Collects the results of the study 'demo' into one file.
#SBATCH --job-name=demo-collect
#SBATCH --chdir=/home/ana/tariffs/demo.study/engines/slurm
#SBATCH --output=logs/collect-%j.log
#SBATCH --open-mode=append
#SBATCH --cpus-per-task=1
#SBATCH --partition=short
#SBATCH --time=04:00:00
#SBATCH --mem=2G
#SBATCH --account=grid
#SBATCH --qos=low
#SBATCH --constraint="avx2&ib"
#SBATCH --mail-type=END
#SBATCH --comment="a first try"

exec /opt/mgsim/bin/mgsim sweep collect /home/ana/tariffs/study.yaml --folder /home/ana/tariffs/demo.study
