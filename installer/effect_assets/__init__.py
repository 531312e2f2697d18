"""Draws and builds what faces wear: the files of assets/effects, the same bytes each time."""
