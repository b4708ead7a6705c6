import HDF5

/// Creates what stands in a result file before the first interval.
struct FileSkeleton {
  /// The buffers of the signals of the schema, then those of the time and its bounds.
  private(set) var signals: [SignalBuffer] = []

  private let schema: ResultSchema
  private let timeAxis: TimeAxis
  private let plan: ChunkPlan
  private let level: Int

  init(schema: ResultSchema, timeAxis: TimeAxis, plan: ChunkPlan, level: Int) {
    self.schema = schema
    self.timeAxis = timeAxis
    self.plan = plan
    self.level = level
  }

  mutating func create(in file: borrowing HDF5File) throws(HDF5Error) {
    try writeAttributes(to: file)
    let time = try createSeries("time", .float64, positions: nil, fills: false, in: file)
    try describeTime(time.dataset)
    let bounds = try createColumn(
      "nv", .int32([0, 1]), VariableDescription(longName: "Start and end of an interval"),
      in: file)
    let timeBounds = try createSeries("time_bnds", .float64, positions: 2, fills: false, in: file)
    var scales: [String: OpenDataset] = [:]
    for axis in schema.axes { scales[axis.name] = try file.write(axis) }
    var datasets: [OpenDataset] = []
    for signal in schema.signals { datasets.append(try create(signal, in: file)) }

    // Scales are attached when all datasets exist, as readers expect.
    try bounds.dataset.makeDimensionScale(named: "nv")
    try time.dataset.makeDimensionScale(named: "time")
    try timeBounds.dataset.attach(time.dataset, toAxis: 0)
    try timeBounds.dataset.attach(bounds.dataset, toAxis: 1)
    for (signal, dataset) in zip(schema.signals, datasets) {
      try dataset.dataset.attach(time.dataset, toAxis: 0)
      if let axis = signal.axis, let scale = scales[axis] {
        try dataset.dataset.attach(scale.dataset, toAxis: 1)
      }
    }
    signals = zip(schema.signals, datasets).map { buffer($0, $1) }
    signals.append(
      SignalBuffer(
        time, type: .float64, shuffles: true, width: 1, isFlat: true, plan: plan))
    signals.append(
      SignalBuffer(
        timeBounds, type: .float64, shuffles: true, width: 2, isFlat: false, plan: plan))
    try createGroups(in: file)
  }

  private func writeAttributes(to file: borrowing HDF5File) throws(HDF5Error) {
    try file.setAttribute("Conventions", to: ResultLayout.conventions)
    try file.write(schema.attributes)
    try file.setAttribute(ResultLayout.formatAttribute, to: ResultLayout.formatVersion)
    let versions = "version=2,hdf5=\(HDF5File.libraryVersion),libdeflate="
    try file.setAttribute("_NCProperties", to: versions + ChunkCompressor.libraryVersion)
    try file.setAttribute("time_coverage_start", to: timeAxis.start.utcDescription)
    try file.setAttribute(ResultLayout.statusAttribute, to: "running")
  }

  private func describeTime(_ time: borrowing HDF5Dataset) throws(HDF5Error) {
    try time.setAttribute("long_name", to: "End of the interval")
    try time.setAttribute("standard_name", to: "time")
    try time.setAttribute("axis", to: "T")
    try time.describeTime(timeAxis)
    try time.setAttribute("bounds", to: "time_bnds")
  }

  private func create(
    _ signal: Signal, in file: borrowing HDF5File
  ) throws(HDF5Error) -> OpenDataset {
    let axis = schema.axes.first { $0.name == signal.axis }
    let type = signal.type.elementType ?? .float64
    let dataset = try createSeries(
      signal.name, type, positions: axis?.labels.count, shuffles: signal.shuffles,
      fills: signal.type.isFloatingPoint, in: file)
    let coordinates = (axis?.columns ?? []).filter { !$0.values.type.isFloatingPoint }
    try dataset.dataset.describe(
      signal.description, type: signal.type,
      coordinates: coordinates.map(\.name).joined(separator: " "))
    return dataset
  }

  /// Creates a dataset along the time axis.
  private func createSeries(
    _ name: String, _ type: HDF5ElementType, positions: Int?, shuffles: Bool = true, fills: Bool,
    in file: borrowing HDF5File
  ) throws(HDF5Error) -> OpenDataset {
    let chunkPositions = positions.map { plan.positions(of: $0, byteCount: type.byteCount) }
    let layout = HDF5Layout.chunked(
      HDF5Chunks(
        shape: [plan.intervals] + (chunkPositions.map { [$0] } ?? []),
        shuffles: shuffles && type.byteCount > 1, deflateLevel: level))
    return OpenDataset(
      try file.createDataset(
        name, of: type, shape: [timeAxis.count] + (positions.map { [$0] } ?? []), layout: layout,
        fillValue: fills ? .nan : nil))
  }

  private func createColumn(
    _ name: String, _ values: ColumnValues, _ description: VariableDescription,
    in file: borrowing HDF5File
  ) throws(HDF5Error) -> OpenDataset {
    OpenDataset(try file.createColumn(name, values, description))
  }

  private func buffer(_ signal: Signal, _ dataset: OpenDataset) -> SignalBuffer {
    let axis = schema.axes.first { $0.name == signal.axis }
    return SignalBuffer(
      dataset, type: signal.type.elementType ?? .float64,
      shuffles: signal.shuffles && signal.type.elementType?.byteCount != 1,
      width: axis?.labels.count ?? 1, isFlat: axis == nil, plan: plan)
  }

  private func createGroups(in file: borrowing HDF5File) throws(HDF5Error) {
    for group in schema.groups {
      try file.ensureGroup(group.path).write(group.attributes)
    }
    for table in schema.tables {
      try file.ensureGroup(table.path).write(table.attributes)
    }
  }
}

extension HDF5File {
  /// Opens the group of a path, creating it and those on the way where they are missing.
  func ensureGroup(_ path: String) throws(HDF5Error) -> HDF5Group {
    var prefix = ""
    for part in path.split(separator: "/") {
      prefix += prefix.isEmpty ? String(part) : "/" + part
      if !hasMember(prefix) { _ = try createGroup(prefix) }
    }
    return try openGroup(path)
  }
}
