"""Reading lessons: whatever is wrong is told with file and line, and nothing raises."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.lab.checks import (
    ACTOR_FIELDS,
    CALL_FIELDS,
    ExpressionError,
    NoAnswerError,
    parse_expression,
    parse_option,
)
from core.lab.lesson import (
    LOOKS,
    find_lessons,
    lessons_dir,
    load_lesson,
    own_lessons_dir,
    put_in_place,
)
from core.lab.lesson_drives import Verb, parse_drive
from core.lab.lesson_faults import FaultCode
from core.lab.lesson_text import Span, blocks, inline, parse_text, plain

_TOML = """number = 7
ports = [12345]

[actors]
server = "server.py"
client = "client.py"

[[step]]
id = "one"
do = ["server calls 1", "client to connect"]
expect = ["server.state == parked"]
look = ["code", "queues"]
highlight = ["server.py:2"]

[step.predict]
kind = "choice"
answer = "server.recv.data"
options = ["b'one'", "None"]

[[step]]
id = "two"
"""
_MD = """# A lesson | short

Introduction.

## One {#one}

Before.

### ? What?

- a
- b

### ! What you saw

After.

## Two {#two}

Text.
"""


def _folder(path: Path, toml: str = _TOML, **others: str) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    files = {"lesson.toml": toml, "en.md": _MD, "server.py": "a = 1\nb = 2\n", "client.py": ""}
    for name, text in {**files, **{k.replace("_", "."): v for k, v in others.items()}}.items():
        (path / name).write_text(text, "utf-8")
    return path


def _faults(path: Path) -> list[str]:
    return [str(fault) for fault in load_lesson(path).faults]


def test_a_good_lesson(tmp_path: Path) -> None:
    lesson = load_lesson(_folder(tmp_path / "07-good"))
    assert lesson.faults == ()
    assert (lesson.number, lesson.id, lesson.title("ru")) == (7, "07-good", "A lesson")
    assert [actor.program for actor in lesson.actors] == ["server.py", "client.py"]
    one, two = lesson.steps
    assert [drive.verb for drive in one.drives] == [Verb.CALLS, Verb.TO]
    assert (one.look, one.highlight) == (("code", "queues"), (("server.py", 2),))
    assert one.prediction is not None
    assert one.prediction.options == (b"one", None)
    assert (two.drives, two.look) == ((), ("code",))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('number = 7', 'number = ', "lesson.toml:1: toml syntax: Invalid value"),
        ('number = 7\n', '', "lesson.toml:1: missing key: number"),
        ('number = 7', 'number = "7"', "lesson.toml:1: wrong type: number: 3"),
        ('number = 7', 'number = 0', "lesson.toml:1: bad value: number: 0"),
        ('number = 7', 'number = 1' + '0' * 300, "lesson.toml:1: bad value: number: 1" + "0" * 19),
        ('client = "client.py"', 'from = "client.py"', "lesson.toml:6: bad name: from"),
        ('ports = [12345]', 'port = 12345', "lesson.toml:2: unknown key: port"),
        ('ports = [12345]', 'ports = [123456]', "lesson.toml:2: bad value: ports: 123456"),
        ('client = "client.py"', 'client = "other.py"', "lesson.toml:6: no file: other.py"),
        ('"client.py"', '"../x.py"', "lesson.toml:6: bad value: program: ../x.py"),
        ('client = "client.py"', 'client = 1', "lesson.toml:6: wrong type: client: \"server.py\""),
        ('client = "client.py"', '"a b" = "client.py"', "lesson.toml:6: bad name: a b"),
        ('"server calls 1"', '"sever calls 1"', "lesson.toml:10: unknown actor: sever"),
        ('"server calls 1"', '"server jumps"', "lesson.toml:10: bad drive: server jumps"),
        ('id = "two"', 'id = "one"', "lesson.toml:21: double: one"),
        ('id = "two"', 'ID = "two"', "lesson.toml:21: unknown key: ID"),
        ('id = "two"', 'look = "x"', "lesson.toml:20: missing key: id"),
        ('id = "two"', 'id = "two"\nlook = "x"', "lesson.toml:22: bad value: look: x"),
        ('== parked"', '== "', "lesson.toml:11: bad expression: server.state == : invalid syntax"),
        ('server.state ==', 'srever.state ==',
         "lesson.toml:11: bad expression: srever.state == parked: srever: no such actor"),
        ('server.state ==', 'server.stat ==',
         "lesson.toml:11: bad expression: server.stat == parked: "
         "stat: nothing of that name can be asked"),
        ('server.state == parked', 'open(1)',
         "lesson.toml:11: bad expression: open(1): open(1): not possible here"),
        ('server.py:2', 'server.py:3', "lesson.toml:13: bad line: server.py:3"),
        ('kind = "choice"', 'kind = "chioce"', "lesson.toml:16: bad value: kind: chioce"),
        ('answer = "server.recv.data"\n', '', "lesson.toml:15: missing key: answer"),
        ('''options = ["b'one'", "None"]''', '', "lesson.toml:15: few options"),
        ('"None"]', '"None", "1"]', "en.md:5: wrong options: 2 / 3"),
        ('[step.predict]\n', '[step.predict]\nmore = 1\n', "lesson.toml:16: unknown key: more"),
        ('id = "two"', 'id = "three"', "en.md:18: unknown step: two"),
        ('id = "two"', 'id = "three"', "en.md: missing heading: three"),
    ],
)  # fmt: skip
def test_faults_of_lesson_toml(tmp_path: Path, old: str, new: str, fault: str) -> None:
    assert old in _TOML
    assert fault in _faults(_folder(tmp_path / "1", _TOML.replace(old, new)))


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("# A lesson | short\n", "", "en.md:1: no title"),
        ("{#one}", "", "en.md:5: heading without id: One"),
        ("{#one}", "{#oen}", "en.md:5: unknown step: oen"),
        ("{#one}", "{#two}", "en.md:18: double: two"),
        ("### ? What?\n", "", "en.md:5: missing question: one"),
        ("Text.", "### ? Why?", "en.md:18: question without prediction: two"),
        ("### ! What", "### What", "en.md:14: bad heading: What you saw"),
        ("- b\n", "", "en.md:5: wrong options: 1 / 2"),
    ],
)
def test_faults_of_texts(tmp_path: Path, old: str, new: str, fault: str) -> None:
    assert old in _MD
    assert fault in _faults(_folder(tmp_path / "1", en_md=_MD.replace(old, new, 1)))


def test_the_order_of_headings_is_that_of_the_steps(tmp_path: Path) -> None:
    start = _MD.index("## One")
    two = _MD.index("## Two")
    turned = _MD[:start] + _MD[two:] + "\n" + _MD[start:two]
    assert "en.md:9: wrong order: one" in _faults(_folder(tmp_path / "1", en_md=turned))


def test_faults_of_programs(tmp_path: Path) -> None:
    faults = _faults(_folder(tmp_path / "1", server_py="a = 1\nb = = 2\n"))
    assert faults == ["server.py:2: python syntax: invalid syntax"]


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    folder = _folder(tmp_path / "1")
    (folder / "server.py").write_bytes(b"a = 1\nb = '\xff'\n")
    (folder / "en.md").unlink()
    (folder / "lesson.toml").write_bytes(_TOML.encode("utf-8-sig").replace(b"\n", b"\r\n"))
    assert _faults(folder) == [
        "lesson.toml:13: bad line: server.py:2", "en.md: no text", "server.py:2: not utf8",
    ]  # fmt: skip
    (folder / "lesson.toml").unlink()
    assert "lesson.toml: no file: lesson.toml" in _faults(folder)
    assert "lesson.toml: no file: lesson.toml" in _faults(tmp_path / "nowhere")


def test_files_that_are_no_files(tmp_path: Path) -> None:
    folder = _folder(tmp_path / "1")
    (folder / "ru.md").mkdir()
    (folder / "client.py").write_bytes(b"a = 1\n\0")
    (folder / "server.py").unlink()
    (folder / "server.py").symlink_to("server.py")
    faults = [(fault.file, fault.code) for fault in load_lesson(folder).faults]
    assert ("ru.md", FaultCode.UNREADABLE) in faults
    assert ("client.py", FaultCode.PYTHON_SYNTAX) in faults
    assert ("server.py", FaultCode.UNREADABLE) in faults
    (folder / "lesson.toml").write_bytes(b"\0\xff" * 1000)
    assert load_lesson(folder).faults[0].code is FaultCode.NOT_UTF8
    (folder / "lesson.toml").write_text("x = " + "[" * 100_000, "utf-8")
    assert load_lesson(folder).faults[0].code is FaultCode.TOML_SYNTAX
    (folder / "lesson.toml").write_bytes(b"#" * (1 << 21))
    assert load_lesson(folder).faults[0].code is FaultCode.UNREADABLE


def test_faults_are_no_exceptions_whatever_stands_in_the_file(tmp_path: Path) -> None:
    for number, toml in enumerate(
        [
            "step = 1", "actors = 1", "[actors]\na = {}", "[[actors]]", "step = [1, 2]",
            "[[step]]\npredict = 1", "[[step]]\nruns = 1", "[[step]]\ndo = [1]",
            "[[step]]\nexpect = [1]", "[[step]]\nexpect = [{}]", "ports = ['x']", "ports = 1",
            "[[step]]\n[step.runs]", "[[step]]\n[step.predict]\noptions = ['(', '1/0']",
            "[step]\nid = 'x'", "only_on = 'amiga'", "varies = ['x', 'y.z']", "x = '''\n[a]\n'''",
            "[[step]]\n[step.predict]\ntolerance = 'x'\nanswer = 'a.b'",
        ]
    ):  # fmt: skip
        assert _faults(_folder(tmp_path / str(number), toml))


@given(st.text(max_size=300))
def test_any_text_can_be_parsed(source: str) -> None:
    text = parse_text("en.md", source)
    assert all(fault.file == "en.md" for fault in text.faults)
    list(blocks(source.splitlines()))


@given(st.text(max_size=60))
def test_any_sentence_and_expression_can_be_read(source: str) -> None:
    parse_drive(source)
    for read in (lambda: parse_expression(source, ["server"]), lambda: parse_option(source)):
        try:
            read()
        except ExpressionError as error:
            assert str(error)


def test_inline_markdown() -> None:
    assert inline("a `b*c*` **d** *e* [f](https://g.org) [h](lesson:4) <b>i</b>") == (
        Span("a "), Span("b*c*", "code"), Span(" "), Span("d", "bold"), Span(" "),
        Span("e", "italic"), Span(" "), Span("f", "link", "https://g.org"), Span(" "),
        Span("h", "link", "lesson:4"), Span(" <b>i</b>"),
    )  # fmt: skip
    assert inline("[x](javascript:alert)") == (Span("[x](javascript:alert)"),)
    assert plain(inline(r"2 \* 3 * 4 snake_case_name")) == "2 * 3 * 4 snake_case_name"


def test_blocks_of_markdown() -> None:
    source = (
        "One\ntwo.\n\n- a\n  b\n- c\n\n1. d\n2. e\n\n> f\n> g\n\n```python\nx = 1\n# y\n```\nend"
    )
    assert [(block.kind, block.number, block.plain) for block in blocks(source.splitlines())] == [
        ("paragraph", 0, "One two."), ("bullet", 0, "a b"), ("bullet", 0, "c"),
        ("number", 1, "d"), ("number", 2, "e"), ("quote", 0, "f g"),
        ("code", 0, "x = 1\n# y"), ("paragraph", 0, "end"),
    ]  # fmt: skip


def test_sentences() -> None:
    drive = parse_drive("  server.1   through recv 3 ")
    assert drive is not None
    assert (drive.verb, drive.actor, drive.base, drive.call, drive.count) == (
        Verb.THROUGH, "server.1", "server", "recv", 3)  # fmt: skip
    typed = parse_drive("client types 'a  b'")
    assert typed is not None
    assert typed.text == "a  b"
    assert parse_drive("wait 31") is None
    assert parse_drive("server calls 0") is None
    line = parse_drive("server to line 7")
    assert line is not None
    assert (line.call, line.count) == ("", 7)


class _Facts:
    def of_actor(self, actor: str, field: str) -> object:
        return {"state": "parked", "queue": 3}[field]

    def of_call(self, actor: str, call: str, index: int, field: str) -> object:
        if call == "recv":
            return {"data": b"one", "size": 3, "error": None}[field]
        raise NoAnswerError(call)


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("server.state == parked", True),
        ("server.recv.data == b'one' and server.recv.size > 2", True),
        ("server.recv.error == None", True),
        ("server.recv.error in (EPIPE, ECONNRESET)", False),
        ("server.recv[0].size + server.queue - 1", 5),
        ("not 1 <= server.recv.size < 3", True),
        ("len(server[2].recv.data)", 3),
        ("-server.queue", -3),
    ],
)
def test_expressions(source: str, value: object) -> None:
    assert parse_expression(source, ["server"]).value(_Facts()) == value


def test_what_was_seen_of_an_expression() -> None:
    expression = parse_expression("server.recv[0].size == 4 or server.send.error", ["server"])
    with pytest.raises(NoAnswerError):
        expression.value(_Facts())
    seen = dict(expression.seen(_Facts()))
    assert seen["server.recv[0].size"] == 3
    assert isinstance(seen["server.send.error"], NoAnswerError)


def test_predictions(tmp_path: Path) -> None:
    prediction = load_lesson(_folder(tmp_path / "1")).steps[0].prediction
    assert prediction is not None
    assert prediction.right_option(b"one") == 0
    assert prediction.right_option(None) == 1
    assert prediction.right_option(b"two") is None
    assert prediction.is_right(0, b"one")
    assert not prediction.is_right(1, b"one")
    number = _TOML.replace('"choice"', '"number"\ntolerance = 2')
    prediction = load_lesson(_folder(tmp_path / "2", number)).steps[0].prediction
    assert prediction is not None
    assert prediction.is_right(10, 12)
    assert not prediction.is_right("x", 12)
    assert not prediction.is_right(9, 12)
    text = _TOML.replace('"choice"', '"text"')
    prediction = load_lesson(_folder(tmp_path / "3", text)).steps[0].prediction
    assert prediction is not None
    assert prediction.is_right(" Привет ", "привет".encode())


def test_ports_and_paths_are_put_in_place() -> None:
    text = "s.bind(('', 12345))  # 12345, 123456, x12345, 1.12345\npath = 'lesson.sock'"
    assert put_in_place(text, {12345: 12350}, {"lesson.sock": "/tmp/l1/lesson.sock"}) == (
        "s.bind(('', 12350))  # 12350, 123456, x12345, 1.12345\npath = '/tmp/l1/lesson.sock'"
    )


def test_lessons_are_found_in_order_and_doubles_are_told(tmp_path: Path) -> None:
    _folder(tmp_path / "b", _TOML.replace("number = 7", "number = 2"))
    _folder(tmp_path / "a", _TOML)
    _folder(tmp_path / "c", _TOML)
    (tmp_path / ".git").mkdir()
    (tmp_path / "pictures").mkdir()
    lessons = find_lessons([tmp_path, tmp_path / "nowhere"])
    assert [(lesson.number, lesson.id) for lesson in lessons] == [(2, "b"), (7, "a"), (7, "c")]
    assert [str(fault) for fault in lessons[2].faults] == ["lesson.toml:1: double: number = 7"]
    assert not lessons[1].faults


def test_own_lessons_lie_beside_the_settings(own_settings_folder: Path) -> None:
    assert own_lessons_dir() == own_settings_folder / "lessons"
    _folder(own_lessons_dir() / "mine")
    assert "mine" in {lesson.id for lesson in find_lessons()}


@pytest.mark.parametrize("name", ["README.md", "README.ru.md"])
def test_what_the_guide_shows_is_a_lesson(tmp_path: Path, name: str) -> None:
    guide = (lessons_dir() / name).read_text("utf-8")
    toml = guide.split("```toml\n")[1].split("```")[0]
    text = "# T\n\nx\n\n## A {#server-waits}\n\n## B {#one-recv}\n\n### ? What?\n"
    good = _folder(tmp_path / "1", toml, server_py="x = 1\n" * 7, en_md=text)
    assert _faults(good) == []
    text = guide.split("```markdown\n")[1].split("```")[0]
    (step,) = parse_text("en.md", text).steps
    assert (step.id, len(step.options), len(step.after)) == ("one-recv", 2, 1)
    assert parse_text("en.md", text).faults == ()


@pytest.mark.parametrize("name", ["README.md", "README.ru.md"])
def test_the_guide_names_everything(name: str) -> None:
    guide = (lessons_dir() / name).read_text("utf-8")
    cells = {line.split("|")[1] for line in guide.splitlines() if line.startswith("| `")}
    told = " ".join(cells)
    for field in (*CALL_FIELDS, *ACTOR_FIELDS):
        assert f".{field}`" in told, field
    for word in ("number", "ports", "paths", "silent", "varies", "only_on", "do", "expect", "look",
                 "highlight", "id"):  # fmt: skip
        assert f"`{word}`" in told
    sentences = [cell.strip(" `") for cell in cells]
    found = {drive.verb for sentence in sentences if (drive := parse_drive(sentence)) is not None}
    assert found == set(Verb)
    assert all(f"`{look}`" in guide for look in LOOKS)
