"""The filters of the list of requests, which the board and changes of many requests use as well."""

from requests_board.filters.requests import SCOPES, Chip, RequestFilter, allowed

__all__ = ["SCOPES", "Chip", "RequestFilter", "allowed"]
