"""Whole programs, run together.

A package with a file of its own, since a library that is installed brings a ``tests.e2e`` too.
"""
