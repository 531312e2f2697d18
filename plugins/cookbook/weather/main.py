"""Shows how warm it is, from a free service in the web."""

from studio.sdk import Fetched, Plugin, SettingsChanged, Started, Text, TextSettings

ADDRESS = "https://api.open-meteo.com/v1/forecast?latitude={}&longitude={}&current=temperature_2m"
EVERY_S = 900.0

plugin = Plugin()


def ask() -> None:
    """Ask how warm it is now."""
    place = plugin.settings["latitude"], plugin.settings["longitude"]
    plugin.fetch(ADDRESS.format(*place), show)


def show(fetched: Fetched) -> None:
    """Show it; what came last stays while there is nothing newer."""
    if not fetched.is_ok:
        plugin.log(f"No weather: {fetched.sentence or fetched.status}")
        return
    degrees = float(fetched.json()["current"]["temperature_2m"])
    words = Text(text=TextSettings(text=f"{degrees:.0f} °C", size_px=48, outline_px=3))
    plugin.canvas.put("weather", words, anchor=(1, 0), x=1880, y=100)


@plugin.on(Started)
def start(_: Started) -> None:
    """Ask now, and every quarter of an hour."""
    ask()
    plugin.every(EVERY_S)(ask)


@plugin.on(SettingsChanged)
def change(_: SettingsChanged) -> None:
    """Ask for another place."""
    ask()
