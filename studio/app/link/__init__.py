"""The app's connections: to the engine, to the pictures it shows, and to a room."""
