"""Browser and system in words, of what a browser says of itself."""

import re
from typing import Final

from django import template
from django.utils.translation import gettext as _

register = template.Library()

# The first that fits: most say that they are Chrome or Safari, too.
BROWSERS: Final = (
    ("Edge", r"Edg(?:e|A|iOS)?/(\d+)"),
    ("Opera", r"(?:OPR|Opera)/(\d+)"),
    ("Yandex", r"YaBrowser/(\d+)"),
    ("Samsung Internet", r"SamsungBrowser/(\d+)"),
    ("Firefox", r"(?:Firefox|FxiOS)/(\d+)"),
    ("Chrome", r"(?:Chrome|CriOS|Chromium)/(\d+)"),
    ("Safari", r"Version/(\d+)\S* (?:Mobile/\S+ )?Safari/"),
)
SYSTEMS: Final = (
    ("iPad", r"iPad"),
    ("iPhone", r"iPhone"),
    ("Android", r"Android"),
    ("Windows", r"Windows"),
    ("ChromeOS", r"CrOS"),
    ("macOS", r"Macintosh|Mac OS X"),
    ("Linux", r"Linux|X11"),
)
SHOWN: Final = 60


@register.filter
def browser_words(agent: str | None) -> str:
    """ "Firefox 128 on Windows"; of a program that is none of these the start of its own words."""
    text = agent or ""
    system = next((name for name, mark in SYSTEMS if re.search(mark, text)), "")
    for name, mark in BROWSERS:
        if found := re.search(mark, text):
            browser = f"{name} {found[1]}"
            return (
                _("%(browser)s on %(system)s") % {"browser": browser, "system": system} if system else browser
            )
    if not text.strip():
        return _("A program that does not say what it is")
    return _("Another program: %(words)s") % {
        "words": text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
    }
