"""Plugins, each in a process of its own that knows nothing but one socket to its host.

- ``checking``: all that is wrong with a plugin's folder, at once.
- ``making``: a new plugin's folder.
- ``process``: one plugin's process: started, asked whether it lives, read, ended.
- ``tenant``: one plugin as the host keeps it: rights, budgets, restarts.
- ``events``: what the engine and the room tell, as plugins hear it.
- ``running``: ``rocket-studio plugin run``.

A plugin speaks to its host, and the host to the engine; nothing else reaches either.
"""
