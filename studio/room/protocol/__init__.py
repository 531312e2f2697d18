"""What is said on a room's WebSocket, in JSON; the published schemas are made of these models."""
