"""Every table of `docs/benchmarks.md`, in its order."""

from benchmarks import asking, deriving, explaining, labelling, start

for measurement in (start, asking, explaining, deriving, labelling):
    measurement.main()
