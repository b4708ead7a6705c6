import Markets
import Quantities
import RandomStreams

/// Messages to a limit order book: new orders around one price, and cancellations of earlier ones.
struct OrderMessages {
  private struct Message {
    var identifier: Int64
    /// Nothing for a cancellation.
    var energy: MeteredEnergy
    var price: EnergyPrice
    var trader: Int32
    var side: Order.Side
  }

  private let messages: [Message]

  /// The number of messages.
  var count: Int { messages.count }

  /// Draws messages, of which four in ten cancel one of the thousand orders before.
  init(count: Int, seed: UInt64) {
    var draws = RandomStream(seed: seed, stream: "messages", entity: "book").draws(at: 0)
    messages = (0..<count).map { index in
      let identifier = Int64(index)
      guard index == 0 || draws.uniformInteger(below: 10) < 6 else {
        let back = Int64(draws.uniformInteger(below: UInt64(min(index, 1000)))) + 1
        return Message(
          identifier: identifier - back, energy: .zero, price: .zero, trader: 0, side: .bid)
      }
      return Message(
        identifier: identifier,
        energy: MeteredEnergy(milliwattHours: 1000 + Int64(draws.uniformInteger(below: 100_000))),
        price: EnergyPrice(
          microsPerKilowattHour: 200_000 + 1000 * Int64(draws.uniformInteger(below: 100))),
        trader: Int32(draws.uniformInteger(below: 100)),
        side: draws.bernoulli(probability: 0.5) ? .bid : .offer)
    }
  }

  /// Sends all messages in their order.
  func send(to book: inout LimitOrderBook) {
    for message in messages {
      if message.energy > .zero {
        _ = book.submit(
          message.identifier, trader: message.trader, side: message.side, price: message.price,
          energy: message.energy)
      } else {
        _ = book.cancel(message.identifier)
      }
    }
  }
}
