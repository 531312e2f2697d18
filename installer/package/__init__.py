"""What people download: a folder with its own Python, a .deb, recipes for other systems."""
