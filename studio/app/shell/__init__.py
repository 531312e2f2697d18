"""The window around the parts: docks, layouts, menus, the bar on top, notices, the tray."""
