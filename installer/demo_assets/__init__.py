"""Draws and sounds the demo: the clips and pictures in assets/, all made here, none taken.

Run by hand when the demo should look different; the results are committed, so that
a set-up needs neither this code nor ffmpeg::

    .venv/bin/python -m installer.demo_assets [camera] [screen] [sound] [logo]

Everything moves with a period of 8 s (or a whole fraction of it), so that each clip
loops without a seam and the presenter's lips stay with her voice.
"""
