/// Maps the slices of an array, some at a time, and joins the results in order.
///
/// - Parameters:
///   - elements: What to work on.
///   - width: How many tasks work at once; at least one does.
///   - body: The work for a slice, which gives one result for each element.
func slicedMap<Element: Sendable, Result: Sendable>(
  _ elements: [Element], width: Int, sliceCount: Int = 256,
  _ body: @escaping @Sendable (ArraySlice<Element>) -> [Result]
) async -> [Result] {
  let starts = Array(stride(from: 0, to: elements.count, by: max(1, sliceCount)))
  var parts = [[Result]](repeating: [], count: starts.count)
  await withTaskGroup(of: (Int, [Result]).self) { group in
    var next = 0
    func start() {
      guard next < starts.count else { return }
      let index = next
      let range = starts[index]..<min(starts[index] + sliceCount, elements.count)
      group.addTask { (index, body(elements[range])) }
      next += 1
    }
    for _ in 0..<max(1, width) { start() }
    while let (index, part) = await group.next() {
      parts[index] = part
      start()
    }
  }
  return parts.flatMap { $0 }
}
