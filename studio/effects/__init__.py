"""Effects: draws what a canvas shows and the engine can't paint itself, by a GPU or without one.

A process for each of two kinds of work, since a shader may never end, a driver may
crash on a file, and a model takes seconds to draw; none of that is the tick's:

- ``rounds``: models (pygfx) and Lottie animations are drawn once, as the pictures of one
  round, handed over as a piece of shared memory, and played by the engine.
- ``live``: particles and shaders, a picture for each time, some milliseconds ahead of
  it, in a ring for each node.

They were one process first: the libraries of models take 2 s and 150 MB to load, and
one picture of a model is more than the time between two pictures of particles.

``render`` draws a content without any process, for tests and tools.
"""
