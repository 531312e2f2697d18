"""Settings forms made from the JSON schema of a kind, of ours or of a plugin."""
