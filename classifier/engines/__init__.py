"""The evaluators of the program, and which one serves where."""
