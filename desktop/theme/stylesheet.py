"""The application's one style sheet. Small on purpose: every rule is tried on every widget.

Fonts are not set here (``Theme.font`` does, on the widget), so ``setFont`` always works.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QColor

from desktop.theme import tokens
from desktop.theme.colors import css, mix, over

_TEMPLATE = """
*[ground="paper"]{background:@paper}
*[ground="surface"]{background:@surface}
*[ground="sunken"]{background:@sunken}
*[ground="accentSoft"]{background:@accentSoft}
*[round="true"]{border-radius:@control}
QLabel{background:transparent}
QLabel[ink="muted"]{color:@muted}
QLabel[ink="accent"]{color:@accentInk}
QLabel[ink="danger"]{color:@danger}
QLabel[ink="warn"]{color:@warnInk}
QLabel:disabled{color:@disabled}
QFrame[card="true"]{background:@surface;border:1px solid @line;border-radius:@card}

QAbstractButton[role]{border:1px solid transparent;border-radius:@control;padding:0 13px;
 color:@text;background:transparent}
QAbstractButton[role="primary"]{background:@accent;color:@accentText}
QAbstractButton[role="primary"]:hover{background:@accentHover}
QAbstractButton[role="primary"]:pressed{background:@accentPress}
QAbstractButton[role="primary"]:focus{border:2px solid @text;padding:0 12px}
QAbstractButton[role="primary"]:disabled{background:@sunken;color:@finished}
QAbstractButton[role="secondary"]{background:@surface;border-color:@edge}
QAbstractButton[role="danger"]{background:@surface;border-color:@edge;color:@danger}
QAbstractButton[role="secondary"]:hover,QAbstractButton[role="danger"]:hover{background:@surfaceHover}
QAbstractButton[role="secondary"]:pressed,QAbstractButton[role="danger"]:pressed{background:@surfacePress}
QAbstractButton[role="secondary"]:checked{background:@accentSoft;color:@accentInk}
QAbstractButton[role="tonal"]{background:@accentSoft;color:@accentInk}
QAbstractButton[role="tonal"]:hover{background:@softHover}
QAbstractButton[role="tonal"]:pressed{background:@softPress}
QAbstractButton[role="link"]{color:@accentInk;padding:0 5px}
QAbstractButton[role="icon"]{padding:0}
QAbstractButton[role="chip"]{border-color:@edge;border-radius:14px;padding:0 11px;color:@muted}
QAbstractButton[role="nav"]{padding:0 11px;text-align:left}
QAbstractButton[role="card"]{background:@surface;border-color:@line;border-radius:@card;text-align:left}
QAbstractButton[role="card"]:hover{background:@surfaceHover}
QAbstractButton[role="nav"]:hover{background:@surface}
QAbstractButton[role="flat"]:hover,QAbstractButton[role="link"]:hover,QAbstractButton[role="icon"]:hover,
QAbstractButton[role="chip"]:hover{background:@hover}
QAbstractButton[role="flat"]:pressed,QAbstractButton[role="link"]:pressed,
QAbstractButton[role="icon"]:pressed,QAbstractButton[role="chip"]:pressed{background:@press}
QAbstractButton[role="icon"]:checked,QAbstractButton[role="flat"]:checked,
QAbstractButton[role="nav"]:checked{background:@accentSoft}
QAbstractButton[role="chip"]:checked{background:@accentSoft;border-color:@accent;color:@accentInk}
QAbstractButton[role]:disabled{color:@disabled}
QAbstractButton[role="secondary"]:focus,QAbstractButton[role="danger"]:focus,
QAbstractButton[role="tonal"]:focus,QAbstractButton[role="flat"]:focus,QAbstractButton[role="card"]:focus{
 border:2px solid @focus;padding:0 12px}
QAbstractButton[role="link"]:focus{border:2px solid @focus;padding:0 4px}
QAbstractButton[role="icon"]:focus{border:2px solid @focus;padding:0}
QAbstractButton[role="chip"]:focus,QAbstractButton[role="nav"]:focus{
 border:2px solid @focus;padding:0 10px}
