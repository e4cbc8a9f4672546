"""How well a few typed letters fit a name, and which of its letters they are. Pure functions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from desktop.switcher.scripts import Folded, folded, other_layout, skeleton, sounds

EXACT, PREFIX, WORD, INSIDE, SCATTERED = range(5)
LONGEST = 100
"""Letters that are looked for: no name has more of them that anybody would type."""
_TIER = 1000
_OTHER_SCRIPT = 400  # what a match in another script, or with other keys, is worse
_OTHER_KEYS = 700
_WIDEST = 12  # letters of the name to one letter typed that scattered ones may span


class Match(NamedTuple):
    """``score``: less is better. ``letters``: indices into the text of what was matched."""

    score: int
    letters: tuple[int, ...]

    @property
    def tier(self) -> int:
        """EXACT to SCATTERED; a match in another script counts as INSIDE at best."""
        return self.score // _TIER


def match(query: str, text: str, *, scattered: bool = True) -> Match | None:
    """How ``query`` fits ``text``, in its own script or another, by these keys or those of the
    other layout; of several words each must fit. ``scattered``: its letters may stand apart."""
    query = query[:LONGEST].strip()
    if not query:
        return Match(INSIDE * _TIER, ())
    found = _match_word(query, text, scattered)
    words = query.split()
    if found is not None or len(words) < 2:
        return found
    parts = [_match_word(word, text, False) for word in words]
    if any(part is None for part in parts):
        return None
    whole = [part for part in parts if part is not None]
    letters = sorted({letter for part in whole for letter in part.letters})
    return Match(max(part.score for part in whole) + 10, tuple(letters))


def _match_word(query: str, text: str, scattered: bool) -> Match | None:
    found = _in(folded(query)[0], folded(text), text, scattered)
    if found is not None and found.tier < SCATTERED:
        return found
    sound = sounds(query)
    # The quick look first: most names sound otherwise.
    if sound and (sound in sounds(text) or (scattered and found is None)):
        heard = _in(sound, skeleton(text), text, scattered and found is None)
        if heard is not None:
            found = _better(found, Match(_worse(heard.score, _OTHER_SCRIPT), heard.letters))
    if found is not None and found.tier < SCATTERED:
        return found
    swapped = other_layout(query)
    if len(swapped) > 1:
        meant = _in(folded(swapped)[0], folded(text), text, False)
        if meant is None and (sound := sounds(swapped)) and sound in sounds(text):
            meant = _in(sound, skeleton(text), text, False)
        if meant is not None:
            found = _better(found, Match(_worse(meant.score, _OTHER_KEYS), meant.letters))
    return found


def _worse(score: int, by: int) -> int:
    """A match by a detour is never better than one inside a word."""
    return max(score, INSIDE * _TIER - _TIER // 2 if score < _TIER else INSIDE * _TIER) + by


def _better(one: Match | None, other: Match) -> Match:
    return other if one is None or other.score < one.score else one


def _in(query: str, comparable: Folded, text: str, scattered: bool) -> Match | None:
    plain, places = comparable
    if not query or len(query) > len(plain):
        return None
    least, best = 0, -1  # the score, and where it is
    length = min(len(text), 199)
    at = plain.find(query)
    while at >= 0:
        index = places[at]
        if len(query) == len(plain):
            tier = EXACT
        elif at == 0:
            tier = PREFIX
        elif _begins_word(text, index):
            tier = WORD
        else:
            tier = INSIDE
        score = tier * _TIER + min(index, 99) + length
        if best < 0 or score < least:
            least, best = score, at
        if tier <= WORD:
            break
        at = plain.find(query, at + 1)
    if best >= 0:
        index, after = places[best], best + len(query)
        end = places[after] if after < len(places) else len(text)
        # "kh" is one sound and two letters
        return Match(least, tuple(range(index, max(end, index + 1))))
    if not scattered or len(query) < 2:
        return None
    return _scattered(query, plain, places, text)


def _scattered(query: str, plain: str, places: Sequence[int], text: str) -> Match | None:
    """The letters in their order, with others between; the first begins a word where it can."""
    starts = [at for at, letter in enumerate(plain) if letter == query[0]]
    starts.sort(key=lambda at: not _begins_word(text, places[at]))
    for start in starts[:6]:
        taken = [start]
        for letter in query[1:]:
            at = plain.find(letter, taken[-1] + 1)
            if at < 0:
                break
            taken.append(at)
        else:
            span = taken[-1] - start + 1
            if span > _WIDEST * len(query):
                continue
            begun = sum(_begins_word(text, places[at]) for at in taken)
            score = SCATTERED * _TIER + min(span * 8, 800) - begun * 60
            letters = tuple(dict.fromkeys(places[at] for at in taken))
            return Match(max(score, SCATTERED * _TIER), letters)
    return None


def _begins_word(text: str, index: int) -> bool:
    if index == 0:
        return True
    before, letter = text[index - 1], text[index]
    return not before.isalnum() or (letter.isupper() and before.islower())
