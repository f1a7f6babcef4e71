"""Memory: how much this process may use, how much it uses, and whether one more run would fit."""

import contextlib
import ctypes
import gc
import os
from pathlib import Path

from core.errors import BusyError
from core.messages import Message

LIMIT_VARIABLE = "PLAYGROUND_MEMORY_LIMIT_MB"  # the smallest limit counts: this, the container's, the computer's
FULL = 0.8  # of the limit: no new run
TOO_FULL = 0.9  # of the limit: the youngest run is paused
LARGE = 16 << 20  # bytes from which a tensor has pages of its own: with fewer, large batches and LSTMs train slower
_CGROUP_LIMITS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))
_M_ARENA_MAX, _M_MMAP_THRESHOLD, _M_TRIM_THRESHOLD = -8, -3, -1  # from malloc.h
_MEMINFO = Path("/proc/meminfo")
_STATM = Path("/proc/self/statm")


class Memory:
    """The process's memory in bytes."""

    @property
    def limit(self) -> int | None:
        """What the process may use: the smallest limit of the setting, container and computer; None if unknown."""
        setting = os.environ.get(LIMIT_VARIABLE, "")
        limits = [int(setting) * 1_000_000] if setting.isdigit() else []
        for file in _CGROUP_LIMITS:
            written = _read(file).strip()
            limits += [int(written)] if written.isdigit() else []  # "max" where there is none
        for line in _read(_MEMINFO).splitlines():
            if line.startswith("MemTotal:"):
                limits.append(int(line.split()[1]) * 1024)
        return min(limits, default=None)

    @property
    def used(self) -> int:
        """What the process has in memory; 0 where that cannot be read."""
        pages = _read(_STATM).split()
        return int(pages[1]) * os.sysconf("SC_PAGE_SIZE") if len(pages) > 1 else 0

    def check_room(self, needed: int, what: Message) -> None:
        """Raise BusyError, with figures, unless the `needed` bytes of `what` stay under 80 % of the limit."""
        limit, used = self.limit, self.used
        if limit is not None and used + needed > FULL * limit:
            raise BusyError(
                "work-no-room",
                what=what,
                needed=round(needed / 1e6),
                used=round(used / 1e6),
                limit=round(limit / 1e6),
                most=round(100 * FULL),
            )

    def problem(self) -> Message | None:
        """Why a run has to make room at once; None when none has to."""
        limit, used = self.limit, self.used
        if limit is None or used <= TOO_FULL * limit:
            return None
        return Message("work-paused", used=round(used / 1e6), limit=round(limit / 1e6))


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii")
    except OSError:
        return ""


def keep_heaps_small() -> None:
    """Let all threads share two heaps, and give large tensors pages of their own, where the C library is glibc.

    Otherwise each thread keeps a heap for itself, and memory that large tensors leave free within a heap is not given
    back.
    """
    with contextlib.suppress(OSError, AttributeError):
        libc = ctypes.CDLL("libc.so.6")
        libc.mallopt(_M_ARENA_MAX, 2)
        libc.mallopt(_M_MMAP_THRESHOLD, LARGE)
        libc.mallopt(_M_TRIM_THRESHOLD, 4 * LARGE)  # once the threshold above is set, glibc does not raise this one


def give_back_memory() -> None:
    """Collect garbage; return freed memory to the operating system, where the C library can (glibc)."""
    gc.collect()
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)
