import NetworkFiles
import Parameters
import PowerFlow

extension ScenarioReader {
  /// The network, checked for being one that can be solved; reports what is wrong with its file.
  func networkSettings(_ section: Section, time: TimeSettings?) -> NetworkSettings? {
    let place = section.place(NetworkKeys.file)
    guard section.isComplete, let path = section.text(NetworkKeys.file),
      let minimum = section.number(NetworkKeys.minimumVoltage),
      let maximum = section.number(NetworkKeys.maximumVoltage),
      let tolerance = section.number(NetworkKeys.tolerance),
      let method = section.word(NetworkKeys.solver, as: PowerFlowMethod.self),
      let quality = section.word(
        NetworkKeys.voltageQuality, as: NetworkSettings.VoltageQuality.self),
      let hasControls = section.boolean(NetworkKeys.controls),
      let ignores = section.boolean(NetworkKeys.ignoresUnsupported)
    else { return nil }
    if minimum >= maximum {
      diagnostics.report(
        section.place(NetworkKeys.minimumVoltage),
        "'\(NetworkKeys.minimumVoltage.name)' in 'network' must be below "
          + "'\(NetworkKeys.maximumVoltage.name)'.")
    }
    if quality != .none, let time, 600_000_000_000 % time.intervalNanoseconds != 0 {
      diagnostics.report(
        section.place(NetworkKeys.voltageQuality),
        "the statistics of '\(quality.rawValue)' need values of ten minutes, which the interval of "
          + "\(time.intervalNanoseconds / 60_000_000_000) minutes does not divide. Take 1, 2, 5 or "
          + "10 minutes, or '\(NetworkSettings.VoltageQuality.none.rawValue)'.")
    }
    guard let network = networkModel(at: path, place, ignoresUnsupported: ignores) else {
      return nil
    }
    let settings = NetworkSettings(
      network: network, method: method, hasControls: hasControls, voltageQuality: quality,
      minimumVoltage: minimum, maximumVoltage: maximum, tolerance: tolerance,
      continuesWhenNotConverged: section.word(
        NetworkKeys.whenNotConverged, as: NetworkKeys.WhenNotConverged.self) == .continue,
      constraints: section.section(NetworkKeys.constraints).flatMap {
        constraintSettings($0, minimumVoltage: minimum, maximumVoltage: maximum)
      })
    checkSolvable(settings, path: path, place, ignoresUnsupported: ignores)
    return settings
  }

  private func checkSolvable(
    _ settings: NetworkSettings, path: String, _ place: SourcePlace, ignoresUnsupported: Bool
  ) {
    let key = "\(ignoresUnsupported) \(settings.method.rawValue) \(settings.tolerance) \(path)"
    if parts?.solvableNetworks[key] != nil { return }
    do {
      try settings.checkSolvable()
      parts?.solvableNetworks[key] = true
    } catch {
      diagnostics.report(place, "\(path): \(error)")
    }
  }

  /// The network of a file; a template reads it once.
  func networkModel(
    at path: String, _ place: SourcePlace, ignoresUnsupported: Bool
  ) -> NetworkModel? {
    prepared(in: parts?.networks, key: "\(ignoresUnsupported) \(path)") { reader in
      reader.readNetwork(at: path, place, ignoresUnsupported: ignoresUnsupported)
    }
  }

  private func readNetwork(
    at path: String, _ place: SourcePlace, ignoresUnsupported: Bool
  ) -> NetworkModel? {
    guard let bytes = files.bytes(of: path, at: place, diagnostics: diagnostics) else { return nil }
    do {
      return try NetworkFile.read(
        bytes, named: path, format: nil,
        options: ImportOptions(ignoresUnsupported: ignoresUnsupported)
      ) { name in
        // A script names files from its own folder.
        let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
        let file = name.hasPrefix("/") ? name : folder + name
        guard let bytes = files.bytes(of: file, at: place, diagnostics: diagnostics) else {
          throw UnreadableFile()
        }
        return bytes
      }.network
    } catch {
      for fault in error.diagnostics { diagnostics.report(place, "\(fault)") }
      return nil
    }
  }
}

/// A file that could not be read, which was reported where it was named.
private struct UnreadableFile: Error {}

extension NetworkSettings {
  /// Makes a solver as a run does.
  fileprivate func checkSolvable() throws(NetworkError) {
    switch network {
    case .balanced(let network):
      _ = try PowerFlowSolver(network, method: method, tolerancePerUnit: tolerance)
    case .multiphase(let network):
      _ = try MultiphasePowerFlowSolver(network, method: method, tolerancePerUnit: tolerance)
    }
  }
}
