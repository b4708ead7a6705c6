import HDF5

/// Writes the groups of a study's results.
struct StudyFileWriter: ~Copyable {
  let table: StudyTable
  var compressor: ChunkCompressor
  var names: StudyNames

  /// The dimensions of the root's variables.
  private var dimensions: [OpenScale] = []
  /// The auxiliary coordinates that each variable names.
  private(set) var coordinates: [String] = []
  /// The names of the indicators' datasets.
  private var indicatorNames: [String] = []

  init(_ table: StudyTable) throws(HDF5Error) {
    self.table = table
    compressor = try ChunkCompressor(level: 1)
    names = StudyNames(reserved: ["arm", "seed", "point", "points", "study"])
  }

  mutating func write(to file: borrowing HDF5File) throws(HDF5Error) {
    try writeAttributes(
      to: file, kind: StudyLayout.studyKind, isFactorial: table.isFactorial)
    if table.isFactorial {
      try writeDenseCoordinates(to: file)
    } else {
      try writePointCoordinates(to: file)
    }
    try writeVariables(to: file)
    try writePoints(to: file)
    try writeStudy(to: file)
  }

  func writeAttributes(
    to file: borrowing HDF5File, kind: String, isFactorial: Bool
  ) throws(HDF5Error) {
    try file.setTexts([
      "Conventions": StudyLayout.conventions,
      "title": table.title,
      StudyLayout.format: StudyLayout.formatVersion,
      StudyLayout.kind: kind,
      StudyLayout.version: table.version,
      StudyLayout.name: table.name,
      StudyLayout.design: table.design,
      StudyLayout.shape: isFactorial ? StudyLayout.factorial : StudyLayout.pointwise,
      StudyLayout.currency: table.currency,
    ])
    let versions = "version=2,hdf5=\(HDF5File.libraryVersion),libdeflate="
    try file.setAttribute("_NCProperties", to: versions + ChunkCompressor.libraryVersion)
  }
}

// MARK: Coordinates

extension StudyFileWriter {
  private mutating func writeDenseCoordinates(to file: borrowing HDF5File) throws(HDF5Error) {
    if table.hasArms {
      let arms = try file.createTexts("arm", table.arms.map(\.name))
      try arms.setAttribute("long_name", to: "Arm")
      try add("arm", count: table.arms.count, arms)
    }
    for factor in table.factors { try writeDimension(of: factor, to: file) }
    let seeds = table.seeds.map { Int64(bitPattern: $0) }
    let seed = try file.createArray(
      "seed", seeds[...], shape: [seeds.count], with: &compressor)
    try seed.setAttribute("long_name", to: "Seed of the repetition")
    try add("seed", count: seeds.count, seed)
  }

  private mutating func writeDimension(
    of factor: StudyTableFactor, to file: borrowing HDF5File
  ) throws(HDF5Error) {
    let name = names.give(factor.name, prefix: "factor")
    let title = factor.title.isEmpty ? factor.name : factor.title
    guard factor.hasNumericLevels else {
      let labels = try file.createTexts(name, factor.labels)
      try labels.setAttribute("long_name", to: title)
      try add(name, count: factor.labels.count, labels)
      return
    }
    let numbers = try file.createArray(
      name, factor.numbers[...], shape: [factor.numbers.count], with: &compressor)
    try numbers.setTexts(["long_name": title, "units": factor.units])
    try add(name, count: factor.numbers.count, numbers)
    let labelName = names.give(name + "_label", prefix: "factor")
    let labels = try file.createTexts(labelName, factor.labels)
    try labels.setAttribute("long_name", to: title + ": labels")
    if let scale = dimensions.last { try labels.attach(scale.dataset, toAxis: 0) }
    coordinates.append(labelName)
  }

