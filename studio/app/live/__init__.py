"""Going live: where to, what is checked before, and what is true while it lasts."""
