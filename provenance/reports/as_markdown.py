"""The report as Markdown (GitHub's dialect), Chinese first and then English, for pull requests and wikis.

Every value is escaped on its way out, so that no name can open a tag, a link, a table cell or a heading, call a person or an
issue, or become an address that one can click.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

from markupsafe import Markup

from provenance.reports.as_html import environment, looked_up
from provenance.reports.wording import LANGUAGES, figure

format = "markdown"  # noqa: A001 - the name by which a report format is found
suffix = ".md"

SPECIAL = re.compile(r"([\\`*_\[\]|#~!])")
CODE_ENDS = re.compile(r"[`|<>&\s]+")
CALLS = re.compile(r"@|#(?=\w)|:(?=//)|(?<![^\W_])(?:www(?=\.)|gh-(?=\d))", re.IGNORECASE)
"""Where a mention, a number of an issue or an address begins of which GitHub makes a link by itself. It looks at the text as rendered, so
that neither a backslash nor an entity would keep it from that; a comment parts the text and is not shown."""
PARTED = "<!-- -->"
ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def render(facts: Mapping[str, Any], lang: Literal["zh", "en"] | None = None) -> str:
    """The report in one language, or in both one after the other; the same facts give the same text."""
    template = environment(escaped).get_template("report.md.j2")
    parts = [
        template.render(**facts, **looked_up(facts), code=code, lang=one) for one in ([lang] if lang else LANGUAGES)
    ]
    text = re.sub(r"[ \t]+$", "", "\n---\n\n".join(parts), flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def escaped(value: object) -> Markup:
    """The value as Markdown text on one line; what is markup of ours already stays as it is."""
    if isinstance(value, Markup):
        return value
    text = re.sub(r"\s+", " ", value if isinstance(value, str) else figure(value))
    plain = SPECIAL.sub(r"\\\1", text).translate(ENTITIES)
    return Markup(CALLS.sub(rf"\g<0>{PARTED}", plain))  # noqa: S704 - this is the escaping


def code(value: str) -> Markup:
    """The value as a code span, without what could end the span or a table cell."""
    plain = CODE_ENDS.sub(" ", value)
    return Markup(f"`{plain}`")  # noqa: S704 - this is the escaping
