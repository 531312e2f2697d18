"""Sentences of rooms and room clients about handoffs and links; see ``told``.

They stand in studio/model/handoff*.py, studio/room/rules, studio/room/relay and
studio/room_client in English.
"""

from studio.app.words.tr import later

TEMPLATES = (
    later('There is no {kind} "{device}" here: choose another for "{name}".'),
    later('There is no {kind} here: "{name}" shows or says nothing.'),
    later('The font {font} of "{name}" is missing: another one is shown.'),
    later('"{name}" shows this machine\'s screen, not that of {device}.'),
    later('"{name}" is a phone or guest of {device}: have it come here by a new link.'),
    later("There is no {encoder} here: x264 is taken, which costs more of the processor."),
    later("There is no GPU here: the picture is drawn by the processor, more slowly."),
    later("The plugin {plugin} is not on here: what it shows is missing."),
    later("{file} is not sent along: there is no such file."),
    later("{file} is not sent along: all files together may have {most} MB."),
    later("It was called off on {device}."),
    later("It was called off."),
    later("Nobody answered."),
    later("{device} does not let its programme be taken over."),
    later("{device} is just taking over: wait for it, or call it off first."),
    later("{device} has lost the room."),
    later("Nothing is on air that could be taken over: just go live here."),
    later("The device on air is called {device} too: give this one another name."),
    later("This studio is live itself: end that first."),
    later("This studio's stream does not reach the room: look at its network."),
    later("It took too long: nothing was changed on air. Try again."),
    later(
        "{device} sends {has} where {wanted} is on air: set its {what} to {again} and try again."
    ),
    later(
        "{device} sends {has} pictures a second where {wanted} are on air: set its frame rate to "
        "{again} and try again."
    ),
    later(
        "The server converts what this studio sends: that costs it processor time, and the picture "
        "some quality."
    ),
    later(
        "{device} sends {has}, which this server can't read: set its video codec to H.264 and try "
        "again."
    ),
    later(
        "A phone is on air, which has no scenes to give: say what to show with --collection, or "
        "take the programme back in the window."
    ),
    later("What {device} sends can't be converted: the server's log says why."),
    later("{device} can't be converted: {most} are already, the most."),
    later("{what} is on air, which is not made here: only {wanted} is."),
    later("The room server refused: {why}"),
    later("The link is over. Ask for a new one."),
    later("The link is not one of this server."),
    later("The link was taken back. Ask for a new one."),
    later("The end of the link is missing: copy it once more, whole."),
    later("The room server can't be reached: {why}."),
    later(
        "The room server is not the one that the link was made for: its authority has another "
        "fingerprint. Ask for a new link, and compare."
    ),
    later(
        "Nothing on this computer vouches for the room server. Use the whole link that the other "
        "studio shows: its end, from &ca= on, says whom to trust."
    ),
    later(
        "The room server has no certificate for {host}: start the room with --name {name}, or use "
        "another address of it."
    ),
    later("The room server's certificate is not good today: look at the clocks of both computers."),
    later("camera"),
    later("microphone"),
    later("sound output"),
    later("picture size"),
    later("video codec"),
    later("sound"),
)
