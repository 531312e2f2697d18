"""The root of every error that a person is told about.

The text of a StudioError is a whole sentence: what happened, to what, and what
can be done.  Command lines and windows show it as it is; anything else that
reaches a process border is a bug and is logged with its traceback.
"""


class StudioError(Exception):
    """Something went wrong that a person can act on; ``str(error)`` says it."""
