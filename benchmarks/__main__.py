"""Every table of `docs/benchmarks.md`, in its order."""

from benchmarks import asking, deriving, explaining, page, start

for measurement in (start, asking, page, explaining, deriving):
    measurement.main()
