"""The process that pushes one programme to one destination.

It outlives the engine: ``destination`` keeps the publish open while the engine
is gone and takes the next engine's tags, ``intake`` makes one unbroken stream
of whatever the engines give (headers first, on a key frame, time never going
back), ``delays`` says when to try again, and ``process`` is the thin edge to
the supervisor and the engine.  The stream key is in the boot message and in
RtmpUrl, nowhere else.
"""