  mutating func writePointCoordinates(to file: borrowing HDF5File) throws(HDF5Error) {
    let count = table.rows.count
    let numbers = (0..<count).map { Int64($0) }
    let point = try file.createArray("point", numbers[...], shape: [count], with: &compressor)
    try point.setAttribute("long_name", to: "Row of the study's results")
    try add("point", count: count, point)
    if table.hasArms {
      try addCoordinate("arm", table.rows.map { table.arms[$0.arm].name }, "Arm", to: file)
    }
    for (index, factor) in table.factors.enumerated() {
      let name = names.give(factor.name, prefix: "factor")
      let title = factor.title.isEmpty ? factor.name : factor.title
      let labels = table.rows.map { row in
        row.levels[index] < 0 ? "" : factor.labels[row.levels[index]]
      }
      let isNumeric = factor.labels.isEmpty || factor.hasNumericLevels
      if isNumeric {
        let values = table.rows.map { $0.numbers[index] }
        let dataset = try file.createArray(
          name, values[...], shape: [count], with: &compressor, fillValue: .nan)
        try dataset.setTexts(["long_name": title, "units": factor.units])
        try dataset.setAttribute("_FillValue", to: [Double.nan])
        try attach(dataset)
        coordinates.append(name)
      }
      guard !factor.labels.isEmpty else { continue }
      try addCoordinate(
        isNumeric ? names.give(name + "_label", prefix: "factor") : name, labels,
        isNumeric ? title + ": labels" : title, to: file)
    }
    let seeds = table.rows.map { Int64(bitPattern: table.seeds[$0.replication]) }
    let seed = try file.createArray("seed", seeds[...], shape: [count], with: &compressor)
    try seed.setAttribute("long_name", to: "Seed of the repetition")
    try attach(seed)
    coordinates.append("seed")
  }

  private mutating func addCoordinate(
    _ name: String, _ texts: [String], _ title: String, to file: borrowing HDF5File
  ) throws(HDF5Error) {
    let dataset = try file.createTexts(name, texts)
    try dataset.setAttribute("long_name", to: title)
    try attach(dataset)
    coordinates.append(name)
  }

  private mutating func add(
    _ name: String, count: Int, _ dataset: consuming HDF5Dataset
  ) throws(HDF5Error) {
    try dataset.makeDimensionScale(named: name)
    dimensions.append(OpenScale(name, count: count, dataset))
  }

  /// Attaches the dimensions of the root, and others behind them, to a dataset.
  func attach(
    _ dataset: borrowing HDF5Dataset, axes: [OpenScale] = []
  ) throws(HDF5Error) {
    for (index, scale) in (dimensions + axes).enumerated() {
      try dataset.attach(scale.dataset, toAxis: index)
    }
  }
}

// MARK: Variables

extension StudyFileWriter {
  private mutating func writeVariables(to file: borrowing HDF5File) throws(HDF5Error) {
    let shape = dimensions.map(\.count)
    // Names of axes come before those of indicators, which come before those of columns.
    let tables = table.tables.filter { !$0.labels.isEmpty && !$0.columns.isEmpty }
    let axisNames = tables.map { names.give($0.axis, prefix: "axis") }
    let stateName = names.give("state", prefix: "point")
    indicatorNames = table.indicators.map { names.give($0.name, prefix: "indicator") }
    for (indicator, name) in zip(table.indicators, indicatorNames) {
      let dataset = try file.createArray(
        name, indicator.values[...], shape: shape, with: &compressor, fillValue: .nan)
      try describe(dataset, indicator, role: StudyLayout.indicator)
      try attach(dataset)
    }
    for (table, axisName) in zip(tables, axisNames) {
      let labels = try file.createTexts(axisName, table.labels)
      try labels.setAttribute("long_name", to: table.axis.capitalizedFirst)
      try labels.makeDimensionScale(named: axisName)
      let axis = OpenScale(axisName, count: table.labels.count, labels)
      for column in table.columns {
        let wish = table.axis == "member" ? column.name : table.axis + "_" + column.name
        let name = names.give(wish, prefix: table.axis)
        let dataset = try file.createArray(
          name, column.values[...], shape: shape + [axis.count], with: &compressor,
          fillValue: .nan)
        try describe(
          dataset, column, role: StudyLayout.column, axis: table.axis)
        try attach(dataset, axes: [axis])
      }
    }
    let states = table.rows.map { Int8(clamping: $0.state.rawValue) }
    let state = try file.createArray(stateName, states[...], shape: shape, with: &compressor)
    try describeState(state)
    try attach(state)
  }

