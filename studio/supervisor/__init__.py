"""Starts, watches, restarts and ends the processes of a session; owns nothing else.

A library without Qt and asyncio.  The command line holds a ``Supervisor`` while
it is live; when it is killed, the engine starts a new one (``supervise``), which
takes over everything by the session file.

Two files stand for a session in its folder: ``supervisor.lock`` is never
replaced and carries the file lock, which dies with the supervisor; and
``session.lock`` says where everybody is, and is replaced as a whole.  One file
can't do both, as a rename leaves the lock on the old one.
"""
