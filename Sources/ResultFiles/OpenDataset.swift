import HDF5

/// A dataset that stays open while a file is written.
///
/// A reference, because lists can't hold what can't be copied.
final class OpenDataset: Sendable {
  let dataset: HDF5Dataset

  init(_ dataset: consuming HDF5Dataset) { self.dataset = dataset }
}
