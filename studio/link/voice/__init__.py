"""Makes a microphone's sound clean: no echo of what the anchor hears, no noise, an even loudness.

A process of its own, called ``voice``, beside the one that links guests: sound is asked for
every 21 ms, and what a guest sends, which keeps Python's lock while it is unpacked, must not
make it wait, nor end it.  It loads no WebRTC of that kind and is there in 0.3 s.

The engine writes the raw microphone into a ring, and what is monitored into another, with the
time at which it is heard.  Both are on the microphone's clock as the mixer has it, so that here
nothing drifts (``studio.engine.mixer.voice_input``).  Exact frames
of 10 ms go through ``chain``: echo, then noise, then gain.  What comes out goes into a ring,
stamped with the time at which it was said: the delay of the chain is known, and the engine
waits for it.  Sound is made mono on its way.

Tried and left out: livekit's AudioProcessingModule, the same WebRTC code, for 30 MB on disk,
protobuf and an event loop, beside 1 MB of pywebrtc-audio; in the same room its echo is weaker
(52 dB less against 37) and so is the near voice, which it distorts (SI-SDR −3 dB against 4).
"""
