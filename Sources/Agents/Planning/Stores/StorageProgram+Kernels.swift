/// Goes back over a stage of a ``StorageProgram``: takes the best change at each state, the segments of
/// the stage and of the curve in the order of their slopes; turns the curve over γ·S + b into one over
/// S; and cuts it at the limits.
///
/// A function of its own, so that nothing of the program is copied.
///
/// - Parameters:
///   - curve: The cost-to-go at the end of the stage.
///   - count: The number of its segments; receives that of the segments of the result.
///   - stage: The stage.
///   - own: The segments of all stages.
///   - start: The leftmost state of the curve.
///   - limits: The least and the greatest state.
///   - result: Receives the cost-to-go at the beginning of the stage; it has a place for each segment
///     of the curve and of the stage.
/// - Returns: The leftmost state that is left.
func pullCurve(
  _ curve: Span<StorageProgram.Segment>, count: inout Int, back stage: StorageProgram.Stage,
  _ own: Span<StorageProgram.Segment>, from start: Double, limits: (least: Double, most: Double),
  into result: inout [StorageProgram.Segment]
) -> Double {
  precondition(
    count <= curve.count && count + stage.segments.count <= result.count
      && stage.segments.upperBound <= own.count, "there is a place for every segment")
  let (least, most, decay) = (limits.least, limits.most, stage.decay)
  var width = 0.0
  var last = stage.segments.upperBound
  while last > stage.segments.lowerBound {
    last -= 1
    // SAFETY: The segments of the stage are among those of all stages, here and below.
    unsafe width += own[unchecked: last].width
  }
  var left = (start - (stage.lowest + width) - stage.drift) / decay
  let first = min(max(left, least), most)
  var output = result.mutableSpan
  var kept = 0
  last = stage.segments.upperBound
  var next = 0
  // A segment is passed on when the one behind it has another slope.
  var pending = StorageProgram.Segment(width: 0, slope: .nan)
  while true {
    let hasOwn = last > stage.segments.lowerBound
    let hasCurve = next < count
    var segment = StorageProgram.Segment(width: 0, slope: .nan)
    if hasOwn,
      // SAFETY: The place is below the count of the curve, which was checked.
      unsafe !hasCurve || -own[unchecked: last - 1].slope < curve[unchecked: next].slope
    {
      last -= 1
      unsafe segment = StorageProgram.Segment(
        width: own[unchecked: last].width, slope: -own[unchecked: last].slope)
    } else if hasCurve {
      unsafe segment = curve[unchecked: next]
      next += 1
    }
    // Nothing is as near to a slope that is no number, with which the curve begins and ends.
    if abs(pending.slope - segment.slope) <= 1e-13 * abs(segment.slope) {
      pending.width += segment.width
      continue
    }
    if !pending.slope.isNaN {
      let right = left + pending.width / decay
      let part = min(right, most) - max(left, least)
      left = right
      if part > 0 {
        // SAFETY: No more are passed on than there were, for all of which there is a place.
        unsafe output[unchecked: kept] = StorageProgram.Segment(
          width: part, slope: pending.slope * decay)
        kept += 1
      }
      // What lies beyond the greatest state is cut off anyway.
      if left >= most { break }
    }
    guard hasOwn || hasCurve else { break }
    pending = segment
  }
  count = kept
  return kept > 0 ? first : min(max(left, least), most)
}
