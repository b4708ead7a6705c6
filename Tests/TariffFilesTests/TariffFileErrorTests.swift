import Testing

import TariffFiles

@Suite struct TariffFileErrorTests {
  @Test func anErrorIsItsSentence() {
    #expect("\(TariffFileError("a.csv:2:3: 'x' is no number."))" == "a.csv:2:3: 'x' is no number.")
  }
}