  private func describe(
    _ dataset: borrowing HDF5Dataset, _ column: AxisColumn, role: String,
    axis: String = "", isLabelled: Bool = true
  ) throws(HDF5Error) {
    try dataset.setTexts([
      "long_name": column.longName.isEmpty ? column.name : column.longName,
      "units": column.units.isEmpty ? "1" : column.units,
      "coordinates": isLabelled ? coordinates.joined(separator: " ") : "",
      StudyLayout.role: role,
      StudyLayout.axis: axis,
      StudyLayout.original: column.name,
    ])
    try dataset.setAttribute("_FillValue", to: [Double.nan])
  }

  private func describeState(_ dataset: borrowing HDF5Dataset) throws(HDF5Error) {
    try dataset.setAttribute("long_name", to: "How the point stands")
    try dataset.setAttribute("flag_values", to: StudyRow.State.allCases.map { Int8($0.rawValue) })
    try dataset.setAttribute("flag_meanings", to: StudyLayout.states)
  }
}

// MARK: Points

extension StudyFileWriter {
  private mutating func writePoints(to file: borrowing HDF5File) throws(HDF5Error) {
    let group = try file.createGroup("points")
    let rows = table.rows
    let scale: OpenScale
    if let point = dimensions.first, !table.isFactorial {
      try file.link("points/point", to: "/point")
      scale = point
    } else {
      let numbers = (0..<rows.count).map { Int64($0) }
      let point = try group.createArray(
        "point", numbers[...], shape: [rows.count], with: &compressor)
      try point.setAttribute("long_name", to: "Row of the study's results")
      try point.makeDimensionScale(named: "point")
      scale = OpenScale("point", count: rows.count, point)
    }
    func addTexts(_ name: String, _ texts: [String], _ title: String) throws(HDF5Error) {
      let dataset = try group.createTexts(name, texts)
      try dataset.setAttribute("long_name", to: title)
      try dataset.attach(scale.dataset, toAxis: 0)
    }
    func addCodes(
      _ name: String, _ codes: [Int], _ title: String, indexOf: String = ""
    ) throws(HDF5Error) {
      let codes = codes.map { Int32(clamping: $0) }
      let dataset = try group.createArray(
        name, codes[...], shape: [codes.count], with: &compressor)
      try dataset.setTexts(["long_name": title, StudyLayout.indexOf: indexOf])
      try dataset.attach(scale.dataset, toAxis: 0)
    }
    try addTexts("id", rows.map(\.pointID), "Id of the point, and name of its file")
    try addCodes("arm_code", rows.map(\.arm), "Arm", indexOf: "/study/arms/name")
    try addCodes("cell", rows.map(\.cell), "Cell of the design")
    try addCodes("replication", rows.map(\.replication), "Repetition")
    let seeds = rows.map { Int64(bitPattern: table.seeds[$0.replication]) }
    let seed = try group.createArray(
      "seed_value", seeds[...], shape: [rows.count], with: &compressor)
    try seed.setAttribute("long_name", to: "Seed of the repetition")
    try seed.attach(scale.dataset, toAxis: 0)
    var names = StudyNames(reserved: [
      "point", "id", "arm_code", "cell", "replication", "seed_value", "state", "error",
    ])
    for (index, factor) in table.factors.enumerated() {
      let title = factor.title.isEmpty ? factor.name : factor.title
      try addCodes(
        names.give(factor.name + "_code", prefix: "factor"), rows.map { $0.levels[index] }, title,
        indexOf: factor.labels.isEmpty ? "" : "/study/factors/factor_\(index)/label")
      let numbers = rows.map { $0.numbers[index] }
      let dataset = try group.createArray(
        names.give(factor.name + "_number", prefix: "factor"), numbers[...], shape: [rows.count],
        with: &compressor, fillValue: .nan)
      try dataset.setTexts(["long_name": title, "units": factor.units])
      try dataset.setAttribute("_FillValue", to: [Double.nan])
      try dataset.attach(scale.dataset, toAxis: 0)
    }
    let states = rows.map { Int8(clamping: $0.state.rawValue) }
    let state = try group.createArray(
      "state", states[...], shape: [rows.count], with: &compressor)
    try describeState(state)
    try state.attach(scale.dataset, toAxis: 0)
    try addTexts("error", rows.map(\.error), "What was wrong with the point")
    for (indicator, rootName) in zip(table.indicators, indicatorNames) {
      let name = names.give(rootName, prefix: "indicator")
      // A dataset along the same dimension needs no second copy.
      guard table.isFactorial else {
        try file.link("points/" + name, to: "/" + rootName)
        continue
      }
      let dataset = try group.createArray(
        name, indicator.values[...], shape: [rows.count], with: &compressor, fillValue: .nan)
      try describe(
        dataset, indicator, role: StudyLayout.indicator, isLabelled: false)
      try dataset.attach(scale.dataset, toAxis: 0)
    }
  }
}

