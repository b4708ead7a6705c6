import Studies
import Testing

struct ConcurrentMapTests {
  @Test("Results come in the order of the elements")
  func keepsOrder() async {
    let squares = await concurrentMap(Array(0..<50), width: 4) { _, number in number * number }
    #expect(squares == (0..<50).map { $0 * $0 })
  }
}
