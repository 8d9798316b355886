"""`python -m classifier` is the command `kemitraan`."""

from classifier.cli import main

if __name__ == "__main__":
    main()
