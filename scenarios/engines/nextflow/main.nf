// Runs the shards of shards.txt, each on 1 core(s), and collects the results:
//   nextflow run main.nf -resume
// Exit code 1 means that some points of a shard failed: they are recorded, and the collection
// names them. The scripts are staged as links, and find their folder through them.
nextflow.enable.dsl = 2

process runShard {
    cpus 1
    tag "shard ${shard}"

    input:
    val shard
    path script

    output:
    val shard

    script:
    """
    sh ${script} ${shard} || [ \$? -eq 1 ]
    """
}

process collectResults {
    input:
    val shards
    path script

    script:
    """
    sh ${script}
    """
}

workflow {
    shards = Channel.fromPath("${projectDir}/shards.txt").splitText { it.trim() }
    done = runShard(shards, file("${projectDir}/shard.sh"))
    collectResults(done.collect(), file("${projectDir}/collect.sh"))
}
