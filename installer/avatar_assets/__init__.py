"""Makes assets/avatars: the character that everybody has who has none of his own."""
