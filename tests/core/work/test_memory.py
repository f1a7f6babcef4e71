import psutil
import pytest

from core.messages import Message
from core.work import memory
from core.work.memory import Memory


def test_what_the_process_uses_is_what_the_system_says():
    assert Memory().used == pytest.approx(psutil.Process().memory_info().rss, rel=0.05)


def test_the_smallest_limit_counts(tmp_path, monkeypatch):
    monkeypatch.delenv(memory.LIMIT_VARIABLE, raising=False)
    container, computer = tmp_path / "memory.max", tmp_path / "meminfo"
    computer.write_text("MemTotal:       1000 kB\nMemFree: 3 kB\n")
    monkeypatch.setattr(memory, "_CGROUP_LIMITS", (container,))
    monkeypatch.setattr(memory, "_MEMINFO", computer)
    assert Memory().limit == 1_024_000
    container.write_text("max\n")
    assert Memory().limit == 1_024_000
    container.write_text("500000\n")
    assert Memory().limit == 500_000
    monkeypatch.setenv(memory.LIMIT_VARIABLE, "0")
    assert Memory().limit == 0


def test_where_nothing_is_known_nothing_is_refused(tmp_path, monkeypatch):
    monkeypatch.delenv(memory.LIMIT_VARIABLE, raising=False)
    nowhere = tmp_path / "nowhere"
    for name, value in (("_CGROUP_LIMITS", (nowhere,)), ("_MEMINFO", nowhere), ("_STATM", nowhere)):
        monkeypatch.setattr(memory, name, value)
    Memory().check_room(10**15, Message("work-what-run"))
    assert Memory().problem() is None


def test_above_90_percent_a_run_has_to_make_room(monkeypatch):
    used = Memory().used
    monkeypatch.setenv(memory.LIMIT_VARIABLE, str(round(used / 0.85 / 1e6)))
    assert Memory().problem() is None
    monkeypatch.setenv(memory.LIMIT_VARIABLE, str(round(used / 0.95 / 1e6)))
    assert "almost full" in str(Memory().problem())
