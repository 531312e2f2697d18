"""Encoders: which work on this machine, and the ones that run."""
