public import ArgumentParser
public import NetworkFiles
public import NetworkStudies
public import PowerFlow

// Enumerations of libraries whose cases are words on the command line.

extension NetworkFileFormat: ExpressibleByArgument {}
extension PowerFlowMethod: ExpressibleByArgument {}
extension IslandPolicy: ExpressibleByArgument {}
extension ControlAction: ExpressibleByArgument {}
