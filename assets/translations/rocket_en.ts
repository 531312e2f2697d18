<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
  <context>
    <name>app</name>
    <message numerus="yes">
      <location filename="../../studio/app/battle/words.py" />
      <source>%n boost(s)</source>
      <translation>
        <numerusform>%n boost</numerusform>
        <numerusform>%n boosts</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../studio/app/stage/desk.py" />
      <source>%n guest(s) wait for the stage.</source>
      <translation>
        <numerusform>%n guest wait for the stage.</numerusform>
        <numerusform>%n guests wait for the stage.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../studio/app/docks/master.py" />
      <source>%n hidden</source>
      <translation>
        <numerusform>%n hidden</numerusform>
        <numerusform>%n hidden</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../studio/app/picture/describing.py" />
      <source>%n item(s) selected: {x}, {y}, {width} × {height} together</source>
      <translation>
        <numerusform>%n item selected: {x}, {y}, {width} × {height} together</numerusform>
        <numerusform>%n items selected: {x}, {y}, {width} × {height} together</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../studio/app/docks/danmaku_speech.py" />
      <source>%n more. </source>
      <translation>
        <numerusform>%n more. </numerusform>
        <numerusform>%n more. </numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../studio/app/captions/dock.py" />
      <location filename="../../studio/app/docks/danmaku.py" />
      <source>%n new</source>
      <translation>
        <numerusform>%n new</numerusform>
        <numerusform>%n new</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../studio/app/docks/sources.py" />
      <source>%n source(s) removed.</source>
      <translation>
        <numerusform>%n source removed.</numerusform>
        <numerusform>%n sources removed.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../studio/app/stage/stage_link.py" />
      <source>Good for another %n hour(s)</source>
      <translation>
        <numerusform>Good for another %n hour</numerusform>
        <numerusform>Good for another %n hours</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../studio/app/stage/stage_link.py" />
      <source>Good for another %n minute(s)</source>
      <translation>
        <numerusform>Good for another %n minute</numerusform>
        <numerusform>Good for another %n minutes</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../studio/app/stage/stage_link.py" />
      <source>Good for another %n second(s)</source>
      <translation>
        <numerusform>Good for another %n second</numerusform>
        <numerusform>Good for another %n seconds</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <location filename="../../studio/app/picture/describing.py" />
      <source>Scene {scene}, %n item(s), none selected. Tab walks through the items.</source>
      <translation>
        <numerusform>Scene {scene}, %n item, none selected. Tab walks through the items.</numerusform>
        <numerusform>Scene {scene}, %n items, none selected. Tab walks through the items.</numerusform>
      </translation>
    </message>
  </context>
</TS>
