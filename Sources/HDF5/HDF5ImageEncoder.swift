/// Lays the objects of a file out: the superblock, the headers, the data, the heaps of texts.
///
/// Addresses that are not known yet are left out and put in when everything has its place; the
/// checksums come last.
struct HDF5ImageEncoder {
  /// What an address leads to.
  private enum Target {
    case header(Int)
    case data(Int)
    case heap(Int)
  }

  private let objects: [HDF5Image.Object]
  private var out = ByteWriter()
  private var patches: [(position: Int, target: Target)] = []
  private var headers: [Range<Int>] = []
  private var dataAddresses: [UInt64]
  private var heap = GlobalHeapWriter()

  private static let undefined = UInt64.max

  init(objects: [HDF5Image.Object]) {
    self.objects = objects
    dataAddresses = objects.map { _ in Self.undefined }
  }

  mutating func encode() -> [UInt8] {
    out.reserve(objects.count * 700)
    writeSuperblock()
    for index in objects.indices { writeHeader(of: index) }
    // What scales refer to is known by their places only now.
    for index in objects.indices {
      if let values = objects[index].values, values.count > 0 {
        out.align()
        dataAddresses[index] = UInt64(out.count)
        write(values)
      }
    }
    let heapAddresses = heap.write(to: &out)
    for patch in patches {
      let address =
        switch patch.target {
        case .header(let index): UInt64(headers[index].lowerBound)
        case .data(let index): dataAddresses[index]
        case .heap(let index): heapAddresses[index]
        }
      out.patch(address, at: patch.position)
    }
    for (place, object) in heap.references {
      out.patch(UInt64(headers[object].lowerBound), at: heap.position(of: place, heapAddresses))
    }
    out.patch(UInt64(out.count), at: 28)
    out.patch(UInt64(headers[0].lowerBound), at: 36)
    out.patchChecksum(of: 0..<44)
    for header in headers { out.patchChecksum(of: header.lowerBound..<(header.upperBound - 4)) }
    return out.bytes
  }

  private mutating func writeSuperblock() {
    out.append([0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A])
    // Version 2, addresses and lengths of eight bytes, no flags.
    out.append([2, 8, 8, 0])
    out.append(UInt64(0))
    out.append(Self.undefined)
    // The end of the file, the root group and the checksum are put in later.
    out.append(UInt64(0))
    out.append(UInt64(0))
    out.append(UInt32(0))
  }

  // MARK: Headers

  private mutating func writeHeader(of index: Int) {
    out.align()
    let start = out.count
    let object = objects[index]
    out.append([0x4F, 0x48, 0x44, 0x52, 2])
    // The size has four bytes; the order of attributes is kept; up to 64 stay in the header.
    out.append([0b0001_1110])
    out.append(UInt16(64))
    out.append(UInt16(32))
    let size = out.count
    out.append(UInt32(0))
    let messages = out.count
    if let values = object.values {
      writeDataset(object, values, index)
    } else {
      writeGroup(object)
    }
    writeAttributes(of: object)
    out.patch(UInt32(out.count - messages), at: size)
    out.append(UInt32(0))
    headers.append(start..<out.count)
  }

  /// Begins a message, and gives the place where its size goes.
  private mutating func begin(_ type: UInt8, isConstant: Bool = false, order: Int = 0) -> Int {
    out.append([type])
    let size = out.count
    out.append(UInt16(0))
    out.append([isConstant ? 1 : 0])
    out.append(UInt16(truncatingIfNeeded: order))
    return size
  }

  private mutating func end(_ size: Int) {
    out.patch(UInt16(truncatingIfNeeded: out.count - size - 5), at: size)
  }

  private mutating func writeAddress(of target: Target) {
    patches.append((out.count, target))
    out.append(Self.undefined)
  }

  private mutating func writeGroup(_ object: HDF5Image.Object) {
    let links = object.links
    let info = begin(2)
    out.append([0, 3])
    out.append(UInt64(links.count))
    for _ in 0..<3 { out.append(Self.undefined) }
    end(info)
    let group = begin(10, isConstant: true)
    out.append([0, 1])
    out.append(UInt16(clamping: max(8, links.count)))
    out.append(UInt16(6))
    end(group)
    for (order, link) in links.enumerated() {
      let message = begin(6)
      let isLong = link.name.utf8.count > 255
      out.append([1, 0x14 | (isLong ? 1 : 0)])
      out.append(UInt64(order))
      out.append([1])
      if isLong {
        out.append(UInt16(clamping: link.name.utf8.count))
      } else {
        out.append([UInt8(link.name.utf8.count)])
      }
      out.append(link.name)
      writeAddress(of: .header(link.target))
      end(message)
    }
  }

  private mutating func writeDataset(
    _ object: HDF5Image.Object, _ values: HDF5Image.Values, _ index: Int
  ) {
    let space = begin(1)
    out.appendSpace(object.isScalar ? nil : values.count)
    end(space)
    let type = begin(3, isConstant: true)
    out.append(values.typeMessage)
    end(type)
    let fill = begin(5, isConstant: true)
    // The space is allotted late; the value is written only where it is set.
    out.append([3, object.fillsWithNaN ? 0x2A : 0x0A])
    if object.fillsWithNaN {
      if case .floats = values {
        out.append(UInt32(4))
        out.append(Float.nan.bitPattern)
      } else {
        out.append(UInt32(8))
        out.append(Double.nan.bitPattern)
      }
    }
    end(fill)
    let layout = begin(8)
    out.append([3, 1])
    writeAddress(of: .data(index))
    out.append(UInt64(values.byteCount))
    end(layout)
  }

