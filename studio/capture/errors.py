"""What can go wrong in a capture, as sentences."""

from urllib.parse import urlsplit

import av

from studio.model.errors import StudioError


class CaptureError(StudioError):
    """The source can't be opened or read; it is tried again."""


class BootError(StudioError):
    """The boot message asks for something that no capture can do."""


def shown(target: str) -> str:
    """How a path or an address is written in sentences and logs: without what may be secret."""
    if "://" not in target:
        return target
    parts = urlsplit(target)
    place = parts.netloc.rpartition("@")[2]
    folders = parts.path.split("/")
    more = "/…" if len(folders) > 2 or parts.query else ""
    return f"{parts.scheme}://{place}{'/'.join(folders[:2])}{more}"


def why(error: Exception, what: str) -> str:
    """Say in a sentence why FFmpeg could not use ``what``, a path, device or address."""
    match error:
        case av.error.FileNotFoundError():
            return f"{what} is not there: it was moved, renamed or unplugged."
        case av.error.PermissionError():
            return f"{what} may not be read by this user: change its permissions."
        case av.error.IsADirectoryError():
            return f"{what} is a folder, not a file."
        case av.error.InvalidDataError() | av.error.EOFError():
            return f"{what} is not a video, sound or picture file that can be read: it is damaged."
        case av.error.ExitError() | av.error.TimeoutError():
            return f"{what} does not answer: check the address and the network."
        case av.error.ConnectionRefusedError():
            return f"{what} refused the connection: nothing listens there."
        case av.error.HTTPError():
            return f"{what} was refused by its server: {error.strerror}."
        case av.error.DecoderNotFoundError():
            return f"{what} is in a format that no decoder here can read."
        case av.error.BlockingIOError() | OSError() if "busy" in str(error).lower():
            return f"{what} is in use by another program: close that."
        case av.error.FFmpegError():
            return f"{what} can't be read: {error.strerror}."
    return f"{what} can't be read: {error}."
