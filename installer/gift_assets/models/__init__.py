"""The toys, a module for each, with a function that returns it."""
