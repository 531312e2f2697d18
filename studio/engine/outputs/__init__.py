"""The packet bus and what hangs on it: destinations and files."""
