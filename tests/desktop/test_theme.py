"""The tokens are the design's, every pair of text and ground in use can be read, icons exist."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QColor, QFontInfo, QFontMetrics, QRawFont
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QLabel

from core.paths import resources_dir
from desktop.theme import set_role, set_text, theme, tokens
from desktop.theme.colors import contrast, mix, over
from desktop.theme.fonts import ROLES
from desktop.theme.motion import motion_reduced
from desktop.theme.theme import Density, Mode, Theme
from desktop.widgets import Button, label

AA_TEXT = 4.5
AAA_TEXT = 7.0
AA_GRAPHIC = 3.0
DENSITIES: tuple[Density, ...] = ("dense", "normal", "comfortable", "normal")
SCHEMES: tuple[Mode, ...] = ("light", "dark")


@pytest.fixture(params=SCHEMES)
def scheme(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[Theme]:
    look = theme()
    look.set_mode(request.param)
    yield look
    look.set_mode("light")


def pairs(look: Theme) -> Iterator[tuple[str, QColor, QColor]]:
    """Every colour that text is written in, with every ground it stands on."""
    c = look.color
    grounds = {name: c(name) for name in ("paper", "surface", "sunken")}
    hovered = {f"{g}+{s}": over(c(s), c(g)) for g in grounds for s in ("hover", "press")}
    for name, ground in (grounds | hovered).items():
        yield f"text on {name}", c("text"), ground
        yield f"accentInk on {name}", c("accentInk"), ground
    for name, ground in (grounds | {"surface+hover": hovered["surface+hover"]}).items():
        yield f"muted on {name}", c("muted"), ground
    for name in ("paper", "surface", "paper+hover", "surface+hover"):
        yield f"danger on {name}", c("danger"), (grounds | hovered)[name]
        yield f"warnInk on {name}", look.ink(c("warn")), (grounds | hovered)[name]
    for token in ("accentSoft", "warnSoft", "dangerSoft", "selection", "line"):
        yield f"text on {token}", c("text"), c(token)
    for state in ("hover", "press"):
        yield f"accentInk on soft {state}", c("accentInk"), over(c(state), c("accentSoft"))
    yield "accentInk on accentSoft", c("accentInk"), c("accentSoft")
    yield "accentText on accent", c("accentText"), c("accent")
    yield "accentText on accent hovered", c("accentText"), over(c("press"), c("accent"))
    yield "accentText on accent pressed", c("accentText"), over(c("disabled"), c("accent"))
    for number in range(tokens.PERSON_COLORS):
        hue = c(f"bytes{number}")
        yield f"person {number} on its tint", look.ink(hue), look.tint(hue)
        for name, ground in grounds.items():
            yield f"person {number} on {name}", look.ink(hue), ground
        yield f"person {number} hovered", look.ink(hue), hovered["paper+hover"]


def test_text_can_be_read(scheme: Theme) -> None:
    faint = [
        f"{what}: {contrast(ink, ground):.2f}"
        for what, ink, ground in pairs(scheme)
        if contrast(ink, ground) < AA_TEXT
    ]
    assert not faint


def test_high_contrast_is_enhanced(scheme: Theme) -> None:
    """WCAG 2.2, 1.4.6: 7:1 for everything that is read; frames are as strong as muted text."""
    scheme.set_contrast("high")
    try:
        grounds = [scheme.color(name) for name in ("paper", "surface", "sunken", "accentSoft")]
        read = ["text", "muted", "accent", "accentInk", "danger", "warn", "focus", "edge"]
        read += [f"bytes{number}" for number in range(8)]
        faint = [
            f"{name}: {contrast(scheme.color(name), ground):.2f}"
            for name in read
            for ground in grounds
            if contrast(scheme.color(name), ground) < AAA_TEXT
        ]
        assert not faint
        assert contrast(scheme.color("accentText"), scheme.color("accent")) >= AAA_TEXT
        low = [what for what, ink, ground in pairs(scheme) if contrast(ink, ground) < AA_TEXT]
        assert not low
    finally:
        scheme.set_contrast("system")
    assert not scheme.high_contrast


def test_rows_are_as_close_as_chosen(scheme: Theme) -> None:
    told: list[str] = []
    scheme.changed.connect(lambda: told.append(scheme.density))
    heights = []
    for density in DENSITIES:
        scheme.set_density(density)
        heights.append(scheme.dense(30))
    assert heights == [24, 30, 36, 30]
    assert told == ["dense", "normal", "comfortable", "normal"]


def test_motion_is_as_chosen(scheme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BESEDKA_REDUCED_MOTION", "1")
    scheme.set_motion("full")
    assert not scheme.reduced_motion
    scheme.set_motion("system")
    assert scheme.reduced_motion
    monkeypatch.setenv("BESEDKA_REDUCED_MOTION", "0")
    scheme.set_motion("reduced")
    assert scheme.reduced_motion
    monkeypatch.delenv("BESEDKA_REDUCED_MOTION")
    scheme.set_motion("system")


def test_focus_and_state_can_be_seen(scheme: Theme) -> None:
    for mark, ground in itertools.product(
        ("focus", "accent", "danger", "running"), ("paper", "surface", "sunken")
    ):
        assert contrast(scheme.color(mark), scheme.color(ground)) >= AA_GRAPHIC, (mark, ground)


def test_contrast_follows_wcag() -> None:
    assert contrast(QColor("#000000"), QColor("#FFFFFF")) == pytest.approx(21.0)
    assert contrast(QColor("#777777"), QColor("#FFFFFF")) == pytest.approx(4.478, abs=0.001)


def test_every_token_is_in_both_schemes() -> None:
    assert tokens.LIGHT.keys() == tokens.DARK.keys()
    assert len(tokens.LIGHT_BYTES) == len(tokens.DARK_BYTES) == 8
    for scheme in (tokens.LIGHT, tokens.DARK):
        assert all(re.fullmatch(r"#[0-9A-F]{6}", value) for value in scheme.values())


def test_derived_colours_are_computed_from_tokens(scheme: Theme) -> None:
    text, line, muted = (scheme.color(name) for name in ("text", "line", "muted"))
    assert scheme.color("edge") == mix(muted, line, 0.24)
    assert scheme.ink(scheme.color("accent")) == mix(scheme.color("accent"), text, 0.82)
    assert scheme.color("hover").alphaF() == pytest.approx(0.06 if scheme.dark else 0.05, abs=0.01)
    with pytest.raises(KeyError):
        scheme.color("mauve")


def test_a_person_keeps_the_colour_in_any_case_and_danger_is_nobodys(scheme: Theme) -> None:
    assert scheme.person_color("Anna") == scheme.person_color("aNNA")
    assert scheme.person_color("Учитель") == scheme.person_color("учитель")
    danger = scheme.color("danger")
    seen = {scheme.person_color(f"nick{number}").name() for number in range(200)}
    assert len(seen) == tokens.PERSON_COLORS
    assert danger.name() not in seen


def test_switching_the_scheme_tells_and_repaints(qapp: QApplication) -> None:
    look = theme()
    look.set_mode("light")
    told: list[bool] = []

    def note() -> None:
        told.append(look.dark)

    look.changed.connect(note)
    look.set_mode("dark")
    assert qapp.palette().window().color() == QColor(tokens.DARK["paper"])
    assert tokens.DARK["accent"].lower() in qapp.styleSheet().lower()
    look.set_mode("dark")
    look.set_mode("light")
    look.changed.disconnect(note)
    assert told == [True, False]
    assert qapp.palette().window().color() == QColor(tokens.LIGHT["paper"])


def test_the_style_sheet_names_no_unknown_colour(scheme: Theme, qapp: QApplication) -> None:
    assert "@" not in qapp.styleSheet()
    assert len(qapp.styleSheet()) < 8000  # it is parsed on every start


def test_bundled_fonts_have_every_role_and_cyrillic(qapp: QApplication) -> None:
    for role, wanted in ROLES.items():
        info = QFontInfo(theme().font(role))
        assert info.family() == (tokens.MONO_FAMILY if wanted.mono else tokens.UI_FAMILY), role
        assert info.weight() == wanted.weight, role
        assert info.pixelSize() == wanted.size, role
        raw = QRawFont.fromFont(theme().font(role))
        assert all(raw.supportsCharacter(ord(letter)) for letter in "AzЁжЯ0–—«»…"), role


def test_tabular_figures_have_one_width(qapp: QApplication) -> None:
    metrics = QFontMetrics(theme().font("body", tabular=True))
    assert len({metrics.horizontalAdvance(figure * 8) for figure in "0123456789"}) == 1
    loose = QFontMetrics(theme().font("body"))
    assert loose.horizontalAdvance("1" * 8) < loose.horizontalAdvance("8" * 8)


def test_a_role_that_is_set_before_or_after_showing_keeps_the_font(qapp: QApplication) -> None:
    button = Button("play", "primary")
    button.setText("Start")
    button.show()
    qapp.processEvents()
    strong = button.font().weight()
    assert strong == theme().font("bodyStrong").weight()
    button.set_role("danger")
    set_role(button, "secondary")
    qapp.processEvents()
    assert button.font().weight() == strong
    button.close()


def test_a_label_takes_the_colour_it_is_given(scheme: Theme, qapp: QApplication) -> None:
    def shown(widget: QLabel) -> QColor:
        widget.show()
        qapp.processEvents()
        return widget.palette().color(widget.foregroundRole())

    muted = label("body", "muted")
    assert shown(muted) == scheme.color("muted")
    set_text(muted, "danger")
    assert shown(muted) == scheme.color("danger")
    muted.close()


# --- icons ------------------------------------------------------------------------------------

ICONS = resources_dir() / "icons"
DESKTOP = Path(__file__).resolve().parents[2] / "desktop"


def named_icons() -> set[str]:
    """Every string in desktop that looks like the name of an icon and stands where one does."""
    calls = re.compile(
        r"(?:\bIcon|IconButton|EmptyState|Dialog|Button|icon|set_icon|pixmap|add_action|add_button)"
        r"\(\s*(?:\"(?:primary|secondary|tonal|danger|flat)\",\s*)?(?:icon=)?\"([a-z0-9-]+)\""
    )
    found: set[str] = set()
    for file in DESKTOP.rglob("*.py"):
        found |= set(calls.findall(file.read_text(encoding="utf-8")))
    return found - {"primary", "secondary", "tonal", "danger", "flat", "link", "chip", "nav"}


def test_every_icon_that_is_named_exists() -> None:
    names = named_icons()
    assert len(names) > 10
    assert not [name for name in sorted(names) if not (ICONS / f"{name}.svg").exists()]


def test_icons_are_valid_take_the_colour_and_come_with_their_licence(qapp: QApplication) -> None:
    files = sorted(ICONS.glob("*.svg"))
    assert files
    for file in files:
        assert QSvgRenderer(QByteArray(file.read_bytes())).isValid(), file.name
        if file.stem != "besedka":
            assert "currentColor" in file.read_text(), file.name
    assert "ISC License" in (ICONS / "LICENSE-lucide.txt").read_text()


def test_an_icon_is_drawn_in_the_tokens_colour_at_the_screens_density(scheme: Theme) -> None:
    image = scheme.pixmap("square", "accent", 16, 2.0).toImage()
    assert image.size().width() == 32
    colours = {
        image.pixelColor(x, y).name()
        for x in range(32)
        for y in range(32)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert colours == {scheme.color("accent").name()}
    with pytest.raises(FileNotFoundError):
        scheme.pixmap("no-such-icon")


@pytest.mark.parametrize(
    ("file", "text", "reduced"),
    [
        ("kdeglobals", "[KDE]\nAnimationDurationFactor=0\n", True),
        ("kdeglobals", "[KDE]\nAnimationDurationFactor=0.5\n", False),
        ("gtk-3.0/settings.ini", "[Settings]\ngtk-enable-animations=false\n", True),
        ("gtk-4.0/settings.ini", "[Settings]\ngtk-enable-animations = 1\n", False),
    ],
)
def test_reduced_motion_is_read_from_the_desktop(
    file: str, text: str, reduced: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BESEDKA_REDUCED_MOTION", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    target = tmp_path / file
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text)
    assert motion_reduced() is reduced
    monkeypatch.setenv("BESEDKA_REDUCED_MOTION", "1")
    assert motion_reduced()


def test_code_has_no_ligatures(qapp: QApplication) -> None:
    """JetBrains Mono draws "!=" as one sign, which a beginner cannot type."""
    font = theme().font("mono")
    features = {bytes(tag.toString().data()): font.featureValue(tag) for tag in font.featureTags()}
    assert features == {b"calt": 0, b"liga": 0}
    label = QLabel("!=")
    label.setFont(font)
    one = QLabel("!")
    one.setFont(font)
    assert label.fontMetrics().horizontalAdvance("!=") == 2 * one.fontMetrics().horizontalAdvance(
        "!"
    )
