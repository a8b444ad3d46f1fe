"""Everything that is missing, on one page: what the sources mark as missing, and apart from it what follows.

`kinds` names the kinds of gaps, the `from_*` modules find them, `gathering` puts them together, `reading` lays out
a page.
"""
