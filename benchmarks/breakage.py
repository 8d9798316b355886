"""Breaking texts and values at random: pieces lost, repeated, moved, or strange."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from random import Random
from typing import Any

_BRACES = "{ } {} {x {x:q} {x!r} {a.id} {0} {{x}} {a} {member} {foo}"
_WORDS = "any x y g n r s t q x>y serving not or each all unknown independent other hostile"
STRANGE: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 10**9, 1.5, "", " ", [], {}, [[]], [{}], {"": ""}, {"id": ""}),
    *_BRACES.split(),
    *_WORDS.split(),
    *("serving r", "not " * 50 + "engages", "x" * 5_000, "a/b", "a/b/c", "tandon/collaborative"),
    *("\u0130", "e\u0301", "\u4e2d", "\U0001f642"),
)
"""What may stand where something else was."""


def scrambled(random: Random, data: bytes) -> bytes:
    """A text with pieces taken out, put in twice, or overwritten."""
    made = bytearray(data)
    for _ in range(random.choice((1, 1, 3))):
        start = random.randrange(len(made) + 1)
        length = random.choice((1, 1, 2, 8, 80))
        piece = made[start : start + length]
        match random.randrange(4):
            case 0:
                del made[start : start + length]
            case 1:
                made[start:start] = piece
            case 2:
                other = random.randrange(len(made) + 1)
                made[start : start + length] = made[other : other + length]
            case _:
                made[start : start + length] = random.choice(_SCRAPS)
    return bytes(made)


_SCRAPS = (*(bytes([code]) for code in b'\n \t{}[]":,-#&*!\x00\xff\x1b'), "\u202e".encode())


def changed(random: Random, value: object, *, most: int) -> Any:  # noqa: ANN401 - JSON
    """A value with some of its parts changed, taken out, moved or replaced by strange ones."""
    root = {"": copy.deepcopy(value)}
    for _ in range(random.randint(1, most)):
        parts = list(_parts(root))
        holder, key = random.choice(parts)
        other, place = random.choice(parts)
        there = copy.deepcopy(other[place])
        match random.randrange(8):
            case 0 if holder is not root:
                del holder[key]
            case 1:
                holder[key] = there
            case 2:
                holder[key] = copy.deepcopy(random.choice(STRANGE))
            case 3 if isinstance(holder, dict):
                holder[random.choice([f"{key}x", str(place), f"{key}"[1:]])] = holder[key]
            case 4 if isinstance(holder, list):
                holder.insert(random.randrange(len(holder) + 1), there)
            case 5 if isinstance(holder[key], (str, dict)):
                holder[key] = {
                    random.choice(("all", "any", "not", "each", "id", "en")): holder[key]
                }
            case 6 if isinstance(holder[key], list):
                random.shuffle(holder[key])
            case _:
                holder[key] = _reworded(random, holder[key], there)
    return root[""]


def _reworded(random: Random, value: object, other: object) -> object:
    """A text with one of its words replaced by one of another's; anything else as it is."""
    if not isinstance(value, str) or not value:
        return other
    words = str(other).split() if isinstance(other, str) else [str(random.choice(STRANGE))[:40]]
    start = random.randrange(len(value))
    end = start + random.choice((1, 1, 3, 10))
    return value[:start] + random.choice([*words, "", "(", ")", "=", ">", ","]) + value[end:]


def _parts(value: Any) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401 - JSON
    """Every part of a value, as what holds it and its key or place there."""
    members = enumerate(value) if isinstance(value, list) else value.items()
    for key, part in members:
        yield value, key
        if isinstance(part, (dict, list)):
            yield from _parts(part)
