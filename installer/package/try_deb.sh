#!/bin/sh
# Builds the .deb in this (bare) Debian, takes Python and the checkout's tools away, installs the
# package and uses it: a picture of a scene, a recording, what the machine can do, a face that is
# seen, and the window.
#   ../shared/fresh/fresh.sh -- sh installer/package/try_deb.sh
set -eu
apt-get update -qq
python3 -m installer.package deb
rm -rf .bootstrap /tmp/aside && mkdir /tmp/aside
ls -lh dist/rocket-studio_*.deb
apt-get install -y --no-install-recommends ./dist/rocket-studio_*.deb xvfb xdotool >/dev/null
mv /usr/bin/python3* /tmp/aside/
checkout=$PWD
cd /tmp
rocket-studio shot /opt/rocket-studio/_internal/scenes/demo.json /tmp/shot.png
rocket-studio live /opt/rocket-studio/_internal/scenes/demo.json --record /tmp/show.mkv --duration 5
test -s /tmp/shot.png && test "$(stat -c %s /tmp/show.mkv)" -gt 500000
rocket-studio doctor | tail -n 1
rocket-studio models fetch
rocket-studio -c "$(cat "$checkout/installer/package/try_faces.py")" "$checkout/assets/images/faces.webp"
rocket-studio -c 'import aiortc' # what links devices and guests

# A number of its own: a chroot shares the abstract sockets of the displays outside it.
DISPLAY=:$((1000 + $$ % 20000))
export DISPLAY
Xvfb "$DISPLAY" -screen 0 1440x900x24 &
screen=$!
timeout 10 sh -c 'until xdotool getdisplaygeometry >/dev/null 2>&1; do sleep 0.1; done'
rocket-studio &
studio=$!
trap 'kill $studio $screen 2>/dev/null || true' EXIT
if ! timeout 60 xdotool search --sync --onlyvisible --name 'Rocket Studio' >/dev/null; then
  echo "The window did not open:" >&2
  tail -n 20 ~/.local/state/rocket-studio/log/app.log >&2
  exit 1
fi
rocket-studio end
wait $studio
kill $screen
trap - EXIT
echo "The package works without Python."
