"""A page of a report, read for what a test asks of it."""

from __future__ import annotations

from html.parser import HTMLParser


class Page(HTMLParser):
    """Ids, fragment links, and everything that could fetch something."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.fetching: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for key, value in attrs:
            if key == "id":
                self.ids.append(value or "")
            if key == "href":
                self.links.append(value or "")
            if key in {"src", "srcset", "data", "action", "poster"} or key.startswith("on"):
                self.fetching.append(f"{tag} {key}")
        if tag in {"script", "link", "iframe", "object", "embed", "img", "image", "use", "form", "base"}:
            self.fetching.append(tag)
