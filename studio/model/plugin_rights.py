"""What a plugin may be let do: each right by its name, and as people read it.

A plugin asks for rights in its manifest, the user grants them, and the host refuses
all else with a sentence.
"""

from typing import Literal

Right = Literal[
    "overlay",
    "room",
    "sound",
    "reply",
    "scenes",
    "sources",
    "audio",
    "faces",
    "captions",
    "hotkeys",
    "http",
]
"""``http`` is not written among the rights: who lists hosts asks for it."""

RIGHTS: dict[Right, str] = {
    "overlay": "draws over the programme",
    "room": "sees danmaku, gifts and who comes to the room",
    "sound": "plays sounds on the programme",
    "reply": "says danmaku in the room in your name",
    "scenes": "changes the scene that is on air",
    "sources": "changes the settings of your sources",
    "audio": "sees how loud the programme is",
    "faces": "sees where faces are on your cameras",
    "captions": "reads what is said on the programme",
    "hotkeys": "hears its own hotkeys",
    "http": "loads from the web addresses that it lists",
}
RIGHTS_ZH: dict[Right, str] = {
    "overlay": "在直播画面上绘制",
    "room": "查看直播间的弹幕、礼物和来访者",
    "sound": "在直播中播放声音",
    "reply": "以你的名义发送弹幕",
    "scenes": "切换正在直播的场景",
    "sources": "修改来源的设置",
    "audio": "查看直播音量的大小",
    "faces": "查看摄像头画面中人脸的位置",
    "captions": "读取直播中说的话（字幕）",
    "hotkeys": "响应自己的快捷键",
    "http": "访问它列出的网址",
}
