import CHDF5
import Synchronization

/// The one lock around the library, and whether the library was prepared.
///
/// Runs on several threads write several files. The dimension-scale calls are not guaranteed to be
/// safe on several threads even where the library was built to be, so each call takes this lock.
/// A call never makes another one inside its body; so nothing can wait for itself.
private let libraryLock = Mutex(false)

/// Calls the library and turns a negative result into an error.
///
/// - Parameters:
///   - attempt: What is attempted, as it continues “can't …”.
///   - body: Calls of the library, and nothing that would take the lock again.
@discardableResult
func call<Result: SignedInteger & Sendable>(
  to attempt: @autoclosure () -> String, _ body: () -> Result
) throws(HDF5Error) -> Result {
  let (result, causes) = libraryLock.withLock { isPrepared in
    prepare(&isPrepared)
    let result = body()
    return (result, result < 0 ? descriptionsOfErrors() : [])
  }
  guard result >= 0 else { throw HDF5Error(attempt: attempt(), causes: causes) }
  return result
}

/// Asks the library for something that cannot fail, or whose failure is an answer.
func query<Result: Sendable>(_ body: () -> Result) -> Result {
  libraryLock.withLock { isPrepared in
    prepare(&isPrepared)
    return body()
  }
}

private func prepare(_ isPrepared: inout Bool) {
  if !isPrepared {
    // At exit the library would write what it could not write before. All is flushed explicitly.
    _ = H5dont_atexit()
    isPrepared = true
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
