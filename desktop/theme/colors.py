"""Arithmetic with colours: mixing, tinting, contrast. Pure functions, no theme."""

from __future__ import annotations

from PySide6.QtGui import QColor


def mix(color: QColor, ground: QColor, share: float) -> QColor:
    """``share`` (0 to 1) of ``color``, the rest ``ground``, channel by channel in sRGB."""
    rest = 1.0 - share
    return QColor(
        round(color.red() * share + ground.red() * rest),
        round(color.green() * share + ground.green() * rest),
        round(color.blue() * share + ground.blue() * rest),
    )


def with_alpha(color: QColor, alpha: float) -> QColor:
    """The colour at an opacity of ``alpha`` (0 to 1)."""
    result = QColor(color)
    result.setAlphaF(alpha)
    return result


def over(color: QColor, ground: QColor) -> QColor:
    """What a translucent ``color`` looks like on an opaque ``ground``."""
    return mix(color, ground, color.alphaF())


def luminance(color: QColor) -> float:
    """The relative luminance, 0 (black) to 1 (white). Source: WCAG 2.2, "relative luminance"."""

    def channel(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    return float(
        0.2126 * channel(color.redF())
        + 0.7152 * channel(color.greenF())
        + 0.0722 * channel(color.blueF())
    )


def contrast(first: QColor, second: QColor) -> float:
    """The contrast ratio of two opaque colours, 1 to 21. Source: WCAG 2.2, "contrast ratio"."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def css(color: QColor) -> str:
    """The colour as a style sheet writes it."""
    if color.alpha() == 255:
        return color.name()
    return f"rgba({color.red()},{color.green()},{color.blue()},{color.alpha()})"
