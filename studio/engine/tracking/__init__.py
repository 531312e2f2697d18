"""What is seen of people on a camera's pictures, brought together with the pictures.

An AR process for each camera looks at its pictures and writes what it sees into a ring, each
result with the time of its picture (``model.tracking``).  Here both meet again, in the tick:
a picture waits for its result for one frame at most, and one that has none gets what the last
two carry on to, so that nothing that is drawn on a face swims behind it.  The engine never
waits for the AR process, and when that dies the camera is seen without, a quarter of a
second later::

    tracker = Tracker("Camera", "ar-1a2b3c4d", ring, processes, secret=…, period_ns=…)
    tracker.look(Look(faces=1))              # starts the process; Look() ends it
    picture = tracker.source.latch(due_ns)   # picture.tracked
"""
