"""What may be inlined in a page under a strict policy: named, described, no style, no script, no way out."""

import re
import subprocess
import sys
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from publishing import palette
from publishing.pictures import Bar, ForeignLink, HeatCell, Picture, bar_picture, heat_picture
from publishing.pictures.page_svg import ATTRIBUTES, TAGS, page_ready

PROJECT = Path(__file__).resolve().parents[2]
OWN = {
    "class",
    "role",
    "id",
    "href",
    "viewBox",
    "font-family",
    "color",
    "aria-labelledby",
    "aria-describedby",
}
NASTY = [
    "<script>alert(1)</script>",
    '"/><style>*{}</style>',
    "&amp;<b>",
    "]]>",
    "\x00\x1b",
    "\u202eabc",
    "{{ 7*7 }}",
    "datum.x",
]


def linked(href: str) -> Picture:
    return bar_picture([Bar("Ankara", 3, href=href)], title="Posts", description="By state.")


def plain(**words: str) -> Picture:
    return bar_picture([Bar("Ankara", 3)], **{"title": "Posts", "description": "By state.", **words})


def local(name: str) -> str:
    return name.rpartition("}")[2]


def test_a_picture_is_an_image_with_a_name_and_a_description():
    root = fromstring(plain().svg)
    named = {element.get("id"): element.text for element in root if element.get("id")}
    assert root.get("role") == "img"
    assert named[root.get("aria-labelledby")] == "Posts"
    assert named[root.get("aria-describedby")] == "By state."


def test_two_pictures_on_a_page_do_not_share_a_name():
    first, second = fromstring(plain().svg), fromstring(plain(title="Others").svg)
    assert first.get("aria-labelledby") != second.get("aria-labelledby")


def test_a_picture_with_links_is_a_group_because_an_image_would_hide_them():
    root = fromstring(linked("/posts/?state=vacant&page=1#top").svg)
    links = [element for element in root.iter() if local(element.tag) == "a"]
    assert root.get("role") == "group"
    assert {link.get("href") for link in links} == {"/posts/?state=vacant&page=1#top"}
    assert all("Ankara: 3" in "".join(link.itertext()) for link in links)


@pytest.mark.parametrize(
    "href",
    [
        "https://example.org/",
        "//example.org/",
        "javascript:alert(1)",
        "data:text/html,x",
        "/\\example.org",
        "\t/x",
        "mailto:x",
        "posts/",
        "/a b",
    ],
)
def test_a_link_that_leaves_the_site_is_refused(href: str):
    with pytest.raises(ForeignLink):
        linked(href)


@pytest.mark.parametrize("href", ["/", "/posts/", "?state=vacant", "#table", "/ölkə/"])
def test_a_link_within_the_site_is_kept(href: str):
    assert f'href="{href}"' in linked(href).svg


@pytest.mark.parametrize("text", NASTY)
def test_only_allowed_elements_and_attributes_come_through(text: str):
    cells = [HeatCell(text, "Visits", 1, href="/x/")]
    for picture in (
        bar_picture(
            [Bar(text, 1, note=text, href="/x/")],
            title=text,
            description=text,
            unit=text,
            tones={text: "late"},
        ),
        heat_picture(cells, rows=[text], columns=["Visits"], title=text, description=text),
    ):
        elements = list(fromstring(picture.svg).iter())
        assert {local(element.tag) for element in elements} <= TAGS | {"title", "desc"}
        assert {local(name) for element in elements for name in element.attrib} <= ATTRIBUTES | OWN


def test_what_is_typed_is_drawn_as_typed():
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in plain(title="<script>alert(1)</script>").svg


@pytest.mark.parametrize(
    "raw",
    [
        '<script>x</script><style>*{}</style><image href="http://e.org/x.png"/><foreignObject/>',
        '<g style="fill:red" onclick="x()"><path d="M1,1h2" style="x" onload="y"/></g>',
    ],
)
def test_what_is_not_allowed_is_dropped_whoever_drew_it(raw: str):
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" viewBox="0 0 9 9">{raw}</svg>'
    svg = page_ready(drawing, title="T", description="D", links=[])
    assert not re.search(r"script|style|image|foreign|onclick|onload|http://e", svg)


def test_text_takes_the_colour_of_its_page_and_other_colours_have_a_class():
    svg = bar_picture([Bar("Vacant", 3, tone="late")], title="T", description="D").svg
    assert 'fill="currentColor"' in svg
    assert palette.INK not in svg
    assert f'fill="{palette.TONES["late"]}"' in svg
    assert "fill-late" in svg


def test_every_class_a_dark_page_must_change_is_in_the_style_sheet():
    sheet = (PROJECT / "publishing/static/publishing/pictures.css").read_text()
    for name in ("accent", "late", "heat-0", "heat-5", "on-pale", "on-deep"):
        assert sheet.count(f".fill-{name} ") == 2


def test_the_colours_of_the_palette_can_be_told_apart_again():
    colours = [
        *palette.TONES.values(),
        *palette.HEAT,
        palette.PAPER,
        palette.RULE,
        palette.RULE_STRONG,
        palette.SUNKEN,
    ]
    colours += [
        palette.ON_DARK,
        palette.ON_LIGHT,
        palette.ON_PALE,
        palette.ON_DEEP,
        palette.INK,
        palette.INK_3,
    ]
    assert len(set(colours)) == len(colours)


def test_the_palette_is_that_of_the_pages():
    tokens = (PROJECT / "foundation/static/parley/tokens.css").read_text()
    light = dict(re.findall(r"--([\w-]+): (#\w{6});", tokens[: tokens.index("prefers-color-scheme")]))
    own = {
        "ink": palette.INK,
        "ink-3": palette.INK_3,
        "rule": palette.RULE,
        "rule-strong": palette.RULE_STRONG,
    }
    own |= {"accent": palette.ACCENT, "sunken": palette.SUNKEN, "late": palette.TONES["late"]}
    own |= {"soon-rule": palette.TONES["soon"], "done-rule": palette.TONES["done"]}
    assert own == {name: light[name] for name in own}


def test_figures_on_coloured_ground_are_legible():
    pairs = [(palette.TONES[tone], ink) for tone, ink in palette.ON_TONE.items()]
    pairs += list(zip(palette.HEAT, palette.ON_HEAT, strict=True))
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []


def run(code: str) -> str:
    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True, timeout=60
    )
    return answer.stdout.strip()


def test_an_engine_started_before_a_fork_says_so_instead_of_hanging():
    told = run(
        "import os, signal\n"
        "from publishing.pictures import warm_up\n"
        "warm_up()\n"
        "if os.fork() == 0:\n"
        "    signal.alarm(20)\n"
        "    try:\n"
        "        warm_up()\n"
        "    except RuntimeError as error:\n"
        "        print(error)\n"
        "else:\n"
        "    os.wait()\n"
    )
    assert "forked" in told


def test_importing_pictures_does_not_start_the_engine():
    assert (
        run("from publishing.pictures import drawing; print(drawing._started_in.cache_info().currsize)")
        == "0"
    )
    assert run("import sys, publishing.pictures; print('altair' in sys.modules)") == "False"


def contrast(ground: str, ink: str) -> float:
    """Contrast ratio of WCAG 2.2."""
    lighter, darker = sorted((luminance(ground), luminance(ink)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in channels
    ]
    return sum(weight * channel for weight, channel in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
