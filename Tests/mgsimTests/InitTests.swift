import Foundation
import TestSupport
import Testing

struct InitTests {
  static let files = [
    ".gitignore", "README.md", "notebook.ipynb", "profiles.csv", "scenario.yaml", "study.yaml",
  ]

  static func create(_ name: String, in folder: String) throws -> ChildProcess.Outcome {
    try Program.run(["init", "--", name], in: folder)
  }

  @Test("A new study is a folder whose files bear its name")
  func created() throws {
    let place = try TemporaryFolder()
    let outcome = try Self.create("solar-street", in: place.path)
    #expect(outcome.code == 0)
    #expect(
      outcome.output == """
        Created 'solar-street'. Go on with:
          cd solar-street
          mgsim sweep run study.yaml
          mgsim sweep collect study.yaml

        """)
    #expect(place.names == ["solar-street"])
    let folder = place.file("solar-street")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == Self.files)
    for file in Self.files {
      let text = try String(contentsOfFile: folder + "/" + file, encoding: .utf8)
      #expect(!text.contains("my-study"), "\(file)")
    }
    let study = try String(contentsOfFile: folder + "/study.yaml", encoding: .utf8)
    #expect(study.contains("\nname: \"solar-street\"\n"))
  }

  @Test("What a program reads tells the folder and the files")
  func json() throws {
    let place = try TemporaryFolder()
    let outcome = try Program.run(["init", "a_1", "--format", "json"], in: place.path)
    #expect(outcome.code == 0)
    let report = try #require(parse(outcome.output) as? [String: Any])
    #expect(report["folder"] as? String == "a_1")
    #expect((report["files"] as? [String])?.sorted() == Self.files)
  }

  @Test("Its scenario is valid and runs as written")
  func runs() throws {
    let place = try TemporaryFolder()
    #expect(try Self.create("demo", in: place.path).code == 0)
    let folder = place.file("demo")
    let validation = try Program.run(["validate", "scenario.yaml"], in: folder)
    #expect(validation.code == 0, "\(validation)")
    let run = try Program.run(["run", "scenario.yaml", "-o", "once.h5"], in: folder)
    #expect(run.code == 0, "\(run)")
    #expect(FileManager.default.fileExists(atPath: folder + "/once.h5"))
  }

  @Test("Its study runs and is collected as written, and its notebook is one")
  func sweeps() throws {
    let place = try TemporaryFolder()
    #expect(try Self.create("demo", in: place.path).code == 0)
    let folder = place.file("demo")
    let run = try Program.run(["sweep", "run", "study.yaml"], in: folder)
    #expect(run.code == 0, "\(run)")
    let collection = try Program.run(["sweep", "collect", "study.yaml"], in: folder)
    #expect(collection.code == 0, "\(collection)")
    #expect(FileManager.default.fileExists(atPath: folder + "/demo.study/study.h5"))
    let notebook = try #require(
      parse(String(contentsOfFile: folder + "/notebook.ipynb", encoding: .utf8)) as? [String: Any])
    #expect(notebook["nbformat"] as? Int == 4)
    let cells = try #require(notebook["cells"] as? [[String: Any]])
    #expect(Set(cells.compactMap { $0["id"] as? String }).count == cells.count)
  }

  @Test(
    "The code of its notebook reads the results as they are",
    .enabled(if: Python.path != nil, "There is no Python with the packages of the tests."))
  func notebook() throws {
    let place = try TemporaryFolder()
    #expect(try Self.create("demo", in: place.path).code == 0)
    let folder = place.file("demo")
    #expect(try Program.run(["sweep", "run", "study.yaml"], in: folder).code == 0)
    #expect(try Program.run(["sweep", "collect", "study.yaml"], in: folder).code == 0)
    // Figures need matplotlib, which the tests do without: it is put on here as one that does
    // nothing, and everything else is real.
    let outcome = try Python.run(
      source: """
        import json, os, sys
        from unittest.mock import MagicMock
        os.chdir(sys.argv[1])
        for name in ["matplotlib", "matplotlib.pyplot"]:
            sys.modules[name] = MagicMock()
        import matplotlib.pyplot as plt
        plt.subplots = lambda *rest, **options: (
            MagicMock(), [MagicMock() for _ in range(rest[1])] if rest else MagicMock())
        names = {}
        for cell in json.load(open("notebook.ipynb"))["cells"]:
            if cell["cell_type"] == "code":
                exec("".join(cell["source"]), names)
        study = names["study"]
        assert dict(study.total_bills.sizes) == dict(market=2, tariff=2, battery=3, seed=5), study
        assert (names["saving"] > 0).all(), names["saving"]
        """, [folder])
    #expect(outcome.code == 0, "\(outcome.output)")
  }

  @Test("A folder that exists is left as it is, and so is a file or a link of that name")
  func existing() throws {
    let place = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: place.file("full"), withIntermediateDirectories: false)
    try place.create("full/mine.txt", [1])
    try place.create("file", [1])
    try FileManager.default.createSymbolicLink(
      atPath: place.file("link"), withDestinationPath: "nowhere")
    for name in ["full", "full/", "file", "link"] {
      let outcome = try Self.create(name, in: place.path)
      #expect(outcome.code == 2)
      #expect(
        outcome.errors == "mgsim: '\(name)' exists, and nothing in it was touched. "
          + "Use another name.\n")
    }
    #expect(place.names == ["file", "full", "link"])
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: place.file("full")) == ["mine.txt"])
  }

  @Test(
    "A name that no study can have is refused with the nearest one that can",
    arguments: [
      ("My Study", " Use 'my-study', for example."), ("-x", " Use 'x', for example."),
      ("", ""), ("..", ""), ("/", ""), ("ü", ""), ("a/b?", " Use 'b', for example."),
    ])
  func badName(name: String, advice: String) throws {
    let place = try TemporaryFolder()
    let outcome = try Self.create(name, in: place.path)
    #expect(outcome.code == 2)
    #expect(
      outcome.errors == """
        mgsim: '\(name)' can't be the name of a study: it takes up to 64 of the characters a-z, \
        0-9, - and _, and does not begin with a hyphen.\(advice)

        """)
    #expect(place.names == [])
  }

  @Test("A study is not created where there is no folder for it")
  func noParent() throws {
    let place = try TemporaryFolder()
    let outcome = try Self.create("no/where", in: place.path)
    #expect(outcome.code == 2)
    #expect(
      outcome.errors
        == "mgsim: can't create 'no/where': there is no folder to create it in.\n")
    #expect(place.names == [])
  }
}
