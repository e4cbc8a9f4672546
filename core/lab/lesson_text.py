"""A lesson's ``ru.md`` or ``en.md``: a title, an introduction, and a part for each step.

Only a small part of Markdown is understood (see resources/lessons/README.md), and it becomes plain
values: whoever shows them decides how. HTML is text like any other, so nothing can be smuggled in.
Any text can be parsed; what does not fit is a fault with its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from core.lab.lesson_faults import FaultCode, LessonFault

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*$")
_ID = re.compile(r"\s*\{#([^}]*)\}$")
_BULLET = re.compile(r"\s{0,3}[-*+]\s+(.*)$")
_NUMBERED = re.compile(r"\s{0,3}(\d{1,3})[.)]\s+(.*)$")
_FENCE = re.compile(r"\s{0,3}```\s*(\w*)\s*$")
_INLINE = re.compile(
    r"(?P<code>`+)(?P<code_text>.+?)(?P=code)(?!`)"
    r"|\*\*(?P<bold>\S(?:.*?\S)?)\*\*"
    r"|(?<![\w*])\*(?P<italic>[^\s*](?:[^*]*[^\s*])?)\*(?![\w*])"
    r"|\[(?P<link>[^\]\[]+)\]\((?P<target>[^()\s]+)\)"
    r"|\\(?P<escaped>[\\`*_{}\[\]()#+\-.!>|?])"
)
_TARGETS = ("https://", "http://", "lesson:")


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text of one kind.

    ``style``: "" (plain), "code", "bold", "italic" or "link"; ``target`` of a link is a web address
    or "lesson:" and a number.
    """

    text: str
    style: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, an item of a list, a quote or a block of code.

    ``kind``: "paragraph", "bullet", "number" (``number`` is its own), "quote", "code" (one span
    with its lines).
    """

    kind: str
    spans: tuple[Span, ...]
    number: int = 0

    @property
    def plain(self) -> str:
        """The text without its marks."""
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class StepText:
    """What is told of one step in one language.

    Attributes:
        id: the step's.
        title: its heading: what the step does.
        before: told before the step.
        question: the prediction's question, empty where there is none.
        question_text: paragraphs below the question.
        options: the texts of the options, in their order; empty where the file gives none.
        after_title, after: the heading of what is told after the step, and this.
        line: of the heading, from 1.
    """

    id: str
    title: tuple[Span, ...]
    before: tuple[Block, ...] = ()
    question: tuple[Span, ...] = ()
    question_text: tuple[Block, ...] = ()
    options: tuple[tuple[Span, ...], ...] = ()
    after_title: tuple[Span, ...] = ()
    after: tuple[Block, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class LessonText:
    """A lesson in one language. ``short`` is a title for narrow places."""

    file: str
    title: tuple[Span, ...] = ()
    short: tuple[Span, ...] = ()
    intro: tuple[Block, ...] = ()
    steps: tuple[StepText, ...] = ()
    faults: tuple[LessonFault, ...] = ()

    def step(self, step_id: str) -> StepText | None:
        """The text of a step."""
        return next((step for step in self.steps if step.id == step_id), None)


def plain(spans: Iterable[Span]) -> str:
    """The text without its marks."""
    return "".join(span.text for span in spans)


@dataclass(slots=True)
class _Part:
    """The lines below one heading."""

    level: int
    heading: str
    line: int
    lines: list[str] = field(default_factory=list)


def parse_text(file: str, source: str) -> LessonText:
    """Read the text of a lesson; its faults are in the result."""
    parts = list(_parts(source))
    text = LessonText(file)
    faults: list[LessonFault] = []
    steps: list[StepText] = []
    for part in parts:
        if part.level == 0:
            if any(line.strip() for line in part.lines):
                faults.append(LessonFault(file, 1, FaultCode.NO_TITLE))
        elif part.level == 1:
            if text.title:
                faults.append(LessonFault(file, part.line, FaultCode.BAD_HEADING, part.heading))
                continue
            title, _, short = part.heading.partition("|")
            text = replace(
                text,
                title=inline(title.strip()),
                short=inline(short.strip() or title.strip()),
                intro=tuple(blocks(part.lines)),
            )
        elif part.level == 2:
            found = _ID.search(part.heading)
            if found is None:
                faults.append(
                    LessonFault(file, part.line, FaultCode.HEADING_WITHOUT_ID, part.heading)
                )
            step_id = found[1].strip() if found else ""
            title = part.heading[: found.start()] if found else part.heading
            steps.append(
                StepText(step_id, inline(title), tuple(blocks(part.lines)), line=part.line)
            )
        elif part.level == 3 and steps and part.heading[:1] in ("?", "!"):
            steps[-1] = _with_part(steps[-1], part)
        else:
            faults.append(LessonFault(file, part.line, FaultCode.BAD_HEADING, part.heading))
    if not text.title and not any(fault.code is FaultCode.NO_TITLE for fault in faults):
        faults.append(LessonFault(file, 1, FaultCode.NO_TITLE))
    return replace(text, steps=tuple(steps), faults=tuple(faults))


def _with_part(step: StepText, part: _Part) -> StepText:
    heading = inline(part.heading[1:].strip())
    body = tuple(blocks(part.lines))
    if part.heading[0] == "!":
        return replace(step, after_title=heading, after=step.after + body)
    items = ("bullet", "number")
    return replace(
        step,
        question=heading or step.question or inline("?"),
        question_text=tuple(block for block in body if block.kind not in items),
        options=tuple(block.spans for block in body if block.kind in items),
    )


def _parts(source: str) -> Iterator[_Part]:
    """Cut at the headings; what stands before the first one comes with level 0."""
    part = _Part(0, "", 1)
    fenced = False
    for number, line in enumerate(source.removeprefix("\ufeff").splitlines(), start=1):
        if _FENCE.match(line):
            fenced = not fenced
        heading = None if fenced else _HEADING.match(line)
        if heading is None:
            part.lines.append(line)
            continue
        yield part
        part = _Part(len(heading[1]), heading[2], number)
    yield part


def blocks(lines: Iterable[str]) -> Iterator[Block]:
    """The blocks of some lines of Markdown."""
    kind, number, gathered = "", 0, list[str]()

    def done() -> Iterator[Block]:
        if kind == "code":
            yield Block("code", (Span("\n".join(gathered), "code"),))
        elif gathered:
            yield Block(kind, inline(" ".join(gathered)), number)

    for line in lines:
        if _FENCE.match(line):
            yield from done()
            kind, gathered = ("" if kind == "code" else "code"), []
        elif kind == "code":
            gathered.append(line)
        elif not line.strip():
            yield from done()
            kind, gathered = "", []
        elif (item := _BULLET.match(line)) is not None:
            yield from done()
            kind, number, gathered = "bullet", 0, [item[1].strip()]
        elif (item := _NUMBERED.match(line)) is not None:
            yield from done()
            kind, number, gathered = "number", int(item[1]), [item[2].strip()]
        elif line.lstrip().startswith(">"):
            if kind != "quote":
                yield from done()
                kind, number, gathered = "quote", 0, []
            gathered.append(line.lstrip()[1:].strip())
        else:
            if not kind:
                kind, number = "paragraph", 0
            gathered.append(line.strip())
    yield from done()


def inline(text: str) -> tuple[Span, ...]:
    """The spans of one line: code, bold, italic, links and what is between them."""
    spans: list[Span] = []

    def add(span: Span) -> None:
        if span.text and spans and not span.style and not spans[-1].style:
            spans[-1] = Span(spans[-1].text + span.text)
        elif span.text:
            spans.append(span)

    at = 0
    for found in _INLINE.finditer(text):
        add(Span(text[at : found.start()]))
        at = found.end()
        if found["code"]:
            add(Span(found["code_text"].strip() or found["code_text"], "code"))
        elif found["bold"]:
            add(Span(_without_code_marks(found["bold"]), "bold"))
        elif found["italic"]:
            add(Span(found["italic"], "italic"))
        elif found["link"]:
            target = found["target"]
            if target.startswith(_TARGETS):
                add(Span(_without_code_marks(found["link"]), "link", target))
            else:
                add(Span(found[0]))
        else:
            add(Span(found["escaped"]))
    add(Span(text[at:]))
    return tuple(spans)


def _without_code_marks(text: str) -> str:
    return text.replace("`", "")
