"""The editor in which an anchor designs a gift: a recipe that makes an effect out of parts."""
