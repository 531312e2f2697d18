"""Sentences of the engine, of captures and of what pushes; see ``told``.

They stand in studio/engine, studio/capture, studio/publish, studio/rtmp and studio/model in
English; a test looks for those that an anchor may meet.
"""

from studio.app.words.tr import later

_SOURCES = (
    later("{name} has stopped; it is started again."),
    later("{name} does not answer: {error}"),
    later("{name} is gone."),
    later("{name} can't be captured any more."),
    later("{name} can't be captured: is it there, and may this user see it?"),
    later("There is no screen here: the environment has no DISPLAY."),
    later("The image {path} has over {pixels} pixels. Scale it down."),
    later("The image {path} is not there: it was moved or renamed."),
    later("{path} is not an image file that can be read."),
    later("The image {path} is damaged or can't be read: {error}."),
    later("The image {path} is too large: {pixels} pixels a side at most. Scale it down."),
    later("The text file {path} can't be read: {error}."),
    later("The text file {path} is too long: {kib} KiB at most."),
    later("The file {path} is not a text in UTF-8 or GB 18030."),
    later(
        "The text would be {width}×{height} pixels: make it shorter or smaller, or give "
        "it a width to wrap at."
    ),
    later("The font {name} can't be used: {error}."),
    later("There are no fonts on this computer: install DejaVu or Noto fonts."),
    later("The camera {device} sends no more pictures: is it still plugged in?"),
    later("The camera {device} can't be opened."),
    later("There is no camera on this computer: plug one in."),
    later("{what} is not there: it was moved, renamed or unplugged."),
    later("{what} may not be read by this user: change its permissions."),
    later("{what} is a folder, not a file."),
    later("{what} is not a video, sound or picture file that can be read: it is damaged."),
    later("{what} does not answer: check the address and the network."),
    later("{what} refused the connection: nothing listens there."),
    later("{what} was refused by its server: {error}."),
    later("{what} is in a format that no decoder here can read."),
    later("{what} is in use by another program: close that."),
    later("{what} can't be read: {error}."),
    later("{what} has ended; it is opened again."),
    later("{what} can't be shown because of a fault in Rocket Studio."),
    later("{what} is in none of the formats that are played here."),
    later("{what} can't be wound to another place."),
    later("{what} holds neither pictures nor sound."),
    later("{what} holds nothing that can be decoded."),
    later("{what} holds no sound."),
    later("{what} holds no sound that can be decoded."),
    later("{what} is longer than {seconds} seconds: cut it."),
    later("The sound device is being opened."),
    later(
        "The sound device “{name}” has stopped. It is tried again until it is back; look "
        "at its cable."
    ),
    later(
        "The monitor “{name}” has stopped. It is tried again until it is back; look at its cable."
    ),
    later(
        "The sound device cannot be used: {error}. Is the sound server running, and does "
        "no other program keep the device to itself?"
    ),
    later(
        "Sound devices cannot be used: {error}. Install PortAudio (on Debian: apt install"
        " libportaudio2)."
    ),
    later("This machine has no sound input. Plug one in, or start the sound server."),
    later("This machine has no sound output. Plug one in, or start the sound server."),
    later("There is no sound input called “{name}”; there are {others}."),
    later("There is no sound output called “{name}”; there are {others}."),
    later('There is no effect for faces named "{name}".'),
    later('The effect "{name}" can\'t be read: a fault in Rocket Studio.'),
    later("A sound isn't played. {reason}"),
)
_DESTINATIONS = (
    later("Connecting to {where}."),
    later("The stream to {where} has ended."),
    later("Pushing met a fault of its own; its log says more."),
    later("There is no host {host}, or the network is down ({where})."),
    later("{where} refused the connection: no server listens on port {port} there."),
    later("{where} cannot be connected: {reason}."),
    later("the host cannot be reached"),
    later("The certificate of {where} cannot be trusted: {reason}."),
    later("{where} does not speak TLS as it should: {reason}."),
    later("{where} did not answer within {seconds} seconds."),
    later("{where} did not finish the TLS handshake within 5 seconds."),
    later("{where} closed the connection during the TLS handshake."),
    later(
        "The server at {where} closed the connection in answer to the stream key: it is "
        "wrong, expired or in use."
    ),
    later("The server at {where} closed the connection before the stream."),
    later("The server at {where} closed the connection."),
    later("The server at {where} cannot be used. {reason}"),
    later("The server at {where} has taken no data for {seconds} seconds."),
    later("The server at {where} did not {step} within {seconds} seconds."),
    later("The server at {where} takes long to {step}."),
    later("finish the RTMP handshake"),
    later("answer the connect command"),
    later("open a stream"),
    later("answer the publish command"),
    later("take the stream"),
    later("take the connection"),
    later("The server at {where} refused the stream key."),
    later("The server at {where} refused the stream key: {reason}."),
    later("The server at {where} ended the stream."),
    later("The server at {where} ended the stream: {reason}."),
    later("The server at {where} refused the connection."),
    later("The server at {where} refused the connection: {reason}."),
    later("The server asked us to connect anew at {where}."),
    later("{where} is no relay: it does not take the WebSocket."),
    later("{where} closed the connection."),
    later("{where} ended the stream."),
    later("{where} does not let us publish."),
    later("{where} refused the connection."),
    later("{where} has taken no data for {seconds} seconds."),
    later("The address {where}/… has spaces in it or is too long."),
    later("The destination {where} has a port that is not a number from 1 to 65535."),
    later("The server at {where} wants to send us to an address without TLS."),
    later("the file can't be written ({reason})"),
    later("{path} can't be recorded to: {reason}"),
    later("the recording {path} stopped: {reason}; what was recorded before can be played"),
    later(
        "only {mb} MB are free where {path} is recorded: free some space, or the "
        "recording will stop soon"
    ),
    later("the video changed its format, the recording goes on in {path}"),
    later("recordings are Matroska files: call it “{right}” instead of “{wrong}”"),
)
_EDITS = (
    later("There is nothing to undo."),
    later("There is nothing to redo."),
    later("There is no room for that: all scenes, inputs and texts together may have {mb} MB."),
    later("Size and rate of the picture can't change while something is live or recorded."),
    later('There is no scene named "{name}".'),
    later('There is no input named "{name}".'),
    later('There is no scene or group named "{name}".'),
    later('"{group}" is no group.'),
    later('"{group}" is cropped as a whole: take its crop away, then ungroup it.'),
    later('"{group}" is blended as a whole: let it blend normally, then ungroup it.'),
    later('There is no item {number} in "{name}".'),
    later('There is no destination named "{name}".'),
    later("There is no preview: turn studio mode on first."),
    later("The last scene can't be removed: a studio shows at least one."),
    later("{number} views are open, which is the most: close some first."),
    later('"{name}" has no picture, only sound.'),
    later("So much was asked already that is not answered yet: wait."),
    later(
        '"{item}" is turned within "{group}", which is stretched: scale the group by the '
        "same in both directions, then ungroup it."
    ),
    later("{path}, line {line}, column {column}: not valid JSON: {error}."),
    later("{path}: nested too deeply to be a scene collection."),
    later("{path} can't be written: {error}."),
    later("{path} is larger than 16 MiB: no scene collection is."),
    later("{path} is not UTF-8 text (at byte {number})."),
    later("{name} failed while encoding: {error}"),
    later("The session is ending."),
    later("The process that listens there does not answer."),
)
TEMPLATES: tuple[str, ...] = (*_SOURCES, *_DESTINATIONS, *_EDITS)
