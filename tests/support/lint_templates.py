"""Lints every template with djlint and djade, quietly; ``--fix`` lets djade rewrite template syntax."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("templates", "marketing_portal", "tests/bench/floor")


def templates() -> list[str]:
    """Every template of the project, relative to its root."""
    found = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.html"))]
    return [str(path.relative_to(ROOT)) for path in found]


def main() -> int:
    """Status 0 when neither tool found anything; their output only when one did."""
    names, fix = templates(), "--fix" in sys.argv
    if not names:
        return 0
    binaries = Path(sys.executable).parent
    lines = [[str(binaries / "djade"), "--target-version", "5.2", *([] if fix else ["--check"]), *names]]
    if not fix:
        lines.append([str(binaries / "djlint"), "--lint", "--quiet", *names])
    status = 0
    for line in lines:
        done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode and not fix:
            print((done.stdout + done.stderr).strip()[-6000:])
            status = 1
    return status


if __name__ == "__main__":
    sys.exit(main())
