import TariffFiles
import Testing

@Suite struct TariffFileErrorTests {
  @Test func anErrorIsItsSentence() {
    #expect("\(TariffFileError("a.csv:2:3: 'x' is no number."))" == "a.csv:2:3: 'x' is no number.")
  }
}
