public import ArgumentParser
public import Sweeps

// The kinds of files are words on the command line.

extension FileEngine: ExpressibleByArgument {}
