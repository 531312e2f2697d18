"""What is said, as words: one process that hears the buses that it is told.

It reads their rings beside the engine, ranks below it, and tells what it understands as
``model.captions.Spoken``: again and again while somebody speaks, and once for good.

A bus's sound goes through a voice activity model, which cuts it where somebody pauses
(``segments``).  What goes on is heard anew from its beginning at each look, since models that are
in the package registries hear whole utterances only; what two looks agree on stays
(``agreement``), and how often is looked depends on what a look costs (``looks``).  A streaming
model of the user's own hears each sample once, behind the same class (``recogniser``).

What was tried and lost: moonshine-voice's own streaming library, with twice the errors of the
same model in sherpa-onnx; Whisper tiny, slower and worse; faster-whisper for Whisper base, for
what it brings along (``whisper``).

Finals are translated where that is wished and the model can (``translating``): Whisper says in
English what it hears in any language, from the sound.  It is made when nobody waits for words, and
told by telling the final again.

Ends are cheap: the ring holds twenty seconds, and the engine is told all the time up to where
all is final.  A process that was killed, or that ended itself as it hung (``watchdog``), is
followed by one that hears on from there; where the ring doesn't reach back that far, that is
marked in the text.

Measured with ``tests/bench/captions.py``, beside the bare engines on the same clips.
"""
