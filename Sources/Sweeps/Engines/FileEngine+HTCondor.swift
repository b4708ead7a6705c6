extension FileEngine {
  static func htcondor(_ task: EngineTask) -> EngineScripts {
    let nodes = task.openShards.map {
      "JOB shard\($0) shard.sub\nVARS shard\($0) shard=\"\($0)\"\n"
    }
    let graph = EngineFile(
      "study.dag",
      """
      # Runs the shards with something left to do, and collects the results at the end, whatever
      # became of the shards:   condor_submit_dag study.dag
      # A shard that was stopped by a signal is tried again.
      \(nodes.joined())
      RETRY ALL_NODES 2 UNLESS-EXIT 1
      FINAL collect collect.sub

      """)
    let shardJob = EngineFile(
      "shard.sub",
      """
      # One shard; study.dag says which. The study's folder is shared by all machines.
      universe = vanilla
      executable = shard.sh
      arguments = $(shard)
      transfer_executable = false
      should_transfer_files = no
      request_cpus = \(task.coresPerShard)
      log = htcondor.log
      output = logs/shard-$(shard).out
      error = logs/shard-$(shard).err
      queue

      """)
    let collectionJob = EngineFile(
      "collect.sub",
      """
      # Collects the results into one file.
      universe = vanilla
      executable = collect.sh
      transfer_executable = false
      should_transfer_files = no
      log = htcondor.log
      output = logs/collect.out
      error = logs/collect.err
      queue

      """)
    return EngineScripts(
      files: [graph, shardJob, collectionJob, shard(task), collection(task)], folders: ["logs"],
      leftovers: [
        "htcondor.log", "study.dag.condor.sub", "study.dag.dagman.log", "study.dag.dagman.out",
        "study.dag.lib.err", "study.dag.lib.out", "study.dag.metrics", "study.dag.nodes.log",
        "study.dag.rescue001",
      ],
      startLine: "condor_submit_dag study.dag")
  }
}
