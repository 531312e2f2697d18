<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
  <context>
    <name>app</name>
    <message>
      <location filename="../../studio/app/widgets/color_field.py" />
      <location filename="../../studio/app/widgets/file_field.py" />
      <source>Choose {name}</source>
      <translation>选择{name}</translation>
    </message>
    <message>
      <location filename="../../studio/app/widgets/meter.py" />
      <source>Clipped</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../studio/app/widgets/slide_panel.py" />
      <source>Close</source>
      <translation>关闭</translation>
    </message>
    <message>
      <location filename="../../studio/app/widgets/bar.py" />
      <source>Dismiss</source>
      <translation>关闭提示</translation>
    </message>
    <message>
      <location filename="../../studio/app/widgets/meter.py" />
      <source>It was too loud and clipped. Click to dismiss the mark.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../studio/app/widgets/meter.py" />
      <source>Level</source>
      <translation type="unfinished" />
    </message>
    <message>
      <location filename="../../studio/app/widgets/section.py" />
      <source>Show or hide {title}</source>
      <translation>展开或收起“{title}”</translation>
    </message>
  </context>
</TS>
