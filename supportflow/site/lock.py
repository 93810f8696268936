"""Locks between processes: whoever dies, however, lets go of them."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_PAUSE = 0.1


@contextmanager
def locked(path: Path, on_wait: Callable[[], None] | None = None) -> Iterator[None]:
    """Hold the lock that a file stands for; wait for it, and say so once by `on_wait`."""
    with path.open("ab") as file:
        if not _taken(file):
            if on_wait:
                on_wait()
            while not _taken(file):
                time.sleep(_PAUSE)
        yield


def is_held(path: Path) -> bool:
    """Whether some process holds the lock that a file stands for; it may be that there is no such file."""
    try:
        with path.open("r+b") as file:
            return not _taken(file)
    except FileNotFoundError:
        return False
    except OSError:
        return True


def _taken(file: IO[bytes]) -> bool:
    """Take the lock without waiting. It ends when the file is closed."""
    try:
        if sys.platform == "win32":
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
