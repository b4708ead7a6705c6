/// Student's t distribution.
public enum StudentT {
}
