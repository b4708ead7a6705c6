import StudyDesigns
import Sweeps
import Testing

struct SweepPlanTests {
}
