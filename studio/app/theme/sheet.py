"""The style sheet of everything Qt draws, made of the tokens.

Each part is a few rules for one family of widgets.  What a widget means is said by a
property, as ``button.setProperty("role", "primary")``; the widgets in
studio/app/widgets set it::

    app.setStyleSheet(sheet(tokens()))
"""

from studio.app.theme.marks import mark
from studio.app.theme.tokens import Tokens, mixed

Rules = str


def sheet(t: Tokens) -> Rules:
    """Return the whole style sheet of a theme."""
    parts = (surfaces, buttons, choices, fields, lists, menus, bars, sliders, tabs, docks)
    return "\n".join(part(t) for part in parts)


def surfaces(t: Tokens) -> Rules:
    """Return the rules of what lies behind: windows, cards, tooltips, plain text."""
    return f"""
QMainWindow, QDialog {{ background: {t.surface_0.name()}; }}
QLabel {{ background: transparent; }}
QLabel[role="title"], QLabel[role="heading"] {{ font-size: {t.title_px}px; font-weight: 600; }}
QLabel[role="heading"] {{ font-size: {round(t.title_px * 1.34)}px; }}
QLabel[role="quiet"] {{ color: {t.secondary.name()}; }}
QLabel[role="small"] {{ color: {t.secondary.name()}; font-size: {t.small_px}px; }}
QLabel[role="strong"] {{ font-weight: 600; }}
QLabel[role="error"] {{ color: {t.live.name()}; }}
QLabel[role="warning"] {{ color: {t.warning.name()}; }}
QLabel:disabled {{ color: {mixed(t.surface_1, t.secondary, 0.6).name()}; }}
*[surface="0"] {{ background: {t.surface_0.name()}; }}
*[surface="1"] {{ background: {t.surface_1.name()}; }}
*[surface="2"] {{ background: {t.surface_2.name()}; border-radius: {t.radius_px}px; }}
*[surface="card"] {{ background: {t.surface_1.name()}; border: 1px solid {t.line.name()};
  border-radius: {t.radius_px}px; }}
*[rule="true"] {{ background: {t.line.name()}; border: none; }}
QToolTip {{ background: {t.surface_2.name()}; color: {t.text.name()};
  border: 1px solid {t.line.name()}; padding: 4px 8px; }}
QFrame[frameShape="4"], QFrame[frameShape="5"] {{ color: {t.line.name()}; }}
"""


def buttons(t: Tokens) -> Rules:
    """Return the rules of buttons by their role."""
    pale = mixed(t.surface_1, t.secondary, 0.6).name()
    edge = (
        f"border: 1px solid {t.line.name()}"
        if t.name != "dark"
        else "border: 1px solid transparent"
    )
    on_card = mixed(t.line, t.secondary, 0.25).name()  # a card has the buttons' own ground
    # Height is given as content height: target less the border.
    return f"""
QPushButton, QToolButton {{ background: {t.surface_2.name()}; {edge};
  border-radius: {t.radius_px}px; padding: 0 12px; min-height: {t.target_px - 2}px; }}
QPushButton:hover, QToolButton:hover {{ background: {t.hover.name()}; }}
QPushButton:pressed, QToolButton:pressed {{ background: {t.line.name()}; }}
QPushButton:disabled, QToolButton:disabled {{ color: {pale}; background: {t.surface_2.name()}; }}
*[surface="2"] QPushButton[role="plain"] {{ border-color: {on_card}; }}
QPushButton:checked, QToolButton:checked {{ background: {t.selected.name()};
  border-color: {t.accent.name()}; }}
{_filled("primary", t.accent.name(), t.on_accent.name(), mixed(t.accent, t.text, 0.12).name())}
{_filled("live", t.live.name(), t.on_live.name(), mixed(t.live, t.text, 0.12).name())}
QPushButton[role="danger"] {{ color: {t.live.name()}; border: 1px solid {t.live.name()};
  background: transparent; }}
QPushButton[role="danger"]:hover {{ background: {mixed(t.surface_1, t.live, 0.16).name()}; }}
QPushButton[role="quiet"], QToolButton[role="quiet"] {{ background: transparent;
  border-color: transparent; }}
QPushButton[role="quiet"]:hover, QToolButton[role="quiet"]:hover {{
  background: {t.surface_2.name()}; }}
QPushButton[role="quiet"]:pressed, QToolButton[role="quiet"]:pressed {{
  background: {t.hover.name()}; }}
QPushButton[role="quiet"]:checked, QToolButton[role="quiet"]:checked {{
  background: {t.selected.name()}; border-color: {t.accent.name()}; }}
QPushButton[role="link"] {{ background: transparent; border: none; padding: 0 4px;
  min-height: {t.target_px}px; color: {t.accent.name()}; }}
QPushButton[role="link"]:hover {{ text-decoration: underline; }}
QPushButton[big="true"] {{ font-size: {t.title_px}px; font-weight: 600;
  min-height: {t.target_px + 6}px; }}
QToolButton[shape="icon"] {{ padding: 0; min-width: {t.target_px - 2}px; }}
QPushButton:disabled[role="primary"], QPushButton:disabled[role="live"] {{
  background: {t.surface_2.name()}; color: {pale}; border-color: {t.line.name()}; }}
QToolButton::menu-indicator, QPushButton::menu-indicator {{ image: none; width: 0; }}
"""


