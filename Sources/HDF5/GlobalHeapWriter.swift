/// The heaps of a file that hold what has any length: texts, and lists of references to objects.
struct GlobalHeapWriter {
  /// Where an element is: the number of its heap, and its number there, from 1.
  struct Place {
    let heap: Int
    let index: Int
  }

  private struct Heap {
    var bytes = ByteWriter()
    var count = 0
  }

  /// The references among the elements, with the objects that they lead to.
  private(set) var references: [(place: (heap: Int, offset: Int), object: Int)] = []
  private var heaps: [Heap] = []

  /// A heap is full when it has so many bytes.
  private static let limit = 1 << 20
  private static let headerByteCount = 16
  private static let leastByteCount = 4096

  mutating func add(_ text: String) -> Place {
    let place = begin(byteCount: text.utf8.count)
    heaps[place.heap].bytes.append(text)
    heaps[place.heap].bytes.align()
    return place
  }

  /// Adds a list of one reference, which is put in later.
  mutating func addReference(to object: Int) -> Place {
    let place = begin(byteCount: 8)
    references.append(((place.heap, heaps[place.heap].bytes.count), object))
    heaps[place.heap].bytes.append(UInt64.max)
    return place
  }

  private mutating func begin(byteCount: Int) -> Place {
    if heaps.isEmpty || heaps[heaps.count - 1].count >= 60_000
      || heaps[heaps.count - 1].bytes.count + byteCount > Self.limit
    {
      heaps.append(Heap())
    }
    let last = heaps.count - 1
    heaps[last].count += 1
    let index = heaps[last].count
    heaps[last].bytes.append(UInt16(index))
    heaps[last].bytes.append(UInt16(0))
    heaps[last].bytes.append(UInt32(0))
    heaps[last].bytes.append(UInt64(byteCount))
    return Place(heap: last, index: index)
  }

  /// Writes all heaps, and gives their addresses.
  func write(to out: inout ByteWriter) -> [UInt64] {
    heaps.map { heap in
      out.align()
      let address = UInt64(out.count)
      let used = Self.headerByteCount + heap.bytes.count
      let size = max(Self.leastByteCount, used)
      out.append(Array("GCOL".utf8) + [1, 0, 0, 0])
      out.append(UInt64(size))
      out.append(heap.bytes.bytes)
      // What is free is an element as well, of the number 0, whose size includes these 16 bytes.
      if size - used >= 16 {
        out.append(UInt64(0))
        out.append(UInt64(size - used))
      }
      out.append([UInt8](repeating: 0, count: max(0, Int(address) + size - out.count)))
      return address
    }
  }

  /// Where the bytes of an element are in the file.
  func position(of place: (heap: Int, offset: Int), _ addresses: [UInt64]) -> Int {
    Int(addresses[place.heap]) + Self.headerByteCount + place.offset
  }
}
