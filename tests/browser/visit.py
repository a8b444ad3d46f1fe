"""One person's visit with a real browser: a fresh context, and everything that it complained about."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Frame, Page, Request, Response

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
INLINE = re.compile("inline style|refused inline")
DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 320, "height": 640}
OVERFLOWING = """() => {
  const room = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= room) return [];
  const wide = [...document.body.querySelectorAll("*")].filter(e => e.getBoundingClientRect().right > room + 1);
  return wide.filter(e => ![...e.children].some(c => wide.includes(c))).slice(0, 5)
    .map(e => `${e.tagName.toLowerCase()}.${e.className} reaches ${Math.round(e.getBoundingClientRect().right)}`);
}"""
RUN_AXE = """async ([tags, rules]) => {
  const only = rules ? {type: "rule", values: rules} : {type: "tag", values: tags};
  const found = await axe.run(document, {runOnly: only, resultTypes: ["violations"], preload: false});
  return found.violations.flatMap(v => v.nodes.slice(0, 4).map(n =>
    `${v.id}: ${n.target.join(" ")} (${(n.any[0] || n.all[0] || n.none[0] || {message: v.help}).message})`));
}"""
SETTLED = """() => Promise.race([
  Promise.all(document.getAnimations().map(a => a.finished.catch(() => null))),
  new Promise(done => setTimeout(done, 1000)),
])"""  # colours that are still fading would be measured half-way
WATCH_POLICY = """document.addEventListener("securitypolicyviolation", e =>
  console.error(`policy: ${e.violatedDirective} refused ${e.blockedURI} at ${e.sourceFile}:${e.lineNumber}`));"""


class Visit:
    """A page of its own context. ``complaints`` gathers script errors, refusals of the policy, foreign requests."""

    def __init__(
        self,
        browser: Browser,
        site: str,
        *,
        session: str | None = None,
        javascript: bool = True,
        **options: Any,
    ) -> None:
        self.site = site
        self.complaints: list[str] = []
        self._axe_was_here = False
        self.context = browser.new_context(
            base_url=site,
            java_script_enabled=javascript,
            **{"viewport": DESKTOP, "reduced_motion": "reduce"} | options,
        )
        if session:
            self.context.add_cookies([{"name": "sessionid", "value": session, "url": site}])
        if javascript:
            self.context.add_init_script(WATCH_POLICY)
        self.page: Page = self.context.new_page()
        self.page.on("console", self._heard)
        self.page.on("framenavigated", self._moved_on)
        self.page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        self.page.on("request", self._asked)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not (self._axe_was_here and INLINE.search(message.text)):
            self.complaints.append(message.text)

    def _moved_on(self, _: Frame) -> None:
        self._axe_was_here = False

    def _asked(self, request: Request) -> None:
        if urlsplit(request.url).scheme in {"http", "https"} and not request.url.startswith(self.site + "/"):
            self.complaints.append(f"foreign request: {request.url}")

    def start_over(self, session: str | None) -> None:
        """Go on as somebody else, in a wide window and by daylight; what the browser keeps of files stays."""
        self.context.clear_cookies()
        if session:
            self.context.add_cookies([{"name": "sessionid", "value": session, "url": self.site}])
        self.complaints.clear()
        self.page.emulate_media(color_scheme="light", reduced_motion="reduce")
        self.page.set_viewport_size({"width": DESKTOP["width"], "height": DESKTOP["height"]})

    def open(self, path: str) -> Response:
        """Go to ``path`` and wait until it has loaded."""
        response = self.page.goto(path)
        assert response is not None
        return response

    def look(self, *, dark: bool = False, size: dict[str, int] | None = None) -> None:
        """Change the colour scheme or the size of the window."""
        self.page.emulate_media(color_scheme="dark" if dark else "light", reduced_motion="reduce")
        if size:
            self.page.set_viewport_size({"width": size["width"], "height": size["height"]})
        self.page.evaluate(SETTLED)

    def axe(self, *rules: str) -> list[str]:
        """What axe finds against WCAG 2.0 to 2.2, A and AA; with ``rules``, by those alone."""
        if not self.page.evaluate("typeof axe === 'object'"):
            self._axe_was_here = (
                True  # it tries inline styles of its own, and the browser says so when it likes
            )
            self.page.evaluate(AXE)
        found: list[str] = self.page.evaluate(RUN_AXE, [AXE_TAGS, list(rules) or None])
        return found

    def overflow(self) -> list[str]:
        """What is wider than the window; empty where the page does not scroll sideways."""
        found: list[str] = self.page.evaluate(OVERFLOWING)
        return found

    def close(self) -> None:
        """End the visit."""
        self.context.close()
