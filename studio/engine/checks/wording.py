"""The doctor's sentences in English and Chinese.

A key has what was found; with ``.do`` behind it, what to do.  Every finding that is
not good has both, which a test holds::

    say("gpu.software", "zh", name="llvmpipe")
"""

from collections.abc import Mapping

LANGUAGES = ("en", "zh")

AREAS: Mapping[str, tuple[str, str]] = {
    "gpu": ("Graphics", "图形"),
    "encoder": ("Encoder", "编码器"),
    "camera": ("Camera", "摄像头"),
    "screen": ("Screen", "屏幕"),
    "sound": ("Sound", "声音"),
    "fonts": ("Fonts", "字体"),
    "disk": ("Disk", "磁盘"),
    "upload": ("Upload", "上传"),
}

SENTENCES: Mapping[str, tuple[str, str]] = {
    "gpu.good": ("{name} ({backend}) draws the scenes", "{name}（{backend}）负责画面合成"),
    "gpu.software": (
        "only the software GPU {name} is here; the processor draws the scenes instead",
        "只有软件 GPU（{name}），画面由处理器合成",
    ),
    "gpu.software.do": (
        "that works; for 3D gifts and many layers install the driver of your graphics card",
        "可以直播；如需 3D 礼物和更多图层，请安装显卡驱动",
    ),
    "gpu.none": (
        "no graphics device can be used ({reason}); the processor draws the scenes instead",
        "没有可用的图形设备（{reason}），画面由处理器合成",
    ),
    "gpu.none.do": (
        "that works; for effects and 3D install a Vulkan driver (Debian: mesa-vulkan-drivers)",
        "可以直播；如需特效和 3D，请安装 Vulkan 驱动（Debian：mesa-vulkan-drivers）",
    ),
    "encoder.hardware": (
        "{title} works: {wall_ms} ms and {cpu_ms} CPU-ms a picture of {size}",
        "{title} 可用：每帧 {size} 用时 {wall_ms} 毫秒，CPU {cpu_ms} 毫秒",
    ),
    "encoder.x264": (
        "x264 works: {cpu_ms} CPU-ms a picture of {size} with {timed_preset}; at {fps} fps "
        "“auto” takes {preset}",
        "x264 可用：{timed_preset} 每帧 {size} 用 CPU {cpu_ms} 毫秒；{fps} fps 时"
        "“auto”选择 {preset}",
    ),
    "encoder.absent": ("{reason}", "{title} 不可用：{reason}"),
    "encoder.absent.do": (
        "nothing, if you don't have the device: another encoder does the work",
        "没有该设备就不用处理：会使用其他编码器",
    ),
    "encoder.slow": (
        "{title} was not done with the test pictures in time: this machine is very busy",
        "{title} 没能按时编完测试画面：电脑太忙了",
    ),
    "encoder.slow.do": (
        "close what else is running, and try again",
        "关掉其他程序，再试一次",
    ),
    "encoder.broken": ("{reason}", "{title} 不可用：{reason}"),
    "encoder.broken.do": (
        "this one must work: install Rocket Studio anew (installer/bootstrap.py setup)",
        "该编码器必须可用：请重新安装 Rocket Studio（installer/bootstrap.py setup）",
    ),
    "camera.good": ("{names}", "{names}"),
    "camera.none": ("no camera is connected", "没有连接摄像头"),
    "camera.none.do": (
        "plug one in, or stream without one; a camera that another program uses shows up too",
        "请连接摄像头，或不用摄像头直播",
    ),
    "screen.good": ("{label}, {width}x{height}", "{label}，{width}x{height}"),
    "screen.none": ("{reason}", "无法采集屏幕：{reason}"),
    "screen.none.do": (
        "start it in a graphical session (DISPLAY set, the user let in) to show a screen",
        "要展示屏幕，请在图形会话中启动（设置 DISPLAY 并允许该用户访问）",
    ),
    "sound.good": (
        "{inputs} inputs ({input_names}), {outputs} outputs",
        "{inputs} 个输入（{input_names}），{outputs} 个输出",
    ),
    "sound.no_input": ("no microphone or other sound input", "没有麦克风或其他声音输入"),
    "sound.no_input.do": (
        "plug one in, or start the sound server (PulseAudio, PipeWire), to be heard",
        "要让观众听到你，请连接麦克风，或启动声音服务（PulseAudio、PipeWire）",
    ),
    "sound.none": ("{reason}", "无法使用声音设备：{reason}"),
    "sound.none.do": (
        "media files are heard all the same; for microphones do what the sentence says",
        "媒体文件的声音不受影响；要用麦克风请按提示处理",
    ),
    "fonts.good": (
        "Latin {latin}, Chinese {cjk}, emoji {emoji}",
        "拉丁 {latin}，中文 {cjk}，表情 {emoji}",
    ),
    "fonts.missing": ("no font draws {missing}", "没有字体能显示：{missing}"),
    "fonts.missing.do": (
        "install fonts (Debian: fonts-dejavu fonts-noto-cjk fonts-noto-color-emoji), else "
        "such text shows as boxes",
        "请安装字体（Debian：fonts-dejavu fonts-noto-cjk fonts-noto-color-emoji），否则显示为方框",
    ),
    "disk.good": (
        "{free_gb} GB are free in {folder}, {hours} hours at 6 Mbit/s",
        "{folder} 剩余 {free_gb} GB，按 6 Mbit/s 可录 {hours} 小时",
    ),
    "disk.low": (
        "only {free_gb} GB are free in {folder}, {hours} hours at 6 Mbit/s",
        "{folder} 仅剩 {free_gb} GB，按 6 Mbit/s 可录 {hours} 小时",
    ),
    "disk.low.do": (
        "free some space before you record, or record to another disk",
        "录制前请清理空间，或录到其他磁盘",
    ),
    "upload.http": (
        "{mbps} Mbit/s to {host}, measured by sending {sent_mb} MB",
        "到 {host} 为 {mbps} Mbit/s，发送 {sent_mb} MB 测得",
    ),
    "upload.slow": (
        "only {mbps} Mbit/s to {host}, measured by sending {sent_mb} MB",
        "到 {host} 仅 {mbps} Mbit/s，发送 {sent_mb} MB 测得",
    ),
    "upload.slow.do": (
        "choose --video-kbps of at most {video_kbps}, and use a cable instead of Wi-Fi",
        "请将 --video-kbps 设为不超过 {video_kbps}，并使用网线代替无线网络",
    ),
    "upload.stream": (
        "{mbps} Mbit/s to {host}, measured by streaming there for {seconds} s",
        "到 {host} 为 {mbps} Mbit/s，推流 {seconds} 秒测得",
    ),
    "upload.stream_most": (
        "at least {mbps} Mbit/s to {host}, measured by streaming there for {seconds} s; "
        "no more was tried",
        "到 {host} 至少 {mbps} Mbit/s，推流 {seconds} 秒测得；未尝试更高的速度",
    ),
    "upload.stream_slow": (
        "only {mbps} Mbit/s to {host}, measured by streaming there for {seconds} s: "
        "{wanted_mbps} Mbit/s of video need {need_mbps}",
        "到 {host} 仅 {mbps} Mbit/s，推流 {seconds} 秒测得："
        "{wanted_mbps} Mbit/s 的视频需要 {need_mbps}",
    ),
    "upload.stream_slow.do": (
        "choose --video-kbps of at most {video_kbps}, and use a cable instead of Wi-Fi",
        "请将 --video-kbps 设为不超过 {video_kbps}，并使用网线代替无线网络",
    ),
    "upload.begins": (
        "A grey picture is live at {where} for {seconds} s now, to measure the speed.",
        "现在向 {where} 推送灰色画面 {seconds} 秒以测量速度，期间会处于直播状态。",
    ),
    "upload.rtmp": (
        "{host} answers: connected in {connect_ms} ms, RTMP handshake in {handshake_ms} ms; "
        "how fast it takes data was not measured",
        "{host} 有应答：连接 {connect_ms} 毫秒，RTMP 握手 {handshake_ms} 毫秒；未测量速度",
    ),
    "upload.failed": ("{reason}", "{reason}"),
    "upload.failed.do": (
        "check the address, the network and the firewall, then try again",
        "请检查地址、网络和防火墙，然后重试",
    ),
    "unknown": (
        "could not be found out: {reason}",
        "无法得知：{reason}",
    ),
    "unknown.do": (
        "run the doctor again; if it stays, a driver is broken: install it anew",
        "请再次运行 doctor；若仍如此，说明驱动有问题，请重新安装",
    ),
    "verdict.good": ("Going live works on this machine.", "本机可以直播。"),
    "verdict.bad": ("Going live does not work yet: see ✗ above.", "暂时不能直播：请看上面的 ✗。"),
}


def say(key: str, language: str, **values: object) -> str:
    """Return a sentence with its values, or "" if there is none of that key."""
    texts = SENTENCES.get(key)
    return texts[LANGUAGES.index(language)].format(**values) if texts else ""


def area(key: str, language: str) -> str:
    """Return what an area is called."""
    return AREAS[key][LANGUAGES.index(language)]
