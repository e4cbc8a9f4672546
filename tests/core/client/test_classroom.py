"""A class on a channel: the messages, the two sides, and what the session tells of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.client.class_pupil import Pupil
from core.client.class_teacher import MOST_PUPILS, Teacher
from core.client.classroom import (
    CLASS_TAG,
    LONGEST_ANSWER,
    LONGEST_VALUE,
    Answer,
    ClassError,
    ClassMessage,
    End,
    Hand,
    Join,
    Leave,
    Lower,
    Phase,
    State,
    format_message,
    parse_message,
    plain,
)
from core.client.events import TagsReceived
from tests.core.client.dialogue import enter, modern
from tests.core.client.dialogue import plain as plain_session

CHANNEL = "#сети-10б"

# --- the messages -----------------------------------------------------------------------------

_words = st.text(min_size=1, max_size=80).map(lambda text: plain(text, 80)).filter(bool)
_sessions = st.text("0123456789abcdefXYZ", min_size=1, max_size=32)
_states = st.builds(
    State,
    channel=_words,
    session=_sessions,
    revision=st.integers(0, 999_999),
    lesson=_words,
    title=_words | st.just(""),
    digest=st.just("") | _sessions,
    step=st.integers(1, 999),
    phase=st.sampled_from(Phase),
    answered=st.integers(0, 999),
    present=st.integers(0, 999),
    bars=st.just(())
    | st.lists(
        st.tuples(st.sampled_from(["1", "2", "«ab»!:,=;"]), st.integers(0, 99)), max_size=9
    ).map(tuple),
)
_messages = st.one_of(
    _states,
    *(st.builds(kind, _words, _sessions) for kind in (End, Lower, Join, Leave)),
    st.builds(Hand, _words, _sessions, st.booleans()),
    st.builds(Answer, _words, _sessions, st.integers(1, 999), _words),
)


@given(_messages)
def test_what_is_written_is_read(message: ClassMessage) -> None:
    try:
        value = format_message(message)
    except ClassError as error:
        assert error.code == "long"  # names of 80 letters of four bytes each
        return
    assert parse_message(value) == message
    assert value.isascii()
    assert not set(value) & set("; \r\n\\\0")  # nothing that a tag would have to escape
    assert len(value) <= LONGEST_VALUE


@given(st.text(max_size=200) | _states.map(lambda s: format_message(s)[:-3] if s.step < 9 else ""))
def test_anything_else_is_a_class_error(value: str) -> None:
    for text in (value, f"1,{value}", f"1,state,{value}", f"1,answer,c=a,s=b,{value}"):
        try:
            parse_message(text)
        except ClassError as error:
            assert error.code in ("version", "long", "malformed")


@pytest.mark.parametrize(
    ("value", "code", "detail"),
    [
        ("", "malformed", "version"),
        ("x,join", "malformed", "version"),
        ("2,join,c=a,s=b", "version", "2"),
        ("007,new-verb", "version", "7"),
        ("1,dance,c=a,s=b", "malformed", "verb"),
        ("1,join,c=a", "malformed", "s"),
        ("1,join,s=b", "malformed", "c"),
        ("1,join,c=a,s=b b", "malformed", "s"),
        ("1,join,c=%FF,s=b", "malformed", "c"),
        ("1,join,c=%0D%0A,s=b", "malformed", "c"),
        ("1,hand,c=a,s=b,u=2", "malformed", "u"),
        ("1,answer,c=a,s=b,n=0,v=x", "malformed", "n"),
        ("1,answer,c=a,s=b,n=١,v=x", "malformed", "n"),
        ("1,answer,c=a,s=b,n=3,v=" + "x" * (LONGEST_ANSWER + 1), "malformed", "v"),
        ("1,state,c=a,s=b,r=1,l=x,t=,d=,n=1,p=dance,a=0,o=0", "malformed", "p"),
        ("1,state,c=a,s=b,r=1,l=x,t=,d=,n=1,p=ask,a=0,o=0,b=x:y", "malformed", "b"),
        ("1,join,c=a,s=b," + "x" * LONGEST_VALUE, "long", ""),
    ],
)
def test_faults_have_a_code(value: str, code: str, detail: str) -> None:
    with pytest.raises(ClassError) as fault:
        parse_message(value)
    assert (fault.value.code, fault.value.detail) == (code, detail)


def test_fields_of_a_later_time_are_ignored() -> None:
    assert parse_message("1,join,c=a,s=b,colour=red") == Join("a", "b")


# --- the two sides ----------------------------------------------------------------------------


class Class:
    """A teacher and pupils, their messages carried by hand."""

    def __init__(self, *pupils: str) -> None:
        self.teacher = Teacher("s1", CHANNEL, str.casefold)
        self.pupils = {nick: Pupil(str.casefold) for nick in pupils}
        self.now = 100.0
        self.told: dict[str, list[str]] = {nick: [] for nick in pupils}

    def carry(self) -> None:
        """Until nobody has anything to say."""
        while True:
            lines = [("teacher", *item) for item in self.teacher.take_output()]
            for nick, pupil in self.pupils.items():
                lines += [(nick, *item) for item in pupil.take_output()]
            if not lines:
                return
            for sender, target, value in lines:
                self._arrive(sender, target, value)

    def _arrive(self, sender: str, target: str, value: str) -> None:
        if target == "teacher":
            self.teacher.receive(sender, value, self.now)
        for nick, pupil in self.pupils.items():
            if target in (nick, CHANNEL):
                self.told[nick].append(pupil.receive(sender, value, (CHANNEL,)))

    def begin(self) -> None:
        self.teacher.open("03-recv", "recv и сообщения", "d1")
        self.teacher.show_step(1, asks=False)
        self.carry()
        for pupil in self.pupils.values():
            pupil.join()
        self.carry()


def test_a_lesson_with_a_poll() -> None:
    room = Class("mia", "tom", "lena")
    teacher = room.teacher
    room.begin()
    assert all(told[0] == "offered" for told in room.told.values())
    assert teacher.pupils == ("mia", "tom", "lena")

    teacher.show_step(2, asks=True)
    room.carry()
    mia, tom = room.pupils["mia"], room.pupils["tom"]
    assert mia.state is not None and (mia.state.step, mia.state.phase) == (2, Phase.ASK)
    assert mia.answer(2, "1")
    assert mia.answer(2, " 3 ")  # the last one counts
    assert tom.answer(2, "1")
    assert not tom.answer(1, "1")
    assert not tom.answer(2, "\n\t ")
    room.carry()
    assert dict(teacher.answers) == {"mia": "3", "tom": "1"}
    assert teacher.thinking == ("lena",)
    assert (len(teacher.answers), teacher.expected) == (2, 3)
    assert not mia.state.bars  # hidden, unless the teacher shows them

    teacher.show_bars(True)
    room.carry()
    assert mia.state and mia.state.bars == (("1", 1), ("3", 1))
    assert (mia.state.answered, mia.state.present) == (2, 3)

    teacher.close_answers()
    room.carry()
    assert not room.pupils["lena"].answer(2, "2")
    teacher.open_answers()
    room.carry()
    assert room.pupils["lena"].answer(2, "2")
    teacher.ran()
    room.carry()
    assert mia.state.phase is Phase.DONE
    assert len(teacher.answers) == 2  # lena's came with the step's run: too late

    teacher.end()
    room.carry()
    assert room.told["mia"][-1] == "ended"
    assert mia.state is None and not mia.joined


def test_hands() -> None:
    room = Class("mia", "tom")
    room.begin()
    room.pupils["tom"].raise_hand(True)
    room.carry()
    room.now += 5
    room.pupils["mia"].raise_hand(True)
    room.pupils["tom"].raise_hand(True)
    room.carry()
    assert [(hand.nick, hand.since) for hand in room.teacher.hands] == [
        ("tom", 100.0),
        ("mia", 105.0),
    ]
    room.teacher.lower("TOM")
    room.pupils["mia"].raise_hand(False)
    room.carry()
    assert room.teacher.hands == ()
    assert room.told["tom"][-1] == "lowered"
    assert not room.pupils["tom"].hand


def test_who_comes_late_gets_the_present_step() -> None:
    room = Class("mia")
    room.begin()
    room.teacher.show_step(4, asks=True)
    room.carry()
    room.pupils["tom"] = Pupil(str.casefold)
    room.told["tom"] = []
    room.teacher.came(["tom"])
    before = room.told["mia"][:]
    room.carry()
    state = room.pupils["tom"].state
    assert state is not None and (state.step, state.phase) == (4, Phase.ASK)
    assert room.told["mia"] == before  # told to him alone


def test_many_at_once_are_told_together() -> None:
    room = Class(*(f"p{number}" for number in range(30)))
    room.teacher.open("03-recv", "t", "d")
    room.teacher.show_step(1, asks=False)
    room.carry()
    for nick, pupil in room.pupils.items():
        pupil.join()
        room.teacher.receive(nick, pupil.take_output()[0][1], 0.0)
    assert [target for target, _ in room.teacher.take_output()] == [CHANNEL]


def test_a_pupil_who_reconnects_keeps_the_prediction() -> None:
    room = Class("mia")
    room.begin()
    room.teacher.show_step(2, asks=True)
    room.carry()
    mia = room.pupils["mia"]
    mia.answer(2, "1")
    mia.raise_hand(True)
    mia.take_output()  # lost with the connection
    room.teacher.left("mia")
    assert room.teacher.pupils == ()
    mia.tell_again()
    room.carry()
    assert room.teacher.answers == (("mia", "1"),)
    assert [hand.nick for hand in room.teacher.hands] == ["mia"]


def test_the_teacher_goes_and_comes_back_with_another_name() -> None:
    room = Class("mia")
    room.begin()
    room.teacher.show_step(2, asks=True)
    room.carry()
    mia = room.pupils["mia"]
    assert mia.teacher_left("Teacher")
    assert mia.absent and mia.state is not None
    room.teacher.tell_again()
    [(_target, value)] = room.teacher.take_output()
    assert mia.receive("teacher2", value, (CHANNEL,)) == "changed"
    assert not mia.absent
    assert [name for name, _ in mia.take_output()] == ["teacher2"]


def test_an_offer_goes_with_its_teacher() -> None:
    room = Class("mia")
    room.teacher.open("03-recv", "t", "d")
    room.teacher.show_step(1, asks=False)
    room.carry()
    mia = room.pupils["mia"]
    assert not mia.teacher_left("somebody")
    assert mia.teacher_left("teacher")
    assert mia.state is None


def test_nobody_but_an_operator_of_that_channel_is_obeyed() -> None:
    pupil = Pupil(str.casefold)
    teacher = Teacher("s1", CHANNEL, str.casefold)
    teacher.open("03-recv", "t", "d")
    teacher.show_step(1, asks=False)
    value = teacher.take_output()[0][1]
    for leads in ((), ("#other",)):
        assert pupil.receive("eve", value, leads) == ""
        assert pupil.state is None
    assert pupil.receive("teacher", value, (CHANNEL.upper(),)) == "offered"
    pupil.join()
    other = format_message(End(CHANNEL, "other"))
    assert pupil.receive("teacher", other, (CHANNEL,)) == ""
    assert pupil.receive("eve", format_message(End(CHANNEL, "s1")), ()) == ""
    assert pupil.joined


def test_a_second_class_does_not_take_the_pupils_away() -> None:
    room = Class("mia")
    room.begin()
    other = Teacher("s2", CHANNEL, str.casefold)
    other.open("04-lines", "t", "d")
    other.show_step(1, asks=False)
    value = other.take_output()[0][1]
    mia = room.pupils["mia"]
    assert mia.receive("other", value, (CHANNEL,)) == ""
    mia.teacher_left("teacher")
    assert mia.receive("other", value, (CHANNEL,)) == "offered"
    assert not mia.joined


def test_old_states_are_ignored() -> None:
    pupil = Pupil(str.casefold)
    teacher = Teacher("s1", CHANNEL, str.casefold)
    teacher.open("03-recv", "t", "d")
    teacher.show_step(1, asks=False)
    first = teacher.take_output()[0][1]
    teacher.show_step(2, asks=False)
    second = teacher.take_output()[0][1]
    pupil.receive("teacher", second, (CHANNEL,))
    assert pupil.receive("teacher", first, (CHANNEL,)) == ""
    assert pupil.state is not None and pupil.state.step == 2
    assert pupil.receive("teacher", second, (CHANNEL,)) == ""


def test_another_version_is_told_once() -> None:
    pupil = Pupil(str.casefold)
    assert pupil.receive("teacher", "2,state,c=x", (CHANNEL,)) == "newer"
    assert pupil.receive("teacher", "2,state,c=x", (CHANNEL,)) == ""
    assert pupil.receive("eve", "2,state,c=x", ()) == ""
    assert pupil.receive("other", "0,state", (CHANNEL,)) == "older"
    teacher = Teacher("s1", CHANNEL, str.casefold)
    assert teacher.receive("mia", "3,join", 0.0) is None
    assert teacher.strangers == {"mia": "3"}


def test_names_change() -> None:
    room = Class("mia")
    room.begin()
    room.teacher.show_step(2, asks=True)
    room.carry()
    room.pupils["mia"].answer(2, "1")
    room.pupils["mia"].raise_hand(True)
    room.carry()
    room.teacher.renamed("mia", "Миа")
    assert room.teacher.pupils == ("Миа",)
    assert room.teacher.answers == (("Миа", "1"),)
    assert room.teacher.hands[0].nick == "Миа"
    assert room.teacher.thinking == ()


def test_a_prank_has_its_limits() -> None:
    teacher = Teacher("s1", CHANNEL, str.casefold)
    teacher.open("03-recv", "t", "d")
    teacher.show_step(1, asks=True)
    for number in range(MOST_PUPILS + 50):
        teacher.receive(f"p{number}", format_message(Join(CHANNEL, "s1")), 0.0)
    assert len(teacher.pupils) == MOST_PUPILS
    stranger = format_message(Answer(CHANNEL, "s1", 1, "x"))
    assert teacher.receive("stranger", stranger, 0.0) is None
    assert teacher.answers == ()


def test_a_lesson_that_cannot_be_told() -> None:
    with pytest.raises(ClassError):
        Teacher("s1", CHANNEL, str.casefold).open("x" * 200, "t", "d")


@given(st.lists(st.tuples(st.sampled_from("abct"), _messages), max_size=30))
def test_no_order_of_messages_breaks_either_side(script: list[tuple[str, ClassMessage]]) -> None:
    teacher = Teacher("s1", CHANNEL, str.casefold)
    teacher.open("03-recv", "t", "d")
    teacher.show_step(1, asks=True)
    pupil = Pupil(str.casefold)
    for nick, message in script:
        try:
            value = format_message(message)
        except ClassError:
            continue
        value = value.replace(f"s={message.session}", "s=s1")
        teacher.receive(nick, value, 0.0)
        pupil.receive(nick, value, (message.channel,))
        pupil.join()
        pupil.answer(message.step if isinstance(message, State | Answer) else 1, "1")
        for _, out in [*teacher.take_output(), *pupil.take_output()]:
            parse_message(out)
    assert len(teacher.thinking) + len(teacher.answers) == teacher.expected


# --- the session ------------------------------------------------------------------------------


def test_the_session_tells_who_leads() -> None:
    dialogue = modern("#chan")
    dialogue.play(f"-> @{CLASS_TAG}=1,join;+typing=active :boris!b@host TAGMSG #CHAN")
    assert dialogue.one(TagsReceived) == TagsReceived(
        "#chan", "boris", {CLASS_TAG: "1,join"}, dialogue.now, ("#chan",)
    )
    dialogue.play(f"-> @{CLASS_TAG}=x :boris!b@host TAGMSG anna")
    assert dialogue.one(TagsReceived).buffer == ""
    dialogue.play(f"-> :srv MODE #chan -o boris\n-> @{CLASS_TAG}=x :boris!b@host TAGMSG #chan")
    assert dialogue.one(TagsReceived).leads == ()
    dialogue.play(f"-> @{CLASS_TAG}=x :anna!a@host TAGMSG #chan")
    assert dialogue.one(TagsReceived).own


def test_other_tags_are_not_told() -> None:
    dialogue = modern("#chan")
    dialogue.play(
        f"""
        -> @+typing=active :boris!b@host TAGMSG #chan
        -> :boris!b@host TAGMSG #chan
        -> @{CLASS_TAG}=x TAGMSG #chan
        -> @{CLASS_TAG}=x :boris!b@host TAGMSG #elsewhere
        -> @{CLASS_TAG}=x :boris!b@host TAGMSG
        """
    )
    assert dialogue.take(TagsReceived) == []


def test_sending_tags() -> None:
    dialogue = modern("#chan")
    assert dialogue.session.tag("#chan", {CLASS_TAG: "1,a;b c"}).error_code is None
    dialogue.play(rf"<- @{CLASS_TAG}=1,a\:b\sc TAGMSG #chan")
    assert dialogue.session.tag("a b", {CLASS_TAG: "1"}).error_code == "bad_argument"
    dialogue.play("-> :srv 005 anna CLIENTTAGDENY=*,-typing :supported")
    assert dialogue.session.tag("#chan", {CLASS_TAG: "1"}).error_code == "no_tags"
    dialogue.play("-> :srv 005 anna CLIENTTAGDENY=*,-besedka.app/class :supported")
    assert dialogue.session.tag("#chan", {CLASS_TAG: "1"}).error_code is None
    dialogue.play(f"<- @{CLASS_TAG}=1 TAGMSG #chan")
    dialogue.lose()
    assert dialogue.session.tag("#chan", {CLASS_TAG: "1"}).error_code == "not_connected"


def test_an_old_server_has_no_tags() -> None:
    dialogue = plain_session(channel="#chan")
    assert dialogue.session.tag("#chan", {CLASS_TAG: "1"}).error_code == "no_tags"


def test_it_is_known_at_once_who_leads_a_channel() -> None:
    """The state may come with the names of the channel, in one piece."""
    dialogue = modern()
    dialogue.run("/join #chan")
    dialogue.play("<- JOIN #chan")
    enter(dialogue, "#chan")
    dialogue.play(f"-> @{CLASS_TAG}=x :boris!b@host TAGMSG anna")
    assert dialogue.one(TagsReceived).leads == ("#chan",)
