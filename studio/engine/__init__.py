"""The engine: sources in, one composited and encoded programme out.

A process of its own that loads neither Qt nor an event loop.  Its threads are
few and have names: ``tick`` composites, ``encode`` feeds the video encoder,
``mix`` mixes and encodes sound, each source and each output has one of its own,
and the main thread serves commands.
"""
