"""Files of learned models: what they are, where they lie in the user's cache, and how they come.

The one list is models.toml; ``rocket-studio models`` tells what is here and fetches what is not.
What sees people and what hears words only ask for whole files by name::

    path = whole_path(named("face"))
"""
