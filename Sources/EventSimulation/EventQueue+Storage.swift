extension EventQueue {
  /// The numbers of entries and of slots that the queue holds, cancelled and free ones included.
  package var storageCount: (heap: Int, slots: Int) { (heap.count, slots.count) }

  /// The numbers of entries and slots for which there is memory.
  package var capacities: [Int] { [heap.capacity, slots.capacity] }
}
