import Foundation
import Sweeps
import TestSupport

/// A folder with blanks and quotes in its path, a program that takes the place of mgsim, and the
/// scripts of an engine.
struct EngineWorkplace: ~Copyable {
  private let folder: TemporaryFolder
  /// The study's folder.
  let study: String
  /// The path of the program.
  let program: String

  /// Stands for `mgsim`: a shard notes that it was begun, works, and leaves its file.
  ///
  /// Shard 4 has a point that fails; shard 5 is too long for any patience, unless it was begun
  /// before or is told to stop.
  static let program = """
    #!/bin/sh
    [ "$1 $3 $4" = "sweep it's a \\"study\\".yaml --folder" ] || exit 2
    folder=$5
    if [ "$2" = collect ]; then
      ls "$folder/points" | sort > "$folder/study.txt"
      exit 0
    fi
    [ "$6" = --shard ] || exit 2
    shard=${7%/*}
    trap 'echo "USR1 $shard" >> "$folder/signals"; exit 138' USR1
    echo "$shard ${SLURMD_NODENAME:-here}" >> "$folder/begun"
    [ -e "$folder/points/$shard" ] && exit 0
    sleep 0.2
    if [ "$shard" = 5 ] && [ "$(grep -c '^5 ' "$folder/begun")" = 1 ] && [ -e "$folder/slow" ]; then
      sleep 60 &
      wait
    fi
    echo "$7" > "$folder/points/$shard"
    [ "$shard" != 4 ] || exit 1

    """

  init() throws {
    let folder = try TemporaryFolder()
    let study = folder.file("it's 100 % \"odd\" #1")
    let program = study + "/my program"
    try FileManager.default.createDirectory(
      atPath: study + "/points", withIntermediateDirectories: true)
    try Data(Self.program.utf8).write(to: URL(filePath: program))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    self.folder = folder
    self.study = study
    self.program = program
  }

  /// The task of running some shards of six.
  func task(openShards: [Int] = Array(1...6)) throws -> EngineTask {
    try EngineTask(
      studyName: "demo", program: program, studyPath: "it's a \"study\".yaml", folderPath: study,
      shardCount: 6, openShards: openShards)
  }

  /// Writes scripts into a folder of the study and gives its path.
  func write(_ scripts: EngineScripts, to name: String) throws -> String {
    let path = study + "/engines/" + name
    for folder in [""] + scripts.folders {
      try FileManager.default.createDirectory(
        atPath: path + "/" + folder, withIntermediateDirectories: true)
    }
    for file in scripts.files {
      try Data(file.text.utf8).write(to: URL(filePath: path + "/" + file.name))
    }
    return path
  }

  /// The lines of a file of the study; none when there is no such file.
  func lines(_ name: String) -> [String] {
    let text = (try? String(contentsOfFile: study + "/" + name, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map(String.init)
  }

  /// Puts an empty file into the study.
  func touch(_ name: String) throws { try Data().write(to: URL(filePath: study + "/" + name)) }

  /// Another folder, which goes away with this one.
  func file(_ name: String) -> String { folder.file(name) }
}
