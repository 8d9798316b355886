"""Says what kind of partnership a case describes, and why."""

__version__ = "0.1.0"
