"""What the studio talks about: scenes, settings, commands, events, errors.

Values only: no thread, socket or clock lives here, so that every process of the
studio can import it and agree with the others.
"""