def _filled(role: str, ground: str, ink: str, hover: str) -> Rules:
    which = f'QPushButton[role="{role}"]'
    return f"""
{which} {{ background: {ground}; color: {ink}; border-color: transparent; font-weight: 600; }}
{which}:hover, {which}:pressed {{ background: {hover}; }}"""


def choices(t: Tokens) -> Rules:
    """Return the rules of check boxes and radio buttons."""
    size = round(16 * t.scale)
    dot = max(4, size // 3)
    return f"""
QCheckBox, QRadioButton {{ spacing: 8px; min-height: {t.target_px}px; background: transparent; }}
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator, QGroupBox::indicator {{
  width: {size}px; height: {size}px; border: 1px solid {t.secondary.name()};
  background: {t.surface_0.name()}; border-radius: 4px; }}
QRadioButton::indicator {{ border-radius: {size // 2 + 1}px; }}
QCheckBox::indicator:hover, QRadioButton::indicator:hover {{ border-color: {t.accent.name()}; }}
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked {{
  background: {t.accent.name()}; border-color: {t.accent.name()};
  image: {mark("check", t.on_accent)}; }}
QCheckBox::indicator:indeterminate {{ background: {t.accent.name()};
  border-color: {t.accent.name()}; image: {mark("minus", t.on_accent)}; }}
QRadioButton::indicator:checked {{ border: {dot}px solid {t.accent.name()};
  width: {size + 2 - 2 * dot}px; height: {size + 2 - 2 * dot}px;
  background: {t.on_accent.name()}; }}
QCheckBox:disabled, QRadioButton:disabled {{ color: {t.secondary.name()}; }}
QCheckBox::indicator:disabled {{ background: {t.surface_2.name()};
  border-color: {t.line.name()}; }}
"""


def fields(t: Tokens) -> Rules:
    """Return the rules of what takes text or a choice of many."""
    edge = mixed(t.line, t.secondary, 0.25).name()
    arrow = round(16 * t.scale)
    one_line = "QLineEdit, QSpinBox, QDoubleSpinBox, QComboBox, QKeySequenceEdit, QDateTimeEdit"
    return f"""
{one_line}, QTextEdit, QPlainTextEdit {{ background: {t.surface_0.name()};
  border: 1px solid {edge}; border-radius: {t.radius_px}px; }}
{one_line} {{ min-height: {t.target_px - 2}px; padding: 0 8px; }}
QTextEdit, QPlainTextEdit {{ padding: 4px; }}
QLineEdit:hover, QComboBox:hover, QSpinBox:hover, QDoubleSpinBox:hover {{
  border-color: {t.secondary.name()}; }}
QLineEdit:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled, QComboBox:disabled {{
  color: {t.secondary.name()}; background: {t.surface_2.name()}; border-color: {t.line.name()}; }}
QLineEdit[wrong="true"] {{ border-color: {t.live.name()}; }}
QLineEdit {{ icon-size: {t.icon_px}px; }}
QLineEdit QToolButton {{ background: transparent; border: none; padding: 0; min-height: 0;
  min-width: 0; }}
QLineEdit[bare="true"] {{ background: transparent; border-color: transparent; padding: 0 4px; }}
QSpinBox, QDoubleSpinBox {{ padding-right: {arrow + 6}px; }}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {{ subcontrol-origin: border;
  width: {arrow + 4}px; border: none; background: transparent; }}
QAbstractSpinBox::up-button {{ subcontrol-position: top right; margin: 2px 2px 0 0; }}
QAbstractSpinBox::down-button {{ subcontrol-position: bottom right; margin: 0 2px 2px 0; }}
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover {{
  background: {t.hover.name()}; border-radius: 4px; }}
QAbstractSpinBox::up-arrow {{ image: {mark("chevron-up", t.secondary)};
  width: {arrow - 4}px; height: {arrow - 4}px; }}
QAbstractSpinBox::down-arrow {{ image: {mark("chevron-down", t.secondary)};
  width: {arrow - 4}px; height: {arrow - 4}px; }}
QComboBox {{ padding-right: 4px; }}
QComboBox::drop-down {{ subcontrol-origin: border; subcontrol-position: center right;
  width: {arrow + 12}px; border: none; }}
QComboBox::down-arrow {{ image: {mark("chevron-down", t.secondary)};
  width: {arrow}px; height: {arrow}px; }}
QComboBox QAbstractItemView {{ background: {t.surface_2.name()}; padding: 4px;
  border: 1px solid {edge}; border-radius: {t.radius_px}px; outline: none; }}
QComboBox QAbstractItemView::item {{ min-height: {t.target_px}px; padding: 0 8px;
  border-radius: 4px; }}
QComboBox QAbstractItemView::item:selected {{ background: {t.selected.name()};
  color: {t.text.name()}; }}
"""


def lists(t: Tokens) -> Rules:
    """Return the rules of lists, trees and tables, and what scrolls them."""
    bar = round(10 * min(t.scale, 1.4))
    handle = mixed(t.surface_2, t.secondary, 0.45)
    return f"""
QListView, QTreeView, QTableView, QScrollArea {{ background: transparent; border: none;
  outline: none; }}
QScrollArea > QWidget > QWidget {{ background: transparent; }}
QListView::item, QTreeView::item, QTableView::item {{
  padding: {(t.target_px - t.line_px) // 2}px 8px; border-radius: {t.radius_px}px;
  color: {t.text.name()}; }}
QListView[shape="grid"] {{ font-size: {t.small_px}px; }}
QListView[shape="grid"]::item {{ padding: 4px 0; }}
QListView::item:hover, QTreeView::item:hover, QTableView::item:hover {{
  background: {t.surface_2.name()}; }}
QListView::item:selected, QTreeView::item:selected, QTableView::item:selected {{
  background: {t.selected.name()}; color: {t.text.name()}; }}
QTableView {{ gridline-color: {t.line.name()}; }}
QTableView::item {{ padding: {t.grid_px}px {t.gap_px}px; border-radius: 0; }}
QHeaderView::section {{ background: transparent; color: {t.secondary.name()}; border: none;
  border-bottom: 1px solid {t.line.name()}; padding: 4px 8px;
  min-height: {t.target_px - 12}px; }}
QTableCornerButton::section {{ background: transparent; border: none; }}
QScrollBar {{ background: transparent; border: none; margin: 0; }}
QScrollBar:vertical {{ width: {bar}px; }}
QScrollBar:horizontal {{ height: {bar}px; }}
QScrollBar::handle {{ background: {handle.name()}; margin: 2px;
  border-radius: {(bar - 4) // 2}px; }}
QScrollBar::handle:vertical {{ min-height: {t.target_px}px; }}
QScrollBar::handle:horizontal {{ min-width: {t.target_px}px; }}
QScrollBar::handle:hover, QScrollBar::handle:pressed {{ background: {t.secondary.name()}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; background: none; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: none; }}
QAbstractScrollArea::corner {{ background: transparent; }}
"""


def menus(t: Tokens) -> Rules:
    """Return the rules of the menu bar and of menus."""
    size = round(16 * t.scale)
    edge = mixed(t.line, t.secondary, 0.25).name()
    return f"""
QMenuBar {{ background: transparent; spacing: 0; padding: 0; }}
QMenuBar::item {{ padding: {(t.target_px - t.line_px) // 2}px 10px; background: transparent;
  border-radius: {t.radius_px}px; color: {t.secondary.name()}; }}
QMenuBar::item:selected, QMenuBar::item:pressed {{ background: {t.surface_2.name()};
  color: {t.text.name()}; }}
QMenu {{ background: {t.surface_2.name()}; border: 1px solid {edge};
  border-radius: {t.radius_px}px; padding: 4px; }}
QMenu::item {{ padding: {(t.target_px - t.line_px) // 2}px 16px
  {(t.target_px - t.line_px) // 2}px {size + 16}px; border-radius: 4px; }}
QMenu::item:selected {{ background: {mixed(t.surface_2, t.accent, 0.28).name()}; }}
QMenu::item:disabled {{ color: {mixed(t.surface_2, t.secondary, 0.7).name()}; }}
QMenu::icon {{ left: 8px; }}
QMenu::separator {{ height: 1px; background: {t.line.name()}; margin: 4px 8px; }}
QMenu::indicator {{ width: {size}px; height: {size}px; left: 8px; }}
QMenu::indicator:checked {{ image: {mark("check", t.accent)}; }}
QMenu::right-arrow {{ image: {mark("chevron-right", t.secondary)};
  width: {size}px; height: {size}px; right: 4px; }}
"""


def bars(t: Tokens) -> Rules:
    """Return the rules of message bars, badges and progress."""
    edge = {"info": t.accent, "warning": t.warning, "error": t.live}
    levels = "\n".join(
        f'*[bar="{level}"] {{ background: {mixed(t.surface_1, colour, 0.14).name()}; '
        f"border: 1px solid {mixed(t.surface_1, colour, 0.5).name()}; "
        f"border-radius: {t.radius_px}px; }}"
        for level, colour in edge.items()
    )
    return f"""
{levels}
QLabel[badge="quiet"], QLabel[badge="live"], QLabel[badge="good"], QLabel[badge="warning"] {{
  border-radius: 4px; padding: 1px 6px; font-size: {t.small_px}px; font-weight: 600;
  background: {t.surface_2.name()}; color: {t.secondary.name()}; }}
QLabel[badge="live"] {{ background: {t.live.name()}; color: {t.on_live.name()}; }}
QLabel[badge="good"] {{ color: {t.good.name()}; }}
QLabel[badge="warning"] {{ color: {t.warning.name()}; }}
QProgressBar {{ background: {t.surface_2.name()}; border: none; border-radius: 2px;
  min-height: 4px; max-height: 4px; }}
QProgressBar::chunk {{ background: {t.accent.name()}; border-radius: 2px; }}
"""


def sliders(t: Tokens) -> Rules:
    """Return the rules of sliders."""
    knob = round(16 * min(t.scale, 1.5))
    rest = (knob - 4) // 2
    return f"""
QSlider {{ background: transparent; }}
QSlider:horizontal {{ min-height: {t.target_px}px; }}
QSlider:vertical {{ min-width: {t.target_px}px; }}
QSlider::groove {{ background: {mixed(t.surface_2, t.secondary, 0.25).name()};
  border-radius: 2px; }}
QSlider::groove:horizontal {{ height: 4px; }}
QSlider::groove:vertical {{ width: 4px; }}
QSlider::sub-page:horizontal, QSlider::add-page:vertical {{ background: {t.accent.name()};
  border-radius: 2px; }}
QSlider::handle {{ background: {t.text.name()}; border-radius: {knob // 2}px;
  width: {knob}px; height: {knob}px; }}
QSlider::handle:horizontal {{ margin: -{rest}px 0; }}
QSlider::handle:vertical {{ margin: 0 -{rest}px; }}
QSlider::handle:hover {{ background: {t.accent.name()}; }}
QSlider::sub-page:disabled, QSlider::add-page:disabled {{ background: {t.line.name()}; }}
QSlider::handle:disabled {{ background: {t.secondary.name()}; }}
"""


def tabs(t: Tokens) -> Rules:
    """Return the rules of tabs: words with a line under the chosen one."""
    return f"""
QTabWidget::pane {{ border: none; }}
QTabBar {{ qproperty-drawBase: 0; background: transparent; }}
QTabBar::tab {{ background: transparent; color: {t.secondary.name()}; border: none;
  min-height: {t.target_px - 2}px; padding: 0 5px; border-bottom: 2px solid transparent; }}
QTabBar::tab:hover {{ color: {t.text.name()}; }}
QTabBar::tab:selected {{ color: {t.text.name()}; font-weight: 600;
  border-bottom-color: {t.accent.name()}; }}
"""


def docks(t: Tokens) -> Rules:
    """Return the rules of docks: cards on the window, with a gap that can be dragged."""
    r = t.radius_px
    edge = t.line.name() if t.name != "dark" else t.surface_1.name()
    return f"""
QMainWindow {{ background: {t.surface_0.name()}; }}
QMainWindow::separator {{ background: transparent; width: 4px; height: 4px; }}
QMainWindow::separator:hover {{ background: {t.accent.name()}; }}
*[dock] {{ background: {t.surface_1.name()}; border: 1px solid {edge}; }}
*[dock="title"] {{ border-bottom: none; border-top-left-radius: {r}px;
  border-top-right-radius: {r}px; }}
*[dock="body"] {{ border-top: none; border-bottom-left-radius: {r}px;
  border-bottom-right-radius: {r}px; }}
*[dock="alone"] {{ border-radius: {r}px; }}
*[dock="side"] {{ border-right: none; border-top-left-radius: {r}px;
  border-bottom-left-radius: {r}px; }}
*[dock="beside"] {{ border-left: none; border-top-right-radius: {r}px;
  border-bottom-right-radius: {r}px; }}
QLabel[role="dock"] {{ color: {t.secondary.name()}; font-weight: 600; }}
QSplitter::handle {{ background: transparent; }}
QSplitter::handle:hover {{ background: {t.accent.name()}; }}
"""
