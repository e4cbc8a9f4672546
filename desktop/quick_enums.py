"""Qt's enums, made in half the time: a tenth of our start.

PySide makes an enum of Python for each of Qt's, some 200 of them with 3000 members before the first
window is there, by ``Enum(name, [(name, value), …])``. Python 3.11 sets every member up in a way
that is general and slow. :func:`install` teaches ``enum`` a short one for lists of names and whole
numbers; the enums come out the same, which a test checks on all of Qt's. Every other call, and
every other version of Python, goes the long way.
"""

from __future__ import annotations

import enum
import sys
from collections.abc import Sequence
from typing import Any

IS_FOR_THIS_PYTHON = (3, 11, 7) <= sys.version_info < (3, 12)
"""Earlier releases of 3.11 set flags up otherwise; from 3.12 on ``enum`` is quicker by itself."""
_BASES = frozenset([enum.Enum, enum.IntEnum, enum.Flag, enum.IntFlag])
_RESERVED = frozenset(["", "mro", "name", "value"])


def _plain(names: object) -> bool:
    if type(names) is not list:
        return False
    for item in names:
        if type(item) is not tuple or len(item) != 2:
            return False
        name, value = item
        if type(name) is not str or name in _RESERVED or name[0] == "_" or type(value) is not int:
            return False
    return len({name for name, _ in names}) == len(names)


_patterns: dict[tuple[Any, Any], dict[str, Any]] = {}


def _empty(long_way: Any, base: Any, class_name: str, **named: Any) -> Any:
    """An enum without members: once for each base the long way, then with what came out of it."""
    kind = base, named.get("boundary")
    if kind not in _patterns:
        pattern = dict(vars(long_way(base, class_name, [], **named)))
        for name in ("__dict__", "__weakref__", "__qualname__"):
            pattern.pop(name, None)
        _patterns[kind] = pattern
    own = {
        "__module__": named["module"],
        "_member_names_": [],
        "_member_map_": {},
        "_value2member_map_": {},
        "_unhashable_values_": [],
    }
    if named.get("qualname"):
        own["__qualname__"] = named["qualname"]
    return type.__new__(enum.EnumType, class_name, (base,), _patterns[kind] | own)


def _fill(made: Any, names: Sequence[tuple[str, int]]) -> None:
    """Give an enum without members its members, as enum._proto_member does one by one."""
    new, with_value = made._new_member_, made._use_args_
    listed, by_name, by_value = made._member_names_, made._member_map_, made._value2member_map_
    is_flag = issubclass(made, enum.Flag)
    mask = single = 0
    for name, value in names:
        bit = value > 0 and not value & (value - 1)
        if is_flag:
            mask |= value
            if bit:
                single |= value
        member = by_value.get(value)
        if member is None:
            member = by_value[value] = new(made, value) if with_value else new(made)
            member._value_ = value
            member._name_ = name
            member.__objclass__ = made
            member._sort_order_ = len(listed)
            if bit or not is_flag:
                listed.append(name)
        type.__setattr__(made, name, member)
        by_name[name] = member
    if is_flag:
        made._flag_mask_ = mask
        made._singles_mask_ = single
        made._all_bits_ = 2 ** mask.bit_length() - 1
        values = [by_name[name]._value_ for name in listed]
        if values != sorted(values):
            made._iter_member_ = made._iter_member_by_def_


def install() -> None:
    """Teach ``enum``, where this is the Python that the short way was written for."""
    maker: Any = enum.EnumType
    long_way: Any = maker._create_
    if not IS_FOR_THIS_PYTHON or long_way.__module__ == __name__:
        return

    def create(cls: Any, class_name: str, names: Any, **named: Any) -> Any:
        if named.get("module") is None:  # it would look for the caller, who is a step further now
            named["module"] = sys._getframe(2).f_globals.get("__name__")
        if cls not in _BASES or named.get("type") is not None or not _plain(names):
            return long_way(cls, class_name, names, **named)
        made = _empty(long_way, cls, class_name, **named)
        _fill(made, names)
        return made

    maker._create_ = create
