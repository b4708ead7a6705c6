public import ArgumentParser
public import Tariffs

// Enumerations of libraries whose cases are words on the command line.

extension URDBExportScheme: ExpressibleByArgument {}
