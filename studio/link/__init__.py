"""Phones as cameras and guests, by WebRTC: their pictures and sound come to the engine by rings.

One process for all of them.  The room passes signals on (``room_line``); each peer has a task,
a connection and a thread of its own (``peer``, ``media``), whose fault ends only that peer.

aiortc does ICE, DTLS, SRTP and feedback.  What it does with media is replaced (``tap``), for
three reasons that were measured or read there: its buffer hands a picture on only when the
next one begins (33 ms at 30 fps) and holds four packets of sound (80 ms); a packet that never
comes stops the picture until 512 others came; and decoded pictures wait in a queue without an
end.  Here a picture goes on with its marker bit (``picture_packets``), is decoded by FFmpeg
with one thread straight into the ring's slot (``decoding``), and a loss asks for a key frame.

Picture and sound of a peer lie on one time line (``playout``), which its sender reports give:
both are due a little after they were taken, as little as the network allows; what is left
between camera and microphone a beep check measures (``beep``).  A peer is told to send less
before its picture freezes (``following``).

Guests and other studios look on (``way_back``): the engine's packets of the programme go to each
as they are (``programme``), and a bus without himself as Opus (``heard``).  Nothing is encoded
for one of them, so one with a slow network gets key frames only, for a while (``thinning``).

A studio that visits another one has more than its programme to show: inputs that it offers come
beside it, several at a time and all of them ready, on the one connection (``sent_cameras`` there,
``shown_cameras`` here).  Each costs it an encode (``input_pictures``).
Measured on two cores: 91 ms from a guest's mouth to another guest's ear, 47 ms from a phone's
lens to the programme, a fifth of a core for a guest of 720p30 both ways.
"""
