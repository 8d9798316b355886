"""Every table of `docs/benchmarks.md`, in its order."""

from benchmarks import asking, deriving, explaining, memory, page, start

for measurement in (start, asking, page, explaining, deriving, memory):
    measurement.main()
