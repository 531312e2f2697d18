<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
  <context>
    <name>app</name>
    <message>
      <location filename="../../studio/app/picture/transition_strip.py" />
      <source> ms</source>
      <translation> 毫秒</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>"{group}" is blended as a whole: let it blend normally, then ungroup it.</source>
      <translation>“{group}”整体用了混合模式：请先改回正常，再取消分组。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>"{group}" is cropped as a whole: take its crop away, then ungroup it.</source>
      <translation>“{group}”整体裁剪过：请先去掉裁剪，再取消分组。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>"{group}" is no group.</source>
      <translation>“{group}”不是分组。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>"{item}" is turned within "{group}", which is stretched: scale the group by the same in both directions, then ungroup it.</source>
      <translation>“{item}”在被拉伸的“{group}”里转了角度：请先把分组两个方向缩放成一样，再取消分组。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>"{name}" has no picture, only sound.</source>
      <translation>“{name}”只有声音，没有画面。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_handoff.py" />
      <source>"{name}" is a phone or guest of {device}: have it come here by a new link.</source>
      <translation>“{name}”是连在 {device} 上的手机或嘉宾，请用新链接让其连到这里。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_handoff.py" />
      <source>"{name}" shows this machine's screen, not that of {device}.</source>
      <translation>“{name}”显示的是这台电脑的屏幕，不是 {device} 的。</translation>
    </message>
    <message numerus="yes">
      <location filename="../../studio/app/battle/words.py" />
      <source>%n boost(s)</source>
      <translation>
        <numerusform>%n 种加成</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../studio/app/stage/desk.py" />
      <source>%n guest(s) wait for the stage.</source>
      <translation>
        <numerusform>有 %n 人申请连麦。</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../studio/app/docks/master.py" />
      <source>%n hidden</source>
      <translation>
        <numerusform>已隐藏 %n 路</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../studio/app/picture/describing.py" />
      <source>%n item(s) selected: {x}, {y}, {width} × {height} together</source>
      <translation>
        <numerusform>已选中 %n 个来源，合起来位于 {x}, {y}，大小 {width} × {height}</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../studio/app/docks/danmaku_speech.py" />
      <source>%n more. </source>
      <translation>
        <numerusform>另有 %n 条。</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../studio/app/captions/dock.py" />
      <location filename="../../studio/app/docks/danmaku.py" />
      <source>%n new</source>
      <translation>
        <numerusform>%n 条新弹幕</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../studio/app/docks/sources.py" />
      <source>%n source(s) removed.</source>
      <translation>
        <numerusform>已移除 %n 个来源。</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../studio/app/live/destinations.py" />
      <source>&amp;Add a destination</source>
      <translation>添加推流目标(&amp;A)</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/ducking.py" />
      <source>&amp;Add a rule</source>
      <translation>添加规则(&amp;A)</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/strip_menu.py" />
      <source>&amp;Balance, offset and more…</source>
      <translation>声像、延时等(&amp;B)…</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/danmaku_menu.py" />
      <source>&amp;Copy</source>
      <translation>复制(&amp;C)</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/stats.py" />
      <source>&amp;Copy as text</source>
      <translation>复制为文字(&amp;C)</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/menus.py" />
      <source>&amp;Edit</source>
      <translation>编辑(&amp;E)</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/menus.py" />
      <source>&amp;File</source>
      <translation>文件(&amp;F)</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/strip_menu.py" />
      <source>&amp;Filters</source>
      <translation>滤镜(&amp;F)</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/menus.py" />
      <source>&amp;Help</source>
      <translation>帮助(&amp;H)</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/strip_menu.py" />
      <source>&amp;Hide in the mixer</source>
      <translation>在混音器里隐藏(&amp;H)</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/danmaku_menu.py" />
      <source>&amp;Hide it from everybody</source>
      <translation>对所有人隐藏(&amp;H)</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/danmaku_menu.py" />
      <source>&amp;Mute {name}</source>
      <translation>禁言 {name}(&amp;M)</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/page.py" />
      <source>&amp;Open the studio</source>
      <translation>进入直播间(&amp;O)</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/danmaku_menu.py" />
      <source>&amp;Pin</source>
      <translation>置顶(&amp;P)</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/strip_menu.py" />
      <source>&amp;Rename</source>
      <translation>改名(&amp;R)</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/danmaku_menu.py" />
      <source>&amp;Reply</source>
      <translation>回复(&amp;R)</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/danmaku_menu.py" />
      <source>&amp;Show it again</source>
      <translation>重新显示(&amp;S)</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/page.py" />
      <source>&amp;Skip</source>
      <translation>跳过(&amp;S)</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/way_test.py" />
      <source>&amp;Test the way there</source>
      <translation>测试线路(&amp;T)</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/strip_menu.py" />
      <source>&amp;Tracks</source>
      <translation>音轨(&amp;T)</translation>
    </message>
    <message>
      <location filename="../../studio/app/panels/undo_bar.py" />
      <source>&amp;Undo</source>
      <translation>撤销(&amp;U)</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/destinations.py" />
      <source>&amp;Use this computer's room</source>
      <translation>用本机直播间(&amp;U)</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/menus.py" />
      <source>&amp;View</source>
      <translation>视图(&amp;V)</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/strip_menu.py" />
      <source>&amp;Volume to 0 dB</source>
      <translation>音量归零 0 dB(&amp;V)</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/correction_list.py" />
      <source>(noise)</source>
      <translation>（杂音）</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/fight_card.py" />
      <location filename="../../studio/app/battle/words.py" />
      <source>, </source>
      <translation>、</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/avatar_words.py" />
      <source>0.0.0.0 takes it from other devices too</source>
      <translation>填 0.0.0.0 也接收其他设备发来的动作</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/danmaku_menu.py" />
      <source>1 day</source>
      <translation>1 天</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/danmaku_menu.py" />
      <source>1 hour</source>
      <translation>1 小时</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/phones_panel.py" />
      <source>1. Have the phone in the same Wi-Fi as this computer, and scan the code.</source>
      <translation>1. 让手机和这台电脑连同一个 Wi-Fi，然后扫码。</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/invite_panel.py" />
      <source>1. Send the link to your guest, or let them scan the code.</source>
      <translation>1. 把链接发给嘉宾，或让对方扫码。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/danmaku_menu.py" />
      <source>10 minutes</source>
      <translation>10 分钟</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/stream.py" />
      <source>160 is enough for speech and music.</source>
      <translation>说话和音乐用 160 足够。</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/phones_panel.py" />
      <source>2. Allow camera and microphone on its page.</source>
      <translation>2. 在手机网页上允许使用摄像头和麦克风。</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/phones_panel.py" />
      <source>2. Once for each phone: install the certificate as its page says, and trust it.</source>
      <translation>2. 每部手机第一次要按网页提示安装并信任证书，以后不用。</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/invite_panel.py" />
      <source>2. They check their camera, wait, and you let them in at the stage.</source>
      <translation>2. 对方检查好镜头后排队，由你在“连麦”里放行。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>21 points of each hand</source>
      <translation>每只手 21 个点</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/phones_panel.py" />
      <source>3. Allow camera and microphone.</source>
      <translation>3. 允许使用摄像头和麦克风。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/danmaku_menu.py" />
      <source>30 days</source>
      <translation>30 天</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>33 points of the body</source>
      <translation>身体 33 个点</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_kinds.py" />
      <source>3D model</source>
      <translation>3D 模型</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>478 points and 52 movements of each face</source>
      <translation>面部 478 个点和 52 种表情</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/stream.py" />
      <source>60 is smoother in games and costs twice as much.</source>
      <translation>60 帧打游戏更流畅，但开销翻倍。</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/avatar_words.py" />
      <source>A .vrm or .glb file</source>
      <translation>.vrm 或 .glb 文件</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/about.py" />
      <source>A broadcasting studio for anchors, on their own computer.</source>
      <translation>主播自己电脑上的直播间。</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>A camera, or a capture card.</source>
      <translation>摄像头或采集卡。</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/avatar_words.py" />
      <source>A character that does what a camera sees: head, eyes, mouth, arms.</source>
      <translation>跟着摄像头里的你一起动的角色：头、眼睛、嘴和手臂。</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/background_words.py" />
      <source>A colour</source>
      <translation>纯色</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/words.py" />
      <source>A draw.</source>
      <translation>平局。</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/offers.py" />
      <source>A folder with a streaming transducer or paraformer of sherpa-onnx, SenseVoice, or a Whisper of CTranslate2.</source>
      <translation>一个文件夹，里面是 sherpa-onnx 的流式 transducer 或 paraformer、SenseVoice，或 CTranslate2 的 Whisper。</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/install_panel.py" />
      <source>A gift from a file</source>
      <translation>来自文件的礼物</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/panel.py" />
      <source>A gift has one part at least.</source>
      <translation>礼物至少要有一个部件。</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/panel.py" />
      <source>A gift has {most} parts at most.</source>
      <translation>一个礼物最多 {most} 个部件。</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/words.py" />
      <source>A line was lost for too long.</source>
      <translation>有一方掉线太久。</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/where.py" />
      <source>A live room on this computer, for any browser. No account, no key.</source>
      <translation>在这台电脑上开一个直播间，用浏览器就能看，不用账号，也不用密钥。</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/voice_words.py" />
      <source>A microphone, or any sound that comes into this computer.</source>
      <translation>麦克风，或接入本机的任何声音。</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/offers.py" />
      <source>A model of your own</source>
      <translation>自有模型</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/link_words.py" />
      <source>A name, or a seat such as seat:2</source>
      <translation>名字，或座位，例如 seat:2</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>A node of the avatar is at a place that is no number.</source>
      <translation>虚拟形象有个节点的位置不是数字。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>A node of the avatar is at a place that is none.</source>
      <translation>虚拟形象有个节点的位置无效。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>A node of the avatar is in two others at once.</source>
      <translation>虚拟形象有个节点同时属于两个父节点。</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/region_field.py" />
      <source>A part</source>
      <translation>一部分</translation>
    </message>
    <message>
      <location filename="../../studio/app/application.py" />
      <source>A part of the window failed; the stream goes on. The app's log says more.</source>
      <translation>窗口的一部分出了问题，直播不受影响。详情见应用日志。</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/path_form.py" />
      <source>A path has {most} points at most.</source>
      <translation>一条路径最多 {most} 个点。</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/phone_on_air.py" />
      <source>A phone is on air</source>
      <translation>正在由手机播出</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_handoff.py" />
      <source>A phone is on air, which has no scenes to give: say what to show with --collection, or take the programme back in the window.</source>
      <translation>正在由手机播出，手机上没有场景：请用 --collection 指定要播的场景集，或在窗口里接回直播。</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/link_words.py" />
      <source>A phone's camera and microphone, or a guest's.</source>
      <translation>手机的摄像头和麦克风，或连麦嘉宾的画面和声音。</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/background_words.py" />
      <source>A picture</source>
      <translation>图片</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>A picture of the avatar can't be read.</source>
      <translation>虚拟形象的一张贴图无法读取。</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>A picture: PNG, JPEG, WebP, animated GIF.</source>
      <translation>一张图片：PNG、JPEG、WebP、动图 GIF。</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>A plain colour, as a backdrop or a bar.</source>
      <translation>纯色块，可作背景或色条。</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/where.py" />
      <source>A platform</source>
      <translation>直播平台</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/when_form.py" />
      <source>A recipe has {most} steps at most.</source>
      <translation>一份配方最多 {most} 步。</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_schema.py" />
      <source>A round lasts</source>
      <translation>一圈时长</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/ducking.py" />
      <source>A rule needs two sources that sound.</source>
      <translation>至少要有两路声音才能设规则。</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>A screen of this computer, or a part of it.</source>
      <translation>本机的屏幕，或其中一部分。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>A skin of the avatar hangs on bones that are not there.</source>
      <translation>虚拟形象的蒙皮用到了不存在的骨骼。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>A skin of the avatar has fewer matrices than bones.</source>
      <translation>虚拟形象蒙皮的矩阵比骨骼少。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>A sound isn't played. {reason}</source>
      <translation>有一个声音没有播放。{reason}</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>A stream from the network: rtmp, rtsp, hls, srt, http.</source>
      <translation>网络上的流：rtmp、rtsp、hls、srt、http。</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/path_table.py" />
      <source>A time from 0 to {longest} s that no other point has.</source>
      <translation>时间要在 0 到 {longest} 秒之间，且不与其他点相同。</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/background_words.py" />
      <source>A video</source>
      <translation>视频</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>A video or a piece of sound from a file.</source>
      <translation>文件里的视频或声音。</translation>
    </message>
    <message>
      <location filename="../../studio/app/window.py" />
      <source>About</source>
      <translation>关于</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/menus.py" />
      <source>About Rocket Studio</source>
      <translation>关于火箭直播间</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/background_words.py" />
      <source>Above 0 more is kept around people, below 0 less</source>
      <translation>大于 0 时人物周围多留一些，小于 0 时少留一些</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/calls.py" />
      <location filename="../../studio/app/battle/fight_card.py" />
      <source>Accept</source>
      <translation>应战</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/correction_list.py" />
      <location filename="../../studio/app/stage/offered_section.py" />
      <source>Add</source>
      <translation>加入</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/when_form.py" />
      <source>Add a gift</source>
      <translation>加一种礼物</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/panel.py" />
      <source>Add a part</source>
      <translation>添加部件</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/path_form.py" />
      <source>Add a point at the time of the preview</source>
      <translation>在预览时刻加一个点</translation>
    </message>
    <message>
      <location filename="../../studio/app/panels/filters.py" />
      <source>Add filter</source>
      <translation>添加滤镜</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/sync_row.py" />
      <source>Add it to the picture first.</source>
      <translation>先把它加入画面。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/scenes.py" />
      <source>Add scene</source>
      <translation>添加场景</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/source_gallery.py" />
      <location filename="../../studio/app/docks/sources.py" />
      <source>Add source</source>
      <translation>添加来源</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/source_menu.py" />
      <source>Add source…</source>
      <translation>添加来源…</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/offered_section.py" />
      <location filename="../../studio/app/stage/phone_card.py" />
      <source>Add to the picture</source>
      <translation>加入画面</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/offered_tile.py" />
      <source>Add {name} to the cameras</source>
      <translation>把“{name}”加入机位</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/offered_section.py" />
      <source>Add {name} to the picture</source>
      <translation>把“{name}”加入画面</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <location filename="../../studio/app/picture/item_menu.py" />
      <source>Additive</source>
      <translation>相加</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Address</source>
      <translation>地址</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/ask_form.py" />
      <source>Against you</source>
      <translation>对手</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Align</source>
      <translation>对齐</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_schema.py" />
      <source>All else quieter by</source>
      <translation>其他声音压低</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/path_field.py" />
      <source>All files</source>
      <translation>所有文件</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/avatar_words.py" />
      <location filename="../../studio/app/forms/region_field.py" />
      <source>All of it</source>
      <translation>全部</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/model_panel.py" />
      <source>All of them work on this computer, and nothing that is said leaves it.</source>
      <translation>它们都在这台电脑上运行，说的话不会传出去。</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/waiting_row.py" />
      <source>All seats are taken.</source>
      <translation>麦位满了。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/source_gallery.py" />
      <source>Already there</source>
      <translation>已有的</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>An X display such as :0</source>
      <translation>X 显示，例如 :0</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/destination_form.py" />
      <source>An address begins with rtmp:// or rtmps://.</source>
      <translation>地址要以 rtmp:// 或 rtmps:// 开头。</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/panel.py" />
      <source>An empty gift</source>
      <translation>空白礼物</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/danmaku_paint.py" />
      <source>Anchor</source>
      <translation>主播</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/destination_form.py" />
      <source>Another address</source>
      <translation>其他地址</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_form.py" />
      <source>Another file…</source>
      <translation>换一个文件…</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/model_card.py" />
      <source>Another model is being fetched.</source>
      <translation>正在下载另一个模型。</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/studio_panel.py" />
      <source>Another studio</source>
      <translation>另一个直播间连线</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/refusals.py" />
      <source>Another studio of yours has the guests and cameras. Take over there.</source>
      <translation>连麦和机位在您的另一台电脑上，请到那边交接。</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/when_form.py" />
      <source>Any order</source>
      <translation>顺序不限</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/destination_form.py" />
      <source>Any server that takes RTMP, or a relay of a room.</source>
      <translation>任何接收 RTMP 的服务器，或者某个直播间的中继。</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/avatar_words.py" />
      <source>Arms too</source>
      <translation>手臂也跟着动</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>As high as the box</source>
      <translation>与框同高</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/avatar_words.py" />
      <source>As in a mirror</source>
      <translation>像照镜子一样</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>As it is</source>
      <translation>原图</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>As the camera likes</source>
      <translation>由摄像头决定</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>As the words say</source>
      <translation>按文字自动</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>As wide as the box</source>
      <translation>与框同宽</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/ask_form.py" />
      <location filename="../../studio/app/battle/panel.py" />
      <source>Ask for a PK</source>
      <translation>发起 PK</translation>
    </message>
    <message>
      <location filename="../../studio/app/plugins/plugin_words.py" />
      <source>Asks for rights</source>
      <translation>等待授权</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/phone_card.py" />
      <source>Asks to go on air by itself.</source>
      <translation>申请单独上播。</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/path_table.py" />
      <source>At most 10,000 pixels away.</source>
      <translation>最远 10,000 像素。</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/stream.py" />
      <source>At most two thirds of what you can upload; 4500 is good for 1080p30.</source>
      <translation>不超过上传带宽的三分之二；1080p30 用 4500 就很好。</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_schema.py" />
      <source>At once, at the beginning</source>
      <translation>开头一次放出</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/stream.py" />
      <source>Automatic</source>
      <translation>自动</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/stream.py" />
      <source>Automatic takes the best that really works on this machine.</source>
      <translation>自动选用这台电脑上真正能用的最好的一个。</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/devices.py" />
      <source>Automatic: the first one</source>
      <translation>自动（用第一个）</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/avatar_words.py" />
      <source>Avatar</source>
      <translation>虚拟形象</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/row.py" />
      <source>Back to the default: {name}</source>
      <translation>恢复默认：{name}</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/template.py" />
      <source>Backdrop</source>
      <translation>背景</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/background_words.py" />
      <location filename="../../studio/app/forms/caption_words.py" />
      <source>Background</source>
      <translation>背景</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/caption_words.py" />
      <source>Background's colour</source>
      <translation>背景颜色</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/advanced_audio.py" />
      <source>Balance</source>
      <translation>声像</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/advanced_audio.py" />
      <source>Balance of {name}: -100 is left, 100 right</source>
      <translation>{name}的声像：-100 最左，100 最右</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/panel.py" />
      <source>Bar on the stream</source>
      <translation>画面上显示 PK 条</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>Bare-faced</source>
      <translation>伪素颜</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/phone_words.py" />
      <source>Battery {percent} %</source>
      <translation>电量 {percent}%</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/template.py" />
      <source>Be right back</source>
      <translation>稍后回来</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/template.py" />
      <source>Be right back…</source>
      <translation>马上回来…</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>Beauty</source>
      <translation>美颜</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_schema.py" />
      <source>Before all else</source>
      <translation>最上层</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_schema.py" />
      <source>Before the anchor</source>
      <translation>主播前面</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/panel.py" />
      <source>Begin with…</source>
      <translation>从这里开始…</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/caption_words.py" />
      <source>Behind all lines</source>
      <translation>整块衬底</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/caption_words.py" />
      <source>Behind each line</source>
      <translation>逐行衬底</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_schema.py" />
      <source>Behind the anchor</source>
      <translation>主播身后</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/stage_dock.py" />
      <source>Behind the stage</source>
      <translation>后台</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>Big eyes</source>
      <translation>大眼</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/figures.py" />
      <source>Bit rate</source>
      <translation>码率</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>Black and white</source>
      <translation>黑白</translation>
    </message>
    <message>
      <location filename="../../studio/app/picture/item_menu.py" />
      <source>Blend mode</source>
      <translation>混合模式</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Blending</source>
      <translation>混合</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/background_words.py" />
      <source>Blur</source>
      <translation>虚化</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/background_words.py" />
      <source>Blurs or replaces what is behind people, without a green wall.</source>
      <translation>不用绿幕，虚化或替换人物身后的背景。</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>Blush</source>
      <translation>腮红</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>Blush's colour</source>
      <translation>腮红颜色</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/caption_words.py" />
      <source>Bold</source>
      <translation>粗体</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Bottom</source>
      <translation>下</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Bottom left</source>
      <translation>左下</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Bottom right</source>
      <translation>右下</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/path_table.py" />
      <source>Bounces</source>
      <translation>弹跳</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_kinds.py" />
      <source>Box</source>
      <translation>色块</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>Bright eyes</source>
      <translation>亮眼</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Brightness</source>
      <translation>亮度</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Brightness, contrast, saturation and the like.</source>
      <translation>亮度、对比度、饱和度等。</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/link_card.py" />
      <source>Browsers show no camera to a page without HTTPS.</source>
      <translation>没有 HTTPS 的网页，浏览器不会给它摄像头。</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/avatar_words.py" />
      <source>Bust</source>
      <translation>半身</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/when_form.py" />
      <source>By all together</source>
      <translation>大家一起凑</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/caption_words.py" />
      <source>By colour</source>
      <translation>用颜色区分</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/layout_picker.py" />
      <source>By hand</source>
      <translation>自己摆放</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/ducking.py" />
      <source>By how much</source>
      <translation>压低多少</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/caption_words.py" />
      <source>By name</source>
      <translation>显示名字</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/caption_words.py" />
      <source>By name and colour</source>
      <translation>显示名字并用颜色区分</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/when_form.py" />
      <source>By one viewer</source>
      <translation>一个人送齐</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <location filename="../../studio/app/stage/camera_bar.py" />
      <location filename="../../studio/app/stage/phone_card.py" />
      <location filename="../../studio/app/start/devices.py" />
      <location filename="../../studio/app/start/template.py" />
      <source>Camera</source>
      <translation>摄像头</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/page.py" />
      <source>Camera and microphone</source>
      <translation>摄像头和麦克风</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/camera_bar.py" />
      <location filename="../../studio/app/stage/phone_card.py" />
      <source>Camera {number}</source>
      <translation>机位 {number}</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/__init__.py" />
      <location filename="../../studio/app/stage/camera_bar.py" />
      <source>Cameras</source>
      <translation>机位</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/offered_section.py" />
      <source>Cameras of other studios</source>
      <translation>其他直播间的机位</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/camera_bar.py" />
      <source>Cameras of this computer, of phones and of other devices stand here.</source>
      <translation>本机摄像头、手机和其他设备的机位都在这里。</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/locks.py" />
      <source>Can't be changed while you are live. End the stream first.</source>
      <translation>直播中不能更改，请先下播。</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/locks.py" />
      <source>Can't be changed while you record. End the recording first.</source>
      <translation>录制中不能更改，请先停止录制。</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/model_card.py" />
      <location filename="../../studio/app/captions/trouble_bar.py" />
      <location filename="../../studio/app/gifts/stock_picker.py" />
      <location filename="../../studio/app/handoff/course.py" />
      <location filename="../../studio/app/panels/region_picker.py" />
      <source>Cancel</source>
      <translation>取消</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/voice_words.py" />
      <source>Cancel echo</source>
      <translation>消除回声</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/dock.py" />
      <location filename="../../studio/app/docks/__init__.py" />
      <location filename="../../studio/app/forms/caption_words.py" />
      <source>Captions</source>
      <translation>字幕</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/dock.py" />
      <source>Captions on or paused</source>
      <translation>开启或暂停字幕</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Center</source>
      <translation>正中</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <location filename="../../studio/app/picture/item_menu.py" />
      <source>Centre</source>
      <translation>居中</translation>
    </message>
    <message>
      <location filename="../../studio/app/picture/item_menu.py" />
      <source>Centre horizontally</source>
      <translation>水平居中</translation>
    </message>
    <message>
      <location filename="../../studio/app/picture/item_menu.py" />
      <source>Centre vertically</source>
      <translation>垂直居中</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/avatar_words.py" />
      <source>Character</source>
      <translation>角色</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/phone_words.py" />
      <source>Charging, {percent} %</source>
      <translation>充电中 {percent}%</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/sync_row.py" />
      <source>Check sound and picture</source>
      <translation>检测音画同步</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>Chin</source>
      <translation>下巴</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/offers.py" />
      <source>Chinese and 98 more languages. Of hard Chinese it gets one character in four wrong.</source>
      <translation>中文和另外 98 种语言。较难的中文大约每四个字错一个。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_speech.py" />
      <source>Chinese and other languages</source>
      <translation>中文和其他语言</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_speech.py" />
      <source>Chinese and other languages, how it is built</source>
      <translation>中文和其他语言（结构）</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_speech.py" />
      <source>Chinese and other languages, its words</source>
      <translation>中文和其他语言（词表）</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/head_form.py" />
      <source>Chinese name</source>
      <translation>中文名</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/check_bars.py" />
      <source>Choose</source>
      <translation>去选择</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/stock_picker.py" />
      <source>Choose a 3D model</source>
      <translation>选一个 3D 模型</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/check_bars.py" />
      <source>Choose a folder</source>
      <translation>换个文件夹</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/dock_menu.py" />
      <location filename="../../studio/app/captions/trouble_bar.py" />
      <source>Choose a model…</source>
      <translation>选择模型…</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/stock_picker.py" />
      <source>Choose a picture</source>
      <translation>选一张图片</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/stock_picker.py" />
      <source>Choose a sound</source>
      <translation>选一个音效</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/ask_form.py" />
      <source>Choose another room in each place.</source>
      <translation>每个位置请选不同的直播间。</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/model_card.py" />
      <source>Choose its folder first.</source>
      <translation>请先选择它的文件夹。</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/correction_list.py" />
      <source>Choose one in the list.</source>
      <translation>请先在列表里选一条。</translation>
    </message>
    <message>
      <location filename="../../studio/app/widgets/color_field.py" />
      <location filename="../../studio/app/widgets/file_field.py" />
      <source>Choose {name}</source>
      <translation>选择{name}</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/voice_words.py" />
      <source>Clean voice</source>
      <translation>人声净化</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>Clear features</source>
      <translation>清晰</translation>
    </message>
    <message>
      <location filename="../../studio/app/widgets/search_field.py" />
      <source>Clear the search</source>
      <translation>清除搜索</translation>
    </message>
    <message>
      <location filename="../../studio/app/widgets/meter.py" />
      <source>Clipped</source>
      <translation>爆音</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/word_editor.py" />
      <location filename="../../studio/app/widgets/slide_panel.py" />
      <source>Close</source>
      <translation>关闭</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/page.py" />
      <source>Close the settings</source>
      <translation>关闭设置</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/general.py" />
      <source>Closing hides the window</source>
      <translation>关闭时隐藏窗口</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/danmaku_paint.py" />
      <source>Co-host</source>
      <translation>嘉宾</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/background_words.py" />
      <location filename="../../studio/app/forms/schema_words.py" />
      <location filename="../../studio/app/gifts/part_schema.py" />
      <source>Colour</source>
      <translation>颜色</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Colour correction</source>
      <translation>色彩校正</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>Colour look</source>
      <translation>滤镜风格</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Colour of the wall</source>
      <translation>幕布的颜色</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_schema.py" />
      <source>Colours</source>
      <translation>颜色</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>Colours of the picture</source>
      <translation>画面色调</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/figures.py" />
      <source>Composing</source>
      <translation>合成一帧</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/figures.py" />
      <source>Composing takes most of a picture's time. Take away layers or filters.</source>
      <translation>合成占了一帧的大部分时间，减少一些图层或滤镜吧。</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Computer sound</source>
      <translation>电脑声音</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>Connecting to {where}.</source>
      <translation>正在连接 {where}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/top_bar.py" />
      <location filename="../../studio/app/start/way_test.py" />
      <source>Connecting…</source>
      <translation>正在连接…</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Contrast</source>
      <translation>对比度</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/__init__.py" />
      <location filename="../../studio/app/docks/controls.py" />
      <location filename="../../studio/app/plugins/card.py" />
      <source>Controls</source>
      <translation>控制</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>Cool white</source>
      <translation>冷白皮</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/panel.py" />
      <source>Copied</source>
      <translation>已复制</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/panel.py" />
      <source>Copy a link for it</source>
      <translation>复制接力链接</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/dock_menu.py" />
      <source>Copy all that was said</source>
      <translation>复制说过的全部内容</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/panel.py" />
      <source>Copy and change</source>
      <translation>复制后修改</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/link_card.py" />
      <source>Copy the link</source>
      <translation>复制链接</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/share_row.py" />
      <source>Copy the viewers' address</source>
      <translation>复制观看地址</translation>
    </message>
    <message>
      <location filename="../../studio/app/picture/item_menu.py" />
      <source>Copy transform</source>
      <translation>复制变换</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/correction_list.py" />
      <location filename="../../studio/app/captions/setup_panel.py" />
      <source>Corrections</source>
      <translation>纠正</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Counted from</source>
      <translation>基准点</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/path_form.py" />
      <source>Counted from the middle of “{part}”</source>
      <translation>从“{part}”的中心算起</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/fight_card.py" />
      <source>Counting the last gifts…</source>
      <translation>正在结算最后的礼物…</translation>
    </message>
    <message>
      <location filename="../../studio/app/picture/item_menu.py" />
      <source>Cover the screen</source>
      <translation>裁切铺满画面</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Crop</source>
      <translation>裁剪</translation>
    </message>
    <message>
      <location filename="../../studio/app/picture/transition_strip.py" />
      <source>Cut</source>
      <translation>直接切换</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Cut at the box</source>
      <translation>裁到框内</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/__init__.py" />
      <location filename="../../studio/app/docks/danmaku.py" />
      <location filename="../../studio/app/docks/danmaku_view.py" />
      <source>Danmaku</source>
      <translation>弹幕</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/general.py" />
      <source>Dark</source>
      <translation>深色</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>Dark circles off</source>
      <translation>祛黑眼圈</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <location filename="../../studio/app/gifts/part_schema.py" />
      <location filename="../../studio/app/picture/item_menu.py" />
      <source>Darken</source>
      <translation>变暗</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/phone_card.py" />
      <source>Data a second</source>
      <translation>码率</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/calls.py" />
      <location filename="../../studio/app/battle/fight_card.py" />
      <source>Decline</source>
      <translation>拒绝</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/stream.py" />
      <source>Delay</source>
      <translation>延迟</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/gifts.py" />
      <location filename="../../studio/app/gifts/panel.py" />
      <source>Design a gift</source>
      <translation>设计礼物</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/stream.py" />
      <source>Destinations</source>
      <translation>推流目标</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Device</source>
      <translation>设备</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/devices.py" />
      <source>Devices that stand by</source>
      <translation>待命的设备</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/figures.py" />
      <source>Disk</source>
      <translation>磁盘</translation>
    </message>
    <message>
      <location filename="../../studio/app/widgets/bar.py" />
      <source>Dismiss</source>
      <translation>关闭提示</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>Distance of the eyes</source>
      <translation>眼距</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/stage.py" />
      <source>Docks that share a place</source>
      <translation>共用位置的面板</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/avatar_words.py" />
      <source>Does what this source sees</source>
      <translation>跟随哪个来源的画面</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/live_button.py" />
      <source>Don't go live after all</source>
      <translation>取消开播</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/steps.py" />
      <source>Done: {step}</source>
      <translation>已完成：{step}</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/path_picture.py" />
      <source>Double click adds a point. Delete removes it. Arrow keys move it.</source>
      <translation>双击加一个点，Delete 删除，方向键移动。</translation>
    </message>
    <message>
      <location filename="../../studio/app/panels/region_picker.py" />
      <source>Drag over what viewers shall see. Enter takes it, Esc cancels.</source>
      <translation>拖动鼠标，框出要给观众看的区域。回车确认，Esc 取消。</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/seat_row.py" />
      <source>Drag to another seat, or Alt with an arrow; M mutes, Del removes</source>
      <translation>拖到别的麦位，或按 Alt 加方向键；M 闭麦，Del 请下麦</translation>
    </message>
    <message>
      <location filename="../../studio/app/panels/region_picker.py" />
      <source>Draw a part of the screen</source>
      <translation>框选屏幕区域</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/region_field.py" />
      <source>Draw it on the screen…</source>
      <translation>在屏幕上框选…</translation>
    </message>
    <message>
      <location filename="../../studio/app/plugins/usage_bars.py" />
      <source>Drawn things</source>
      <translation>画面元素</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/scene_list.py" />
      <location filename="../../studio/app/docks/source_menu.py" />
      <location filename="../../studio/app/picture/item_menu.py" />
      <source>Duplicate</source>
      <translation>创建副本</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/source_menu.py" />
      <source>Duplicate with settings of its own</source>
      <translation>复制为独立来源</translation>
    </message>
    <message>
      <location filename="../../studio/app/picture/transition_strip.py" />
      <source>Duration</source>
      <translation>时长</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/recording.py" />
      <source>Each recording is a Matroska file here, named by date and time.</source>
      <translation>每段录像都是这里的一个 MKV 文件，以日期和时间命名。</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/setup_panel.py" />
      <source>Each track that is on is heard by itself. Give a co-host a track of their own, and viewers read who says what.</source>
      <translation>勾选的音轨分别识别。给连麦的人单独一条音轨，观众就能看到是谁说的。</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/background_words.py" />
      <source>Edge</source>
      <translation>边缘</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/light_row.py" />
      <source>Edit</source>
      <translation>修改</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/destinations.py" />
      <location filename="../../studio/app/live/light_row.py" />
      <source>Edit {name}</source>
      <translation>修改{name}</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/face_effect_words.py" />
      <source>Effect</source>
      <translation>特效</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/effects_strip.py" />
      <source>Effects</source>
      <translation>音效</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/stream.py" />
      <source>Encoder</source>
      <translation>编码器</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/figures.py" />
      <source>Encoding</source>
      <translation>编码一帧</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/figures.py" />
      <source>Encoding takes most of a picture's time. Choose a faster preset.</source>
      <translation>编码占了一帧的大部分时间，换个更快的预设吧。</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/quality.py" />
      <source>Encoding test pictures on this machine…</source>
      <translation>正在用测试画面试这台电脑的编码能力…</translation>
    </message>
    <message>
      <location filename="../../studio/app/window.py" />
      <source>End everything</source>
      <translation>全部结束</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/fight_card.py" />
      <source>End the forfeit</source>
      <translation>结束惩罚</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/live_button.py" />
      <source>End the stream; it asks once</source>
      <translation>结束直播（会再问一次）</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/live_button.py" />
      <source>End the stream? ({seconds})</source>
      <translation>确定下播？（{seconds}）</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/tray.py" />
      <source>End the stream…</source>
      <translation>下播…</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/live_button.py" />
      <location filename="../../studio/app/shell/top_bar.py" />
      <source>Ending…</source>
      <translation>正在下播…</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/live_button.py" />
      <source>Engine is restarting… {time}</source>
      <translation>引擎重启中… {time}</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/head_form.py" />
      <source>English name</source>
      <translation>英文名</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/offers.py" />
      <source>English only, quick and light.</source>
      <translation>只懂英语，又快又轻。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_speech.py" />
      <source>English, first half</source>
      <translation>英语（前半部分）</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_speech.py" />
      <source>English, its words</source>
      <translation>英语（词表）</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_speech.py" />
      <source>English, second half</source>
      <translation>英语（后半部分）</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/source_menu.py" />
      <source>Enter</source>
      <translation>回车</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/said_view.py" />
      <source>Enter puts the word at the cursor right.</source>
      <translation>按回车纠正光标处的词。</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/way_test.py" />
      <source>Enter the server address first.</source>
      <translation>先填写服务器地址。</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/voice_words.py" />
      <source>Even loudness</source>
      <translation>自动音量</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/keys.py" />
      <source>Every action gets the keys that it had at first.</source>
      <translation>所有操作恢复最初的快捷键。</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/panel.py" />
      <source>Every gift that counted: whoever doubts the result adds them up.</source>
      <translation>每一份计分的礼物都在这里：对结果有疑问，可以逐笔核对。</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>Eye shadow</source>
      <translation>眼影</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>Eye shadow's colour</source>
      <translation>眼影颜色</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>Eyebrows</source>
      <translation>眉毛</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>Eyebrows' colour</source>
      <translation>眉毛颜色</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>Eyeliner</source>
      <translation>眼线</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>Eyes, nose, mouth</source>
      <translation>五官</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/face_effect_words.py" />
      <source>Face effect</source>
      <translation>脸部特效</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/face_effect_words.py" />
      <source>Faces at most</source>
      <translation>最多几张脸</translation>
    </message>
    <message>
      <location filename="../../studio/app/picture/transition_strip.py" />
      <source>Fade</source>
      <translation>淡入淡出</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_schema.py" />
      <source>Fade in</source>
      <translation>淡入</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_schema.py" />
      <source>Fade out</source>
      <translation>淡出</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/state_line.py" />
      <source>Falls behind: the oldest sound is left out until it has caught up.</source>
      <translation>跟不上了：先跳过最早的声音，直到赶上。</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/waiting_row.py" />
      <source>Fan {level}</source>
      <translation>粉丝 {level} 级</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/model_card.py" />
      <location filename="../../studio/app/captions/trouble_bar.py" />
      <source>Fetch it ({size} MB)</source>
      <translation>下载（{size} MB）</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/panel.py" />
      <source>Fight another room of the same server for your viewers' gifts.</source>
      <translation>和同一服务器上的另一个直播间比拼观众的礼物。</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/words.py" />
      <source>Fight {time}</source>
      <translation>对战 {time}</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/stats.py" />
      <source>Figures come with the engine's first second.</source>
      <translation>引擎跑起来一秒后就有数据。</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <location filename="../../studio/app/gifts/part_form.py" />
      <source>File</source>
      <translation>文件</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/stock_picker.py" />
      <source>Files</source>
      <translation>文件</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Fill, cut the rest</source>
      <translation>填满，裁去多余</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>Film</source>
      <translation>胶片</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/source_menu.py" />
      <location filename="../../studio/app/picture/item_menu.py" />
      <source>Filters</source>
      <translation>滤镜</translation>
    </message>
    <message>
      <location filename="../../studio/app/panels/filters.py" />
      <source>Filters change how this source looks, such as a green screen.</source>
      <translation>滤镜改变来源的样子，例如抠绿幕。</translation>
    </message>
    <message>
      <location filename="../../studio/app/panels/filter_list.py" />
      <location filename="../../studio/app/panels/opening.py" />
      <source>Filters of {name}</source>
      <translation>{name} 的滤镜</translation>
    </message>
    <message>
      <location filename="../../studio/app/panels/properties.py" />
      <source>Filters…</source>
      <translation>滤镜…</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/danmaku.py" />
      <source>Find in danmaku</source>
      <translation>搜索弹幕</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/dock.py" />
      <location filename="../../studio/app/captions/finder.py" />
      <source>Find in what was said</source>
      <translation>在说过的话里查找</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/devices.py" />
      <source>Fine: music and clips sound without one.</source>
      <translation>没有也行：音乐和视频照样有声音。</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/devices.py" />
      <source>Fine: the screen takes the camera's place. It can be added at any time.</source>
      <translation>没有也行：先播屏幕画面，摄像头随时可以加。</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/page.py" />
      <source>First start</source>
      <translation>首次使用</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/menus.py" />
      <source>First start again…</source>
      <translation>重新进行首次设置…</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Fit into a box</source>
      <translation>放进框里</translation>
    </message>
    <message>
      <location filename="../../studio/app/picture/item_menu.py" />
      <source>Fit to screen</source>
      <translation>适应画面</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/layout_picker.py" />
      <source>Fits by itself</source>
      <translation>自动布局</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Fitting</source>
      <translation>适应</translation>
    </message>
    <message>
      <location filename="../../studio/app/picture/item_menu.py" />
      <source>Flip horizontally</source>
      <translation>水平翻转</translation>
    </message>
    <message>
      <location filename="../../studio/app/picture/item_menu.py" />
      <source>Flip vertically</source>
      <translation>垂直翻转</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_schema.py" />
      <source>Fly to</source>
      <translation>飞行方向</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/model_card.py" />
      <source>Folder of your own model</source>
      <translation>自有模型的文件夹</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Font</source>
      <translation>字体</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>Forehead</source>
      <translation>额头</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/menus.py" />
      <source>Forget the layout {name}</source>
      <translation>删除布局“{name}”</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/layouts.py" />
      <source>Four</source>
      <translation>四宫格</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/words.py" />
      <source>Four against four</source>
      <translation>4 对 4</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/words.py" />
      <source>Four, each alone</source>
      <translation>四人各自为战</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/figures.py" />
      <source>Frame rate</source>
      <translation>帧率</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/seat_row.py" />
      <source>Free</source>
      <translation>空着</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/about.py" />
      <source>Free under GPL-3.0-or-later. It carries x264 through FFmpeg, and Qt.</source>
      <translation>按 GPL-3.0-or-later 免费开源，内含 x264（经由 FFmpeg）和 Qt。</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>Fresh</source>
      <translation>清新</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_schema.py" />
      <source>From</source>
      <translation>从</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/avatar_words.py" />
      <source>From VSeeFace and the like, instead of the camera; usually 39539</source>
      <translation>由 VSeeFace 等软件驱动，代替摄像头；通常是 39539</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>From a file</source>
      <translation>来自文件</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/stock_picker.py" />
      <source>From a file…</source>
      <translation>从文件选择…</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/effect_field.py" />
      <source>From a folder…</source>
      <translation>从文件夹选择…</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/ducking.py" />
      <source>From which level on</source>
      <translation>从多大音量开始</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>Full lips</source>
      <translation>丰唇</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/menus.py" />
      <location filename="../../studio/app/window.py" />
      <source>Full screen</source>
      <translation>全屏</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/live_button.py" />
      <source>GO LIVE</source>
      <translation>开播</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/live_button.py" />
      <source>GO LIVE again</source>
      <translation>重新开播</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Gamma</source>
      <translation>伽马</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/general.py" />
      <source>General</source>
      <translation>通用</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>Gentle</source>
      <translation>柔美</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>Get it with: rocket-studio models fetch</source>
      <translation>可运行 rocket-studio models fetch 下载。</translation>
    </message>
    <message>
      <location filename="../../studio/app/panels/tracking_bar.py" />
      <source>Get the models</source>
      <translation>下载模型</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/path_table.py" />
      <source>Gets there</source>
      <translation>到达方式</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/when_form.py" />
      <source>Gift {n}</source>
      <translation>第 {n} 种礼物</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/__init__.py" />
      <location filename="../../studio/app/docks/gifts.py" />
      <location filename="../../studio/app/gifts/panel.py" />
      <source>Gifts</source>
      <translation>礼物</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/refusals.py" />
      <source>Gifts go to the anchor, or to a guest who is on stage.</source>
      <translation>礼物只能送给主播或台上的嘉宾。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/gifts.py" />
      <source>Gifts of your viewers are shown here, with a heart to thank for each.</source>
      <translation>观众送的礼物显示在这里，点爱心就能道谢。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/gift_list.py" />
      <source>Gifts; Enter thanks for one</source>
      <translation>礼物（按回车道谢）</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/fight_card.py" />
      <source>Give up</source>
      <translation>认输</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/fight_card.py" />
      <source>Give up: press once more</source>
      <translation>再按一次确认认输</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/waiting_row.py" />
      <source>Give {name} the next seat</source>
      <translation>让“{name}”上麦</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_kinds.py" />
      <source>Giver's picture</source>
      <translation>送礼人头像</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>Glamour</source>
      <translation>女神</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_schema.py" />
      <source>Glow</source>
      <translation>光晕</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/panel.py" />
      <source>Go live in a room first: the link leads there.</source>
      <translation>请先在房间里开播，链接指向那个房间。</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/live_button.py" />
      <source>Go live to every destination that is on</source>
      <translation>向所有已打开的目标开播</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/destinations.py" />
      <source>Go live to {name}</source>
      <translation>向{name}开播</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/controls.py" />
      <source>Go live, or end</source>
      <translation>开播 / 下播</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/tray.py" />
      <source>Go live…</source>
      <translation>开播…</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/panel.py" />
      <source>Go on air as soon as it is ready</source>
      <translation>准备好就立即切过来</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/course.py" />
      <source>Go on air now</source>
      <translation>立即切过来</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/panel.py" />
      <source>Go on here with another computer's programme</source>
      <translation>在这台电脑上接着播</translation>
    </message>
    <message>
      <location filename="../../studio/app/window.py" />
      <source>Go to the next part of the window</source>
      <translation>切换到窗口的下一个区域</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/scene_list.py" />
      <source>Go to this scene</source>
      <translation>切到这个场景</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/where.py" />
      <source>Going live opens the room, with danmaku, gifts, polls and PK.</source>
      <translation>点开播，直播间就开了：弹幕、礼物、投票、PK 都有。</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/live_button.py" />
      <source>Going live…</source>
      <translation>正在开播…</translation>
    </message>
    <message numerus="yes">
      <location filename="../../studio/app/stage/stage_link.py" />
      <source>Good for another %n hour(s)</source>
      <translation>
        <numerusform>还有 %n 小时有效</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../studio/app/stage/stage_link.py" />
      <source>Good for another %n minute(s)</source>
      <translation>
        <numerusform>还有 %n 分钟有效</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../studio/app/stage/stage_link.py" />
      <source>Good for another %n second(s)</source>
      <translation>
        <numerusform>还有 %n 秒有效</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/studio_panel.py" />
      <source>Good for ten minutes; you let them in at the stage.</source>
      <translation>链接十分钟内有效；对方来了以后，你在“连麦”里放行。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/figures.py" />
      <source>Graphics card</source>
      <translation>显卡</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Green screen</source>
      <translation>绿幕抠像</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/source_menu.py" />
      <location filename="../../studio/app/docks/sources.py" />
      <location filename="../../studio/app/gifts/part_kinds.py" />
      <location filename="../../studio/app/panels/adding.py" />
      <location filename="../../studio/app/picture/item_menu.py" />
      <source>Group</source>
      <translation>编组</translation>
    </message>
    <message>
      <location filename="../../studio/app/picture/item_actions.py" />
      <source>Group {number}</source>
      <translation>分组 {number}</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/page.py" />
      <source>Groups of settings</source>
      <translation>设置分类</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_schema.py" />
      <source>Grow to, times</source>
      <translation>消失时大小（倍）</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/seating.py" />
      <source>Guest {number}</source>
      <translation>嘉宾 {number}</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/refusals.py" />
      <source>Guests may not do that. Sign in to the room first.</source>
      <translation>游客不能这样做，请先登录直播间。</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/stage_dock.py" />
      <source>Guests of your show sit here. Invite one, and let them in when they wait.</source>
      <translation>和你连麦的人会在这里。先发出邀请，对方排队后由你放行。</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/layouts.py" />
      <source>Guests over the picture</source>
      <translation>嘉宾小窗</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/course.py" />
      <source>Hand over</source>
      <translation>交出</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/menus.py" />
      <source>Hand over or take over…</source>
      <translation>接力：交出或接过直播…</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/panel.py" />
      <location filename="../../studio/app/window.py" />
      <source>Handoff</source>
      <translation>接力</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/face_effect_words.py" />
      <source>Hands play along</source>
      <translation>手势互动</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/phone_card.py" />
      <source>Hang up on it</source>
      <translation>断开这部手机</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/sync_row.py" />
      <source>Have it so after a restart, too</source>
      <translation>重启以后也保持这样</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/course.py" />
      <source>Have the server convert it</source>
      <translation>让服务器转码</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/avatar_words.py" />
      <source>Head</source>
      <translation>头部</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/sound.py" />
      <source>Headphones</source>
      <translation>监听设备</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/correction_list.py" />
      <location filename="../../studio/app/captions/word_editor.py" />
      <source>Heard</source>
      <translation>听成</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/mixer.py" />
      <source>Heard only while a scene with it is on air.</source>
      <translation>只有正在播的场景里有它时，观众才听得到。</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/voice_words.py" />
      <source>Heard where there is no such device</source>
      <translation>没有这个设备时播放它</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/region_field.py" />
      <location filename="../../studio/app/forms/schema_words.py" />
      <location filename="../../studio/app/gifts/part_schema.py" />
      <source>Height</source>
      <translation>高</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/source_menu.py" />
      <location filename="../../studio/app/picture/item_menu.py" />
      <location filename="../../studio/app/shell/dock.py" />
      <source>Hide</source>
      <translation>隐藏</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/key_field.py" />
      <source>Hide the key</source>
      <translation>隐藏密钥</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/general.py" />
      <source>High contrast</source>
      <translation>高对比</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/phone_card.py" />
      <source>Hold the exposure</source>
      <translation>锁定曝光</translation>
    </message>
    <message>
      <location filename="../../studio/app/panels/before_after.py" />
      <source>Hold to see it unfiltered</source>
      <translation>按住看原图</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/avatar_words.py" />
      <source>Host and port, such as 127.0.0.1:39540</source>
      <translation>主机和端口，例如 127.0.0.1:39540</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/ducking.py" />
      <source>How fast down</source>
      <translation>多快压低</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/ducking.py" />
      <source>How fast up again</source>
      <translation>多快恢复</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/path_table.py" />
      <source>How it gets to point {n}</source>
      <translation>怎样到达第 {n} 个点</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_schema.py" />
      <source>How it looks</source>
      <translation>外观</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/when_form.py" />
      <source>How many of gift {n}</source>
      <translation>第 {n} 种礼物的数量</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/avatar_words.py" />
      <source>How much is seen</source>
      <translation>取景</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>How much is taken away</source>
      <translation>抠除多少</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/background_words.py" />
      <source>How much of the background's light falls on people's edge</source>
      <translation>背景的光有多少照到人物边缘</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/course.py" />
      <source>How much of the files has gone</source>
      <translation>文件传输进度</translation>
    </message>
    <message>
      <location filename="../../studio/app/picture/transition_strip.py" />
      <source>How scenes change</source>
      <translation>场景切换方式</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/layout_name.py" />
      <source>How the docks stand now is kept under this name.</source>
      <translation>面板现在的位置会用这个名字保存。</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Hue</source>
      <translation>色相</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/about.py" />
      <source>Icons: Lucide, under the ISC licence.</source>
      <translation>图标：Lucide，ISC 许可。</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/path_form.py" />
      <source>In pixels of a picture of 1920 × 1080</source>
      <translation>按 1920 × 1080 画面的像素</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/caption_words.py" />
      <source>In the centre or at the right, words move while a line grows</source>
      <translation>居中或靠右时，一行变长，字会跟着移动</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/stage_dock.py" />
      <source>In the picture</source>
      <translation>画面布局</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/offered_section.py" />
      <source>In the sources</source>
      <translation>已在来源中</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/dock_menu.py" />
      <source>In the video's own captions (CEA-608)</source>
      <translation>写入视频自带字幕（CEA-608）</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/dock_menu.py" />
      <source>In the video's own captions: impossible in {language}</source>
      <translation>写入视频自带字幕：不支持{language}</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/when_form.py" />
      <source>In this order</source>
      <translation>按此顺序</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/model_card.py" />
      <source>In use</source>
      <translation>使用中</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/install_panel.py" />
      <source>Install</source>
      <translation>安装</translation>
    </message>
    <message>
      <location filename="../../studio/app/plugins/panel.py" />
      <source>Install a plugin</source>
      <translation>安装插件</translation>
    </message>
    <message>
      <location filename="../../studio/app/plugins/panel.py" />
      <source>Install a plugin…</source>
      <translation>安装插件…</translation>
    </message>
    <message>
      <location filename="../../studio/app/plugins/panel.py" />
      <source>Installed. Say what it may do, then switch it on.</source>
      <translation>已安装。请选择它能做什么，再打开开关。</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/install_panel.py" />
      <source>Installed: viewers can make it from now on.</source>
      <translation>已安装，观众现在就能合成它。</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/invite_panel.py" />
      <location filename="../../studio/app/stage/stage_dock.py" />
      <source>Invite a guest</source>
      <translation>邀请连麦</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Is read again whenever it changes</source>
      <translation>文件一变就重新读取</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/caption_words.py" />
      <source>Isn't told</source>
      <translation>不显示</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/phone_words.py" />
      <source>It beeps and lights up three times: let its camera see its own light.</source>
      <translation>手机会响三声、亮三下：让它的镜头能看到自己的光。</translation>
    </message>
    <message>
      <location filename="../../studio/app/plugins/card.py" />
      <source>It came with the studio; switched off it does nothing.</source>
      <translation>这是自带的插件，关闭后不会做任何事。</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/devices.py" />
      <source>It can go on air as it is.</source>
      <translation>可以直接播出。</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/devices.py" />
      <source>It can go on air: the server converts what it sends.</source>
      <translation>可以播出：由服务器转码。</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/files_menu.py" />
      <source>It can't be saved: {why}</source>
      <translation>没能保存：{why}</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/panel.py" />
      <source>It can't be shown as it is: {why}</source>
      <translation>现在这样还不能播放：{why}</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/devices.py" />
      <source>It costs the server processor time, and the picture some of its quality.</source>
      <translation>会占用服务器的处理器，画质略有损失。</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/model_card.py" />
      <source>It does not know {language}.</source>
      <translation>它不懂{language}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/panel.py" />
      <source>It gets your scenes, files and settings, goes on air at a key frame, and viewers notice nothing. The link is good for ten minutes.</source>
      <translation>对方会拿到你的场景、文件和设置，在关键帧处切换上去，观众毫无察觉。链接十分钟内有效。</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/keys.py" />
      <source>It has its first keys.</source>
      <translation>已经是默认快捷键。</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/keys.py" />
      <source>It has no keys.</source>
      <translation>还没有快捷键。</translation>
    </message>
    <message>
      <location filename="../../studio/app/plugins/card.py" />
      <source>It has said nothing yet.</source>
      <translation>还没有日志。</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/path_form.py" />
      <source>It has to be somewhere: the last point stays.</source>
      <translation>它总要在某处：最后一个点不能删。</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/sync_row.py" />
      <source>It is being checked.</source>
      <translation>正在检测。</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/install_panel.py" />
      <source>It is being installed.</source>
      <translation>正在安装。</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/model_card.py" />
      <source>It is being loaded and measured…</source>
      <translation>正在加载并测量…</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/say_field.py" />
      <source>It is being sent.</source>
      <translation>正在发送。</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/install_panel.py" />
      <source>It is installed.</source>
      <translation>已安装。</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/word_editor.py" />
      <source>It is left out whenever it is heard.</source>
      <translation>以后听到都不写出来。</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/destinations.py" />
      <source>It is live now.</source>
      <translation>正在直播，先下播再改。</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/phone_card.py" />
      <location filename="../../studio/app/stage/sync_row.py" />
      <source>It is not linked yet.</source>
      <translation>还没有连上。</translation>
    </message>
    <message>
      <location filename="../../studio/app/plugins/card.py" />
      <source>It is off.</source>
      <translation>它已关闭。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>It is started again.</source>
      <translation>正在重新启动。</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/install_panel.py" />
      <source>It is still being looked at.</source>
      <translation>还在检查。</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/word_editor.py" />
      <source>It is written as it is heard again.</source>
      <translation>恢复成听到的样子。</translation>
    </message>
    <message>
      <location filename="../../studio/app/plugins/card.py" />
      <source>It may</source>
      <translation>允许它</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/avatar_words.py" />
      <source>It moves its left where you move your right</source>
      <translation>你动右边，它动左边</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_handoff.py" />
      <source>It took too long: nothing was changed on air. Try again.</source>
      <translation>等待超时，请再试一次。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/say_field.py" />
      <source>It waits for a moderator.</source>
      <translation>等房管审核。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_handoff.py" />
      <source>It was called off on {device}.</source>
      <translation>已在 {device} 上取消。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_handoff.py" />
      <source>It was called off.</source>
      <translation>已取消。</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/word_editor.py" />
      <source>It was noise</source>
      <translation>是杂音</translation>
    </message>
    <message>
      <location filename="../../studio/app/widgets/meter.py" />
      <source>It was too loud and clipped. Click to dismiss the mark.</source>
      <translation>声音太大，爆音了。点一下清除标记。</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/broadcast.py" />
      <source>Its address is missing.</source>
      <translation>缺少推流地址。</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/studio_panel.py" />
      <source>Its anchor did not let you in.</source>
      <translation>对方没有同意。</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/studio_panel.py" />
      <source>Its anchor ended the call for good.</source>
      <translation>对方把你移出了连线。</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/studio_panel.py" />
      <source>Its anchor ended the call.</source>
      <translation>对方结束了连线。</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/phone_words.py" />
      <source>Its battery is low: plug it in.</source>
      <translation>电量不足，请接上电源。</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/link_words.py" />
      <source>Its camera</source>
      <translation>对方的机位</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/phone_words.py" />
      <source>Its camera saw no light: hold a mirror before the phone, and check again.</source>
      <translation>镜头没看到光：拿面镜子对着手机，再检测一次。</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/phone_words.py" />
      <source>Its line is being made…</source>
      <translation>正在建立连接…</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/phone_card.py" />
      <source>Its line is lost; it is waited for.</source>
      <translation>连接断了，正在等它回来。</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/where.py" />
      <source>Its link and QR code stand beside the big button, to be shared.</source>
      <translation>链接和二维码就在大按钮旁边，随手分享。</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/voice_words.py" />
      <source>Its name, or a part of it</source>
      <translation>设备名称，或其中一段</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/link_words.py" />
      <source>Its programme</source>
      <translation>对方的节目画面</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/studio_panel.py" />
      <source>Its room is being looked for…</source>
      <translation>正在连接对方的直播间…</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/phone_words.py" />
      <source>Its signal is weak: bring it nearer to the router, or ask for less.</source>
      <translation>信号较弱：离路由器近一点，或把画质调低。</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/phone_words.py" />
      <source>Its sound came {ms} ms too early; it is held back now.</source>
      <translation>声音早到了 {ms} 毫秒，现在已延后对齐。</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/phone_words.py" />
      <source>Its sound came {ms} ms too late; it is taken earlier now.</source>
      <translation>声音晚到了 {ms} 毫秒，现在已提前对齐。</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/phone_words.py" />
      <source>Its sound is held back by {ms} ms.</source>
      <translation>声音延后 {ms} 毫秒。</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/phone_words.py" />
      <source>Its sound is taken {ms} ms earlier.</source>
      <translation>声音提前 {ms} 毫秒。</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/studio_panel.py" />
      <source>Its stage is full.</source>
      <translation>对方的连麦位满了。</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/caption_words.py" />
      <source>Its translation</source>
      <translation>译文</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/path_table.py" />
      <source>Jumps</source>
      <translation>跳变</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/layout_name.py" />
      <location filename="../../studio/app/stage/sync_row.py" />
      <source>Keep</source>
      <translation>保存</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/live_button.py" />
      <source>Keep going</source>
      <translation>继续播</translation>
    </message>
    <message>
      <location filename="../../studio/app/plugins/card.py" />
      <source>Keep it</source>
      <translation>保留</translation>
    </message>
    <message>
      <location filename="../../studio/app/window.py" />
      <source>Keep streaming without the window</source>
      <translation>关窗口，继续直播</translation>
    </message>
    <message>
      <location filename="../../studio/app/window.py" />
      <source>Keep this layout</source>
      <translation>保存当前布局</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/menus.py" />
      <source>Keep this layout…</source>
      <translation>保存当前布局…</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/keys.py" />
      <source>Keys of {action}</source>
      <translation>“{action}”的快捷键</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/destination_form.py" />
      <source>Keys of {name} usually begin with {start}; check it once more.</source>
      <translation>{name}的密钥一般以 {start} 开头，请再核对一下。</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/live_button.py" />
      <source>LIVE {time} · End</source>
      <translation>直播中 {time} · 下播</translation>
    </message>
    <message>
      <location filename="../../studio/app/window.py" />
      <source>LIVE · {name}</source>
      <translation>直播中 · {name}</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/general.py" />
      <source>Language</source>
      <translation>语言</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/dock.py" />
      <source>Language that is spoken</source>
      <translation>所说的语言</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/storage.py" />
      <source>Languages, layouts, keys and destinations; for your eyes only.</source>
      <translation>语言、布局、快捷键和推流目标，只有你能看到。</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/head_form.py" />
      <source>Large cost</source>
      <translation>开销大</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/menus.py" />
      <location filename="../../studio/app/window.py" />
      <source>Larger text</source>
      <translation>放大文字</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/general.py" />
      <source>Larger text for a screen that stands further away.</source>
      <translation>屏幕离得远，就把字调大些。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/figures.py" />
      <source>Late pictures</source>
      <translation>渲染延迟</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/where.py" />
      <source>Later</source>
      <translation>以后再说</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/steps.py" />
      <source>Later: {step}</source>
      <translation>待进行：{step}</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_schema.py" />
      <source>Layer</source>
      <translation>图层</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/menus.py" />
      <source>Layouts</source>
      <translation>布局</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/studio_panel.py" />
      <source>Leave</source>
      <translation>退出连线</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/region_field.py" />
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Left</source>
      <translation>左</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Left to right</source>
      <translation>从左到右</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Left, top, width, height in screen pixels</source>
      <translation>左、上、宽、高，以屏幕像素计</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/head_form.py" />
      <source>Length</source>
      <translation>时长</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/head_form.py" />
      <source>Length in seconds</source>
      <translation>时长（秒）</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/panel.py" />
      <source>Let another computer go on</source>
      <translation>让另一台电脑接着播</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/offer_list.py" />
      <source>Let them show {name}</source>
      <translation>允许对方使用“{name}”</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/danmaku_menu.py" />
      <source>Let them speak again</source>
      <translation>解除禁言</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/waiting_row.py" />
      <source>Let {name} in without a seat</source>
      <translation>放“{name}”进后台，先不上麦</translation>
    </message>
    <message>
      <location filename="../../studio/app/widgets/meter.py" />
      <source>Level</source>
      <translation>电平</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/master.py" />
      <source>Level of track {bus}</source>
      <translation>音轨 {bus} 的电平</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/strip.py" />
      <source>Level of {name}</source>
      <translation>{name}的电平</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/waiting_row.py" />
      <source>Level {level} in the fan club</source>
      <translation>粉丝团 {level} 级</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/general.py" />
      <source>Light</source>
      <translation>浅色</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>Light and shade</source>
      <translation>修容</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/background_words.py" />
      <source>Light on the edge</source>
      <translation>边缘环境光</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <location filename="../../studio/app/gifts/part_schema.py" />
      <location filename="../../studio/app/picture/item_menu.py" />
      <source>Lighten</source>
      <translation>变亮</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Line width</source>
      <translation>每行宽度</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/caption_words.py" />
      <source>Lines</source>
      <translation>行数</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/panel.py" />
      <source>Link for the other computer; a secret</source>
      <translation>给另一台电脑的链接，请保密</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/panel.py" />
      <source>Link of the other computer</source>
      <translation>另一台电脑的链接</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/studio_panel.py" />
      <source>Link of the other studio</source>
      <translation>对方的连线链接</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/stage_dock.py" />
      <source>Link with another studio</source>
      <translation>和另一位主播连线</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>Lipstick</source>
      <translation>口红</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>Lipstick's colour</source>
      <translation>口红颜色</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/dock.py" />
      <location filename="../../studio/app/panels/caption_hint.py" />
      <source>Listen</source>
      <translation>开始识别</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/strip.py" />
      <source>Listen to it yourself</source>
      <translation>监听</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/advanced_audio.py" />
      <location filename="../../studio/app/docks/strip.py" />
      <source>Listen to {name} yourself</source>
      <translation>监听{name}</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/state_line.py" />
      <source>Listening</source>
      <translation>正在识别</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/avatar_words.py" />
      <source>Listens to</source>
      <translation>听哪个声音</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_schema.py" />
      <source>Live for, from and to</source>
      <translation>寿命（从、到）</translation>
    </message>
    <message>
      <location filename="../../studio/app/panels/live_view.py" />
      <source>Live picture of {name}</source>
      <translation>{name} 的实时画面</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/model_card.py" />
      <source>Loaded in {seconds} s</source>
      <translation>加载用时 {seconds} 秒</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/model_card.py" />
      <source>Loads it and measures what it costs on this machine.</source>
      <translation>加载它，并测出在这台电脑上的开销。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/source_menu.py" />
      <location filename="../../studio/app/picture/item_menu.py" />
      <source>Lock</source>
      <translation>锁定</translation>
    </message>
    <message>
      <location filename="../../studio/app/plugins/card.py" />
      <source>Log</source>
      <translation>日志</translation>
    </message>
    <message>
      <location filename="../../studio/app/plugins/card.py" />
      <source>Log of {name}</source>
      <translation>{name}的日志</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/storage.py" />
      <source>Logs</source>
      <translation>日志</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Longer lines are broken</source>
      <translation>超出的行会换行</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/check_bars.py" />
      <source>Look</source>
      <translation>看一下</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/machine_field.py" />
      <source>Look again for {name}</source>
      <translation>重新查找：{name}</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/install_panel.py" />
      <source>Looking at it…</source>
      <translation>正在检查…</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/avatar_words.py" />
      <source>Looks for your body as well, which costs more</source>
      <translation>还要识别身体，更费性能</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/seat_row.py" />
      <source>Lost, {seconds} s</source>
      <translation>掉线，{seconds} 秒</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_kinds.py" />
      <source>Lottie animation</source>
      <translation>Lottie 动画</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/voice_words.py" />
      <source>Loudness</source>
      <translation>响度</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/stream.py" />
      <source>Low</source>
      <translation>低</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/stream.py" />
      <source>Low saves a third of a second and costs a little quality.</source>
      <translation>低延迟能快三分之一秒，画质略有下降。</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/template.py" />
      <source>Main</source>
      <translation>开播</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/phones_panel.py" />
      <source>Make a link for a phone</source>
      <translation>生成手机链接</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/studio_panel.py" />
      <source>Make a link for a studio</source>
      <translation>生成主播连线链接</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/invite_panel.py" />
      <source>Make a link for guests</source>
      <translation>生成连麦链接</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/dock.py" />
      <source>Make a window of it</source>
      <translation>变成独立窗口</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/link_card.py" />
      <source>Make another link</source>
      <translation>重新生成链接</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/mixer.py" />
      <source>Make room for speech</source>
      <translation>说话时压低音乐</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/master.py" />
      <source>Make room for speech (ducking)</source>
      <translation>说话时压低音乐（闪避）</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>Make room or give yourself the right to write there, then fetch again.</source>
      <translation>请腾出空间或开放写入权限后再下载。</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>Make-up</source>
      <translation>美妆</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Makes a colour transparent, such as a green wall.</source>
      <translation>让一种颜色变透明，例如绿幕。</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/invite_panel.py" />
      <source>Many may come by one link; nobody is seen before you say so.</source>
      <translation>一个链接可以多人使用；你没同意之前，谁都不会出现在画面里。</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/setup_panel.py" />
      <source>Masked words</source>
      <translation>屏蔽词</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/setup_panel.py" />
      <source>Masked words, one on each line</source>
      <translation>屏蔽词，每行一个</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/phone_card.py" />
      <source>May go on air by itself when this computer goes</source>
      <translation>电脑下线时可单独上播</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/word_editor.py" />
      <source>Meant</source>
      <translation>应为</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/correction_list.py" />
      <source>Meant, or nothing if it is noise</source>
      <translation>应为（杂音则留空）</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/quality.py" />
      <source>Measure again</source>
      <translation>重新测试</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>MediaPipe, which sees faces, can't be loaded: {error}.</source>
      <translation>用来识别人脸的 MediaPipe 无法加载：{error}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>MediaPipe, which sees faces, is not installed.</source>
      <translation>没有安装用来识别人脸的 MediaPipe。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/figures.py" />
      <location filename="../../studio/app/plugins/usage_bars.py" />
      <source>Memory</source>
      <translation>内存</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/menus.py" />
      <source>Menus</source>
      <translation>菜单</translation>
    </message>
    <message>
      <location filename="../../studio/app/plugins/usage_bars.py" />
      <source>Messages</source>
      <translation>消息</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/voice_words.py" />
      <location filename="../../studio/app/start/devices.py" />
      <location filename="../../studio/app/start/template.py" />
      <source>Microphone</source>
      <translation>麦克风</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/head_form.py" />
      <source>Middle cost</source>
      <translation>开销中等</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/phone_card.py" />
      <source>Mirror the picture</source>
      <translation>画面镜像</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/master.py" />
      <source>Mix</source>
      <translation>总输出</translation>
    </message>
    <message>
      <location filename="../../studio/app/picture/t_bar.py" />
      <source>Mix the preview in by hand. Let go beyond the middle to put it on air.</source>
      <translation>手动把预览叠到直播画面上；过半松手即切换。</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_schema.py" />
      <source>Mixed as</source>
      <translation>混合方式</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/__init__.py" />
      <location filename="../../studio/app/docks/mixer.py" />
      <source>Mixer</source>
      <translation>混音</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/danmaku_paint.py" />
      <source>Moderator</source>
      <translation>房管</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Monitor</source>
      <translation>显示器</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/offers.py" />
      <source>Moonshine for English, Whisper for all others.</source>
      <translation>英语用 Moonshine，其他语言用 Whisper。</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/offers.py" />
      <location filename="../../studio/app/captions/speech_fetch.py" />
      <source>Moonshine tiny</source>
      <translation>Moonshine tiny</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/form.py" />
      <source>More</source>
      <translation>更多</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/dock.py" />
      <source>More about captions</source>
      <translation>更多字幕功能</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/dock_title.py" />
      <source>More for {title}</source>
      <translation>“{title}”的更多操作</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/strip.py" />
      <location filename="../../studio/app/plugins/card.py" />
      <source>More of {name}</source>
      <translation>{name}的更多操作</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_speech.py" />
      <source>More than {count} phrases can't be put right.</source>
      <translation>最多只能纠正 {count} 个词语。</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/fight_card.py" />
      <source>Most from {names}</source>
      <translation>贡献最多：{names}</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/stream.py" />
      <source>Most platforms want 1920 × 1080; upright is for phones.</source>
      <translation>多数平台用 1920 × 1080；竖屏适合手机观众。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>Motion can't be received at {host}:{port}, another program may have that port: choose another one ({error}).</source>
      <translation>无法在 {host}:{port} 接收动作，端口可能被其他程序占用，请换一个（{error}）。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>Motion can't be sent to {address}: give host:port.</source>
      <translation>动作无法发送到 {address}：请写成“主机:端口”。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>Motion can't be sent to {address}: {error}.</source>
      <translation>动作无法发送到 {address}：{error}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/scene_list.py" />
      <location filename="../../studio/app/docks/source_menu.py" />
      <location filename="../../studio/app/panels/filter_list.py" />
      <location filename="../../studio/app/picture/item_menu.py" />
      <source>Move down</source>
      <translation>下移一层</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/background_words.py" />
      <source>Move the edge</source>
      <translation>边缘内外移动</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/panel.py" />
      <source>Move the part down</source>
      <translation>部件下移</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/panel.py" />
      <source>Move the part up</source>
      <translation>部件上移</translation>
    </message>
    <message>
      <location filename="../../studio/app/picture/item_menu.py" />
      <source>Move to bottom</source>
      <translation>移到最下层</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/dock.py" />
      <source>Move to the bottom</source>
      <translation>移到底部</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/dock.py" />
      <source>Move to the left</source>
      <translation>移到左侧</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/dock.py" />
      <source>Move to the right</source>
      <translation>移到右侧</translation>
    </message>
    <message>
      <location filename="../../studio/app/picture/item_menu.py" />
      <source>Move to top</source>
      <translation>移到最上层</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/scene_list.py" />
      <location filename="../../studio/app/docks/source_menu.py" />
      <location filename="../../studio/app/panels/filter_list.py" />
      <location filename="../../studio/app/picture/item_menu.py" />
      <source>Move up</source>
      <translation>上移一层</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/avatar_words.py" />
      <source>Moves the mouth too, and alone where no face is seen</source>
      <translation>口型也参考声音；看不到脸时只靠声音</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <location filename="../../studio/app/gifts/part_schema.py" />
      <location filename="../../studio/app/picture/item_menu.py" />
      <source>Multiply</source>
      <translation>正片叠底</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/__init__.py" />
      <source>Multiview</source>
      <translation>多画面监看</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/ducking.py" />
      <source>Music can make room by itself while you speak.</source>
      <translation>你说话时，音乐可以自动变轻。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/strip.py" />
      <source>Mute</source>
      <translation>静音</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/seat_row.py" />
      <source>Mute seat {number}</source>
      <translation>给 {number} 号麦闭麦</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/advanced_audio.py" />
      <location filename="../../studio/app/docks/strip.py" />
      <source>Mute {name}</source>
      <translation>静音{name}</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/advanced_audio.py" />
      <source>Muted</source>
      <translation>静音</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/panel.py" />
      <source>My gifts</source>
      <translation>我的礼物</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/where.py" />
      <source>My own room</source>
      <translation>本机直播间</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/template.py" />
      <source>My studio</source>
      <translation>我的直播间</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/destination_form.py" />
      <source>Name</source>
      <translation>名称</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/layout_name.py" />
      <source>Name of the layout</source>
      <translation>布局名称</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Name of the ring</source>
      <translation>共享内存的名称</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/speaker_row.py" />
      <source>Name that viewers read, or none</source>
      <translation>观众看到的名字，可留空</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/caption_words.py" />
      <source>Names are those of the captions' settings</source>
      <translation>名字在字幕设置里填写</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>Narrow jaw</source>
      <translation>下颌骨</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>Natural</source>
      <translation>自然</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Network stream</source>
      <translation>网络流</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Never broken</source>
      <translation>不换行</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/destinations.py" />
      <source>New destination</source>
      <translation>新的推流目标</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/strip.py" />
      <source>New name of {name}</source>
      <translation>{name}的新名字</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_schema.py" />
      <source>New ones a second</source>
      <translation>每秒新增</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_schema.py" />
      <source>New ones for</source>
      <translation>持续新增</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/layouts.py" />
      <source>Nine</source>
      <translation>九宫格</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/course.py" />
      <source>No</source>
      <translation>不交出</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/sources.py" />
      <source>No address is told yet: press Enter to type one.</source>
      <translation>还没有地址：按回车填写。</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/phone_words.py" />
      <source>No beep was heard: turn the phone's volume up, and check again.</source>
      <translation>没听到提示音：把手机音量调大，再检测一次。</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>No box</source>
      <translation>不用框</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/devices.py" />
      <source>No camera</source>
      <translation>不用摄像头</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/offer_list.py" />
      <source>No camera, phone or video to offer yet: add one as a source.</source>
      <translation>还没有可以给对方的摄像头、手机或视频，先添加一个来源。</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/quality.py" />
      <source>No encoder works here. {advice}</source>
      <translation>这台电脑上没有能用的编码器。{advice}</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/sources.py" />
      <source>No file is chosen yet: press Enter to choose one.</source>
      <translation>还没有选文件：按回车选择。</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/install_panel.py" />
      <source>No gift that can be installed.</source>
      <translation>这不是可以安装的礼物。</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/keys.py" />
      <source>No keys for {action}</source>
      <translation>清除“{action}”的快捷键</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/devices.py" />
      <source>No microphone</source>
      <translation>不用麦克风</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/phones_panel.py" />
      <source>No phone has come yet.</source>
      <translation>还没有手机连上。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>No server answered.</source>
      <translation>没有服务器响应。</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/page.py" />
      <source>No setting is called that. Try another word.</source>
      <translation>没有找到这项设置，换个词试试。</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/words.py" />
      <source>Nobody answered in time.</source>
      <translation>对方没有在时限内应战。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_handoff.py" />
      <source>Nobody answered.</source>
      <translation>对方没有回应。</translation>
    </message>
    <message>
      <location filename="../../studio/app/panels/caption_hint.py" />
      <source>Nobody is listened to yet, so there is nothing to read here.</source>
      <translation>还没有开始识别语音，这里暂时没有字幕。</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/caption_words.py" />
      <location filename="../../studio/app/forms/effect_field.py" />
      <location filename="../../studio/app/forms/face_effect_words.py" />
      <source>None</source>
      <translation>无</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <location filename="../../studio/app/gifts/part_schema.py" />
      <location filename="../../studio/app/picture/item_menu.py" />
      <source>Normal</source>
      <translation>正常</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/voice_words.py" />
      <source>Not at all</source>
      <translation>不降噪</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/figures.py" />
      <source>Not encoded</source>
      <translation>编码跳帧</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/finder.py" />
      <source>Not found</source>
      <translation>没有找到</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/top_bar.py" />
      <source>Not live: a destination failed</source>
      <translation>没有开播：有平台连不上</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/panel.py" />
      <source>Not saved. {why}</source>
      <translation>没有保存。{why}</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/figures.py" />
      <source>Not sent</source>
      <translation>发送丢帧</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/avatar_words.py" />
      <source>Nothing</source>
      <translation>不听</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/suggested_field.py" />
      <source>Nothing else is known now</source>
      <translation>目前没有别的可选</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/mixer.py" />
      <source>Nothing here sounds yet. Add a microphone or music as a source.</source>
      <translation>还没有声音。在来源里加个麦克风或者音乐吧。</translation>
    </message>
    <message>
      <location filename="../../studio/app/picture/editor.py" />
      <source>Nothing here yet. Add a source in the list of sources.</source>
      <translation>这里还什么都没有。在“来源”列表里添加一个来源吧。</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/check_bars.py" />
      <source>Nothing is chosen to stream to yet.</source>
      <translation>还没选好推流到哪里。</translation>
    </message>
    <message>
      <location filename="../../studio/app/panels/region_picker.py" />
      <source>Nothing is drawn yet.</source>
      <translation>还没有框选。</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/finder.py" />
      <source>Nothing is found.</source>
      <translation>什么也没找到。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_handoff.py" />
      <source>Nothing is on air that could be taken over: just go live here.</source>
      <translation>没有正在播出的直播可以接过：直接在这里开播即可。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/sources.py" />
      <source>Nothing is shown here yet: add a camera, a screen, a picture or words.</source>
      <translation>这里还没有内容：加一个摄像头、屏幕、图片或文字吧。</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/state_line.py" />
      <source>Nothing is understood now.</source>
      <translation>现在听不懂任何话。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_handoff.py" />
      <source>Nothing on this computer vouches for the room server. Use the whole link that the other studio shows: its end, from &amp;ca= on, says whom to trust.</source>
      <translation>这台电脑无法确认直播间服务器的身份。请使用对方直播间给出的完整链接：末尾 &amp;ca= 之后的部分说明该信任谁。</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/panel.py" />
      <location filename="../../studio/app/shell/undo_words.py" />
      <source>Nothing to redo</source>
      <translation>没有可重做的操作</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/preview.py" />
      <source>Nothing to see yet: add a part.</source>
      <translation>还没有内容：先添加一个部件。</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/panel.py" />
      <location filename="../../studio/app/shell/undo_words.py" />
      <source>Nothing to undo</source>
      <translation>没有可撤销的操作</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/background_words.py" />
      <source>Nothing: cut out</source>
      <translation>透明（抠像）</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/avatar_words.py" />
      <source>Nothing: it idles</source>
      <translation>不跟随，自己活动</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/notices.py" />
      <source>Notices</source>
      <translation>通知</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/avatar_words.py" />
      <source>Nova, the studio's</source>
      <translation>自带的诺瓦</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/steps.py" />
      <source>Now: {step}</source>
      <translation>进行中：{step}</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/destinations.py" />
      <source>Nowhere to go yet. The room of this computer needs no account.</source>
      <translation>还没有推流目标。本机直播间不用账号就能开播。</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/link_words.py" />
      <source>Of another studio that offers its cameras: the name of one</source>
      <translation>对方直播间提供的机位名称</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/voice_words.py" />
      <source>Of the voice on average</source>
      <translation>说话时的平均响度</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/general.py" />
      <source>Of the whole window, at once.</source>
      <translation>整个窗口立即切换。</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/voice_words.py" />
      <source>Of what you monitor on loudspeakers</source>
      <translation>消除音箱里监听声音的回声</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/avatar_words.py" />
      <location filename="../../studio/app/plugins/plugin_words.py" />
      <source>Off</source>
      <translation>已关闭</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/state_line.py" />
      <source>Off. Nothing is heard.</source>
      <translation>已关闭，不识别。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/scenes.py" />
      <location filename="../../studio/app/stage/camera_bar.py" />
      <location filename="../../studio/app/stage/phone_card.py" />
      <location filename="../../studio/app/stage/seat_row.py" />
      <source>On air</source>
      <translation>直播中</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/word_editor.py" />
      <source>One character is put right wherever it is heard. Select the whole word to be safe.</source>
      <translation>单个字会在每一处都被纠正。最好选中整个词。</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/model_card.py" />
      <source>One is being tried.</source>
      <translation>正在试用一个模型。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/refusals.py" />
      <source>One is still going on: end it first.</source>
      <translation>上一个还没结束，请先结束它。</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/layouts.py" />
      <source>One large, two small</source>
      <translation>一大两小</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/face_effect_words.py" />
      <source>One of the studio's or of your own, or the folder of one</source>
      <translation>自带的或自己的特效，也可以是特效的文件夹</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/setup_panel.py" />
      <source>One on each line</source>
      <translation>每行一个</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/layouts.py" />
      <source>Only you</source>
      <translation>只有主播</translation>
    </message>
    <message>
      <location filename="../../studio/app/panels/live_view.py" />
      <source>Only you see this</source>
      <translation>仅自己可见</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <location filename="../../studio/app/gifts/part_schema.py" />
      <location filename="../../studio/app/picture/item_menu.py" />
      <source>Opacity</source>
      <translation>不透明度</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/files_menu.py" />
      <source>Open a collection</source>
      <translation>打开场景集</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/files_menu.py" />
      <location filename="../../studio/app/window.py" />
      <source>Open a collection…</source>
      <translation>打开场景集…</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/panel.py" />
      <location filename="../../studio/app/docks/danmaku.py" />
      <source>Open a room</source>
      <translation>打开直播间</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/install_panel.py" />
      <source>Open in the editor</source>
      <translation>在编辑器中打开</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/panel.py" />
      <source>Open it for other devices</source>
      <translation>对其他设备开放</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/link_card.py" />
      <source>Open it for others</source>
      <translation>对其他设备开放</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/destination_form.py" />
      <source>Open that page</source>
      <translation>打开该页面</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/record_row.py" />
      <source>Open the folder of recordings</source>
      <translation>打开录像文件夹</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/storage.py" />
      <source>Open the folder of {name}</source>
      <translation>打开“{name}”文件夹</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/share_row.py" />
      <source>Open the viewers' page</source>
      <translation>打开观看页</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/share_row.py" />
      <source>Open your own page: moderate, polls, lotteries</source>
      <translation>打开主播后台：管理、投票、抽奖</translation>
    </message>
    <message>
      <location filename="../../studio/app/plugins/panel.py" />
      <source>Or drop its .zip on the window. It gets no right unasked.</source>
      <translation>也可以把 .zip 拖到窗口里。未经您同意，它没有任何权限。</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/when_form.py" />
      <location filename="../../studio/app/picture/item_menu.py" />
      <source>Order</source>
      <translation>层级</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/studio_panel.py" />
      <source>Other studio</source>
      <translation>连线主播</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <location filename="../../studio/app/gifts/part_schema.py" />
      <source>Outline</source>
      <translation>描边</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Outline and shadow</source>
      <translation>描边与阴影</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <location filename="../../studio/app/gifts/part_schema.py" />
      <source>Outline's colour</source>
      <translation>描边颜色</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/path_table.py" />
      <source>Overshoots</source>
      <translation>冲过头再回来</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/panel.py" />
      <location filename="../../studio/app/stage/stage_dock.py" />
      <source>PK</source>
      <translation>PK</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/fight_card.py" />
      <source>PK with {names} · {rules}</source>
      <translation>正在和{names} PK · {rules}</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/caption_words.py" />
      <source>Paler until it is final</source>
      <translation>未确定的字颜色浅一些</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Part of it</source>
      <translation>范围</translation>
    </message>
    <message>
      <location filename="../../studio/app/panels/region_picker.py" />
      <source>Part of the screen</source>
      <translation>屏幕区域</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_kinds.py" />
      <location filename="../../studio/app/plugins/usage_bars.py" />
      <source>Particles</source>
      <translation>粒子</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/panel.py" />
      <source>Parts</source>
      <translation>部件</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_list.py" />
      <source>Parts of the gift</source>
      <translation>礼物的部件</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/source_menu.py" />
      <source>Paste</source>
      <translation>粘贴</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/destination_form.py" />
      <source>Paste the address that the platform shows.</source>
      <translation>把平台给的推流地址粘贴到这里。</translation>
    </message>
    <message>
      <location filename="../../studio/app/picture/item_menu.py" />
      <source>Paste transform</source>
      <translation>粘贴变换</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_form.py" />
      <source>Path</source>
      <translation>路径</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/path_picture.py" />
      <source>Path on the picture; the table below has the same points</source>
      <translation>画面上的路径；下面的表格里是同样的点</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/dock.py" />
      <source>Pause</source>
      <translation>暂停</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/state_line.py" />
      <source>Paused. What is said now is not read.</source>
      <translation>已暂停，现在说的话不会出现。</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>Peach</source>
      <translation>蜜桃</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/phones.py" />
      <source>Phone</source>
      <translation>手机</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/camera_bar.py" />
      <location filename="../../studio/app/stage/phones_panel.py" />
      <location filename="../../studio/app/stage/stage_dock.py" />
      <source>Phone as a camera</source>
      <translation>手机当机位</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/link_words.py" />
      <source>Phone or guest</source>
      <translation>手机机位或连麦嘉宾</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/phones_panel.py" />
      <source>Phones</source>
      <translation>手机</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/phones_panel.py" />
      <source>Phones join the cameras by themselves</source>
      <translation>手机连上后自动加入机位</translation>
    </message>
    <message>
      <location filename="../../studio/app/panels/filters.py" />
      <source>Pick the colour from the picture</source>
      <translation>从画面取色</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <location filename="../../studio/app/gifts/part_kinds.py" />
      <location filename="../../studio/app/panels/adding.py" />
      <source>Picture</source>
      <translation>图片</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/layouts.py" />
      <source>Picture in picture</source>
      <translation>画中画</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/background_words.py" />
      <source>Picture or video</source>
      <translation>图片或视频</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/stream.py" />
      <source>Picture size</source>
      <translation>画面尺寸</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/path_field.py" />
      <source>Pictures</source>
      <translation>图片</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <location filename="../../studio/app/gifts/part_schema.py" />
      <location filename="../../studio/app/settings/stream.py" />
      <location filename="../../studio/app/stage/phone_card.py" />
      <source>Pictures a second</source>
      <translation>帧率</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/path_field.py" />
      <source>Pictures and videos</source>
      <translation>图片和视频</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Pictures that another program writes into shared memory.</source>
      <translation>其他程序写入共享内存的画面。</translation>
    </message>
    <message>
      <location filename="../../studio/app/plugins/usage_bars.py" />
      <source>Pixels</source>
      <translation>像素</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/source_menu.py" />
      <location filename="../../studio/app/panels/opening.py" />
      <source>Place and size</source>
      <translation>位置和大小</translation>
    </message>
    <message>
      <location filename="../../studio/app/picture/item_menu.py" />
      <source>Place and size…</source>
      <translation>位置和大小…</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Place in it</source>
      <translation>框内位置</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/destination_form.py" />
      <source>Platform</source>
      <translation>平台</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/where.py" />
      <source>Platforms can be added at any time; the stream goes to all of them.</source>
      <translation>随时可以再加平台，同时推到每一个。</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/preview.py" />
      <source>Play</source>
      <translation>播放</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Play again and again</source>
      <translation>循环播放</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/dock_menu.py" />
      <source>Players and platforms show them by a button of their own. CEA-608 has Western European letters only: Chinese can't be sent that way.</source>
      <translation>播放器和平台用自己的字幕按钮显示。CEA-608 只有西欧字母，中文无法这样发送。</translation>
    </message>
    <message>
      <location filename="../../studio/app/plugins/panel.py" />
      <location filename="../../studio/app/window.py" />
      <source>Plugins</source>
      <translation>插件</translation>
    </message>
    <message>
      <location filename="../../studio/app/plugins/panel.py" />
      <source>Plugins (*.zip)</source>
      <translation>插件 (*.zip)</translation>
    </message>
    <message>
      <location filename="../../studio/app/plugins/panel.py" />
      <source>Plugins add gifts, polls, lotteries and more to the stream.</source>
      <translation>插件为直播增添礼物特效、投票、抽奖等更多玩法。</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/menus.py" />
      <source>Plugins…</source>
      <translation>插件…</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/path_table.py" />
      <source>Points of the path</source>
      <translation>路径上的点</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/stream.py" />
      <source>Preset</source>
      <translation>编码预设</translation>
    </message>
    <message>
      <location filename="../../studio/app/panels/preset_chips.py" />
      <source>Preset {name}</source>
      <translation>预设：{name}</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/multiview.py" />
      <location filename="../../studio/app/docks/scenes.py" />
      <location filename="../../studio/app/gifts/preview.py" />
      <location filename="../../studio/app/picture/centre.py" />
      <location filename="../../studio/app/picture/editor.py" />
      <source>Preview</source>
      <translation>预览</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/figures.py" />
      <location filename="../../studio/app/plugins/usage_bars.py" />
      <source>Processor</source>
      <translation>处理器</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/multiview.py" />
      <location filename="../../studio/app/picture/centre.py" />
      <location filename="../../studio/app/picture/editor.py" />
      <source>Programme</source>
      <translation>直播画面</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/source_menu.py" />
      <location filename="../../studio/app/picture/item_menu.py" />
      <source>Properties</source>
      <translation>属性</translation>
    </message>
    <message>
      <location filename="../../studio/app/panels/opening.py" />
      <source>Properties of {name}</source>
      <translation>{name} 的属性</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_schema.py" />
      <source>Pull, to the right and down</source>
      <translation>引力（向右、向下）</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>Pushing met a fault of its own; its log says more.</source>
      <translation>推流程序自身出了故障，详情见日志。</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/dock.py" />
      <source>Put back into the window</source>
      <translation>放回主窗口</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/camera_bar.py" />
      <source>Put camera {number} on air</source>
      <translation>切到 {number} 号机位</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/devices.py" />
      <source>Put on air</source>
      <translation>切到播出</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/word_editor.py" />
      <source>Put right</source>
      <translation>纠正</translation>
    </message>
    <message>
      <location filename="../../studio/app/picture/transition_strip.py" />
      <source>Put the preview on air</source>
      <translation>把预览切到直播画面</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/danmaku_menu.py" />
      <source>Put {name} &amp;out for a day</source>
      <translation>踢出 {name} 一天(&amp;O)</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/camera_bar.py" />
      <source>Put {name} on air</source>
      <translation>切到“{name}”</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/camera_bar.py" />
      <source>Put {name} on air  ({key})</source>
      <translation>切到“{name}”（{key}）</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/devices.py" />
      <source>Put “{device}” on air</source>
      <translation>切到“{device}”播出</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/said_view.py" />
      <source>Put “{heard}” right…</source>
      <translation>纠正“{heard}”…</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/face_effect_words.py" />
      <source>Puts ears, glasses, hats and the like on faces.</source>
      <translation>给脸戴上耳朵、眼镜、帽子等。</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/link_card.py" />
      <source>QR code of the link</source>
      <translation>链接的二维码</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/page.py" />
      <location filename="../../studio/app/start/quality.py" />
      <source>Quality</source>
      <translation>画质</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/words.py" />
      <source>Quick</source>
      <translation>快速</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/menus.py" />
      <location filename="../../studio/app/shell/tray.py" />
      <location filename="../../studio/app/window.py" />
      <source>Quit</source>
      <translation>退出</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Reading direction</source>
      <translation>书写方向</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/phone_card.py" />
      <source>Ready to be added.</source>
      <translation>已连上，可以加入。</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/panel.py" />
      <source>Ready to be shared: {path}</source>
      <translation>可以分享了：{path}</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/model_card.py" />
      <source>Real-time factor {factor}</source>
      <translation>实时率 {factor}</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/top_bar.py" />
      <source>Reconnecting ({tries})</source>
      <translation>正在重连（{tries}）</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/live_button.py" />
      <source>Reconnecting ({tries}) {time}</source>
      <translation>正在重连（{tries}）{time}</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/record_row.py" />
      <source>Record</source>
      <translation>录制</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/controls.py" />
      <source>Record, or stop</source>
      <translation>录制 / 停止</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/recording.py" />
      <location filename="../../studio/app/shell/top_bar.py" />
      <source>Recording</source>
      <translation>录制</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/recording.py" />
      <source>Recording folder</source>
      <translation>录像文件夹</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/where.py" />
      <source>Recording needs no destination.</source>
      <translation>不推流也能录制。</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/storage.py" />
      <source>Recordings</source>
      <translation>录像</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/panel.py" />
      <location filename="../../studio/app/window.py" />
      <source>Redo</source>
      <translation>重做</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/undo_words.py" />
      <source>Redo {what}</source>
      <translation>重做：{what}</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/voice_words.py" />
      <source>Reduce noise</source>
      <translation>降噪</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/correction_list.py" />
      <location filename="../../studio/app/docks/scene_list.py" />
      <location filename="../../studio/app/docks/source_menu.py" />
      <location filename="../../studio/app/panels/filter_list.py" />
      <location filename="../../studio/app/picture/item_menu.py" />
      <location filename="../../studio/app/plugins/card.py" />
      <source>Remove</source>
      <translation>移除</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/when_form.py" />
      <source>Remove gift {n}</source>
      <translation>去掉第 {n} 种礼物</translation>
    </message>
    <message>
      <location filename="../../studio/app/plugins/card.py" />
      <source>Remove it</source>
      <translation>确认移除</translation>
    </message>
    <message>
      <location filename="../../studio/app/plugins/card.py" />
      <source>Remove it with its settings and all that it has stored?</source>
      <translation>要移除它，连同它的设置和保存的全部数据吗？</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/path_form.py" />
      <source>Remove the chosen point</source>
      <translation>删除选中的点</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/panel.py" />
      <source>Remove the part</source>
      <translation>删除部件</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/ducking.py" />
      <source>Remove this rule</source>
      <translation>删除这条规则</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/seat_row.py" />
      <source>Remove who is in seat {number}</source>
      <translation>请 {number} 号麦下麦</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/destinations.py" />
      <source>Remove {name}</source>
      <translation>删除{name}</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/scene_list.py" />
      <location filename="../../studio/app/docks/source_menu.py" />
      <location filename="../../studio/app/panels/filter_list.py" />
      <source>Rename</source>
      <translation>重命名</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/layout_name.py" />
      <source>Replace</source>
      <translation>替换</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/pinned.py" />
      <source>Reply to {name}</source>
      <translation>回复{name}</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/keys.py" />
      <source>Reset all</source>
      <translation>全部恢复</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/keys.py" />
      <source>Reset the keys of {action}</source>
      <translation>恢复“{action}”的默认快捷键</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/menus.py" />
      <source>Reset the layout</source>
      <translation>恢复默认布局</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/keys.py" />
      <source>Reset the shortcuts</source>
      <translation>恢复默认快捷键</translation>
    </message>
    <message>
      <location filename="../../studio/app/picture/item_menu.py" />
      <source>Reset transform</source>
      <translation>重置变换</translation>
    </message>
    <message>
      <location filename="../../studio/app/plugins/card.py" />
      <source>Restart</source>
      <translation>重新启动</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/light_row.py" />
      <source>Retry</source>
      <translation>重试</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/light_row.py" />
      <source>Retry {name}</source>
      <translation>重试{name}</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_schema.py" />
      <source>Rides on</source>
      <translation>跟随</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Right</source>
      <translation>右</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Right to left</source>
      <translation>从右到左</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/tray.py" />
      <source>Rocket Studio</source>
      <translation>火箭直播间</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/about.py" />
      <source>Rocket Studio {version}</source>
      <translation>火箭直播间 {version}</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/tray.py" />
      <source>Rocket Studio: live</source>
      <translation>火箭直播间：直播中</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_schema.py" />
      <source>Rocks to and fro</source>
      <translation>左右摇摆</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/link.py" />
      <source>Room</source>
      <translation>房间</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/caption_words.py" />
      <source>Room beside the words</source>
      <translation>文字两侧留白</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>Rosy skin</source>
      <translation>红润</translation>
    </message>
    <message>
      <location filename="../../studio/app/picture/item_menu.py" />
      <source>Rotate 90° left</source>
      <translation>向左旋转 90°</translation>
    </message>
    <message>
      <location filename="../../studio/app/picture/item_menu.py" />
      <source>Rotate 90° right</source>
      <translation>向右旋转 90°</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/dock_menu.py" />
      <source>Rough: with Whisper base only what it is sure of is translated, from Chinese about one sentence in six.</source>
      <translation>较粗略：Whisper base 只翻译有把握的句子，中文大约六句里有一句。</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/caption_words.py" />
      <location filename="../../studio/app/gifts/part_schema.py" />
      <source>Round corners</source>
      <translation>圆角</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/ask_form.py" />
      <source>Rules</source>
      <translation>规则</translation>
    </message>
    <message>
      <location filename="../../studio/app/plugins/plugin_words.py" />
      <source>Running</source>
      <translation>运行中</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Saturation</source>
      <translation>饱和度</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/panel.py" />
      <location filename="../../studio/app/shell/files_menu.py" />
      <location filename="../../studio/app/window.py" />
      <source>Save</source>
      <translation>保存</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/files_menu.py" />
      <source>Saved.</source>
      <translation>已保存。</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/panel.py" />
      <source>Saved: viewers can make it from now on.</source>
      <translation>已保存，观众现在就能合成它。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/say_field.py" />
      <source>Say something to the room</source>
      <translation>对直播间说点什么</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/devices.py" />
      <source>Say something: the bar should move into the yellow.</source>
      <translation>说句话试试：音量条应该能到黄色。</translation>
    </message>
    <message>
      <location filename="../../studio/app/plugins/card.py" />
      <source>Say what it may do; then it starts.</source>
      <translation>请选择它能做什么，随后就会启动。</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/correction_list.py" />
      <location filename="../../studio/app/captions/word_editor.py" />
      <source>Say what was heard.</source>
      <translation>请写出听成了什么。</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/word_editor.py" />
      <source>Say what was meant.</source>
      <translation>请写出应为什么。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/refusals.py" />
      <source>Say which phrase lets people take part.</source>
      <translation>请写明参与口令。</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_schema.py" />
      <source>Scale</source>
      <translation>缩放</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/scenes.py" />
      <location filename="../../studio/app/panels/adding.py" />
      <source>Scene</source>
      <translation>场景</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/storage.py" />
      <source>Scene collection</source>
      <translation>场景集</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/top_bar.py" />
      <source>Scene collection {name}</source>
      <translation>场景集：{name}</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/files_menu.py" />
      <source>Scene collections (*.json)</source>
      <translation>场景集 (*.json)</translation>
    </message>
    <message numerus="yes">
      <location filename="../../studio/app/picture/describing.py" />
      <source>Scene {scene}, %n item(s), none selected. Tab walks through the items.</source>
      <translation>
        <numerusform>场景“{scene}”，共 %n 个来源，未选中任何一个。按 Tab 逐个选择。</numerusform>
      </translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/__init__.py" />
      <location filename="../../studio/app/docks/scene_list.py" />
      <source>Scenes</source>
      <translation>场景</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/course.py" />
      <source>Scenes, files and settings are sent</source>
      <translation>发送场景、文件和设置</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/course.py" />
      <source>Scenes, files and settings come</source>
      <translation>接收场景、文件和设置</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/where.py" />
      <source>Scenes, sources and sound can be set up first.</source>
      <translation>可以先把场景、来源和声音调好。</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <location filename="../../studio/app/gifts/part_schema.py" />
      <location filename="../../studio/app/picture/item_menu.py" />
      <source>Screen</source>
      <translation>滤色</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/template.py" />
      <source>Screen and camera</source>
      <translation>屏幕和摄像头</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <location filename="../../studio/app/start/template.py" />
      <source>Screen capture</source>
      <translation>屏幕</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/page.py" />
      <source>Search the settings</source>
      <translation>搜索设置</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/seat_row.py" />
      <source>Seat {number}</source>
      <translation>{number} 号麦</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/stage_dock.py" />
      <source>Seats</source>
      <translation>麦位</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/path_table.py" />
      <source>Second</source>
      <translation>秒</translation>
    </message>
    <message>
      <location filename="../../studio/app/panels/before_after.py" />
      <source>See a source unfiltered while held</source>
      <translation>按住时看来源的原图</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/panel.py" />
      <source>See its log</source>
      <translation>查看记录</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/calls.py" />
      <source>See more</source>
      <translation>查看</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_schema.py" />
      <source>Seen from above</source>
      <translation>俯视角度</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_schema.py" />
      <source>Seen from the side</source>
      <translation>侧视角度</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/seat_row.py" />
      <source>Sees no show</source>
      <translation>看不到直播</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/say_field.py" />
      <source>Send</source>
      <translation>发送</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/avatar_words.py" />
      <source>Send motion by VMC to</source>
      <translation>把动作用 VMC 发到</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/waiting_row.py" />
      <source>Send {name} away</source>
      <translation>拒绝“{name}”</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/destination_form.py" />
      <source>Server address</source>
      <translation>服务器地址</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>Set PIP_INDEX_URL to a mirror of the Python index if it is out of reach.</source>
      <translation>如果连不上 Python 软件源，请把 PIP_INDEX_URL 设为镜像地址。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>Set the studio up anew: python3 installer/bootstrap.py setup</source>
      <translation>请重新安装直播间：python3 installer/bootstrap.py setup</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/controls.py" />
      <location filename="../../studio/app/plugins/card.py" />
      <location filename="../../studio/app/settings/page.py" />
      <location filename="../../studio/app/settings/storage.py" />
      <source>Settings</source>
      <translation>设置</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/menus.py" />
      <location filename="../../studio/app/window.py" />
      <source>Settings…</source>
      <translation>设置…</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_kinds.py" />
      <source>Shader</source>
      <translation>着色器</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/caption_words.py" />
      <source>Shadow</source>
      <translation>阴影</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Shadow downwards</source>
      <translation>阴影向下</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Shadow to the right</source>
      <translation>阴影向右</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Shadow's blur</source>
      <translation>阴影模糊</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Shadow's colour</source>
      <translation>阴影颜色</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>Shape of the face</source>
      <translation>脸型</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/panel.py" />
      <source>Share the gift as a file</source>
      <translation>把礼物存成文件分享</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Shared memory</source>
      <translation>共享内存</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/panel.py" />
      <source>Share…</source>
      <translation>分享…</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_schema.py" />
      <source>Shines (adds light)</source>
      <translation>发光（叠加）</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/keys.py" />
      <location filename="../../studio/app/shell/menus.py" />
      <source>Shortcuts</source>
      <translation>快捷键</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/source_menu.py" />
      <location filename="../../studio/app/picture/item_menu.py" />
      <source>Show</source>
      <translation>显示</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/master.py" />
      <source>Show all strips again</source>
      <translation>显示全部声音</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/files_menu.py" />
      <source>Show in its folder</source>
      <translation>在文件夹中显示</translation>
    </message>
    <message>
      <location filename="../../studio/app/widgets/section.py" />
      <source>Show or hide {title}</source>
      <translation>展开或收起“{title}”</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/key_field.py" />
      <source>Show the key for ten seconds</source>
      <translation>显示密钥十秒</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/menus.py" />
      <source>Show the log</source>
      <translation>查看日志</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Show the mouse pointer</source>
      <translation>显示鼠标指针</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/tray.py" />
      <source>Show the window</source>
      <translation>显示窗口</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/scenes.py" />
      <source>Shown</source>
      <translation>显示中</translation>
    </message>
    <message>
      <location filename="../../studio/app/panels/tracking_bar.py" />
      <source>Shown unfiltered until what sees people is here. {reason}</source>
      <translation>还缺少识别模型，暂时显示没有这些滤镜的画面。{reason}</translation>
    </message>
    <message>
      <location filename="../../studio/app/panels/tracking_bar.py" />
      <source>Shown unfiltered. {reason}</source>
      <translation>暂时显示没有这些滤镜的画面。{reason}</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Shown where no screen can be captured</source>
      <translation>无法采集屏幕时显示它</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Shown where there is no camera</source>
      <translation>没有摄像头时显示它</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Shrink only</source>
      <translation>只缩小</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/layouts.py" />
      <source>Six</source>
      <translation>六宫格</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/face_effect_words.py" />
      <location filename="../../studio/app/forms/schema_words.py" />
      <location filename="../../studio/app/gifts/part_schema.py" />
      <source>Size</source>
      <translation>大小</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>Size and rate of the picture can't change while something is live or recorded.</source>
      <translation>直播或录制时不能更改画面尺寸和帧率。</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/phone_card.py" />
      <source>Size of its picture</source>
      <translation>分辨率</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>Size of the mouth</source>
      <translation>嘴型</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_schema.py" />
      <source>Size, from and to</source>
      <translation>大小（从、到）</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>Skin</source>
      <translation>美肤</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>Slim face</source>
      <translation>瘦脸</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>Slim nose</source>
      <translation>瘦鼻</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_schema.py" />
      <source>Slow down</source>
      <translation>减速</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/refusals.py" />
      <source>Slow mode: speak again in {seconds} s.</source>
      <translation>慢速模式，{seconds} 秒后再发。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/refusals.py" />
      <source>Slow mode: wait a moment before you speak again.</source>
      <translation>慢速模式，请稍等再发。</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/stream.py" />
      <source>Slower ones look better and need more of the processor.</source>
      <translation>越慢画质越好，也越吃处理器。</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/path_table.py" />
      <source>Slows down</source>
      <translation>先快后慢</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/head_form.py" />
      <source>Small cost</source>
      <translation>开销小</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>Small face</source>
      <translation>小脸</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/menus.py" />
      <location filename="../../studio/app/window.py" />
      <source>Smaller text</source>
      <translation>缩小文字</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>Smile lines off</source>
      <translation>祛法令纹</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>Smooth the skin</source>
      <translation>磨皮</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>Smooths skin, shapes the face and puts on make-up.</source>
      <translation>磨皮美白、美型和美妆。</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/caption_words.py" />
      <source>So long what was said is read after it was understood</source>
      <translation>一句话识别完后，还会显示这么久</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>So much was asked already that is not answered yet: wait.</source>
      <translation>请求太多还没答复，请稍等。</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/path_table.py" />
      <source>Soft</source>
      <translation>柔和</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/background_words.py" />
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Softness of the edge</source>
      <translation>边缘柔和度</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/face_effect_words.py" />
      <source>Some effects wait for a thumb or a heart; to look for hands costs as much again as to look for faces</source>
      <translation>有的特效会等待点赞或比心；识别手势的开销与识别脸相当</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/words.py" />
      <source>Somebody gave up.</source>
      <translation>有一方认输。</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/path_field.py" />
      <location filename="../../studio/app/gifts/part_kinds.py" />
      <location filename="../../studio/app/settings/sound.py" />
      <source>Sound</source>
      <translation>声音</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/phone_words.py" />
      <source>Sound and picture came together.</source>
      <translation>声音和画面是同步的。</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/stream.py" />
      <source>Sound bit rate</source>
      <translation>音频码率</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>Sound devices cannot be used: {error}. Install PortAudio (on Debian: apt install libportaudio2).</source>
      <translation>声音设备用不了：{error}。请安装 PortAudio（Debian：apt install libportaudio2）。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/master.py" />
      <location filename="../../studio/app/docks/mixer.py" />
      <source>Sound in detail</source>
      <translation>声音详细设置</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/link_words.py" />
      <source>Sound later by</source>
      <translation>声音延后</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/__init__.py" />
      <location filename="../../studio/app/docks/source_tree.py" />
      <source>Sources</source>
      <translation>来源</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/source_menu.py" />
      <source>Space</source>
      <translation>空格</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_schema.py" />
      <source>Speed, from and to</source>
      <translation>速度（从、到）</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/path_table.py" />
      <source>Speeds up</source>
      <translation>先慢后快</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_schema.py" />
      <source>Spread over</source>
      <translation>散开角度</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/path_table.py" />
      <source>Springs</source>
      <translation>弹簧</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/__init__.py" />
      <location filename="../../studio/app/stage/stage_dock.py" />
      <source>Stage</source>
      <translation>连麦</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Stand-in clip</source>
      <translation>备用视频</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/voice_words.py" />
      <source>Stand-in sound</source>
      <translation>备用声音</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/words.py" />
      <location filename="../../studio/app/forms/voice_words.py" />
      <location filename="../../studio/app/settings/stream.py" />
      <source>Standard</source>
      <translation>标准</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/phone_card.py" />
      <source>Stands by to go on air alone.</source>
      <translation>已待命，可随时单独上播。</translation>
    </message>
    <message>
      <location filename="../../studio/app/run.py" />
      <source>Start it again</source>
      <translation>重新启动</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/top_bar.py" />
      <source>Starting the engine…</source>
      <translation>正在启动引擎…</translation>
    </message>
    <message>
      <location filename="../../studio/app/plugins/plugin_words.py" />
      <source>Starting…</source>
      <translation>正在启动…</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/__init__.py" />
      <location filename="../../studio/app/docks/stats.py" />
      <location filename="../../studio/app/shell/top_bar.py" />
      <source>Stats</source>
      <translation>状态</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/caption_words.py" />
      <source>Stays for</source>
      <translation>停留</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/path_table.py" />
      <source>Steady</source>
      <translation>匀速</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/preview.py" />
      <source>Stop</source>
      <translation>停止</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/strip.py" />
      <source>Stop listening to {name}</source>
      <translation>停止监听{name}</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/record_row.py" />
      <source>Stop recording</source>
      <translation>停止录制</translation>
    </message>
    <message>
      <location filename="../../studio/app/plugins/plugin_words.py" />
      <source>Stopped by a fault</source>
      <translation>出错已停止</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/storage.py" />
      <source>Storage</source>
      <translation>存储</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/stream.py" />
      <source>Stream</source>
      <translation>推流</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/destination_form.py" />
      <source>Stream key</source>
      <translation>推流密钥</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/face_effect_words.py" />
      <source>Strength</source>
      <translation>强度</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>Strength of the look</source>
      <translation>风格强度</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Stretch</source>
      <translation>拉伸</translation>
    </message>
    <message>
      <location filename="../../studio/app/picture/item_menu.py" />
      <source>Stretch to screen</source>
      <translation>拉伸铺满画面</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_kinds.py" />
      <source>Stretched picture</source>
      <translation>拉伸图片</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/voice_words.py" />
      <source>Strong</source>
      <translation>强力</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/controls.py" />
      <source>Studio mode</source>
      <translation>导播模式</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/controls.py" />
      <source>Studio mode: prepare a scene before viewers see it</source>
      <translation>导播模式：先准备好场景，再给观众看</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <location filename="../../studio/app/gifts/part_schema.py" />
      <location filename="../../studio/app/picture/item_menu.py" />
      <source>Subtract</source>
      <translation>相减</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/layout_name.py" />
      <source>Such as: talk, game, two cameras</source>
      <translation>例如：聊天、游戏、双机位</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>Sunny</source>
      <translation>暖阳</translation>
    </message>
    <message>
      <location filename="../../studio/app/picture/transition_strip.py" />
      <source>Swap preview and programme at once</source>
      <translation>立即对调预览和直播画面</translation>
    </message>
    <message>
      <location filename="../../studio/app/plugins/card.py" />
      <source>Switch {name} on or off</source>
      <translation>打开或关闭{name}</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/advanced_audio.py" />
      <source>Sync offset</source>
      <translation>延时</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/advanced_audio.py" />
      <source>Sync offset of {name} in ms: positive is later</source>
      <translation>{name}的延时（毫秒），正数表示更晚</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/general.py" />
      <source>System</source>
      <translation>跟随系统</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/general.py" />
      <source>System follows what your computer is set to.</source>
      <translation>“跟随系统”与电脑的外观保持一致。</translation>
    </message>
    <message>
      <location filename="../../studio/app/picture/t_bar.py" />
      <source>T-bar</source>
      <translation>手动切换杆</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/word_editor.py" />
      <source>Take back</source>
      <translation>撤销纠正</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/fight_card.py" />
      <source>Take it back</source>
      <translation>撤回邀请</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/avatar_words.py" />
      <source>Take motion by VMC at address</source>
      <translation>接收 VMC 动作的地址</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/avatar_words.py" />
      <source>Take motion by VMC at port</source>
      <translation>接收 VMC 动作的端口</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/panel.py" />
      <source>Take over</source>
      <translation>接过来</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/link_card.py" />
      <source>Take the link back</source>
      <translation>作废这个链接</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/course.py" />
      <location filename="../../studio/app/handoff/phone_on_air.py" />
      <source>Take the programme back</source>
      <translation>接回来</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Take the wall's light off</source>
      <translation>去除幕布反光</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/path_field.py" />
      <location filename="../../studio/app/forms/schema_words.py" />
      <location filename="../../studio/app/gifts/part_kinds.py" />
      <source>Text</source>
      <translation>文字</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/general.py" />
      <source>Text size</source>
      <translation>文字大小</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/gifts.py" />
      <source>Thank you {name} for {gift} × {count}!</source>
      <translation>谢谢 {name} 送的{gift} × {count}！</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/gifts.py" />
      <source>Thank you {name} for {gift}!</source>
      <translation>谢谢 {name} 送的{gift}！</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/destinations.py" />
      <source>That are as many as one upload can feed.</source>
      <translation>再多上传带宽就不够了。</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/verbs.py" />
      <source>That could not be done.</source>
      <translation>没有做成。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/refusals.py" />
      <source>That device can't take over this stream.</source>
      <translation>那台设备接不了这场直播。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/refusals.py" />
      <source>That is done already.</source>
      <translation>已经做过了。</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/visit.py" />
      <source>That is no link of a studio. Ask its anchor for one.</source>
      <translation>这不是主播连线链接，请向对方主播要一个。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/refusals.py" />
      <source>That is over, or has not begun.</source>
      <translation>已经结束，或者还没开始。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/refusals.py" />
      <source>That link is for something else: make another.</source>
      <translation>这个链接不是做这个用的，请另外生成一个。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/refusals.py" />
      <source>That room is in a battle already.</source>
      <translation>那个房间正在 PK。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/refusals.py" />
      <source>That room is not in the battle.</source>
      <translation>那个房间不在这场 PK 里。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/refusals.py" />
      <source>That seat is taken: choose another.</source>
      <translation>这个座位有人了，请换一个。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/refusals.py" />
      <source>That takes a link of yours: make one first.</source>
      <translation>要有您发的链接才行，请先生成一个。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/refusals.py" />
      <source>That was not sent: it is against the rules of this room. Say it otherwise.</source>
      <translation>没有发出去：不符合直播间的规则，请换个说法。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/refusals.py" />
      <source>That was too fast. Try again in {seconds} s.</source>
      <translation>发得太快了，{seconds} 秒后再试。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/refusals.py" />
      <source>That was too fast. Wait a moment.</source>
      <translation>发得太快了，请稍等。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_speech.py" />
      <source>The English model has failed: {error}.</source>
      <translation>英语模型出错：{error}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>The Python index did not give {address}: {error}.</source>
      <translation>Python 软件源没有给出 {address}：{error}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>The Python index gave more than belongs there: {address}.</source>
      <translation>Python 软件源给出的内容过大：{address}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/destination_form.py" />
      <source>The address ends too early: a part after the server is missing.</source>
      <translation>地址不完整：服务器后面还缺一段。</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/destination_form.py" />
      <source>The address has no server in it that can be understood.</source>
      <translation>地址里的服务器看不懂。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>The address {where}/… has spaces in it or is too long.</source>
      <translation>地址 {where}/… 里有空格，或者太长。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>The avatar hangs on more than {most} bones: simplify it.</source>
      <translation>虚拟形象的骨骼超过 {most} 根，请简化。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>The avatar has lists of numbers without an end, or without any.</source>
      <translation>虚拟形象的数据表没有结尾或为空。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>The avatar has more than {most} MB of numbers.</source>
      <translation>虚拟形象的数据超过 {most} MB。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>The avatar has no material "{name}"; it has {known}.</source>
      <translation>虚拟形象没有名为“{name}”的材质，只有 {known}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>The avatar has no scene.</source>
      <translation>虚拟形象里没有场景。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>The avatar has no size, or one beyond all bounds.</source>
      <translation>虚拟形象没有大小，或大得超出范围。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>The avatar has no triangles.</source>
      <translation>虚拟形象没有任何三角面。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>The avatar has numbers for points that are not there.</source>
      <translation>虚拟形象含有不存在的顶点的数据。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>The avatar has numbers that are none (NaN or infinite).</source>
      <translation>虚拟形象含有无效数值（NaN 或无穷大）。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>The avatar has points that are nowhere.</source>
      <translation>虚拟形象有些顶点的位置无效。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>The avatar has {count} nodes, {most} are the most.</source>
      <translation>虚拟形象有 {count} 个节点，最多 {most} 个。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>The avatar has {points} points in {triangles} triangles; {most} in {most_triangles} are the most: simplify it.</source>
      <translation>虚拟形象有 {points} 个顶点、{triangles} 个三角面，最多 {most} 个顶点、{most_triangles} 个三角面，请简化。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>The avatar has {size} MB, {most} are the most.</source>
      <translation>虚拟形象有 {size} MB，最多 {most} MB。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>The avatar is no glTF file in one piece (.glb).</source>
      <translation>虚拟形象不是单文件 glTF（.glb）。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>The avatar is not of version 2 of glTF.</source>
      <translation>虚拟形象不是 glTF 2 版。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>The avatar needs other files: export it as one (.glb), all included.</source>
      <translation>虚拟形象依赖其他文件，请导出为包含全部内容的单个 .glb。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>The avatar needs {names}, which can't be drawn: export it without.</source>
      <translation>虚拟形象用到了无法绘制的 {names}，请去掉后重新导出。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>The avatar's description can't be read.</source>
      <translation>虚拟形象的描述无法读取。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>The avatar's description is none.</source>
      <translation>虚拟形象的描述无效。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>The avatar's file is cut off, or points behind its end.</source>
      <translation>虚拟形象的文件不完整，或指向文件末尾之外。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>The avatar's file is cut off.</source>
      <translation>虚拟形象的文件不完整。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>The avatar's nodes lie in each other in a circle, or too deep.</source>
      <translation>虚拟形象的节点循环嵌套或嵌套过深。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>The avatar's nodes lie in each other in a circle.</source>
      <translation>虚拟形象的节点循环嵌套。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>The avatar's parts don't fit together ({error}).</source>
      <translation>虚拟形象的各部分对不上（{error}）。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>The avatar's pictures are too large: {most} pixels a side at most.</source>
      <translation>虚拟形象的贴图太大：边长最多 {most} 像素。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>The avatar's points have numbers for more or fewer of them.</source>
      <translation>虚拟形象的顶点数据数量不一致。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>The avatar's points have numbers of a wrong kind.</source>
      <translation>虚拟形象的顶点数据类型不对。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>The avatar's triangles have points that are not there.</source>
      <translation>虚拟形象的三角面用到了不存在的顶点。</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/words.py" />
      <source>The battle is over.</source>
      <translation>PK 已结束。</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/model_card.py" />
      <source>The best for Chinese and English mixed: {name}</source>
      <translation>中英混说推荐：{name}</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>The box is as wide and high as told above</source>
      <translation>框的宽高就是上面的宽和高</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_list.py" />
      <source>The box shows it in the preview. Alt with arrow keys moves it, Delete removes it.</source>
      <translation>勾选后在预览里显示。Alt 加方向键移动，Delete 删除。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>The camera {device} can't be opened.</source>
      <translation>摄像头 {device} 打不开。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>The camera {device} sends no more pictures: is it still plugged in?</source>
      <translation>摄像头 {device} 没有画面了：还插着吗？</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>The camera's pictures come as {format}, which can't be looked at.</source>
      <translation>摄像头画面的格式是 {format}，无法识别。</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/desk.py" />
      <source>The captions stay as they are. {why}</source>
      <translation>字幕设置没有改变。{why}</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>The certificate of {where} cannot be trusted: {reason}.</source>
      <translation>{where} 的证书不可信：{reason}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/dock_menu.py" />
      <source>The chosen model can't translate; Whisper can.</source>
      <translation>所选的模型不会翻译，Whisper 可以。</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/trouble_bar.py" />
      <source>The chosen model does not know {language}.</source>
      <translation>所选的模型不懂{language}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/refusals.py" />
      <source>The conditions for taking part are not met.</source>
      <translation>还不符合参与条件。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/danmaku.py" />
      <source>The connection to the room is lost. It is sought again by itself.</source>
      <translation>与直播间的连接断了，正在自动重连。</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/course.py" />
      <source>The cut, at the next key frame</source>
      <translation>在下一个关键帧切换</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>The destination {where} has a port that is not a number from 1 to 65535.</source>
      <translation>推流地址 {where} 的端口不是 1 到 65535 的数字。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_handoff.py" />
      <source>The device on air is called {device} too: give this one another name.</source>
      <translation>正在播出的设备也叫 {device}：请给这台电脑换个名字。</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/check_bars.py" />
      <source>The disk of your recordings is nearly full.</source>
      <translation>存放录像的磁盘快满了。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/figures.py" />
      <source>The disk of your recordings is nearly full. Choose another folder.</source>
      <translation>存放录像的磁盘快满了，换个文件夹吧。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>The effect "{name}" can't be read: a fault in Rocket Studio.</source>
      <translation>脸部特效“{name}”读不出来：火箭直播间自身的故障。</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/course.py" />
      <source>The encoder starts, beside the one on air</source>
      <translation>编码器启动，与正在播出的并行推流</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_schema.py" />
      <source>The end</source>
      <translation>结束</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_handoff.py" />
      <source>The end of the link is missing: copy it once more, whole.</source>
      <translation>链接末尾缺了一段：请重新完整复制一次。</translation>
    </message>
    <message>
      <location filename="../../studio/app/link/engine_link.py" />
      <source>The engine does not answer.</source>
      <translation>引擎没有回应。</translation>
    </message>
    <message>
      <location filename="../../studio/app/link/engine_link.py" />
      <source>The engine does not listen now; try again in a moment.</source>
      <translation>引擎暂时没有响应，请稍等片刻再试。</translation>
    </message>
    <message>
      <location filename="../../studio/app/link/engine_link.py" />
      <source>The engine has too much to do; try again in a moment.</source>
      <translation>引擎正忙，请稍等片刻再试。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/controls.py" />
      <location filename="../../studio/app/live/record_row.py" />
      <source>The engine is being started.</source>
      <translation>引擎正在启动。</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/live_button.py" />
      <source>The engine is being started. What is live stays connected meanwhile.</source>
      <translation>引擎正在启动，直播连接不会断。</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/locks.py" />
      <source>The engine is being started; this comes back in a moment.</source>
      <translation>引擎正在启动，稍后就能更改。</translation>
    </message>
    <message>
      <location filename="../../studio/app/link/engine_link.py" />
      <location filename="../../studio/app/panels/adding.py" />
      <source>The engine is being started; try again in a moment.</source>
      <translation>引擎正在启动，请稍等片刻再试。</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/dock.py" />
      <location filename="../../studio/app/captions/state_line.py" />
      <location filename="../../studio/app/picture/picture_view.py" />
      <source>The engine is being started…</source>
      <translation>引擎正在启动…</translation>
    </message>
    <message>
      <location filename="../../studio/app/link/engine_link.py" />
      <source>The engine is gone: {reason}</source>
      <translation>引擎已断开：{reason}</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/storage.py" />
      <source>The file of what you see; its last good version lies beside it.</source>
      <translation>保存画面内容的文件，上一个完好的版本就在旁边。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>The file {path} is not a text in UTF-8 or GB 18030.</source>
      <translation>文件 {path} 不是 UTF-8 或 GB 18030 文本。</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>The first one</source>
      <translation>第一个</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/link_words.py" />
      <source>The first phone that comes</source>
      <translation>最先连上的手机</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/preview.py" />
      <source>The first picture is drawn…</source>
      <translation>正在画第一张预览…</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/page.py" />
      <source>The first scenes can't be kept: {why}</source>
      <translation>初始场景保存不了：{why}</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/storage.py" />
      <source>The folder is not there.</source>
      <translation>文件夹不存在。</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/trouble_bar.py" />
      <source>The folder of your own model is not chosen yet.</source>
      <translation>还没有选择自有模型的文件夹。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_speech.py" />
      <source>The folder {folder} holds no model that can be used: a streaming transducer or paraformer of sherpa-onnx (encoder, decoder, joiner, tokens.txt), SenseVoice (model.onnx, tokens.txt) or a Whisper of CTranslate2 (model.bin).</source>
      <translation>文件夹 {folder} 里没有能用的模型。可用的有：sherpa-onnx 的流式 transducer 或 paraformer（encoder、decoder、joiner、tokens.txt）、SenseVoice（model.onnx、tokens.txt）、CTranslate2 的 Whisper（model.bin）。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_handoff.py" />
      <source>The font {font} of "{name}" is missing: another one is shown.</source>
      <translation>缺少“{name}”的字体 {font}，将用别的字体代替。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>The font {name} can't be used: {error}.</source>
      <translation>字体 {name} 用不了：{error}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/quality.py" />
      <source>The graphics card encodes ({encoder}): games and scenes keep the processor.</source>
      <translation>由显卡编码（{encoder}），处理器留给游戏和场景。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/figures.py" />
      <source>The graphics card has nearly nothing left. Lower the game's picture quality, or limit its frame rate.</source>
      <translation>显卡快满了。把游戏画质调低些，或限制游戏帧率。</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/course.py" />
      <source>The handoff was not made.</source>
      <translation>接力没有进行。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>The image {path} has over {pixels} pixels. Scale it down.</source>
      <translation>图片 {path} 超过 {pixels} 像素，请先缩小。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>The image {path} is damaged or can't be read: {error}.</source>
      <translation>图片 {path} 已损坏或读不出来：{error}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>The image {path} is not there: it was moved or renamed.</source>
      <translation>图片 {path} 不见了：可能被移动或改名。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>The image {path} is too large: {pixels} pixels a side at most. Scale it down.</source>
      <translation>图片 {path} 太大：每边最多 {pixels} 像素，请先缩小。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>The index gave another {wheel} than the right one.</source>
      <translation>软件源给出的 {wheel} 不是正确的那个。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>The index has no {wheel}.</source>
      <translation>软件源里没有 {wheel}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>The last scene can't be removed: a studio shows at least one.</source>
      <translation>最后一个场景不能删：至少要有一个。</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/studio_panel.py" />
      <source>The line was lost for too long. Ask for another link.</source>
      <translation>掉线太久，请向对方要一个新链接。</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/link_card.py" />
      <source>The link is being made…</source>
      <translation>正在生成链接…</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_handoff.py" />
      <source>The link is not one of this server.</source>
      <translation>这不是这台服务器的链接。</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/stage_link.py" />
      <source>The link is over.</source>
      <translation>链接已过期。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_handoff.py" />
      <source>The link is over. Ask for a new one.</source>
      <translation>链接已过期，请索取新的链接。</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/panel.py" />
      <source>The link that the other computer shows</source>
      <translation>粘贴另一台电脑给出的链接</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_handoff.py" />
      <source>The link was taken back. Ask for a new one.</source>
      <translation>链接已被收回，请索取新的链接。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_speech.py" />
      <source>The list of words of the English model is cut short.</source>
      <translation>英语模型的词表不完整。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_voice.py" />
      <source>The microphone is heard as it is until it is clean again.</source>
      <translation>在恢复净化之前，直接使用麦克风的原声。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>The model '{name}' ({what}) is not here.</source>
      <translation>缺少用于识别{what}的模型（{name}）。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>The model '{name}' can't be fetched.</source>
      <translation>模型 {name} 下载失败。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>The model can't be kept in {folder}: {error}.</source>
      <translation>模型无法保存到 {folder}：{error}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/model_trial.py" />
      <source>The model can't be loaded.</source>
      <translation>无法加载这个模型。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_speech.py" />
      <source>The model in {folder} can't be used: {error}.</source>
      <translation>无法使用 {folder} 里的模型：{error}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/state_line.py" />
      <source>The model is being loaded…</source>
      <translation>正在加载模型…</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_speech.py" />
      <source>The model that was chosen does not know {language}.</source>
      <translation>所选的模型不支持 {language}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_speech.py" />
      <source>The model {model} can't translate into {language}.</source>
      <translation>模型 {model} 不能翻译成 {language}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>The model {path} can't be read: {error}.</source>
      <translation>模型 {path} 无法读取：{error}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_speech.py" />
      <source>The model {path} can't be used: {error}.</source>
      <translation>无法使用模型 {path}：{error}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>The model {path} has no canonical face: {error}.</source>
      <translation>模型 {path} 里没有标准脸：{error}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>The model {path} has no detector of faces: {error}.</source>
      <translation>模型 {path} 里没有人脸检测部分：{error}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>The model {path} is cut short or changed: it has {bytes} bytes, {wanted} belong there.</source>
      <translation>模型 {path} 不完整或被改动：现有 {bytes} 字节，应为 {wanted} 字节。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>The model {path} is damaged: its sha256 is another one.</source>
      <translation>模型 {path} 已损坏：校验值（sha256）不符。</translation>
    </message>
    <message>
      <location filename="../../studio/app/panels/model_fetch.py" />
      <source>The models are being fetched…</source>
      <translation>正在下载识别模型…</translation>
    </message>
    <message>
      <location filename="../../studio/app/panels/model_fetch.py" />
      <source>The models could not be fetched.</source>
      <translation>识别模型没能下载成功。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>The monitor “{name}” has stopped. It is tried again until it is back; look at its cable.</source>
      <translation>监听设备“{name}”停了，会一直重试到恢复，请看看接线。</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/finder.py" />
      <source>The next one</source>
      <translation>下一处</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/finder.py" />
      <source>The one before</source>
      <translation>上一处</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>The package {name} {version} can't be fetched with pip: {error}.</source>
      <translation>pip 无法下载 {name} {version}：{error}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>The package {wheel} has no {member}: {error}.</source>
      <translation>软件包 {wheel} 里没有 {member}：{error}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_schema.py" />
      <source>The picture</source>
      <translation>画面</translation>
    </message>
    <message>
      <location filename="../../studio/app/panels/adding.py" />
      <source>The picture can't be kept in {folder}: is the disk full?</source>
      <translation>图片无法保存到 {folder}：磁盘满了吗？</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/figures.py" />
      <source>The picture stutters: this machine does not manage all of it.</source>
      <translation>画面卡顿：这台电脑跑不动现在的设置。</translation>
    </message>
    <message>
      <location filename="../../studio/app/plugins/panel.py" />
      <source>The plugin host is being started…</source>
      <translation>正在启动插件服务…</translation>
    </message>
    <message>
      <location filename="../../studio/app/link/plugin_link.py" />
      <source>The plugin host is not there; try again.</source>
      <translation>插件服务没有运行，请重试。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_handoff.py" />
      <source>The plugin {plugin} is not on here: what it shows is missing.</source>
      <translation>插件 {plugin} 在这里没有启用，它显示的内容会缺失。</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>The point that X and Y tell</source>
      <translation>X 和 Y 指的是哪个点</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/install_panel.py" />
      <source>The preview is drawn…</source>
      <translation>正在画预览…</translation>
    </message>
    <message>
      <location filename="../../studio/app/picture/transition_strip.py" />
      <source>The preview is on air already. Choose another scene.</source>
      <translation>预览的场景已经在直播中，请先选另一个场景。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>The process that listens there does not answer.</source>
      <translation>那边的进程没有响应。</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/quality.py" />
      <source>The processor encodes ({encoder}): {ms} ms for a 1080p picture, on {cores} cores.</source>
      <translation>由处理器编码（{encoder}）：{cores} 个核心，编一帧 1080p 要 {ms} 毫秒。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/figures.py" />
      <source>The processor has nearly nothing left. Close other programs, or take a faster preset.</source>
      <translation>处理器快跑满了。关掉别的程序，或者换个更快的预设。</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/broadcast.py" />
      <source>The recording folder can't be made: {why}.</source>
      <translation>录像文件夹建不了：{why}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/words.py" />
      <source>The request was declined.</source>
      <translation>对方拒绝了。</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/words.py" />
      <source>The request was taken back.</source>
      <translation>邀请已撤回。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/figures.py" />
      <source>The room answers slowly: danmaku come late.</source>
      <translation>直播间响应慢，弹幕会晚到。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/refusals.py" />
      <source>The room can't be reached now.</source>
      <translation>现在连不上直播间。</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/link.py" />
      <source>The room can't be reached now. Try again in a moment.</source>
      <translation>暂时连不上房间，请稍后再试。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/refusals.py" />
      <source>The room can't write anything down now, so it did not do that. Try again.</source>
      <translation>直播间暂时无法存档，所以没有执行，请再试一次。</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/room_host.py" />
      <location filename="../../studio/app/stage/stage_link.py" />
      <source>The room did not open in time. Try again.</source>
      <translation>直播间没能及时打开，请再试一次。</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/room_host.py" />
      <location filename="../../studio/app/stage/stage_link.py" />
      <source>The room does not answer.</source>
      <translation>直播间没有回应。</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/link.py" />
      <source>The room does not answer. Try again.</source>
      <translation>房间没有响应，请再试一次。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/danmaku.py" />
      <source>The room does not let us in.</source>
      <translation>直播间不让进。</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/ask_form.py" />
      <source>The room does not tell its rules yet.</source>
      <translation>直播间还没有给出规则。</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/share_row.py" />
      <location filename="../../studio/app/stage/link_card.py" />
      <source>The room is being opened…</source>
      <translation>正在打开直播间…</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/background_words.py" />
      <source>The room is blurred until it is there</source>
      <translation>加载好之前先虚化房间</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/refusals.py" />
      <source>The room is full.</source>
      <translation>直播间满了。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/say_field.py" />
      <source>The room is not open.</source>
      <translation>直播间还没打开。</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/room_host.py" />
      <source>The room is still being opened.</source>
      <translation>直播间还在打开中。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/refusals.py" />
      <source>The room is very busy. Try again in a moment.</source>
      <translation>直播间正忙，请稍后再试。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/refusals.py" />
      <source>The room refused it.</source>
      <translation>直播间拒绝了。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/refusals.py" />
      <source>The room refused it: {sentence}</source>
      <translation>直播间没有同意：{sentence}</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_handoff.py" />
      <source>The room server can't be reached: {why}.</source>
      <translation>连不上直播间服务器：{why}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_handoff.py" />
      <source>The room server has no certificate for {host}: start the room with --name {name}, or use another address of it.</source>
      <translation>直播间服务器没有 {host} 的证书：启动直播间时加上 --name {name}，或改用它的另一个地址。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_handoff.py" />
      <source>The room server is not the one that the link was made for: its authority has another fingerprint. Ask for a new link, and compare.</source>
      <translation>这不是链接所指的直播间服务器：它的证书颁发机构指纹不一样。请重新要一个链接，并核对指纹。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_handoff.py" />
      <source>The room server refused: {why}</source>
      <translation>房间服务器拒绝：{why}</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_handoff.py" />
      <source>The room server's certificate is not good today: look at the clocks of both computers.</source>
      <translation>直播间服务器的证书今天无效：请检查两台电脑的时钟。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/refusals.py" />
      <source>The room's server is away for a moment. Try again.</source>
      <translation>暂时联系不上直播间服务器，请再试一次。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/refusals.py" />
      <source>The room's server starts anew. Try again in a moment.</source>
      <translation>直播间服务器正在重启，请稍后再试。</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/words.py" />
      <source>The room's servers lost sight of each other; nobody wins.</source>
      <translation>服务器之间失去联系，本场不分胜负。</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/background_words.py" />
      <source>The room, blurred</source>
      <translation>虚化的房间</translation>
    </message>
    <message>
      <location filename="../../studio/app/panels/screen_shot.py" />
      <source>The screen gives no picture to draw on. Type the numbers instead.</source>
      <translation>屏幕暂时没有画面，无法框选，请直接输入数值。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>The server asked us to connect anew at {where}.</source>
      <translation>服务器要求重新连接到 {where}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>The server at {where} cannot be used. {reason}</source>
      <translation>{where} 的服务器用不了。{reason}</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>The server at {where} closed the connection before the stream.</source>
      <translation>{where} 的服务器在开播前断开了连接。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>The server at {where} closed the connection in answer to the stream key: it is wrong, expired or in use.</source>
      <translation>{where} 的服务器收到推流密钥后断开了连接：密钥不对、已过期或正在使用。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>The server at {where} closed the connection.</source>
      <translation>{where} 的服务器断开了连接。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>The server at {where} did not {step} within {seconds} seconds.</source>
      <translation>{where} 的服务器在 {seconds} 秒内没有{step}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>The server at {where} ended the stream.</source>
      <translation>{where} 的服务器结束了直播。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>The server at {where} ended the stream: {reason}.</source>
      <translation>{where} 的服务器结束了直播：{reason}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>The server at {where} has taken no data for {seconds} seconds.</source>
      <translation>{where} 的服务器已有 {seconds} 秒没有接收数据。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>The server at {where} refused the connection.</source>
      <translation>{where} 的服务器拒绝连接。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>The server at {where} refused the connection: {reason}.</source>
      <translation>{where} 的服务器拒绝连接：{reason}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>The server at {where} refused the stream key.</source>
      <translation>{where} 的服务器不认这个推流密钥。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>The server at {where} refused the stream key: {reason}.</source>
      <translation>{where} 的服务器不认这个推流密钥：{reason}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>The server at {where} takes long to {step}.</source>
      <translation>{where} 的服务器迟迟没有{step}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>The server at {where} wants to send us to an address without TLS.</source>
      <translation>{where} 的服务器想把我们转到不加密的地址。</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/devices.py" />
      <source>The server converts it</source>
      <translation>由服务器转码</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_handoff.py" />
      <source>The server converts what this studio sends: that costs it processor time, and the picture some quality.</source>
      <translation>这台电脑的码流由服务器转码：会占用服务器的处理器，画质略有损失。</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/devices.py" />
      <source>The server converts what “{device}” sends</source>
      <translation>由服务器转码“{device}”的画面和声音</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>The session is ending.</source>
      <translation>直播间正在关闭。</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/store.py" />
      <source>The settings can't be kept: {reason}</source>
      <translation>设置无法保存：{reason}</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/store.py" />
      <source>The settings file was damaged; all is as at the first start. It is kept as {path}.</source>
      <translation>设置文件已损坏，一切恢复为首次启动时的样子。损坏的文件保留在 {path}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/store.py" />
      <source>The settings file was damaged; the last good one is used. It is kept as {path}.</source>
      <translation>设置文件已损坏，已改用上一份完好的设置。损坏的文件保留在 {path}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/seat_row.py" />
      <source>The show does not get through to them: have them load their page.</source>
      <translation>直播画面传不到对方那里：请对方重新加载页面。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>The sound device cannot be used: {error}. Is the sound server running, and does no other program keep the device to itself?</source>
      <translation>声音设备用不了：{error}。声音服务在运行吗？有没有别的程序独占它？</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>The sound device is being opened.</source>
      <translation>正在打开声音设备。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>The sound device “{name}” has stopped. It is tried again until it is back; look at its cable.</source>
      <translation>声音设备“{name}”停了，会一直重试到恢复，请看看接线。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/refusals.py" />
      <source>The stage is full: remove somebody first.</source>
      <translation>台上已满，请先请一位下台。</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/live_button.py" />
      <source>The stream is being ended.</source>
      <translation>正在下播。</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/destination_form.py" />
      <source>The stream key is missing.</source>
      <translation>缺少推流密钥。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>The stream to {where} has ended.</source>
      <translation>推到 {where} 的直播已结束。</translation>
    </message>
    <message>
      <location filename="../../studio/app/run.py" />
      <source>The studio behind this window is gone, and nothing is streamed any more.</source>
      <translation>窗口背后的直播引擎已经全部退出，直播已中断。</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/visit.py" />
      <location filename="../../studio/app/live/room_host.py" />
      <source>The studio can't start programs now. Try again in a moment.</source>
      <translation>现在启动不了程序，过一会儿再试。</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/page.py" />
      <source>The studio is being opened.</source>
      <translation>正在进入直播间。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/refusals.py" />
      <source>The studio is not at the room just now. It comes back by itself.</source>
      <translation>和直播间暂时断开了，会自动恢复。</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/where.py" />
      <source>The studio opens without. “Where to stream” is beside the big button.</source>
      <translation>先进去看看。开播按钮旁边的“推流目标”随时可以设。</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/general.py" />
      <source>The studio stays in the tray, and goes on streaming.</source>
      <translation>程序留在托盘里，直播不受影响。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/advanced_audio.py" />
      <location filename="../../studio/app/settings/sound.py" />
      <source>The system's output</source>
      <translation>系统默认输出</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/way_test.py" />
      <source>The test itself failed; going live checks the way once more.</source>
      <translation>测试没有完成；开播时还会再检查一次线路。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>The text file {path} can't be read: {error}.</source>
      <translation>文本文件 {path} 读不出来：{error}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>The text file {path} is too long: {kib} KiB at most.</source>
      <translation>文本文件 {path} 太长：最多 {kib} KiB。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>The text would be {width}×{height} pixels: make it shorter or smaller, or give it a width to wrap at.</source>
      <translation>文字会有 {width}×{height} 像素那么大：请缩短、调小，或设置换行宽度。</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/course.py" />
      <source>The user of “{device}” agrees</source>
      <translation>“{device}”那边同意</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>The usual one</source>
      <translation>默认</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_voice.py" />
      <source>The voice can't be made clean; the log says more.</source>
      <translation>无法净化人声，详见日志。</translation>
    </message>
    <message>
      <location filename="../../studio/app/run.py" />
      <source>The window was closed by a fault and is back; the stream went on.</source>
      <translation>窗口因故障关闭，现已恢复；直播一直在继续。</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/general.py" />
      <source>Theme</source>
      <translation>外观</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>There are no fonts on this computer: install DejaVu or Noto fonts.</source>
      <translation>这台电脑没有字体，请安装 Noto 或 DejaVu 字体。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/refusals.py" />
      <source>There are no such battle rules.</source>
      <translation>没有这种 PK 规则。</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/ask_form.py" />
      <source>There are not so many other rooms on this server.</source>
      <translation>这个服务器上没有这么多别的直播间。</translation>
    </message>
    <message>
      <location filename="../../studio/app/window.py" />
      <source>There are too many layouts; forget one first.</source>
      <translation>布局太多了，先删掉一个。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/refusals.py" />
      <source>There are too many of them in this room already.</source>
      <translation>这个直播间里已经太多了。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_voice.py" />
      <source>There are {number} voices already: turn another one off first.</source>
      <translation>已有 {number} 路人声在净化：请先关闭其中一路。</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/destination_form.py" />
      <source>There is a blank inside; copy it once more.</source>
      <translation>里面有空格，请重新复制一次。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_handoff.py" />
      <source>There is no GPU here: the picture is drawn by the processor, more slowly.</source>
      <translation>这台电脑没有显卡：画面由处理器绘制，速度较慢。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>There is no camera on this computer: plug one in.</source>
      <translation>这台电脑没有摄像头，请插上一个。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>There is no destination named "{name}".</source>
      <translation>没有叫“{name}”的推流目标。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>There is no effect for faces named "{name}".</source>
      <translation>没有叫“{name}”的脸部特效。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>There is no host {host}, or the network is down ({where}).</source>
      <translation>找不到主机 {host}，或者网络断了（{where}）。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>There is no input named "{name}".</source>
      <translation>没有叫“{name}”的来源。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>There is no item {number} in "{name}".</source>
      <translation>“{name}”里没有第 {number} 项。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>There is no model '{name}'; there are {names}.</source>
      <translation>没有名为 {name} 的模型，只有 {names}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>There is no preview: turn studio mode on first.</source>
      <translation>没有预览：请先打开导播模式。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>There is no room for that: all scenes, inputs and texts together may have {mb} MB.</source>
      <translation>放不下了：所有场景、来源和文字加起来最多 {mb} MB。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>There is no scene named "{name}".</source>
      <translation>没有叫“{name}”的场景。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>There is no scene or group named "{name}".</source>
      <translation>没有叫“{name}”的场景或分组。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>There is no screen here: the environment has no DISPLAY.</source>
      <translation>这里没有屏幕：环境变量 DISPLAY 没有设置。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>There is no sound input called “{name}”; there are {others}.</source>
      <translation>没有叫“{name}”的声音输入设备；现有 {others}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>There is no sound output called “{name}”; there are {others}.</source>
      <translation>没有叫“{name}”的声音输出设备；现有 {others}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/refusals.py" />
      <source>There is no such choice.</source>
      <translation>没有这个选项。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/refusals.py" />
      <source>There is no such gift.</source>
      <translation>没有这种礼物。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_handoff.py" />
      <source>There is no {encoder} here: x264 is taken, which costs more of the processor.</source>
      <translation>这台电脑没有 {encoder}，改用 x264，处理器负担更重。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_handoff.py" />
      <source>There is no {kind} "{device}" here: choose another for "{name}".</source>
      <translation>这台电脑上没有{kind}“{device}”：请为“{name}”另选一个。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_handoff.py" />
      <source>There is no {kind} here: "{name}" shows or says nothing.</source>
      <translation>这台电脑上没有{kind}：“{name}”没有画面或声音。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/sources.py" />
      <source>There is nothing to paste: copy a picture or a text.</source>
      <translation>没有可粘贴的内容：先复制一张图片或一段文字。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>There is nothing to redo.</source>
      <translation>没有可重做的操作。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>There is nothing to undo.</source>
      <translation>没有可撤销的操作。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/refusals.py" />
      <source>These rules take another number of rooms.</source>
      <translation>房间数和这种 PK 规则对不上。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/refusals.py" />
      <source>They are not at the stage any more.</source>
      <translation>对方已经不在台上了。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/refusals.py" />
      <source>They are not on the stage.</source>
      <translation>对方还没上台。</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/studio_panel.py" />
      <source>They come to you</source>
      <translation>邀请对方来连线</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/refusals.py" />
      <source>They have lost the connection: wait for their return.</source>
      <translation>对方掉线了，请等对方回来。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/refusals.py" />
      <source>They still wait: let them in first.</source>
      <translation>对方还在等待，请先同意上台。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/refusals.py" />
      <source>They were sent away just now: wait a moment.</source>
      <translation>刚刚拒绝过对方，请稍等。</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/destination_form.py" />
      <location filename="../../studio/app/live/destinations.py" />
      <location filename="../../studio/app/start/where.py" />
      <source>This computer's room</source>
      <translation>本机直播间</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/refusals.py" />
      <source>This danmaku is no longer there.</source>
      <translation>这条弹幕已经不在了。</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/json_field.py" />
      <source>This is no valid JSON.</source>
      <translation>这不是有效的 JSON。</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/panel.py" />
      <source>This link works on this computer only: the room is not open for others yet. End the stream, open the room for other devices, and go live again.</source>
      <translation>这个链接只能在本机使用：房间还没有对其他设备开放。请先结束直播，开放房间，再重新开播。</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/quality.py" />
      <source>This machine could not be measured; a careful choice was made.</source>
      <translation>没能测出这台电脑的性能，先选了稳妥的画质。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>This machine has no sound input. Plug one in, or start the sound server.</source>
      <translation>这台电脑没有声音输入设备，请插上一个，或启动声音服务。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>This machine has no sound output. Plug one in, or start the sound server.</source>
      <translation>这台电脑没有声音输出设备，请插上一个，或启动声音服务。</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/quality.py" />
      <source>This machine is being measured</source>
      <translation>正在测试这台电脑</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/phone_card.py" />
      <source>This phone's browser can't do that.</source>
      <translation>这部手机的浏览器不支持。</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/link_card.py" />
      <source>This room can be opened on this computer only.</source>
      <translation>这个直播间目前只能在本机打开。</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/layout_picker.py" />
      <source>This scene shows no camera of yours.</source>
      <translation>这个场景里没有你的镜头。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_handoff.py" />
      <source>This studio is live itself: end that first.</source>
      <translation>这台电脑正在直播：请先结束。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_handoff.py" />
      <source>This studio's stream does not reach the room: look at its network.</source>
      <translation>这台电脑的推流到不了房间：请检查网络。</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/words.py" />
      <source>Three against three</source>
      <translation>3 对 3</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/page.py" />
      <source>Three choices, all of them good as they are and easy to change later.</source>
      <translation>三步选好就能开播，默认就很好，以后随时能改。</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/words.py" />
      <source>Three, each alone</source>
      <translation>三人各自为战</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/top_bar.py" />
      <source>Time live</source>
      <translation>已直播</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/preview.py" />
      <source>Time of the preview</source>
      <translation>预览的时刻</translation>
    </message>
    <message>
      <location filename="../../studio/app/panels/item_numbers.py" />
      <source>Told once its picture is there.</source>
      <translation>有画面之后才知道。</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/cost_words.py" />
      <source>Too slow for this machine: it would fall behind.</source>
      <translation>这台电脑跑不动：会跟不上说话。</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/region_field.py" />
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Top</source>
      <translation>上</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Top left</source>
      <translation>左上</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Top right</source>
      <translation>右上</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/phone_card.py" />
      <source>Torch</source>
      <translation>补光灯</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/speaker_row.py" />
      <source>Track {bus}</source>
      <translation>音轨 {bus}</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/advanced_audio.py" />
      <source>Tracks</source>
      <translation>音轨</translation>
    </message>
    <message>
      <location filename="../../studio/app/picture/item_menu.py" />
      <source>Transform</source>
      <translation>变换</translation>
    </message>
    <message>
      <location filename="../../studio/app/picture/transition_strip.py" />
      <source>Transition</source>
      <translation>切换</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/dock_menu.py" />
      <source>Translate into English</source>
      <translation>翻译成英语</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/caption_words.py" />
      <source>Translation</source>
      <translation>译文</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/caption_words.py" />
      <source>Translation's colour</source>
      <translation>译文颜色</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/caption_words.py" />
      <source>Translation's size</source>
      <translation>译文大小</translation>
    </message>
    <message>
      <location filename="../../studio/app/panels/caption_hint.py" />
      <source>Translations are switched on in the captions dock.</source>
      <translation>译文在“字幕”面板里开启。</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/trouble_bar.py" />
      <location filename="../../studio/app/panels/tracking_bar.py" />
      <source>Try again</source>
      <translation>重试</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/model_card.py" />
      <source>Try it here</source>
      <translation>试一试</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <location filename="../../studio/app/gifts/part_schema.py" />
      <source>Turned by</source>
      <translation>旋转</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/voice_words.py" />
      <source>Turns a quiet voice up and a loud one down</source>
      <translation>声音小就调大，声音大就调小</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_schema.py" />
      <source>Turns in a round</source>
      <translation>每圈转几周</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/words.py" />
      <source>Two against two</source>
      <translation>2 对 2</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/layouts.py" />
      <source>Two beside each other</source>
      <translation>左右双人</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/layouts.py" />
      <source>Two, uncut</source>
      <translation>双人完整画面</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/phone_card.py" />
      <source>Unchanged</source>
      <translation>保持不变</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/panel.py" />
      <location filename="../../studio/app/window.py" />
      <source>Undo</source>
      <translation>撤销</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/undo_words.py" />
      <source>Undo {what}</source>
      <translation>撤销：{what}</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/source_menu.py" />
      <location filename="../../studio/app/picture/item_menu.py" />
      <source>Ungroup</source>
      <translation>取消编组</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/source_menu.py" />
      <location filename="../../studio/app/picture/item_menu.py" />
      <source>Unlock</source>
      <translation>解锁</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/check_bars.py" />
      <source>Unmute</source>
      <translation>取消静音</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/strip.py" />
      <source>Unmute {name}</source>
      <translation>取消静音{name}</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/pinned.py" />
      <source>Unpin</source>
      <translation>取消置顶</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_schema.py" />
      <source>Until</source>
      <translation>到</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>Untouched</source>
      <translation>原相机</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/figures.py" />
      <location filename="../../studio/app/shell/top_bar.py" />
      <source>Upload</source>
      <translation>上传</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/network_graph.py" />
      <source>Upload to each destination</source>
      <translation>每个目标的上传</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/camera_bar.py" />
      <source>Use a phone</source>
      <translation>接入手机</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/model_card.py" />
      <source>Use it</source>
      <translation>使用</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/model_card.py" />
      <source>Use it all the same</source>
      <translation>仍然使用</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/keys.py" />
      <source>Use it here</source>
      <translation>用在这里</translation>
    </message>
    <message>
      <location filename="../../studio/app/panels/region_picker.py" />
      <source>Use this part</source>
      <translation>使用此区域</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/cost_words.py" />
      <source>Uses nearly one whole core: it may fall behind.</source>
      <translation>几乎占满一个核心，可能跟不上说话。</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/cost_words.py" />
      <source>Uses {part} while somebody speaks.</source>
      <translation>有人说话时占用{part}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_kinds.py" />
      <source>Video</source>
      <translation>视频</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/stream.py" />
      <source>Video bit rate</source>
      <translation>视频码率</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Video or sound</source>
      <translation>视频或声音</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/path_field.py" />
      <source>Videos</source>
      <translation>视频</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/path_field.py" />
      <source>Videos and sound</source>
      <translation>视频和声音</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/top_bar.py" />
      <source>Viewers</source>
      <translation>观众</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/course.py" />
      <source>Viewers had no new picture for {gap} ms, measured on what went out to them.</source>
      <translation>观众画面停顿 {gap} 毫秒（在实际发给观众的码流上测得）。</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/setup_panel.py" />
      <source>Viewers read stars instead of these, and of what your room masks.</source>
      <translation>这些词和直播间屏蔽的词，观众看到的是星号。</translation>
    </message>
    <message>
      <location filename="../../studio/app/panels/before_after.py" />
      <source>Viewers see the filters all the while</source>
      <translation>观众看到的始终是加了滤镜的画面</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/phone_on_air.py" />
      <source>Viewers see what “{device}” sees. Taken back, the programme goes on with what this studio shows, and the phone stands by again.</source>
      <translation>观众现在看到的是“{device}”的镜头。接回后，直播会换成这台电脑的画面，手机继续待命。</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/share_row.py" />
      <source>Viewers watch at {address}</source>
      <translation>观众在 {address} 观看</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/destination_form.py" />
      <source>Viewers watch, talk and give in a browser. Nothing has to be set up.</source>
      <translation>观众用浏览器就能看、发弹幕、送礼物，什么都不用设置。</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/studio_panel.py" />
      <source>Visit</source>
      <translation>去连线</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_schema.py" />
      <source>Volume</source>
      <translation>音量</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/advanced_audio.py" />
      <source>Volume (dB)</source>
      <translation>音量（dB）</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/strip.py" />
      <source>Volume of {name}</source>
      <translation>{name}的音量</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/advanced_audio.py" />
      <location filename="../../studio/app/docks/strip.py" />
      <source>Volume of {name} in dB</source>
      <translation>{name}的音量（dB）</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/stage_dock.py" />
      <source>Waiting</source>
      <translation>排队中</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/fight_card.py" />
      <source>Waiting for {names} · {rules}</source>
      <translation>等待{names}应战 · {rules}</translation>
    </message>
    <message>
      <location filename="../../studio/app/plugins/plugin_words.py" />
      <source>Waiting to start again</source>
      <translation>等待重新启动</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/figures.py" />
      <source>Way to the room</source>
      <translation>到直播间的延迟</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/page.py" />
      <source>Welcome to Rocket Studio</source>
      <translation>欢迎来到火箭直播间</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>What came has {bytes} bytes or another hash, and is not the model of the list.</source>
      <translation>下载到的 {bytes} 字节校验不符，不是清单中的模型。</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/film_link.py" />
      <source>What draws the preview has ended. Change something to try again.</source>
      <translation>画预览的程序停了。改动一下就会重试。</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/quality_plot.py" />
      <source>What each quality costs the processor</source>
      <translation>各档画质占用的处理器</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/storage.py" />
      <source>What happened in this session, without any key.</source>
      <translation>这次运行发生了什么，不含任何密钥。</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/speech_fetch.py" />
      <source>What hears when somebody speaks</source>
      <translation>判断有没有人说话的模型</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/model_panel.py" />
      <source>What hears words</source>
      <translation>语音识别模型</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/trouble_bar.py" />
      <source>What hears {language} is not here yet.</source>
      <translation>还没有能听懂{language}的模型。</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/background_words.py" />
      <source>What is behind people</source>
      <translation>人物身后显示</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/setup_panel.py" />
      <source>What is heard wrong again and again. Kept for this session.</source>
      <translation>总是听错的词。在本次直播中有效。</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/model_card.py" />
      <source>What is here is being looked for…</source>
      <translation>正在查看已有的模型…</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/ducking.py" />
      <source>What is listened for</source>
      <translation>听哪一路</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/course.py" />
      <source>What is otherwise here is looked for</source>
      <translation>检查这台电脑上的不同之处</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/caption_words.py" />
      <source>What is read</source>
      <translation>显示内容</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/caption_words.py" />
      <source>What is said</source>
      <translation>原文</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/caption_words.py" />
      <source>What is said and its translation</source>
      <translation>原文和译文</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/dock_menu.py" />
      <source>What is said is English already.</source>
      <translation>说的已经是英语。</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/dock.py" />
      <source>What is said stands here as viewers read it. Click a word to put it right.</source>
      <translation>说的话会出现在这里，和观众看到的一样。点一个词就能纠正。</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/caption_words.py" />
      <source>What is said, as it is said.</source>
      <translation>把正在说的话显示成字幕。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/figures.py" />
      <source>What is sent waits {seconds} s for the line. Lower the video bit rate, or end other uploads.</source>
      <translation>数据在本机排队等了 {seconds} 秒。调低视频码率，或者停掉别的上传。</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/offer_list.py" />
      <source>What is ticked they may show as a camera of their own: as it comes from the camera, without your filters.</source>
      <translation>勾选的画面，对方可以当成自己的机位来切。给出的是镜头原始画面，不带你的滤镜。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/ducking.py" />
      <source>What is turned down</source>
      <translation>压低哪一路</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/phone_card.py" />
      <source>What it sends</source>
      <translation>画质设置</translation>
    </message>
    <message>
      <location filename="../../studio/app/plugins/card.py" />
      <location filename="../../studio/app/plugins/usage_bars.py" />
      <source>What it uses</source>
      <translation>资源占用</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_speech.py" />
      <source>What makes captions does not answer: {error}</source>
      <translation>字幕识别没有响应：{error}</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_voice.py" />
      <source>What makes voices clean does not answer: {error}</source>
      <translation>人声净化没有响应：{error}</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_voice.py" />
      <source>What makes voices clean has stopped.</source>
      <translation>人声净化已停止。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/effects_strip.py" />
      <source>What plugins play over the mix, such as the sounds of gifts</source>
      <translation>插件播放的声音，例如礼物音效</translation>
    </message>
    <message>
      <location filename="../../studio/app/panels/model_fetch.py" />
      <source>What sees {what} is being fetched: {percent} %</source>
      <translation>正在下载{what}识别模型：{percent} %</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/offers.py" />
      <source>What suits the language</source>
      <translation>随语言自动选择</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/suggested_field.py" />
      <source>What there is for {name}</source>
      <translation>可选的{name}</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>What this computer plays.</source>
      <translation>这台电脑正在播放的声音。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/master.py" />
      <source>What viewers hear, and what is recorded</source>
      <translation>观众听到的、录下来的声音</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/danmaku.py" />
      <source>What viewers of your room say is shown here.</source>
      <translation>直播间观众的弹幕会显示在这里。</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/where.py" />
      <source>What viewers say and give comes into the right column.</source>
      <translation>观众的弹幕和礼物会出现在右侧。</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/said_view.py" />
      <source>What was said</source>
      <translation>说过的话</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/said_view.py" />
      <source>What was said here is lost.</source>
      <translation>这里说的话丢失了。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/advanced_audio.py" />
      <source>What you listen on</source>
      <translation>监听设备</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_handoff.py" />
      <source>What {device} sends can't be converted: the server's log says why.</source>
      <translation>{device} 的码流无法转码，原因见服务器日志。</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_schema.py" />
      <source>When and where</source>
      <translation>时间与位置</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/panel.py" />
      <source>When viewers give</source>
      <translation>观众送出</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/stream.py" />
      <source>Where going live goes. Keys are kept on this computer only.</source>
      <translation>开播时推到哪里。密钥只存在这台电脑上。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/controls.py" />
      <location filename="../../studio/app/live/destinations.py" />
      <location filename="../../studio/app/start/page.py" />
      <location filename="../../studio/app/start/where.py" />
      <source>Where to stream</source>
      <translation>推流目标</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/sound.py" />
      <source>Where you hear the sources that you monitor. Wear headphones, or it echoes.</source>
      <translation>在这里听你监听的来源。请戴耳机，否则会有回声。</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Which one, where the system tells them apart</source>
      <translation>选哪一个（系统能区分时）</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Which screen</source>
      <translation>哪个屏幕</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/ducking.py" />
      <source>While this is heard</source>
      <translation>当这一路有声音时</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/offers.py" />
      <location filename="../../studio/app/captions/speech_fetch.py" />
      <source>Whisper base</source>
      <translation>Whisper base</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_speech.py" />
      <source>Whisper has failed: {error}.</source>
      <translation>Whisper 出错：{error}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>White teeth</source>
      <translation>白牙</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/beauty_words.py" />
      <source>Whiten</source>
      <translation>美白</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/link_words.py" />
      <source>Who</source>
      <translation>谁</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/when_form.py" />
      <source>Who gives</source>
      <translation>谁来送</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/setup_panel.py" />
      <location filename="../../studio/app/forms/caption_words.py" />
      <source>Who speaks</source>
      <translation>谁在说话</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/speaker_row.py" />
      <source>Who speaks on track {bus}</source>
      <translation>音轨 {bus} 上是谁</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Whole inside</source>
      <translation>完整放入</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/region_field.py" />
      <location filename="../../studio/app/forms/schema_words.py" />
      <location filename="../../studio/app/gifts/part_schema.py" />
      <source>Width</source>
      <translation>宽</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/words.py" />
      <source>With boosts</source>
      <translation>带加成</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/ask_form.py" />
      <source>With you</source>
      <translation>队友</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/when_form.py" />
      <source>Within</source>
      <translation>时间不超过</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/when_form.py" />
      <source>Within seconds</source>
      <translation>多少秒之内</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_schema.py" />
      <location filename="../../studio/app/start/template.py" />
      <source>Words</source>
      <translation>文字</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/setup_panel.py" />
      <source>Words and speakers</source>
      <translation>词语和说话人</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/dock_menu.py" />
      <source>Words and speakers…</source>
      <translation>词语和说话人…</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Words, or a text file that is read again when it changes.</source>
      <translation>一段文字，或随文件变化自动更新的文字。</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/layout_name.py" />
      <source>Write a name first.</source>
      <translation>先写一个名字。</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/said_view.py" />
      <source>Written instead of “{heard}”.</source>
      <translation>代替了“{heard}”。</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>X</source>
      <translation>X</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/schema_words.py" />
      <source>Y</source>
      <translation>Y</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/course.py" />
      <source>You agree</source>
      <translation>你同意</translation>
    </message>
    <message>
      <location filename="../../studio/app/window.py" />
      <source>You are live or recording. Closing the window can leave the stream running.</source>
      <translation>正在直播或录制。关掉窗口，直播可以继续。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/refusals.py" />
      <source>You are muted for another {seconds} s.</source>
      <translation>您被禁言了，{seconds} 秒后可以发言。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/refusals.py" />
      <source>You are muted now.</source>
      <translation>您现在被禁言。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/refusals.py" />
      <source>You are not in the room now. The window comes back to it by itself.</source>
      <translation>您现在不在直播间里，窗口会自动重新进入。</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/course.py" />
      <source>You are on air</source>
      <translation>由这台电脑播出</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/course.py" />
      <source>You are on air here.</source>
      <translation>现在由这台电脑播出。</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/studio_panel.py" />
      <source>You are on the stage of {name}.</source>
      <translation>正在和{name}连线。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/refusals.py" />
      <source>You can't give yourself a gift.</source>
      <translation>不能给自己送礼物。</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/studio_panel.py" />
      <source>You come to them</source>
      <translation>去对方那里连线</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/studio_panel.py" />
      <source>You have left.</source>
      <translation>已退出连线。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/advanced_audio.py" />
      <source>You hear it</source>
      <translation>监听</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/words.py" />
      <source>You lost.</source>
      <translation>你输了。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/refusals.py" />
      <source>You may not be in this room for another {seconds} s.</source>
      <translation>您还要过 {seconds} 秒才能进这个直播间。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/refusals.py" />
      <source>You may not be in this room now.</source>
      <translation>您现在不能进这个直播间。</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/course.py" />
      <source>You say go</source>
      <translation>你确认</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/studio_panel.py" />
      <source>You see and hear each other; each keeps a picture and viewers of their own.</source>
      <translation>双方互相看到、听到；各自排画面，各自的观众留在自己的直播间。</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/course.py" />
      <source>You take over</source>
      <translation>正在接过直播</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/course.py" />
      <source>You take over from “{device}”</source>
      <translation>正在从“{device}”接过直播</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/course.py" />
      <source>You take the programme back from “{device}”</source>
      <translation>正在从“{device}”接回直播</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/words.py" />
      <source>You won.</source>
      <translation>你赢了。</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/studio_panel.py" />
      <source>Your cameras for them</source>
      <translation>给对方用的机位</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/fight_card.py" />
      <source>Your line is lost: you forfeit in {time} unless it is back.</source>
      <translation>你掉线了：{time} 内没恢复就判负。</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/layout_picker.py" />
      <source>Your own picture</source>
      <translation>你自己的画面</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/refusals.py" />
      <source>Your role in this room does not allow that.</source>
      <translation>您在这个直播间里没有这个权限。</translation>
    </message>
    <message>
      <location filename="../../studio/app/panels/adding.py" />
      <source>Your text</source>
      <translation>在这里输入文字</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/cost_words.py" />
      <source>a few hundredths of one core</source>
      <translation>单个核心的百分之几</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/cost_words.py" />
      <source>about a fifth of one core</source>
      <translation>单个核心的约五分之一</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/cost_words.py" />
      <source>about a fourteenth of one core</source>
      <translation>单个核心的约十四分之一</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/cost_words.py" />
      <source>about a quarter of one core</source>
      <translation>单个核心的约四分之一</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/cost_words.py" />
      <source>about a sixth of one core</source>
      <translation>单个核心的约六分之一</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/cost_words.py" />
      <source>about a tenth of one core</source>
      <translation>单个核心的约十分之一</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/cost_words.py" />
      <source>about a third of one core</source>
      <translation>单个核心的约三分之一</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/cost_words.py" />
      <source>about a twentieth of one core</source>
      <translation>单个核心的约二十分之一</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/cost_words.py" />
      <source>about an eighth of one core</source>
      <translation>单个核心的约八分之一</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/cost_words.py" />
      <source>about half of one core</source>
      <translation>单个核心的约一半</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/cost_words.py" />
      <source>about three quarters of one core</source>
      <translation>单个核心的约四分之三</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/undo_words.py" />
      <source>add source</source>
      <translation>添加来源</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/undo_words.py" />
      <source>add to scene</source>
      <translation>加入场景</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/ducking.py" />
      <source>and up again within</source>
      <translation>多久恢复</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>answer the connect command</source>
      <translation>应答连接请求</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>answer the publish command</source>
      <translation>应答推流请求</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/waiting_row.py" />
      <source>behind the stage</source>
      <translation>在后台</translation>
    </message>
    <message>
      <location filename="../../studio/app/panels/model_fetch.py" />
      <source>bodies</source>
      <translation>身体</translation>
    </message>
    <message>
      <location filename="../../studio/app/picture/readout.py" />
      <source>bottom {px}</source>
      <translation>下 {px}</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/ducking.py" />
      <source>by</source>
      <translation>幅度</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_handoff.py" />
      <source>camera</source>
      <translation>摄像头</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/undo_words.py" />
      <source>change</source>
      <translation>更改</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/undo_words.py" />
      <source>change balance</source>
      <translation>调整左右平衡</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/undo_words.py" />
      <source>change blend mode</source>
      <translation>更改混合模式</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/undo_words.py" />
      <source>change ducking</source>
      <translation>更改闪避</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/undo_words.py" />
      <source>change filters</source>
      <translation>更改滤镜</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/undo_words.py" />
      <source>change monitor</source>
      <translation>更改监听</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/undo_words.py" />
      <source>change opacity</source>
      <translation>更改不透明度</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/undo_words.py" />
      <source>change picture size</source>
      <translation>更改画面尺寸</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/undo_words.py" />
      <source>change source settings</source>
      <translation>更改来源设置</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/undo_words.py" />
      <source>change sync offset</source>
      <translation>调整音画同步</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/undo_words.py" />
      <source>change tracks</source>
      <translation>更改音轨</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/undo_words.py" />
      <source>change transition</source>
      <translation>更改转场</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/undo_words.py" />
      <source>change volume</source>
      <translation>调整音量</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/undo_words.py" />
      <source>change volume of effects</source>
      <translation>更改音效音量</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/light_row.py" />
      <source>connecting…</source>
      <translation>连接中…</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/ducking.py" />
      <source>down within</source>
      <translation>多久压下去</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/undo_words.py" />
      <source>duplicate</source>
      <translation>复制</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/undo_words.py" />
      <source>duplicate scene</source>
      <translation>复制场景</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/light_row.py" />
      <source>ended</source>
      <translation>已结束</translation>
    </message>
    <message>
      <location filename="../../studio/app/panels/model_fetch.py" />
      <source>faces</source>
      <translation>人脸</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/light_row.py" />
      <source>failed</source>
      <translation>失败</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>finish the RTMP handshake</source>
      <translation>完成 RTMP 握手</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/words.py" />
      <source>forfeit {time}</source>
      <translation>惩罚 {time}</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/danmaku.py" />
      <source>gives {gift} × {count}</source>
      <translation>送出{gift} × {count}</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/undo_words.py" />
      <source>group</source>
      <translation>编组</translation>
    </message>
    <message>
      <location filename="../../studio/app/panels/model_fetch.py" />
      <source>hands</source>
      <translation>手势</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/source_tree.py" />
      <location filename="../../studio/app/picture/describing.py" />
      <source>hidden</source>
      <translation>已隐藏</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/ducking.py" />
      <source>if it is louder than</source>
      <translation>音量超过</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>its points are not there</source>
      <translation>缺少顶点</translation>
    </message>
    <message>
      <location filename="../../studio/app/picture/readout.py" />
      <source>left {px}</source>
      <translation>左 {px}</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/light_row.py" />
      <source>live · {kbps} kb/s</source>
      <translation>直播中 · {kbps} kb/s</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/undo_words.py" />
      <source>lock or unlock</source>
      <translation>锁定或解锁</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/source_tree.py" />
      <location filename="../../studio/app/picture/describing.py" />
      <source>locked</source>
      <translation>已锁定</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_handoff.py" />
      <source>microphone</source>
      <translation>麦克风</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/undo_words.py" />
      <source>move or resize</source>
      <translation>移动或缩放</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/undo_words.py" />
      <source>mute or unmute</source>
      <translation>静音或取消静音</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/seat_row.py" />
      <source>muted</source>
      <translation>已闭麦</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/undo_words.py" />
      <source>new scene</source>
      <translation>新建场景</translation>
    </message>
    <message>
      <location filename="../../studio/app/panels/avatar_about.py" />
      <source>nobody who is named</source>
      <translation>未署名</translation>
    </message>
    <message>
      <location filename="../../studio/app/panels/avatar_about.py" />
      <source>none is told: ask its author before you go live with it</source>
      <translation>没有写明，开播前请先问作者</translation>
    </message>
    <message>
      <location filename="../../studio/app/picture/readout.py" />
      <source>not cropped</source>
      <translation>未裁剪</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/offered_section.py" />
      <source>of {studio}</source>
      <translation>来自{studio}</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>only {mb} MB are free where {path} is recorded: free some space, or the recording will stop soon</source>
      <translation>录像 {path} 所在的磁盘只剩 {mb} MB：请腾出空间，否则录制很快会停</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>open a stream</source>
      <translation>打开推流通道</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/fight_card.py" />
      <source>out</source>
      <translation>已出局</translation>
    </message>
    <message>
      <location filename="../../studio/app/panels/model_fetch.py" />
      <source>people's outlines</source>
      <translation>人像轮廓</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_handoff.py" />
      <source>picture size</source>
      <translation>画面尺寸</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/light_row.py" />
      <source>ready</source>
      <translation>待命</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/light_row.py" />
      <source>reconnecting ({tries})</source>
      <translation>重连中（{tries}）</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>recordings are Matroska files: call it “{right}” instead of “{wrong}”</source>
      <translation>录像是 Matroska 文件：请用“{right}”，不要用“{wrong}”</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/undo_words.py" />
      <source>remove from scene</source>
      <translation>从场景移除</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/undo_words.py" />
      <source>remove scene</source>
      <translation>删除场景</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/undo_words.py" />
      <source>remove source</source>
      <translation>删除来源</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/undo_words.py" />
      <source>rename scene</source>
      <translation>重命名场景</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/undo_words.py" />
      <source>rename source</source>
      <translation>重命名来源</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/undo_words.py" />
      <source>reorder scenes</source>
      <translation>调整场景顺序</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/undo_words.py" />
      <source>reorder sources</source>
      <translation>调整来源顺序</translation>
    </message>
    <message>
      <location filename="../../studio/app/picture/readout.py" />
      <source>right {px}</source>
      <translation>右 {px}</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/undo_words.py" />
      <source>several changes</source>
      <translation>多项更改</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/undo_words.py" />
      <source>show or hide</source>
      <translation>显示或隐藏</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_handoff.py" />
      <source>sound</source>
      <translation>声音格式</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_handoff.py" />
      <source>sound output</source>
      <translation>扬声器</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/light_row.py" />
      <source>starting…</source>
      <translation>启动中…</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>take the connection</source>
      <translation>接受连接</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>take the stream</source>
      <translation>接收直播</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>the file can't be written ({reason})</source>
      <translation>文件写不进去（{reason}）</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>the host cannot be reached</source>
      <translation>主机不可达</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/studio_panel.py" />
      <source>the other studio</source>
      <translation>对方</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>the recording {path} stopped: {reason}; what was recorded before can be played</source>
      <translation>录像 {path} 停了：{reason}；之前录下的可以播放</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>the video changed its format, the recording goes on in {path}</source>
      <translation>画面格式变了，录制改到 {path} 继续</translation>
    </message>
    <message>
      <location filename="../../studio/app/picture/readout.py" />
      <source>top {px}</source>
      <translation>上 {px}</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/ducking.py" />
      <source>turn this down</source>
      <translation>压低这一路</translation>
    </message>
    <message>
      <location filename="../../studio/app/picture/describing.py" />
      <source>turned by {angle}°</source>
      <translation>旋转 {angle}°</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/undo_words.py" />
      <source>ungroup</source>
      <translation>取消编组</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/quality_plot.py" />
      <source>up to here there is room for games</source>
      <translation>不超过这条线，还能流畅玩游戏</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_handoff.py" />
      <source>video codec</source>
      <translation>视频编码</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/waiting_row.py" />
      <source>waits, place {place}</source>
      <translation>排队第 {place} 位</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_speech.py" />
      <source>when somebody speaks</source>
      <translation>有没有人在说话</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>where a person is</source>
      <translation>人物轮廓</translation>
    </message>
    <message>
      <location filename="../../studio/app/picture/readout.py" />
      <source>x {x} · y {y}</source>
      <translation>x {x} · y {y}</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/finder.py" />
      <source>{at} of {count}</source>
      <translation>{at} / {count}</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/strip_menu.py" />
      <source>{bus} · not used</source>
      <translation>{bus} · 未使用</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/strip_menu.py" />
      <source>{bus} · recording</source>
      <translation>{bus} · 录制</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/strip_menu.py" />
      <source>{bus} · stream and recording</source>
      <translation>{bus} · 直播和录制</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/strip_menu.py" />
      <source>{bus} · what you hear</source>
      <translation>{bus} · 监听</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_schema.py" />
      <source>{by}, {gift}, {count} and {coins} are filled in.</source>
      <translation>{by}、{gift}、{count}、{coins} 会自动填入。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/gift_list.py" />
      <location filename="../../studio/app/docks/gifts.py" />
      <source>{coins} coins</source>
      <translation>{coins} 金币</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/gifts.py" />
      <source>{coins} coins from {gifts} gifts</source>
      <translation>{gifts} 个礼物，共 {coins} 金币</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_handoff.py" />
      <source>{device} can't be converted: {most} are already, the most.</source>
      <translation>{device} 无法转码：最多同时转码 {most} 路。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_handoff.py" />
      <source>{device} does not let its programme be taken over.</source>
      <translation>{device} 不同意交出直播。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_handoff.py" />
      <source>{device} has lost the room.</source>
      <translation>{device} 与房间失去了连接。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_handoff.py" />
      <source>{device} is just taking over: wait for it, or call it off first.</source>
      <translation>{device} 正在接过直播：请等它完成，或先取消。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_handoff.py" />
      <source>{device} sends {has} pictures a second where {wanted} are on air: set its frame rate to {again} and try again.</source>
      <translation>{device} 每秒发送 {has} 帧，而正在播出的是 {wanted} 帧：请把帧率设为 {again} 后再试。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_handoff.py" />
      <source>{device} sends {has} where {wanted} is on air: set its {what} to {again} and try again.</source>
      <translation>{device} 发送的是 {has}，而正在播出的是 {wanted}：请把它的 {what} 设为 {again} 后再试。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_handoff.py" />
      <source>{device} sends {has}, which this server can't read: set its video codec to H.264 and try again.</source>
      <translation>{device} 发送的是 {has}，服务器无法解码：请把视频编码设为 H.264 后再试。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>{file} can't be read: {error}.</source>
      <translation>{file} 无法读取：{error}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>{file} is larger than {most} MB.</source>
      <translation>{file} 超过 {most} MB。</translation>
    </message>
    <message>
      <location filename="../../studio/app/panels/adding.py" />
      <source>{file} is no picture, video, sound or text, and was not added.</source>
      <translation>{file} 不是图片、视频、声音或文字，没有添加。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_handoff.py" />
      <source>{file} is not sent along: all files together may have {most} MB.</source>
      <translation>{file} 没有一起发送：全部文件合计不能超过 {most} MB。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_handoff.py" />
      <source>{file} is not sent along: there is no such file.</source>
      <translation>{file} 没有一起发送：找不到这个文件。</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/phone_card.py" />
      <source>{fps} fps</source>
      <translation>{fps} 帧/秒</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/storage.py" />
      <source>{free} GB are free.</source>
      <translation>剩余 {free} GB。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/figures.py" />
      <source>{gb} GB free</source>
      <translation>剩余 {gb} GB</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/correction_list.py" />
      <source>{heard} → {meant}</source>
      <translation>{heard} → {meant}</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>{host} can't be reached: {error}.</source>
      <translation>连不上 {host}：{error}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/figures.py" />
      <location filename="../../studio/app/docks/network_graph.py" />
      <location filename="../../studio/app/stage/phone_card.py" />
      <location filename="../../studio/app/stage/phone_words.py" />
      <source>{kbps} kb/s</source>
      <translation>{kbps} kb/s</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/way_test.py" />
      <source>{kbps} kb/s want an upload of {mbps} Mb/s; a third of it is headroom.</source>
      <translation>{kbps} kb/s 的直播需要 {mbps} Mb/s 的上传带宽，其中约三成是余量。</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/keys.py" />
      <source>{keys} is for “{action}”.</source>
      <translation>{keys} 已用于“{action}”。</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/part_list.py" />
      <source>{kind} on “{part}”</source>
      <translation>{kind}，跟随“{part}”</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/figures.py" />
      <source>{lost} pictures came late: scenes cost too much. Take away layers or filters, or choose a smaller picture.</source>
      <translation>有 {lost} 帧渲染太慢：场景太复杂。减少图层或滤镜，或者调小画面。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/figures.py" />
      <source>{lost} pictures were not encoded: the encoder is too slow. Choose a faster preset or a smaller picture.</source>
      <translation>有 {lost} 帧没来得及编码：编码太慢。换个更快的预设，或者调小画面。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/figures.py" />
      <source>{lost} pictures were not sent: the line is too slow. Lower the video bit rate.</source>
      <translation>有 {lost} 帧没发出去：网速跟不上。调低视频码率。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/figures.py" />
      <source>{mbps} Mb/s</source>
      <translation>{mbps} Mb/s</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/figures.py" />
      <source>{mb} MB</source>
      <translation>{mb} MB</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/figures.py" />
      <source>{ms} ms</source>
      <translation>{ms} 毫秒</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/phone_words.py" />
      <source>{ms} ms there and back</source>
      <translation>往返 {ms} 毫秒</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/effect_field.py" />
      <location filename="../../studio/app/forms/machine_field.py" />
      <source>{name} (not there)</source>
      <translation>{name}（不在）</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/fight_card.py" />
      <source>{name} asks you for a PK · {rules}</source>
      <translation>{name}向你发起 PK · {rules}</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/calls.py" />
      <source>{name} asks you for a PK. Answer within {time}.</source>
      <translation>{name}向你发起 PK，请在 {time} 内回应。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>{name} can't be captured any more.</source>
      <translation>{name} 无法继续捕获。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>{name} can't be captured: is it there, and may this user see it?</source>
      <translation>无法捕获 {name}：请看看它还在不在，当前用户有没有权限。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>{name} does not answer: {error}</source>
      <translation>{name} 没有响应：{error}</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>{name} failed while encoding: {error}</source>
      <translation>{name} 编码时出错：{error}</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/check_bars.py" />
      <source>{name} gives no picture.</source>
      <translation>{name}没有画面。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/gift_list.py" />
      <source>{name} gives {gift} × {count}, {coins} coins</source>
      <translation>{name} 送出{gift} × {count}，共 {coins} 金币</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/studio_panel.py" />
      <source>{name} has been asked to let you in.</source>
      <translation>已向{name}申请连线，等待放行。</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/check_bars.py" />
      <source>{name} has been silent for ten seconds: is it the right one?</source>
      <translation>{name}已经十秒没有声音，是不是选错了？</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>{name} has ended.</source>
      <translation>进程 {name} 已退出。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>{name} has failed with code {code}; {path} says why.</source>
      <translation>进程 {name} 出错（代码 {code}），原因见 {path}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>{name} has stopped; it is started again.</source>
      <translation>{name} 已停止，正在重新启动。</translation>
    </message>
    <message>
      <location filename="../../studio/app/plugins/panel.py" />
      <source>{name} is being installed: {percent} %</source>
      <translation>正在安装 {name}：{percent} %</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/fight_card.py" />
      <source>{name} is gone, and forfeits in {time}.</source>
      <translation>{name}掉线了，{time} 后判负。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>{name} is gone.</source>
      <translation>{name} 不见了。</translation>
    </message>
    <message>
      <location filename="../../studio/app/panels/adding.py" />
      <source>{name} is heard now: it stands in the mixer.</source>
      <translation>现在能听到 {name} 了：它在混音台里。</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/check_bars.py" />
      <source>{name} is muted: viewers would not hear you.</source>
      <translation>{name}静音了，观众听不到你说话。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>{name} is shown unfiltered: {reason}</source>
      <translation>“{name}”暂时不带滤镜显示：{reason}</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/advanced_audio.py" />
      <source>{name} on track {track}</source>
      <translation>{name}在音轨 {track}</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/scenes.py" />
      <location filename="../../studio/app/docks/sources.py" />
      <location filename="../../studio/app/panels/filters.py" />
      <source>{name} removed.</source>
      <translation>已移除 {name}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/danmaku_speech.py" />
      <source>{name} says: {words}</source>
      <translation>{name}说：{words}</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/desk.py" />
      <source>{name} waits for the stage.</source>
      <translation>“{name}”申请连麦。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>{name} was ended by signal {signal}; {path} may say why.</source>
      <translation>进程 {name} 被信号 {signal} 终止，原因可查看 {path}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/forms/number_field.py" />
      <source>{name}, slider</source>
      <translation>{name}，滑块</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/network_graph.py" />
      <source>{name}: {kbps} kb/s</source>
      <translation>{name}：{kbps} kb/s</translation>
    </message>
    <message>
      <location filename="../../studio/app/picture/describing.py" />
      <source>{name}: {x}, {y}, {width} × {height}</source>
      <translation>{name}：位置 {x}, {y}，大小 {width} × {height}</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>{number} views are open, which is the most: close some first.</source>
      <translation>已经开了 {number} 个画面，不能再多，请先关掉几个。</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/files_menu.py" />
      <source>{path} can't be opened: {why}</source>
      <translation>打不开 {path}：{why}</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>{path} can't be recorded to: {reason}</source>
      <translation>没法录到 {path}：{reason}</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>{path} can't be written: {error}.</source>
      <translation>{path} 写不进去：{error}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>{path} is larger than 16 MiB: no scene collection is.</source>
      <translation>{path} 超过 16 MiB，不是场景集。</translation>
    </message>
    <message>
      <location filename="../../studio/app/settings/recording.py" />
      <source>{path} is no folder. Recordings need one.</source>
      <translation>{path} 不是文件夹，录像需要一个文件夹。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>{path} is not UTF-8 text (at byte {number}).</source>
      <translation>{path} 不是 UTF-8 文本（第 {number} 字节）。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>{path} is not an image file that can be read.</source>
      <translation>{path} 不是能读取的图片文件。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>{path}, line {line}, column {column}: not valid JSON: {error}.</source>
      <translation>{path} 第 {line} 行第 {column} 列不是有效的 JSON：{error}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>{path}: nested too deeply to be a scene collection.</source>
      <translation>{path} 嵌套太深，不是场景集。</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/figures.py" />
      <source>{percent} %</source>
      <translation>{percent} %</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/head_form.py" />
      <source>{percent} % of the particles that there may be at once</source>
      <translation>占同屏粒子上限的 {percent}%</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/head_form.py" />
      <source>{percent} % of the pictures that models may have</source>
      <translation>占模型画面上限的 {percent}%</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/head_form.py" />
      <source>{percent} % of the size that its files may have</source>
      <translation>占文件大小上限的 {percent}%</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/head_form.py" />
      <source>{percent} % of what is allowed: it has many parts</source>
      <translation>占上限的 {percent}%：部件较多</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/figures.py" />
      <source>{percent} % of {most}</source>
      <translation>{percent} % / {most}</translation>
    </message>
    <message>
      <location filename="../../studio/app/plugins/hotkeys.py" />
      <source>{plugin}: {action}</source>
      <translation>{plugin}：{action}</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/quality.py" />
      <source>{quality} (fits best)</source>
      <translation>{quality}（推荐）</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/quality.py" />
      <source>{quality} is more than this machine can encode.</source>
      <translation>{quality} 超出了这台电脑的编码能力。</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/quality.py" />
      <source>{quality} takes {percent} % of the processor; {left} % are left for scenes and games.</source>
      <translation>{quality} 占用处理器的 {percent} %，还有 {left} % 留给场景和游戏。</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/way_test.py" />
      <source>{reason}. Check the address and your connection.</source>
      <translation>连接失败：{reason}。请检查地址和网络。</translation>
    </message>
    <message>
      <location filename="../../studio/app/plugins/plugin_words.py" />
      <source>{right}: {hosts}</source>
      <translation>{right}：{hosts}</translation>
    </message>
    <message>
      <location filename="../../studio/app/battle/ask_form.py" />
      <source>{room} (live)</source>
      <translation>{room}（直播中）</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/multiview.py" />
      <source>{scene} · preview</source>
      <translation>{scene} · 预览</translation>
    </message>
    <message>
      <location filename="../../studio/app/docks/multiview.py" />
      <source>{scene} · programme</source>
      <translation>{scene} · 直播中</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/install_panel.py" />
      <source>{seconds} s · {parts} parts · {size}</source>
      <translation>{seconds} 秒 · {parts} 个部件 · {size}</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/notices.py" />
      <source>{sentence} (×{count})</source>
      <translation>{sentence}（×{count}）</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/quality.py" />
      <source>{sentence} That is tight: pictures may come late.</source>
      <translation>{sentence}比较吃紧，画面可能会卡。</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/model_card.py" />
      <source>{size} MB</source>
      <translation>{size} MB</translation>
    </message>
    <message>
      <location filename="../../studio/app/live/record_row.py" />
      <source>{size} free</source>
      <translation>剩余 {size}</translation>
    </message>
    <message>
      <location filename="../../studio/app/stage/phone_words.py" />
      <source>{size}, {fps} fps</source>
      <translation>{size}，{fps} 帧/秒</translation>
    </message>
    <message>
      <location filename="../../studio/app/plugins/card.py" />
      <source>{state} · {version}</source>
      <translation>{state} · {version}</translation>
    </message>
    <message>
      <location filename="../../studio/app/panels/avatar_about.py" />
      <source>{title} by {author}. Licence: {licence}</source>
      <translation>{title}，作者：{author}。许可：{licence}</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_people.py" />
      <source>{url} is not to be had: {error}.</source>
      <translation>{url} 无法获取：{error}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>{what} can't be read: {error}.</source>
      <translation>{what} 读不出来：{error}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>{what} can't be shown because of a fault in Rocket Studio.</source>
      <translation>因为火箭直播间自身的故障，{what} 显示不了。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>{what} can't be wound to another place.</source>
      <translation>{what} 不能跳转。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>{what} does not answer: check the address and the network.</source>
      <translation>{what} 没有响应：请检查地址和网络。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>{what} has ended; it is opened again.</source>
      <translation>{what} 已播完，正在重新打开。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>{what} holds neither pictures nor sound.</source>
      <translation>{what} 里既没有画面也没有声音。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>{what} holds no sound that can be decoded.</source>
      <translation>{what} 里没有能解码的声音。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>{what} holds no sound.</source>
      <translation>{what} 里没有声音。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>{what} holds nothing that can be decoded.</source>
      <translation>{what} 里没有能解码的内容。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>{what} is a folder, not a file.</source>
      <translation>{what} 是文件夹，不是文件。</translation>
    </message>
    <message>
      <location filename="../../studio/app/captions/speech_fetch.py" />
      <source>{what} is being fetched: {percent} %</source>
      <translation>正在下载 {what}：{percent}%</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>{what} is in a format that no decoder here can read.</source>
      <translation>{what} 的格式这里没有解码器能读。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>{what} is in none of the formats that are played here.</source>
      <translation>{what} 的格式这里播放不了。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>{what} is in use by another program: close that.</source>
      <translation>{what} 正被别的程序占用，请先关掉它。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>{what} is longer than {seconds} seconds: cut it.</source>
      <translation>{what} 超过 {seconds} 秒，请剪短。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>{what} is not a video, sound or picture file that can be read: it is damaged.</source>
      <translation>{what} 不是能读取的视频、声音或图片文件，可能已损坏。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>{what} is not there: it was moved, renamed or unplugged.</source>
      <translation>找不到 {what}：可能被移动、改名或拔掉了。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_handoff.py" />
      <source>{what} is on air, which is not made here: only {wanted} is.</source>
      <translation>正在播出的是 {what}，服务器只能转出 {wanted}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>{what} may not be read by this user: change its permissions.</source>
      <translation>当前用户无权读取 {what}：请修改权限。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>{what} refused the connection: nothing listens there.</source>
      <translation>{what} 拒绝连接：那边没有服务。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>{what} was refused by its server: {error}.</source>
      <translation>服务器拒绝了 {what}：{error}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>{where} cannot be connected: {reason}.</source>
      <translation>连不上 {where}：{reason}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>{where} closed the connection during the TLS handshake.</source>
      <translation>{where} 在 TLS 握手时断开了连接。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>{where} closed the connection.</source>
      <translation>{where} 断开了连接。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>{where} did not answer within {seconds} seconds.</source>
      <translation>{where} 在 {seconds} 秒内没有响应。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>{where} did not finish the TLS handshake within 5 seconds.</source>
      <translation>{where} 在 5 秒内没有完成 TLS 握手。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>{where} does not let us publish.</source>
      <translation>{where} 不让我们推流。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>{where} does not speak TLS as it should: {reason}.</source>
      <translation>{where} 的 TLS 不符合规范：{reason}。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>{where} ended the stream.</source>
      <translation>{where} 结束了直播。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>{where} has taken no data for {seconds} seconds.</source>
      <translation>{where} 已有 {seconds} 秒没有接收数据。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>{where} is no relay: it does not take the WebSocket.</source>
      <translation>{where} 不是直播间的转发服务器：它不接受 WebSocket。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>{where} refused the connection.</source>
      <translation>{where} 拒绝连接。</translation>
    </message>
    <message>
      <location filename="../../studio/app/words/told_engine.py" />
      <source>{where} refused the connection: no server listens on port {port} there.</source>
      <translation>{where} 拒绝连接：那边的 {port} 端口没有服务。</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/course.py" />
      <source>{why} Nothing was changed on air.</source>
      <translation>{why}正在播出的画面没有任何变化。</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/course.py" />
      <source>{why} Or have the server convert it: that costs it processor time, and the picture some of its quality.</source>
      <translation>{why}也可以让服务器转码：会占用服务器的处理器，画质略有损失。</translation>
    </message>
    <message>
      <location filename="../../studio/app/panels/region_picker.py" />
      <source>{width} × {height} at {x}, {y}</source>
      <translation>{width} × {height}，位于 {x}, {y}</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/quality.py" />
      <source>{width} × {height}, {fps} a second, {kbps} kb/s</source>
      <translation>{width} × {height}，{fps} 帧，{kbps} kb/s</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/course.py" />
      <source>“{device}” asks to go on with your programme.</source>
      <translation>“{device}”请求接过你的直播。</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/course.py" />
      <source>“{device}” gets ready and says go</source>
      <translation>“{device}”准备好并确认</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/course.py" />
      <source>“{device}” is on air</source>
      <translation>“{device}”播出</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/course.py" />
      <source>“{device}” is on air. This studio stays ready.</source>
      <translation>“{device}”正在播出，这台电脑保持待命。</translation>
    </message>
    <message>
      <location filename="../../studio/app/handoff/course.py" />
      <source>“{device}” takes over</source>
      <translation>“{device}”正在接过直播</translation>
    </message>
    <message>
      <location filename="../../studio/app/gifts/path_table.py" />
      <source>“{words}” is no number.</source>
      <translation>“{words}”不是数字。</translation>
    </message>
    <message>
      <location filename="../../studio/app/shell/top_bar.py" />
      <source>● LIVE</source>
      <translation>● 直播中</translation>
    </message>
    <message>
      <location filename="../../studio/app/start/way_test.py" />
      <source>✓ {host} answers in {ms} ms.</source>
      <translation>✓ {host} 在 {ms} 毫秒内应答。</translation>
    </message>
  </context>
</TS>
