"""The questions asked after a verdict, each answered from the same program as the verdict."""
