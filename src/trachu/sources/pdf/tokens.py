"""The operators of a PDF content stream with their operands; images inside the stream are passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

MOST = 2_000_000  # operands and operators of one page; a drawing larger than this has no text worth the wait

_BLANK = rb"\x00\t\n\x0c\r "
_REGULAR = rb"[^" + _BLANK + rb"()<>\[\]{}/%]"
# What a token may be, the most frequent first: the number of the group tells which it is.
_PATTERN = re.compile(
    rb"[" + _BLANK + rb"]*(?:"
    rb"([+-]*(?:\d+\.?\d*|\.\d+)" + _REGULAR + rb"*)"  # 1 number
    rb"|\(([^()\\]*)\)"  # 2 string without brackets or escapes
    rb"|(/" + _REGULAR + rb"*)"  # 3 name
    rb"|(" + _REGULAR + rb"+)"  # 4 operator
    rb"|<([0-9A-Fa-f" + _BLANK + rb"]*)>"  # 5 string in hexadecimal digits
    rb"|(<<|>>|\[|\])"  # 6 bracket
    rb"|(\()"  # 7 any other string
    rb"|(%[^\r\n]*|.))",  # 8 comment, or what has no meaning
    re.DOTALL,
)
_NUMBER, _SIMPLE, _NAME, _WORD, _HEX, _SIGN, _STRING = range(1, 8)
_PLAIN = re.compile(rb"[^()\\]*")
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|[\r\n])|(.))", re.DOTALL)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_IMAGE_ENDS = re.compile(rb"[" + _BLANK + rb"]EI(?=[" + _BLANK + rb"]|$)")
_CONSTANTS = {b"true": True, b"false": False, b"null": None}

Operator = tuple[bytes, list[Any]]


def operators(stream: bytes) -> Iterator[Operator]:
    r"""Yield every operator of a content stream with what stood before it.

    Names are bytes with their slash, strings are bytearrays, numbers floats, arrays lists.

    >>> list(operators(b"BT /F1 12 Tf [(A\\051) -5 <42>] TJ ET"))[1:3]
    [(b'Tf', [b'/F1', 12.0]), (b'TJ', [[bytearray(b'A)'), -5.0, bytearray(b'B')]])]
    """
    stack: list[list[Any]] = [[]]
    at, size, left = 0, len(stream), MOST
    match = _PATTERN.match
    while left and (found := match(stream, at)):
        sort, at, left = found.lastindex, found.end(), left - 1
        if sort == _NUMBER:
            stack[-1].append(_number(found[1]))
        elif sort == _WORD:
            word = found[4]
            if word in _CONSTANTS:
                stack[-1].append(_CONSTANTS[word])
                continue
            if word == b"ID":
                ends = _IMAGE_ENDS.search(stream, at)
                at = ends.end() if ends else size
            yield word, stack[0]
            stack = [[]]
        elif sort == _STRING:
            text, at = _string(stream, at)
            stack[-1].append(text)
        else:
            _operand(stack, found)


def _operand(stack: list[list[Any]], found: re.Match[bytes]) -> None:
    sort = found.lastindex
    if sort == _SIMPLE:
        stack[-1].append(bytearray(found[2]))
    elif sort == _NAME:
        stack[-1].append(_name(found[3]))
    elif sort == _HEX:
        stack[-1].append(_hex(found[5]))
    elif sort == _SIGN:
        _bracket(stack, found[6])


def _bracket(stack: list[list[Any]], sign: bytes) -> None:
    if sign in (b"[", b"<<"):
        if len(stack) < 50:
            stack.append([])
    elif len(stack) > 1:
        inner = stack.pop()
        pairs = zip(inner[::2], inner[1::2], strict=False)
        stack[-1].append(inner if sign == b"]" else {key: value for key, value in pairs if isinstance(key, bytes)})


def _number(written: bytes) -> float:
    try:
        return float(written)
    except ValueError:  # such as --5 or 1.2-3, which some programs write
        digits = re.search(rb"\d+\.?\d*|\.\d+", written)
        return float(digits[0]) if digits else 0.0


def _name(written: bytes) -> bytes:
    return (
        re.sub(rb"#([0-9A-Fa-f]{2})", lambda code: bytes([int(code[1], 16)]), written) if b"#" in written else written
    )


def _hex(written: bytes) -> bytearray:
    digits = written.translate(None, b"\x00\t\n\x0c\r ")
    return bytearray.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _string(stream: bytes, at: int) -> tuple[bytearray, int]:
    """Read a string from behind its opening bracket; return it and where it ended."""
    text, depth, size = bytearray(), 1, len(stream)
    while at < size:
        plain = _PLAIN.match(stream, at)
        if plain is not None:
            text += plain[0]
            at = plain.end()
        sign = stream[at : at + 1]
        if sign == b"\\":
            escape = _ESCAPE.match(stream, at)
            if escape is None:
                break
            text += _unescaped(escape)
            at = escape.end()
            continue
        at += 1
        depth += {b"(": 1, b")": -1}.get(sign, 0)
        if not depth:
            break
        text += sign
    return text, at


def _unescaped(escape: re.Match[bytes]) -> bytes:
    if escape[1]:
        return bytes([int(escape[1], 8) & 255])
    return b"" if escape[2] else _LETTERS.get(escape[3], escape[3])
