"""Every table of `docs/benchmarks.md`, in its order."""

from benchmarks import deriving, explaining, labelling, start

for measurement in (start, explaining, deriving, labelling):
    measurement.main()