  // MARK: Attributes

  private mutating func writeAttributes(of object: HDF5Image.Object) {
    let count =
      object.attributes.count + (object.dimension == nil ? 0 : 2) + (object.scale == nil ? 0 : 1)
      + (object.users.isEmpty ? 0 : 1)
    let info = begin(21)
    out.append([0, 3])
    out.append(UInt16(clamping: count))
    for _ in 0..<3 { out.append(Self.undefined) }
    end(info)
    var order = 0
    func next() -> Int {
      order += 1
      return order - 1
    }
    if let dimension = object.dimension {
      writeLatinText("CLASS", "DIMENSION_SCALE", order: next())
      writeLatinText("NAME", dimension, order: next())
    }
    for attribute in object.attributes {
      write(attribute.name, attribute.value, order: next())
    }
    if let scale = object.scale { writeDimensionList(scale, order: next()) }
    if !object.users.isEmpty { writeReferenceList(object.users, order: next()) }
  }

  private mutating func write(_ name: String, _ value: HDF5Image.AttributeValue, order: Int) {
    switch value {
    case .text(let text):
      let text = text.withoutNulls
      let count = max(1, text.utf8.count)
      writeAttribute(name, type: .text(byteCount: count), count: nil, order: order) {
        $0.append(text)
        if text.isEmpty { $0.append([0]) }
      }
    case .number(let number):
      writeAttribute(name, type: .double, count: nil, order: order) {
        $0.append(number.bitPattern)
      }
    case .integer(let number):
      writeAttribute(name, type: .int64, count: nil, order: order) { $0.append(number) }
    case .doubles(let numbers):
      writeAttribute(name, type: .double, count: numbers.count, order: order) { out in
        for number in numbers { out.append(number.bitPattern) }
      }
    case .floats(let numbers):
      writeAttribute(name, type: .float, count: numbers.count, order: order) { out in
        for number in numbers { out.append(number.bitPattern) }
      }
    case .int8s(let numbers):
      writeAttribute(name, type: .int8, count: numbers.count, order: order) { out in
        for number in numbers { out.append(number) }
      }
    }
  }

  /// A text as the library's functions for dimension scales write it, with its NUL.
  private mutating func writeLatinText(_ name: String, _ text: String, order: Int) {
    let count = text.utf8.count + 1
    writeAttribute(
      name, type: .terminatedText(byteCount: count), count: nil, isLatin: true, order: order
    ) {
      $0.append(text)
      $0.append([0])
    }
  }

  private mutating func writeDimensionList(_ scale: Int, order: Int) {
    let place = heap.addReference(to: scale)
    let message = beginAttribute(
      "DIMENSION_LIST", type: .referenceLists, count: 1, isLatin: true, order: order)
    out.append(UInt32(1))
    writeAddress(of: .heap(place.heap))
    out.append(UInt32(place.index))
    end(message)
  }

  private mutating func writeReferenceList(_ users: [Int], order: Int) {
    let message = beginAttribute(
      "REFERENCE_LIST", type: .scaleUses, count: users.count, isLatin: true, order: order)
    for user in users {
      writeAddress(of: .header(user))
      out.append(UInt64(0))
    }
    end(message)
  }

  private mutating func writeAttribute(
    _ name: String, type: TypeMessage, count: Int?, isLatin: Bool = false, order: Int,
    _ body: (inout ByteWriter) -> Void
  ) {
    let message = beginAttribute(name, type: type, count: count, isLatin: isLatin, order: order)
    body(&out)
    end(message)
  }

  /// Begins an attribute of one element, or of a list of them.
  private mutating func beginAttribute(
    _ name: String, type: TypeMessage, count: Int?, isLatin: Bool, order: Int
  ) -> Int {
    let message = begin(12, order: order)
    out.append([3, 0])
    out.append(UInt16(clamping: name.utf8.count + 1))
    let type = type.bytes
    out.append(UInt16(type.count))
    out.append(UInt16(count == nil ? 4 : 12))
    out.append([isLatin ? 0 : 1])
    out.append(name)
    out.append([0])
    out.append(type)
    out.appendSpace(count)
    return message
  }

  // MARK: Data

  private mutating func write(_ values: HDF5Image.Values) {
    switch values {
    case .doubles(let values): for value in values { out.append(value.bitPattern) }
    case .floats(let values): for value in values { out.append(value.bitPattern) }
    case .bytes(let values): out.append(values)
    case .int8s(let values): for value in values { out.append(value) }
    case .int32s(let values): for value in values { out.append(value) }
    case .int64s(let values): for value in values { out.append(value) }
    case .texts(let texts):
      for text in texts {
        let text = text.withoutNulls
        out.append(UInt32(clamping: text.utf8.count))
        if text.isEmpty {
          out.append(UInt64(0))
          out.append(UInt32(0))
        } else {
          let place = heap.add(text)
          writeAddress(of: .heap(place.heap))
          out.append(UInt32(place.index))
        }
      }
    }
  }
}
