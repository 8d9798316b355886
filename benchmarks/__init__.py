"""What the project claims of its speed, measured against a reference in the same run.

Results are asserted equal before anything is timed. `python -m benchmarks` prints every table;
`python -m benchmarks.start` and the like print one.
"""
