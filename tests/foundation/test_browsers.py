"""Where one is signed in is told by browser and system, not by what browsers say to each other's servers."""

import pytest

from foundation.templatetags.browsers import browser_words

WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
AGENTS = {
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0": "Firefox 128 on Windows",
    f"Mozilla/5.0 (X11; Linux x86_64) {WEBKIT} HeadlessChrome/140.0.0.0 Safari/537.36": "Chrome 140 on Linux",
    f"Mozilla/5.0 (Windows NT 10.0) {WEBKIT} Chrome/126.0 Safari/537.36 Edg/126.0.1": "Edge 126 on Windows",
    f"Mozilla/5.0 (Linux; Android 14) {WEBKIT} Chrome/126.0.0.0 Mobile Safari/537.36": "Chrome 126 on Android",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 "
    "Mobile/15E148 Safari/604.1": "Safari 17 on iPhone",
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4.1 "
    "Safari/605.1.15": "Safari 17 on macOS",
    f"Mozilla/5.0 (Windows NT 10.0) {WEBKIT} Chrome/124.0.0.0 YaBrowser/24.6.0 Safari/537.36": "Yandex 24 on Windows",
    "curl/8.14.1": "Another program: curl/8.14.1",
    "x" * 300: "Another program: " + "x" * 59 + "…",
    "": "A program that does not say what it is",
}


@pytest.mark.parametrize("agent", AGENTS)
def test_an_agent_in_words(agent: str) -> None:
    assert browser_words(agent) == AGENTS[agent]
