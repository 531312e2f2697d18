#!/bin/sh
# The recipe for macOS 13 and later, not tried yet: nobody has run it on a Mac.
#   python3 installer/bootstrap.py setup && python3 -m installer.package folder
#   sh installer/package/macos.sh "Developer ID Application: …"
# gives dist/Rocket Studio.dmg. Without an identity it is signed ad hoc, and asks at its first start.
set -eu
cd "$(dirname "$0")/../.."
identity=${1:--}
app="dist/Rocket Studio.app"
rm -rf "$app"
mkdir -p "$app/Contents/MacOS"
cp -R dist/rocket-studio/. "$app/Contents/MacOS/"
cat > "$app/Contents/Info.plist" <<'PLIST'
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict>
<key>CFBundleIdentifier</key><string>studio.rocket</string>
<key>CFBundleName</key><string>Rocket Studio</string>
<key>CFBundleExecutable</key><string>rocket-studio</string>
<key>CFBundleShortVersionString</key><string>0.1.0</string>
<key>LSMinimumSystemVersion</key><string>13.0</string>
<key>NSHighResolutionCapable</key><true/>
<key>NSCameraUsageDescription</key><string>The camera is a source of your scenes.</string>
<key>NSMicrophoneUsageDescription</key><string>The microphone is heard in your stream.</string>
</dict></plist>
PLIST
codesign --force --deep --options runtime --sign "$identity" "$app"
rm -f "dist/Rocket Studio.dmg"
hdiutil create -volname "Rocket Studio" -srcfolder "$app" -format UDZO "dist/Rocket Studio.dmg"
echo "dist/Rocket Studio.dmg"
