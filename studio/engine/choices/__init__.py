"""What this machine offers for a setting: cameras, sound devices, screens, fonts, encoders.

Libraries and drivers that list devices may hang or crash, and PortAudio sees what was
plugged in only when it starts; so each question is answered by a child process
(``listing``) that lives no longer than that, and is waited for by a thread (``Choices``).
"""
