#!/bin/sh
# Builds the .deb in this (bare) Debian, takes Python and the checkout's tools away, installs the
# package and uses it: a picture of a scene, a recording, and what the machine can do.
#   ../shared/fresh/fresh.sh -- sh installer/package/try_deb.sh
set -eu
apt-get update -qq
python3 -m installer.package deb
rm -rf .bootstrap /tmp/aside && mkdir /tmp/aside
apt-get install -y --no-install-recommends ./dist/rocket-studio_*.deb >/dev/null
mv /usr/bin/python3* /tmp/aside/
cd /tmp
rocket-studio shot /opt/rocket-studio/_internal/scenes/demo.json /tmp/shot.png
rocket-studio live /opt/rocket-studio/_internal/scenes/demo.json --record /tmp/show.mkv --duration 5
test -s /tmp/shot.png && test "$(stat -c %s /tmp/show.mkv)" -gt 500000
rocket-studio doctor | tail -n 1
echo "The package works without Python."
