"""Small widgets that all parts of the window share: by keyboard, with names, one a file."""
