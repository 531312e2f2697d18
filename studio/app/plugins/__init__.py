"""The plugins in the window: the panel that lists them, what each shows, and its keys."""
