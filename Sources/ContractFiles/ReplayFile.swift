import Contracts

/// A file of histories of calls with what is expected of them.
public struct ReplayFile: Sendable {}
