"""The names of threads, where the system's own tools show them too.

Python keeps a thread's name to itself before 3.14; ``top -H``, ``perf`` and our
bench read the system's.  Threads that a library starts take the name of the one
that starts them, so x264's count as the encoder's::

    threading.Thread(target=run, name="tick")   # run() begins with show_thread_name()
"""

import threading

import setproctitle


def show_thread_name(name: str | None = None) -> None:
    """Give this thread's name, or another one, to the system."""
    setproctitle.setthreadtitle(name or threading.current_thread().name)
