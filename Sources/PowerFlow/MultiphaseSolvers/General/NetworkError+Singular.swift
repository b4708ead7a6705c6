extension NetworkError {
  /// The equations of a network have no solution, though its shape gives no reason.
  static func singular(_ network: MultiphaseNetwork) -> NetworkError {
    .impossibleValue(
      element: "the network \(quoted(network.name))",
      problem: "has admittances from which no voltages follow: some part has neither a firm "
        + "connection to the ground nor impedances of a likely size")
  }
}
