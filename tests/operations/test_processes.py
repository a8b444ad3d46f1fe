"""Processes that are kept up together: started again when they die, stopped without leaving one behind."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from marketing_portal.operations import processes
from marketing_portal.operations.processes import Child, Supervisor
from tests.support.source import ROOT

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('on', flush=True); time.sleep(60)"
DIE = [sys.executable, "-c", "raise SystemExit(3)"]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "TICK", 0.02)
    monkeypatch.setattr(processes, "PATIENCE", 5.0)


def wait_for(condition: Callable[[], object], seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "it did not come about"
        time.sleep(0.02)


def is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return Path(f"/proc/{pid}/stat").exists() and " Z " in Path(f"/proc/{pid}/stat").read_text()


def signal_when(condition: Callable[[], object], number: signal.Signals = signal.SIGTERM) -> threading.Thread:
    """Send this process a signal as soon as `condition` holds."""

    def act() -> None:
        wait_for(condition)
        os.kill(os.getpid(), number)

    thread = threading.Thread(target=act)
    thread.start()
    return thread


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_all_of_them(number: signal.Signals) -> None:
    first, second = Child("first", SLEEP), Child("second", SLEEP)
    announced: list[int] = []
    thread = signal_when(lambda: second.process, number)
    status = Supervisor([first, second], lambda: True, print).run(lambda: announced.append(1))
    thread.join()
    assert (status, announced) == (0, [1])
    assert first.status == second.status == -signal.SIGTERM
    assert signal.getsignal(signal.SIGTERM) == signal.SIG_DFL


def test_the_others_start_when_the_first_is_ready() -> None:
    first, second = Child("first", SLEEP), Child("second", SLEEP)
    answers = iter([False, False, True])
    seen: list[object] = []
    thread = signal_when(lambda: second.process)
    Supervisor([first, second], lambda: next(answers), seen.append).run(lambda: seen.append(second.process))
    thread.join()
    assert seen == [None]


def test_what_dies_is_started_again_after_a_pause_that_grows() -> None:
    told: list[str] = []
    first, second = Child("server", SLEEP), Child("worker", DIE)
    thread = signal_when(lambda: second.deaths == 3)
    Supervisor([first, second], lambda: True, told.append).run(lambda: None)
    thread.join()
    assert told[0].startswith("The worker ended with status 3; starting it again in ")
    assert second.deaths >= 3
    assert first.deaths == 0


def test_pauses_grow_to_a_limit_and_are_forgotten_after_a_steady_time() -> None:
    child = Child("worker", DIE, started=time.monotonic())
    assert [child.bury() for _ in range(8)] == [0.5, 1, 2, 4, 8, 16, 30, 30]
    child.started = time.monotonic() - processes.STEADY - 1
    assert child.bury() == 0.5


def test_a_first_child_that_cannot_start_is_an_error() -> None:
    announced: list[int] = []
    first, second = Child("server", DIE), Child("worker", SLEEP)
    status = Supervisor([first, second], lambda: False, print).run(lambda: announced.append(1))
    assert (status, announced, second.process) == (1, [], None)


def test_a_signal_before_it_is_ready_is_no_error() -> None:
    first = Child("server", SLEEP)
    thread = signal_when(lambda: first.process)
    assert Supervisor([first], lambda: False, print).run(lambda: None) == 0
    thread.join()


def test_what_does_not_listen_is_killed_with_all_it_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(processes, "PATIENCE", 0.3)
    note = tmp_path / "pid"
    start = f"import subprocess, sys; p = subprocess.Popen([sys.executable, '-c', {STUBBORN!r}]);"
    start += f"open({str(note)!r}, 'w').write(str(p.pid));" + STUBBORN
    child = Child("server", [sys.executable, "-c", start])
    thread = signal_when(lambda: note.exists() and note.read_text())
    Supervisor([child], lambda: True, print).run(lambda: None)
    thread.join()
    assert child.status == -signal.SIGKILL
    wait_for(lambda: is_gone(int(note.read_text())))


@pytest.mark.skipif(sys.platform != "linux", reason="asks the Linux kernel")
def test_children_do_not_outlive_a_supervisor_that_is_killed() -> None:
    code = (
        "from marketing_portal.operations.processes import Child, Supervisor\n"
        f"c = Child('server', {SLEEP!r})\n"
        "Supervisor([c], lambda: True, print).run(lambda: print(c.process.pid, flush=True))"
    )
    supervisor = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert supervisor.stdout
    pid = int(supervisor.stdout.readline())
    supervisor.kill()
    supervisor.wait()
    supervisor.stdout.close()
    wait_for(lambda: is_gone(pid))
