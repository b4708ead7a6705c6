import Statistics
import Testing

struct StudentTTests {
}
