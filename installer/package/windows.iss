; The recipe for Windows, not tried yet: nobody has run it on a Windows machine.
;   py -3.11 installer\bootstrap.py setup
;   py -3.11 -m installer.package folder
;   iscc installer\package\windows.iss          (Inno Setup 6)
; gives dist\rocket-studio-setup.exe, for the user alone and without an administrator.
[Setup]
AppId=RocketStudio
AppName=Rocket Studio
AppVersion=0.1.0
DefaultDirName={autopf}\Rocket Studio
DefaultGroupName=Rocket Studio
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
OutputDir=..\..\dist
OutputBaseFilename=rocket-studio-setup
Compression=lzma2
LicenseFile=..\..\LICENSE
UninstallDisplayIcon={app}\rocket-studio.exe

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"

[Files]
Source: "..\..\dist\rocket-studio\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{group}\Rocket Studio"; Filename: "{app}\rocket-studio.exe"
Name: "{autodesktop}\Rocket Studio"; Filename: "{app}\rocket-studio.exe"; Tasks: desktop

[Tasks]
Name: "desktop"; Description: "An icon on the desktop"

[Run]
Filename: "{app}\rocket-studio.exe"; Flags: nowait postinstall
