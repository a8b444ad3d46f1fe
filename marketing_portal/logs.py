"""Structured logs: one line an event, with the request's id, user and address (operations.middleware adds them)."""

import logging.config
from typing import Any

import structlog

SHARED_PROCESSORS: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
]
OURS = ("marketing_portal", "requests_board", "personas", "django_structlog")
TOLD_BY_THE_REQUEST_LINE = ("django.request", "django.security.DisallowedHost")


def logging_config(form: str, *, quiet: bool) -> dict[str, Any]:
    """Django's LOGGING for ``form``; ``quiet`` keeps all but errors out of test output.

    "json" tells everything, one line a request; "console" only what somebody at the terminal should look at.
    """
    renderer: Any = structlog.processors.JSONRenderer()
    if form == "console":
        renderer = structlog.dev.ConsoleRenderer(colors=False, pad_event_to=0)
    level = "ERROR" if quiet else "INFO" if form == "json" else "WARNING"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "structured": {
                "()": structlog.stdlib.ProcessorFormatter,
                "processors": [structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
                "foreign_pre_chain": SHARED_PROCESSORS,
            }
        },
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": "structured"},
            "nowhere": {"class": "logging.NullHandler"},
        },
        "root": {"handlers": ["stderr"], "level": "ERROR" if quiet else "WARNING"},
        "loggers": {name: {"handlers": ["stderr"], "level": level, "propagate": False} for name in OURS}
        | {"django_tasks_db": {"level": "ERROR"}}  # tells each look into an empty queue
        | {name: {"handlers": ["nowhere"], "propagate": False} for name in TOLD_BY_THE_REQUEST_LINE},
    }


def configure(config: dict[str, Any]) -> None:
    """Set up the standard library's logging and structlog (Django calls it with LOGGING at start)."""
    logging.config.dictConfig(config)
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *SHARED_PROCESSORS,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
