"""What is to be sent, as typed: a text and its encoding, a Python literal, or hexadecimal.

Sources: Python's reference ("String and Bytes literals"), codecs ("Standard encodings").
"""

from __future__ import annotations

import ast
import warnings
from typing import TypeVar

from core.lab.value_types import MAX_PAYLOAD, Fault, FaultCode, Payload, PayloadKind

_MAX_LITERAL = 200_000
"""Letters of a literal: the parser takes half a microsecond for each."""
_HEX_BETWEEN = " \t\r\n:-,;"
_Text = TypeVar("_Text", bytes, str)
_UTF8_NAMES = ("utf-8", "utf8", "utf_8")


def read_payload(
    text: str, kind: PayloadKind = PayloadKind.TEXT, encoding: str = "utf-8", ending: str = ""
) -> Payload | Fault:
    """What to send. ``ending`` ("", "\\n", "\\r\\n") is appended to a TEXT or STR."""
    if kind is PayloadKind.LITERAL:
        return _literal(text)
    if kind is PayloadKind.HEX:
        return _hex(text)
    whole = text + ending
    if len(whole) > MAX_PAYLOAD:
        return Fault(FaultCode.TOO_LONG, text, (MAX_PAYLOAD,))
    if kind is PayloadKind.STR:
        return Payload(text, whole, repr(whole), kind=kind)
    data = _encode(whole, encoding)
    if isinstance(data, Fault):
        return data
    return Payload(text, data, _encode_source(whole, encoding), kind=kind)


def _encode(text: str, encoding: str) -> bytes | Fault:
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError as error:
        letter = error.object[error.start : error.start + 1]
        return Fault(FaultCode.ENCODING_CANNOT, text, (encoding, letter, error.start))
    except (UnicodeError, ValueError):  # idna and punycode tell no place; NUL in the name
        return Fault(FaultCode.ENCODING_CANNOT, text, (encoding, "", 0))
    except (LookupError, TypeError):  # none of that name, or one from bytes to bytes
        return Fault(FaultCode.ENCODING_UNKNOWN, text, (encoding,))
    if len(data) > MAX_PAYLOAD:
        return Fault(FaultCode.TOO_LONG, text, (MAX_PAYLOAD,))
    return data


def _encode_source(text: str, encoding: str) -> str:
    name = "" if encoding.lower() in _UTF8_NAMES else repr(encoding)
    return f"{text!r}.encode({name})"


def _hex(text: str) -> Payload | Fault:
    digits: list[str] = []
    place = 0
    while place < len(text):
        letter = text[place]
        if text[place : place + 2] in ("0x", "0X", "\\x") and len(digits) % 2 == 0:
            place += 2
            continue
        if letter in "0123456789abcdefABCDEF":
            digits.append(letter)
        elif letter not in _HEX_BETWEEN:
            return Fault(FaultCode.HEX_DIGIT, text, (letter, place))
        place += 1
    if len(digits) % 2:
        return Fault(FaultCode.HEX_ODD, text)
    if len(digits) // 2 > MAX_PAYLOAD:
        return Fault(FaultCode.TOO_LONG, text, (MAX_PAYLOAD,))
    data = bytes.fromhex("".join(digits))
    return Payload(text, data, f"bytes.fromhex({data.hex(' ')!r})", kind=PayloadKind.HEX)


class _NoLiteralError(Exception):
    """The expression is something else than a literal."""


class _TooLongError(Exception):
    """The literal stands for more than may be sent."""


def _literal(text: str) -> Payload | Fault:
    if len(text) > _MAX_LITERAL:
        return Fault(FaultCode.TOO_LONG, text, (_MAX_LITERAL,))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # "\d": invalid escape sequence
            tree = ast.parse(text.strip(), mode="eval").body
        value = _value_of(tree)
        source = ast.unparse(tree)
    except SyntaxError as error:
        ascii_only = "ASCII literal" in (error.msg or "")
        return Fault(FaultCode.LITERAL_ASCII if ascii_only else FaultCode.LITERAL, text)
    except _TooLongError:
        return Fault(FaultCode.TOO_LONG, text, (MAX_PAYLOAD,))
    except UnicodeEncodeError as error:
        letter = error.object[error.start : error.start + 1]
        return Fault(FaultCode.ENCODING_CANNOT, text, (error.encoding, letter, error.start))
    except (_NoLiteralError, ValueError, TypeError, LookupError, MemoryError, RecursionError):
        return Fault(FaultCode.LITERAL, text)
    if not isinstance(value, bytes | str):
        return Fault(FaultCode.LITERAL, text)
    return Payload(text, value, source, kind=PayloadKind.LITERAL)


def _value_of(node: ast.expr) -> bytes | str | int:
    """The value of a literal, of literals joined with ``+``, repeated with ``*``, or encoded."""
    match node:
        case ast.Constant(value=bool()):
            raise _NoLiteralError
        case ast.Constant(value=bytes() | str() | int() as value):
            return value
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            first, second = _value_of(left), _value_of(right)
            if isinstance(first, bytes) and isinstance(second, bytes):
                return _fit(first, second)
            if isinstance(first, str) and isinstance(second, str):
                return _fit(first, second)
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            first, second = _value_of(left), _value_of(right)
            if isinstance(first, int):
                first, second = second, first
            if isinstance(first, bytes | str) and isinstance(second, int):
                if max(len(first), 1) * second > MAX_PAYLOAD:
                    raise _TooLongError
                return first * second if second > 0 else first[:0]
        case ast.Call(func=ast.Attribute(value=inner, attr="encode"), args=args, keywords=[]):
            value = _value_of(inner)
            names = [_value_of(arg) for arg in args]
            if (
                isinstance(value, str)
                and len(names) <= 1
                and all(isinstance(n, str) for n in names)
            ):
                return value.encode(*(str(name) for name in names))
    raise _NoLiteralError


def _fit(first: _Text, second: _Text) -> _Text:
    if len(first) + len(second) > MAX_PAYLOAD:
        raise _TooLongError
    return first + second
