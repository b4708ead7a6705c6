public import ArgumentParser
public import TariffFiles
public import Tariffs

// Enumerations of libraries whose cases are words on the command line.

extension URDBExportScheme: ExpressibleByArgument {}
extension AneelSelection.Modality: ExpressibleByArgument {}
