"""The process that pushes one programme to one destination.

It outlives the engine: ``studio.publish.destination`` keeps the publish open
while the engine is gone and takes the next engine's tags, and ``process`` is the
thin edge to the supervisor and the engine.  The stream key is in the boot message
and in the address, nowhere else.
"""
