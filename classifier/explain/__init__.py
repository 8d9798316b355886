"""What is said of a result or an answer, as blocks."""
