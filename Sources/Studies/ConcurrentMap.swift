/// Calls a function for each element, some at a time, and returns the results in the order of the
/// elements.
///
/// - Parameters:
///   - elements: What to work on.
///   - width: How many calls may run at once; at least one does.
///   - body: The work for one element and its index.
public func concurrentMap<Element: Sendable, Result: Sendable>(
  _ elements: [Element], width: Int, _ body: @escaping @Sendable (Int, Element) -> Result
) async -> [Result] {
  await withTaskGroup(of: (Int, Result).self) { group in
    var results = [Result?](repeating: nil, count: elements.count)
    var next = 0
    func start() {
      guard next < elements.count else { return }
      let (index, element) = (next, elements[next])
      group.addTask { (index, body(index, element)) }
      next += 1
    }
    for _ in 0..<max(1, width) { start() }
    while let (index, result) = await group.next() {
      results[index] = result
      start()
    }
    return results.compactMap { $0 }
  }
}