// MARK: The study

extension StudyFileWriter {
  private mutating func writeStudy(to file: borrowing HDF5File) throws(HDF5Error) {
    let group = try file.createGroup("study")
    for (name, text, title) in [
      ("study_file", table.studyText, "Study file"),
      ("base_scenario", table.baseText, "Base scenario"),
    ] {
      let dataset = try group.createTextDataset(name, shape: [])
      try dataset.write([text])
      try dataset.setAttribute("long_name", to: title)
    }
    try writeArms(in: try group.createGroup("arms"))
    let seeds = table.seeds.map { Int64(bitPattern: $0) }
    let seedGroup = try group.createGroup("seeds")
    let repetition = try numberedScale("repetition", seeds.count, in: seedGroup)
    let values = try seedGroup.createArray(
      "value", seeds[...], shape: [seeds.count], with: &compressor)
    try values.setAttribute("long_name", to: "Seed of the repetition")
    try values.attach(repetition.dataset, toAxis: 0)
    let factors = try group.createGroup("factors")
    for (index, factor) in table.factors.enumerated() {
      try writeFactor(factor, in: try factors.createGroup("factor_\(index)"))
    }
  }

  private mutating func writeArms(in group: consuming HDF5Group) throws(HDF5Error) {
    let scale = try numberedScale("arm_number", table.arms.count, in: group)
    for (name, texts) in [("name", table.arms.map(\.name)), ("title", table.arms.map(\.title))] {
      let dataset = try group.createTexts(name, texts)
      try dataset.setAttribute("long_name", to: name.capitalizedFirst)
      try dataset.attach(scale.dataset, toAxis: 0)
    }
    let marks = table.arms.map { Int8($0.isReference ? 1 : 0) }
    let reference = try group.createArray(
      "is_reference", marks[...], shape: [marks.count], with: &compressor)
    try reference.setAttribute("long_name", to: "Whether others are measured against the arm")
    try reference.attach(scale.dataset, toAxis: 0)
  }

  private mutating func writeFactor(
    _ factor: StudyTableFactor, in group: consuming HDF5Group
  ) throws(HDF5Error) {
    try group.setTexts(["name": factor.name, "title": factor.title, "units": factor.units])
    guard !factor.labels.isEmpty else { return }
    let scale = try numberedScale("level", factor.labels.count, in: group)
    let labels = try group.createTexts("label", factor.labels)
    try labels.setAttribute("long_name", to: "Label")
    try labels.attach(scale.dataset, toAxis: 0)
    guard factor.numbers.count == factor.labels.count else { return }
    let numbers = try group.createArray(
      "number", factor.numbers[...], shape: [factor.numbers.count], with: &compressor,
      fillValue: .nan)
    try numbers.setTexts(["long_name": "Number", "units": factor.units])
    try numbers.setAttribute("_FillValue", to: [Double.nan])
    try numbers.attach(scale.dataset, toAxis: 0)
  }

  private mutating func numberedScale(
    _ name: String, _ count: Int, in group: borrowing HDF5Group
  ) throws(HDF5Error) -> OpenScale {
    let numbers = (0..<count).map { Int64($0) }
    let dataset = try group.createArray(
      name, numbers[...], shape: [count], with: &compressor)
    try dataset.setAttribute("long_name", to: "Number")
    try dataset.makeDimensionScale(named: name)
    return OpenScale(name, count: count, dataset)
  }
}

extension String {
  /// The text with a capital letter at its start.
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
