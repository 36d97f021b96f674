"""The page for review in a real browser: layout, explanations, filters, keys, print, colours, and no request."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from review_pages import glossary, news, translation
from vietgloss.report.page import page as review

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

sync = pytest.importorskip("playwright.sync_api", reason="the driver is not installed: pip install playwright")
CHROMIUM = os.environ.get("VIETGLOSS_CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"))), None
)
pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium: install the package chromium, or name one in VIETGLOSS_CHROMIUM"
)
WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 390, "height": 800}
CONTRAST = """() => {
  const pen = Object.assign(document.createElement("canvas"), {width: 1, height: 1})
    .getContext("2d", {willReadFrequently: true});
  const rgba = (colour) => {
    pen.clearRect(0, 0, 1, 1); pen.fillStyle = colour; pen.fillRect(0, 0, 1, 1);
    return [...pen.getImageData(0, 0, 1, 1).data];
  };
  const light = (rgb) => {
    const [r, g, b] = rgb.map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const colour = rgba(getComputedStyle(e).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return [255, 255, 255, 255];
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || element.closest("script") || !element.getClientRects().length) continue;
    const [a, b] = [light(rgba(getComputedStyle(element).color).slice(0, 3)), light(behind(element).slice(0, 3))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) found.push(`${walker.currentNode.data.trim()} ${element.className} ${ratio.toFixed(2)}`);
  }
  return found;
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Chromium refuses its sandbox to root.
    arguments = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=[*arguments, "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("review") / "review.html"
    path.write_text(review(news(), glossary=glossary()), encoding="utf-8")
    return path


@pytest.fixture
def opened(browser: Browser, file: Path) -> Iterator[Page]:
    """The page at 1280 pixels; it must say nothing on the console and ask for nothing but itself."""
    yield from watched(browser, file, viewport=WIDE)


def watched(browser: Browser, file: Path, **options: Any) -> Iterator[Page]:  # noqa: ANN401  # the browser's options
    context = browser.new_context(**options)
    opened = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto(file.as_uri())
    yield opened
    context.close()
    assert said == []
    assert asked == [file.as_uri()]


def box(element: Locator) -> dict[str, float]:
    found = element.bounding_box()
    assert found
    return dict(found)


def shown(opened: Page) -> list[str]:
    """The ids of the segments that are not filtered out."""
    return list(opened.evaluate("[...document.querySelectorAll('.seg:not([hidden])')].map((s) => s.id)"))


def focused(opened: Page) -> str:
    return str(opened.evaluate("document.activeElement.id"))


def test_side_by_side_where_there_is_room(opened: Page) -> None:
    source, target = box(opened.locator("#d1s2 .src")), box(opened.locator("#d1s2 .tgt"))
    assert source["y"] == target["y"]
    assert source["x"] + source["width"] <= target["x"]
    assert opened.evaluate("document.documentElement.scrollWidth") == WIDE["width"]


def test_one_below_the_other_on_a_telephone(browser: Browser, file: Path) -> None:
    for opened in watched(browser, file, viewport=NARROW, has_touch=True):
        source, target = box(opened.locator("#d1s2 .src")), box(opened.locator("#d1s2 .tgt"))
        assert target["y"] >= source["y"] + source["height"]
        assert opened.evaluate("document.documentElement.scrollWidth") == NARROW["width"]
        opened.locator("#d1s2 .m", has_text="ĐV").tap()
        tip = box(opened.locator("#tip"))
        assert tip["x"] >= 0
        assert tip["x"] + tip["width"] <= NARROW["width"]
        assert opened.url == file.as_uri()  # the tap has not led to the list


def test_a_mark_explains_itself_and_lights_its_english(opened: Page) -> None:
    mark, tip = opened.locator("#d1s4 .m", has_text="sinh viên"), opened.locator("#tip")
    mark.hover()
    sync.expect(tip).to_contain_text("university students")
    sync.expect(opened.locator("#d1s4 u.lit")).to_have_text("university students")
    opened.locator("#tip b").hover()  # one may point at the explanation, to read or copy it
    sync.expect(tip).to_be_visible()
    opened.locator("h1").hover()
    sync.expect(tip).to_be_hidden()
    opened.locator("#d1s4 u", has_text="university students").hover()
    sync.expect(mark).to_have_class("m term lit")


def test_the_focus_explains_too_and_escape_closes_it(opened: Page) -> None:
    mark, tip = opened.locator("#d1s1 .m").first, opened.locator("#tip")
    opened.locator("#d1s1 .no").focus()
    opened.keyboard.press("Tab")
    sync.expect(mark).to_be_focused()
    sync.expect(tip).to_contain_text("Ban Thường vụ")
    sync.expect(mark).to_have_attribute("aria-describedby", "tip")
    assert opened.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)") >= 2
    opened.keyboard.press("Escape")
    sync.expect(tip).to_be_hidden()
    sync.expect(mark).not_to_have_attribute("aria-describedby", "tip")


def test_filters(opened: Page) -> None:
    chip = opened.locator(".chip[data-kind=number]")
    chip.click()
    sync.expect(chip).to_have_attribute("aria-pressed", "true")
    assert shown(opened) == ["d1s2"]
    assert opened.locator(".list > li:not([hidden])").count() == 1
    sync.expect(opened.locator("#state")).to_have_text("1 of 7 segments shown")
    opened.locator(".chip[data-kind=unknown]").click()
    assert shown(opened) == ["d1s2", "d1s4"]
    chip.click()
    opened.locator(".chip[data-kind=unknown]").click()
    assert len(shown(opened)) == 7
    opened.locator("#only").click()
    assert shown(opened) == ["d1s2", "d1s3", "d1s4"]
    opened.locator("#find").fill("hoi nghi ket thuc")
    sync.expect(opened.locator("#nothing")).to_be_visible()
    opened.locator("#reset").click()
    assert len(shown(opened)) == 7


def test_search(opened: Page) -> None:
    cases = {
        "dang vien": ["d1s2", "d2s2"],  # the full form of an abbreviation
        "ĐẢNG viên": ["d1s2", "d2s2"],
        "đang viên": [],  # with marks, all marks count
        "young": ["d2s2"],
        "glossary": [],  # why something was expanded is no text
        "  ": ["d1s1", "d1s2", "d1s3", "d1s4", "d1s5", "d2s1", "d2s2"],
    }
    for wanted, found in cases.items():
        opened.locator("#find").fill(wanted)
        opened.wait_for_function(
            "(ids) => [...document.querySelectorAll('.seg:not([hidden])')].map((s) => s.id).join() === ids",
            arg=",".join(found),
            timeout=5000,
        )


def test_keys(opened: Page) -> None:
    def after(*keys: str) -> str:
        for key in keys:
            opened.keyboard.press(key)
        return focused(opened)

    assert after("j") == "d1s1"
    assert after("j", "j") == "d1s3"
    assert after("k") == "d1s2"
    assert after("ArrowDown") == "d1s3"
    assert after("ArrowUp", "ArrowUp") == "d1s1"
    assert after("n") == "d1s2"
    assert after("n", "n") == "d1s4"
    assert after("n") == "d1s4"  # there is none behind
    assert after("p") == "d1s3"
    assert after("p") == "d1s2"
    for kind in ("number", "unknown"):
        opened.locator(f".chip[data-kind={kind}]").click()
    assert after("j") == "d1s4"  # what is filtered out is passed over
    assert after("/") == "find"
    assert after("j") == "find"  # a letter to search for
    sync.expect(opened.locator("#find")).to_have_value("j")
    assert after("Escape") == ""
    sync.expect(opened.locator("#find")).to_have_value("")
    after("?")
    sync.expect(opened.get_by_role("dialog", name="Keys")).to_be_visible()
    after("Escape")
    sync.expect(opened.locator("#keys")).to_be_hidden()


def test_the_skip_link_comes_first(opened: Page) -> None:
    opened.keyboard.press("Tab")
    sync.expect(opened.locator(".skip")).to_be_focused()
    sync.expect(opened.locator(".skip")).to_be_in_viewport()
    opened.keyboard.press("Enter")
    assert focused(opened) == "text"


def test_a_warning_leads_to_its_segment_even_if_that_is_filtered_out(browser: Browser, file: Path) -> None:
    for opened in watched(browser, file, viewport=WIDE):
        opened.locator("#find").fill("khen thưởng")
        sync.expect(opened.locator("#d1s4")).to_be_hidden()
        opened.locator(".list a[href='#d1s4']").first.click()
        sync.expect(opened.locator("#d1s4")).to_be_focused()
        sync.expect(opened.locator("#d1s4")).to_be_in_viewport()


def test_copying_gives_the_english_alone(browser: Browser, file: Path) -> None:
    for opened in watched(browser, file, viewport=WIDE, permissions=["clipboard-read", "clipboard-write"]):
        button = opened.get_by_role("button", name="Copy the English of segment 5")
        button.click()
        sync.expect(opened.locator("#d1s5 .copy")).to_have_text("Copied")
        assert opened.evaluate("navigator.clipboard.readText()") == "By June, the conference ended well."


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast(browser: Browser, file: Path, scheme: Any) -> None:  # noqa: ANN401  # a literal of the driver's
    for opened in watched(browser, file, viewport=WIDE, color_scheme=scheme, reduced_motion="reduce"):
        opened.evaluate("document.querySelector('.legend').open = true")
        opened.locator("#only").click()
        opened.locator("#d1s2 .m").first.focus()
        assert opened.evaluate(CONTRAST) == []
        before = opened.evaluate("getComputedStyle(document.body).backgroundColor")
        opened.locator("#dark").click()
        assert opened.evaluate("getComputedStyle(document.body).backgroundColor") != before
        assert opened.evaluate(CONTRAST) == []


def test_print(opened: Page) -> None:
    opened.locator("#dark").click()
    opened.emulate_media(media="print")
    for hidden in (".bar", ".copy", ".skip", ".chips", "#tip", "summary"):
        assert opened.locator(hidden).first.is_hidden(), hidden
    colours = "(e) => [getComputedStyle(e).color, getComputedStyle(e).backgroundColor]"
    assert opened.locator("body").evaluate(colours) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    assert opened.locator("#d1s2").evaluate("(e) => getComputedStyle(e).breakInside") == "avoid"
    number = opened.locator("#d1s2 .m").first.get_attribute("data-n")
    sign = opened.locator("#d1s2 .m").first.evaluate("(e) => getComputedStyle(e, '::after').content")
    assert sign.strip('"') == number
    assert opened.locator(f"#d1n{number}").is_visible()


def test_without_scripts_all_can_be_read(browser: Browser, file: Path) -> None:
    for opened in watched(browser, file, viewport=WIDE, java_script_enabled=False):
        assert opened.locator(".bar").is_hidden()
        assert opened.locator("#d1s2 .tgt").is_visible()
        mark = opened.locator("#d1s2 .m", has_text="ĐV")
        tip = "(e) => getComputedStyle(e, '::after').content"
        for point in (mark.hover, mark.focus):
            point()
            assert "đảng viên → Party member" in mark.evaluate(tip)
        opened.locator("h1").hover()


def test_hostile_text_runs_nothing(browser: Browser, tmp_path: Path) -> None:
    bad = "<img src=x onerror=\"document.title='run'\"><script>document.title='run'</script></style>"
    one = translation(f"{bad}.txt", [[[f"{bad} BTV họp.", f"{bad} The Standing Committee met."]]])
    path = tmp_path / "bad.html"
    path.write_text(review([one], glossary=glossary()), encoding="utf-8")
    for opened in watched(browser, path, viewport=WIDE):
        opened.locator(".seg .m", has_text="BTV").hover()
        sync.expect(opened.locator("#tip")).to_be_visible()
        assert opened.title().startswith("Review of <img")
        assert opened.locator(".tgt").inner_text() == f"{bad} The Standing Committee met."
