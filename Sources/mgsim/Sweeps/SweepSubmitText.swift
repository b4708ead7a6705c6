import StudyDesigns
import Sweeps

/// What `sweep submit` prints.
struct SweepSubmitText: Encodable {
  let study: String
  /// The folder of the scripts; empty when nothing is left to do.
  let folder: String
  let points: Int
  let shards: Int
  let openShards: [Int]
  var commands: [String] = []
  var job: String?
  var collectionJob: String?

  enum CodingKeys: String, CodingKey {
    case study
    case folder
    case points
    case shards
    case openShards = "open_shards"
    case commands
    case job
    case collectionJob = "collection_job"
  }

  init(_ task: EngineTask, points: Int, folder: String) {
    study = task.studyName
    self.folder = folder
    self.points = points
    shards = task.shardCount
    openShards = task.openShards
  }

  init(nothingLeftOf study: SweepStudy) {
    self.study = study.plan.description.name
    folder = ""
    points = 0
    shards = 0
    openShards = []
  }

  var text: String {
    let what = "\(openShards.count) of \(shards) shards of '\(study)' with \(points) points to run"
    if let job, let collectionJob {
      return """
        Submitted \(what) as job \(job), and the collection as job \(collectionJob).
        Scripts and logs are in '\(folder)'.
        """
    }
    return "Wrote \(what). Start them with:\n"
      + commands.map { "  " + $0 }.joined(separator: "\n")
  }
}
