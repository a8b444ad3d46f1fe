"""Characters that turn the direction of text around: they are left out of what forms send and imports bring.

One that nobody closes turns around what stands after it: the rest of a row, of a sentence, of a mail's subject. Letters
carry their direction themselves, so Persian and Hebrew need none of them; the marks U+200E and U+200F, which only say
to which side a sign belongs, stay, and so do the joiners of scripts and emoji. Content files and dumps, which only
commands load, come back exactly as they went out.
"""

import re
import unicodedata

JOINERS = "\u200c\u200d"
TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")  # embeddings, overrides, isolates and their ends


def without_turns(text: str) -> str:
    """``text`` without them."""
    return TURNS.sub("", text)


def visible(text: str) -> str:
    """``text`` in one line, without letters that nobody sees: two names that look alike are the same then."""
    seen = "".join(one for one in text if unicodedata.category(one) != "Cf" or one in JOINERS)
    return " ".join(seen.strip(JOINERS).split())
