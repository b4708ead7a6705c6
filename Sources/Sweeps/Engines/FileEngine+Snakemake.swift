extension FileEngine {
  static func snakemake(_ task: EngineTask) -> EngineScripts {
    let rules = EngineFile(
      "Snakefile",
      """
      # Runs the shards of shards.txt, each on \(task.coresPerShard) core(s), and collects the results:
      #   snakemake --cores 4
      # A mark in done/ says that a shard has been run. Exit code 1 means that some of its points
      # failed: they are recorded, and the collection names them.
      from pathlib import Path

      workdir: workflow.basedir

      SHARDS = Path(workflow.basedir, "shards.txt").read_text().split()

      rule collect:
          input:
              expand("done/shard-{shard}", shard=SHARDS)
          output:
              touch("done/collected")
          shell:
              "sh collect.sh"

      rule shard:
          output:
              touch("done/shard-{shard}")
          wildcard_constraints:
              shard=r"\\d+"
          threads: \(task.coresPerShard)
          shell:
              "sh shard.sh {wildcards.shard} || [ $? -eq 1 ]"

      """)
    return EngineScripts(
      files: [rules, list(task), shard(task), collection(task)], leftovers: ["done"],
      startLine: "snakemake --cores all --keep-going")
  }
}
