"""Keeping several processes up as one: start them, start them again when they die, stop them together."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
STEADY = 60.0  # seconds after which a process counts as running well
LONGEST_PAUSE = 30.0  # seconds between two attempts to start a process that keeps dying
PATIENCE = 30.0  # seconds that processes get to finish what they are doing
TICK = 0.2
PR_SET_PDEATHSIG = 1  # from <linux/prctl.h>


def end_with_parent() -> None:
    """Have the kernel stop this process when its parent is killed without a chance to do it (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Child:
    """One process: its name as people read it, the command, and how it has fared."""

    name: str
    command: list[str]
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    deaths: int = 0
    start_again_at: float = 0.0

    def start(self) -> None:
        """Start the process in a session of its own, so that Ctrl+C reaches it only through the supervisor."""
        self.process = subprocess.Popen(  # noqa: S603  the commands are ours
            self.command,
            env=os.environ | self.environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=end_with_parent,  # noqa: PLW1509  there are no threads here
        )
        self.started = time.monotonic()

    @property
    def status(self) -> int | None:
        """Exit status, None while it runs."""
        return self.process.poll() if self.process else 0

    def bury(self) -> float:
        """Note a death; gives the pause in seconds until the next start: short at first, longer each time."""
        if time.monotonic() - self.started > STEADY:
            self.deaths = 0
        self.deaths += 1
        pause = min(0.5 * 2.0 ** (self.deaths - 1), LONGEST_PAUSE)
        self.process, self.start_again_at = None, time.monotonic() + pause
        return pause

    def tell(self, number: signal.Signals) -> None:
        """Send a signal to the process itself."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(number)

    def kill(self) -> None:
        """End the process and whatever it started."""
        if self.process:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


class Supervisor:
    """Runs ``children`` until a signal comes. The first one must start: ``is_ready`` tells when it has."""

    def __init__(
        self, children: list[Child], is_ready: Callable[[], bool], say: Callable[[str], None]
    ) -> None:
        self.children, self.is_ready, self.say = children, is_ready, say
        self.stopping = Event()
        self.signals = 0

    def run(self, announce: Callable[[], None]) -> int:
        """Start the first child; when it is ready, announce and start the others; supervise; stop.

        Gives 1 when the first child could not start, else 0.
        """
        former = {number: signal.signal(number, self._on_signal) for number in STOP_SIGNALS}
        try:
            self.children[0].start()
            if not self._wait_until_ready():
                return 0 if self.stopping.is_set() else 1
            announce()
            for child in self.children[1:]:
                child.start()
            while not self.stopping.wait(TICK):
                self._look_after_children()
            return 0
        finally:
            self._stop()
            for number, handler in former.items():
                signal.signal(number, handler)

    def _on_signal(self, *_: object) -> None:
        self.signals += 1
        self.stopping.set()

    def _wait_until_ready(self) -> bool:
        while not self.stopping.is_set() and self.children[0].status is None:
            if self.is_ready():
                return True
            self.stopping.wait(TICK)
        return False

    def _look_after_children(self) -> None:
        for child in self.children:
            if child.process is None:
                if time.monotonic() >= child.start_again_at:
                    child.start()
            elif child.status is not None:
                status = child.status
                self.say(
                    f"The {child.name} ended with status {status}; starting it again in {child.bury():.0f} s"
                )

    def _stop(self) -> None:
        for child in self.children:
            child.tell(signal.SIGTERM)
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and self.signals < 2 and any(c.status is None for c in self.children):
            time.sleep(0.05)
        for child in self.children:
            child.kill()
