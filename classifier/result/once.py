"""A property that is worked out when somebody asks for it, and kept, without a lock.

Before Python 3.12 functools' own takes a lock that all objects of a class share: a child that is
forked while another thread holds it would wait for ever. Two threads may both work it out; both
come to the same.
"""

from __future__ import annotations

import sys

if sys.version_info >= (3, 12):
    from functools import cached_property as once
else:
    from collections.abc import Callable
    from typing import Any, Generic, TypeVar, overload

    T = TypeVar("T")

    class once(Generic[T]):  # noqa: N801 - read as functools' cached_property is
        """What the method gives, kept under its name in the object's own dictionary."""

        def __init__(self, work_out: Callable[[Any], T]) -> None:
            self.work_out = work_out
            self.name = work_out.__name__
            self.__doc__ = work_out.__doc__

        @overload
        def __get__(self, of: None, owner: type) -> once[T]: ...
        @overload
        def __get__(self, of: object, owner: type) -> T: ...
        def __get__(self, of: object | None, owner: type) -> once[T] | T:
            """Work it out; from then on the object's own dictionary answers."""
            if of is None:
                return self
            made: T = self.work_out(of)
            of.__dict__[self.name] = made
            return made


__all__ = ["once"]
