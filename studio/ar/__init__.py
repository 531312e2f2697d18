"""What is seen of people on a camera's picture: faces, hands, body, and where a person is.

One process for each camera that somebody wants to have looked at.  It reads the capture's ring
beside the engine, so that the camera's picture is on its way while it is looked at, and writes
a ring of results, each with the time of its picture (``model.tracking``).  It ranks below the
engine and looks at fewer pictures by itself as soon as that is late: what is late or left out
here costs the stream nothing.

Why each face has a window of its own: MediaPipe's detector sees the whole picture in 128 × 128
pixels, so that on a wide picture a face narrower than an eighth of it is not found, and it runs
on each picture as long as there are fewer faces than were asked for.  Here the detector scouts
by itself, through smaller windows too and only now and then, and each face that it found is
followed by a landmarker for one face in a small window that goes along with it.  That also costs
less: converting and handing over a whole 1080p picture takes as long as a quarter of the look.

Hands and a body are looked for on some pictures only, with a third of the time (``turns``): an
effect that waits for a gesture must not halve the rate at which faces are followed.

Measured with ``tests/bench/ar_tracking.py``, which prints the bare call beside ours.
"""