Button[role],Button[role]:disabled,Button[role]:checked{color:transparent}
QToolButton::menu-indicator,QPushButton::menu-indicator{image:none;width:0}

QLineEdit,QPlainTextEdit,QTextEdit,QComboBox,QSpinBox{background:@surface;color:@text;
 placeholder-text-color:@muted;
 border:1px solid @edge;border-radius:@control;padding:0 11px;
 selection-background-color:@selection;selection-color:@text}
QLineEdit{padding:0 9px}
QPlainTextEdit,QTextEdit{padding:5px 7px}
QComboBox:focus,QSpinBox:focus{border:2px solid @focus;padding:0 10px}
QLineEdit:focus{border:2px solid @focus;padding:0 8px}
QPlainTextEdit:focus,QTextEdit:focus{border:2px solid @focus;padding:4px 6px}
QLineEdit[chip="true"]{background:transparent;border-radius:14px}
QLineEdit[fault="true"],QPlainTextEdit[fault="true"],QSpinBox[fault="true"]{border-color:@danger}
QLineEdit[bare="true"],QPlainTextEdit[bare="true"],QTextEdit[bare="true"]{border:0;padding:0;background:transparent}
QLineEdit:disabled,QComboBox:disabled,QSpinBox:disabled,QPlainTextEdit:disabled{color:@disabled;background:@sunken}
QSpinBox::up-button,QSpinBox::down-button{width:0;border:0}

QToolTip{background:@surface;color:@text;border:1px solid @edge;padding:1px 2px}
QMenu{background:@surface;color:@text;border:1px solid @edge;border-radius:@menu;padding:4px}
QMenu::item{padding:6px 20px 6px 10px;background:transparent;border-radius:4px}
QMenu::item:selected{background:@surfaceHover}
QMenu::item:disabled{color:@disabled}
QMenu::separator{height:1px;background:@line;margin:4px -4px}
QMenu::icon{padding-left:12px}

QAbstractScrollArea[bare="true"]{border:0;background:transparent}
QScrollBar:vertical{width:12px;background:transparent;border:0;margin:0}
QScrollBar[thin="true"]:vertical{width:8px}
QScrollBar:horizontal{height:12px;background:transparent;border:0;margin:0}
QScrollBar::handle{background:@handle;margin:3px;border-radius:3px}
QScrollBar[thin="true"]::handle{margin:2px;border-radius:2px}
QScrollBar::handle:vertical{min-height:32px}
QScrollBar::handle:horizontal{min-width:32px}
QScrollBar::handle:hover{background:@finished}
QScrollBar::add-line,QScrollBar::sub-line,QScrollBar::add-page,QScrollBar::sub-page{
 background:transparent;border:0;width:0;height:0}
QSplitter::handle{background:@line}
QHeaderView{background:@surface;border:0}
QHeaderView::section{background:@surface;color:@muted;
 border:0;border-bottom:1px solid @line;padding:0 8px}
"""


def build_stylesheet(colors: Mapping[str, QColor]) -> str:
    """The style sheet in the given colours (tokens and derived names, as ``Theme`` has them)."""
    values = {name: css(color) for name, color in colors.items()}
    for part, ground in (("surface", "surface"), ("soft", "accentSoft"), ("accent", "accent")):
        values[f"{part}Hover"] = css(over(colors["hover"], colors[ground]))
        values[f"{part}Press"] = css(over(colors["press"], colors[ground]))
    values["warnInk"] = css(mix(colors["warn"], colors["text"], 0.82))
    values["accentHover"] = css(over(colors["press"], colors["accent"]))
    values["accentPress"] = css(over(colors["disabled"], colors["accent"]))
    values["handle"] = css(colors["edge"])
    values["card"] = f"{tokens.RADIUS_CARD}px"
    values["menu"] = f"{tokens.RADIUS_MENU}px"
    values["control"] = f"{tokens.RADIUS_CONTROL}px"
    text = _TEMPLATE
    for name in sorted(values, key=len, reverse=True):  # "accentSoft" before "accent"
        text = text.replace(f"@{name}", values[name])
    return text
