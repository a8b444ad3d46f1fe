"""Fiscal quarters. The year starts in a month that is a setting and is named for the calendar year it ends in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone


@dataclass(frozen=True, order=True)
class Quarter:
    """One fiscal quarter: ``year`` is the fiscal year (2021 for FY21), ``number`` 1 to 4."""

    year: int
    number: int

    @classmethod
    def containing(cls, day: dt.date, start_month: int | None = None) -> Quarter:
        """The quarter that ``day`` falls in."""
        first = start_month or settings.FISCAL_YEAR_START_MONTH
        months = (day.month - first) % 12
        starts = day.year if day.month >= first else day.year - 1
        return cls(year=starts + (first > 1), number=months // 3 + 1)

    @classmethod
    def current(cls) -> Quarter:
        """The quarter of today in the portal's time zone."""
        return cls.containing(timezone.localdate())

    def next(self) -> Quarter:
        """The quarter after this one."""
        return Quarter(self.year, self.number + 1) if self.number < 4 else Quarter(self.year + 1, 1)

    def previous(self) -> Quarter:
        """The quarter before this one."""
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, 4)

    def start(self, start_month: int | None = None) -> dt.date:
        """Its first day."""
        first = start_month or settings.FISCAL_YEAR_START_MONTH
        months = first - 1 + (self.number - 1) * 3
        year = self.year - (first > 1)
        return dt.date(year + months // 12, months % 12 + 1, 1)

    def end(self, start_month: int | None = None) -> dt.date:
        """Its last day."""
        return self.next().start(start_month) - dt.timedelta(days=1)

    @property
    def name(self) -> str:
        """As people say it: Q4 FY21."""
        return f"Q{self.number} FY{self.year % 100:02d}"

    @property
    def slug(self) -> str:
        """As addresses spell it: fy21-q4."""
        return f"fy{self.year % 100:02d}-q{self.number}"
