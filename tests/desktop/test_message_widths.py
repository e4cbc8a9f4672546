"""A row that is kept while the width changes is what would be laid out anew for that width."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from core.client.events import Delivery, MessageKind, MessageReceived, Reaction, ServerText
from desktop.client.message_builder import RowBuilder
from desktop.client.message_layout import Label, RowLayout
from desktop.client.message_look import Look
from desktop.client.message_model import ConversationModel
from desktop.client.message_scroll import Scroller
from tests.bench.mixed_messages import generated

WORDS = (
    "сокет recv() don't «порт» send-and-receive 3.14 — https://example.org/a/b 日本語 👍 `a -l b`"
)


def shown(labels: list[Label]) -> list[tuple[float, float, str, str]]:
    return [(label.x, label.y, label.text.text(), label.role) for label in labels]


def signature(row: RowLayout) -> list[object]:
    """All that is seen of a row."""
    lines = [row.text.lineAt(number) for number in range(row.text.lineCount())]
    return [
        [(line.textStart(), line.textLength(), line.position(), line.height()) for line in lines],
        (row.origin, row.text_height, row.height, row.top, row.natural, row.hidden),
        (row.bubble, row.bubble_kind, row.bar, row.add_chip, row.quote_bar, row.bars),
        [(box.rect, box.numbers) for box in row.boxes],
        shown(row.labels),
        shown(row.hover),
        [(each.x, each.y, each.pixmap.size()) for each in row.pictures],
        row.hits,
        [(chip.rect, shown([chip.text])) for chip in row.chips],
        [(card.rect, shown(card.labels)) for card in row.cards],
        [(rect, shown(labels)) for rect, labels in row.buttons],
    ]


def conversation() -> ConversationModel:
    """Some of everything."""
    model = ConversationModel()
    model.set_own_nick("anna")
    dice = random.Random(7)
    for number in (*range(60), *range(303, 330), 617):
        model.append_batch([generated(number)])
    sample = generated(1)
    for number in range(40):
        said = " ".join(dice.choices(WORDS.split(" "), k=dice.randint(1, 30)))
        emoji = tuple(Reaction(f"w{n}", ("boris", "x" * n)) for n in range(dice.choice((0, 0, 9))))
        made = replace(
            sample,
            text=said,
            nick=dice.choice(("anna", "boris", "ЧеловекСОченьДлиннымИменем" * 2)),
            time=sample.time + 30_000 + number * dice.choice((1, 400)),
            key=f"k{number}",
            msgid=f"m{number}",
            kind=dice.choice((MessageKind.TEXT, MessageKind.ACTION, MessageKind.NOTICE)),
            edited=dice.choice((0.0, 1.0)),
            reactions=emoji,
            reply_to=dice.choice(("", f"m{number - 1}", "nowhere")),
        )
        if made.nick == "anna":
            how = dice.choice((Delivery.STORED, Delivery.FAILED, Delivery.WAITING))
            made = replace(made, own=True, delivery=how)
        model.append_batch([made])
        if number % 9 == 0:
            model.append_batch([ServerText("#room", "372", f"motd {said}", made.time)])
    return model


@pytest.mark.parametrize("compact", [False, True])
def test_a_row_that_is_kept_is_as_one_made_anew(qapp: object, compact: bool) -> None:
    model = conversation()
    builder = RowBuilder(Look())
    builder.compact = compact
    builder.reactable = True
    scroller = Scroller(builder)
    scroller.set_model(model)
    dice = random.Random(11)
    kept = 0
    before: dict[int, RowLayout] = {}
    for step in range(25):
        at = builder.width
        builder.width = dice.choice((at + 5, at - 7, at + 1, dice.randint(150, 1100)))
        scroller.forget_layouts(narrowed=True)
        for number in range(model.first, model.end):
            row = scroller.layout(number)
            kept += row is before.get(number)
            before[number] = row
            anew = builder.build(model, number)
            assert signature(row) == signature(anew), (step, number, builder.width)
    assert kept > 25 * len(model) / 4  # it is worth it


def test_a_message_of_one_line_is_kept(qapp: object) -> None:
    model = ConversationModel()
    model.append_batch([generated(1), replace(generated(2), text="ok"), MESSAGE])
    builder = RowBuilder(Look())
    scroller = Scroller(builder)
    scroller.set_model(model)
    builder.width = 900
    made = scroller.layout(1)
    for width in (300, 500, 2000):
        builder.width = width
        scroller.forget_layouts(narrowed=True)
        assert scroller.layout(1) is made
    builder.serial += 1  # another look
    assert scroller.layout(1) is not made


MESSAGE = MessageReceived("#room", MessageKind.TEXT, "boris", "x", 1_700_000_100.0, "k")
