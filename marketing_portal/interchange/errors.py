"""What is wrong with a file, in a sentence, with its line."""


class BadFile(Exception):  # noqa: N818 - reads as what happened
    """A content file cannot be used. ``str()`` gives ``file:line: reason``."""

    def __init__(self, path: str, line: int, reason: str) -> None:
        super().__init__(f"{path}:{line}: {reason}")
        self.path, self.line, self.reason = path, line, reason
