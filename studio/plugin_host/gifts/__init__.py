"""Gifts that users design: listed, checked, previewed, packed to be shared, and installed."""
