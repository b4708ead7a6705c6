import MarketFiles
import Testing

struct OrderBookFileTests {}
