"""What an anchor has chosen for the app: the values, the file they are kept in, their page."""
