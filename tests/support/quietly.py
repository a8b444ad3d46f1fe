"""Runs a command and shows what it says only when it fails: `python -m tests.support.quietly COMMAND…`."""

import subprocess
import sys


def main() -> int:
    """The status of the command."""
    done = subprocess.run(sys.argv[1:], capture_output=True, text=True, check=False)
    if done.returncode:
        print((done.stdout + done.stderr).strip())
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
