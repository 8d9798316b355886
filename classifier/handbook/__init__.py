"""The codebook and the rulebook as pages to read, on the screen of a terminal or in a browser."""
