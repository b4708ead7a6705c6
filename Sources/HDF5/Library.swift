import CHDF5
import Synchronization

/// What is remembered about the library as a whole.
private struct LibraryState {
  var isPrepared = false

  /// The files that the system refused to write, for example because the disk is full, and what the
  /// library said of it then.
  ///
  /// The library can neither go on with them nor close them: it crashes on what it could not write.
  /// So nothing is asked of it any more; such a file stays open until the process ends.
  var lostFiles: [hid_t: [String]] = [:]
}

/// The one lock around the library.
///
/// Runs on several threads write several files. The dimension-scale calls are not guaranteed to be
/// safe on several threads even where the library was built to be, so each call takes this lock.
/// A call never makes another one inside its body; so nothing can wait for itself.
private let library = Mutex(LibraryState())

/// Calls the library and turns a negative result into an error.
///
/// - Parameters:
///   - attempt: What is attempted, as it continues “can't …”.
///   - file: The file that is touched, if one is.
///   - body: Calls of the library, and nothing that would take the lock again.
@discardableResult
func call<Result: SignedInteger & Sendable>(
  to attempt: @autoclosure () -> String, in file: hid_t? = nil, _ body: () -> Result
) throws(HDF5Error) -> Result {
  let (result, causes) = library.withLock { state in
    prepare(&state)
    if let file, let causes = state.lostFiles[file] { return (Result(-1), causes) }
    let result = body()
    guard result < 0 else { return (result, []) }
    let causes = descriptionsOfErrors()
    if let file, HDF5Error(attempt: "", causes: causes).systemReason != nil {
      state.lostFiles[file] = causes
    }
    return (result, causes)
  }
  guard result >= 0 else { throw HDF5Error(attempt: attempt(), causes: causes) }
  return result
}

/// Closes a handle, unless it belongs to a file that is lost.
func close(_ identifier: hid_t, in file: hid_t?, with body: (hid_t) -> herr_t) {
  _ = try? call(to: "close a handle", in: file) { body(identifier) }
}

/// Asks the library for something that cannot fail, or whose failure is an answer.
func query<Result: Sendable>(_ body: () -> Result) -> Result {
  library.withLock { state in
    prepare(&state)
    return body()
  }
}

private func prepare(_ state: inout LibraryState) {
  if !state.isPrepared {
    // At exit the library would write what it could not write before. All is flushed explicitly.
    _ = H5dont_atexit()
    state.isPrepared = true
  }
  // There is one error stack for each thread, printed unless the library is told not to.
  _ = H5Eset_auto2(chdf5_error_stack(), nil, nil)
}

/// The errors that the last call left behind, the innermost last.
private func descriptionsOfErrors() -> [String] {
  var descriptions: [String] = []
  // SAFETY: The pointer is used only during the call, by the function that is given with it.
  unsafe withUnsafeMutablePointer(to: &descriptions) { pointer in
    _ = unsafe H5Ewalk2(
      chdf5_error_stack(), H5E_WALK_DOWNWARD,
      { _, error, context in
        if let text = unsafe error?.pointee.desc, let context = unsafe context {
          let target = unsafe context.assumingMemoryBound(to: [String].self)
          unsafe target.pointee.append(String(cString: text))
        }
        return 0
      }, pointer)
  }
  return descriptions
}
