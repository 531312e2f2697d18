"""Edge and relay of one computer, kept running together: ``python -m studio.room.pair``.

Two processes that know nothing of each other but a folder: each is started again by
itself when it dies, with a back-off, and both end in order.  A third puts phones on air alone,
where what it needs is installed; without it the room goes on.  ``rocket-studio room`` is
this in a terminal, and ``studio.room.beside`` is this beside a session.
"""
