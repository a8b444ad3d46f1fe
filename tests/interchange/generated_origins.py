"""Documents of origins.yaml made up by hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from marketing_portal.interchange.canonical.origin_lists import POSSIBLE
from marketing_portal.interchange.documents_origins import ImportedFileDoc, LineDoc, OriginDoc, SpotDoc
from tests.interchange.generated import line, numbers, prose, word

lines = st.lists(st.builds(LineDoc, line=numbers, text=prose), max_size=3).map(tuple)
spots = st.builds(SpotDoc, file=word, heading=line, first=numbers, last=numbers)
LISTS = {
    "imported_files": st.lists(
        st.builds(
            ImportedFileDoc,
            key=word,
            path=word,
            title=line,
            kind=word,
            digest=word,
            words=numbers,
            words_found=numbers,
            words_typed=numbers,
            words_missing=line,
            outline=lines,
            links=lines,
            warnings=lines,
        ),
        max_size=3,
        unique_by=lambda one: one.key,
    ).map(tuple),
    "origins_of_objects": st.lists(
        st.builds(
            OriginDoc,
            kind=word,
            key=word,
            origin=st.sampled_from(POSSIBLE),
            lines=line,
            made_of=st.lists(spots, max_size=2).map(tuple),
        ),
        max_size=4,
        unique_by=lambda one: (one.kind, one.key),
    ).map(tuple),
}
