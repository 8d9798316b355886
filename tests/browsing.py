"""The workshop page in a real browser: served on this machine, and driven as a reader drives it."""

from __future__ import annotations

import os
import re
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NoReturn, TypedDict, Unpack

import pytest
import uvicorn

from classifier import load_case
from classifier.questions.subject import Subject, subject_of
from classifier.questions.supposing.asked import Supposing
from classifier.questions.supposing.restating import restated
from classifier.web.app import create_app
from classifier.web.settings import Settings
from classifier.words.language import LANGUAGES, Language, Text, message

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page, ViewportSize
    from playwright.sync_api._generated import LocatorAssertions

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
EXAMPLES = Path(__file__).parent.parent / "examples"
WIDE: ViewportSize = {"width": 1200, "height": 800}
REGIONS: dict[Language, str] = {"id": "id-ID", "en": "en-GB"}
PATIENCE = 30_000
"""So many milliseconds are waited for what should come at once."""
VIEWS = ("ask", "exercise", "compare", "handout")
REFUSED = re.compile(r"the server responded with a status of 4\d\d")


def lacking(what: str) -> NoReturn:
    """Skip what needs a browser; where everything is to be checked, fail."""
    if os.environ.get("CI"):
        pytest.fail(what)
    pytest.skip(what)


def sync_api() -> Any:  # noqa: ANN401 - a module that may be missing
    try:
        from playwright import sync_api as found  # noqa: PLC0415 - it may be missing
    except ImportError:
        lacking('the page is tried in a browser by playwright: pip install -e ".[dev]"')
    return found


def expect(locator: Locator) -> LocatorAssertions:
    """What becomes so within a few seconds."""
    playwright = sync_api()
    playwright.expect.set_options(timeout=PATIENCE)
    asserted: LocatorAssertions = playwright.expect(locator)
    return asserted


@dataclass
class Shop:
    """The page as a reader has it before them, in one language."""

    page: Page
    language: Language
    url: str
    wrong: list[str] = field(default_factory=list)
    """What the browser complained of."""
    asked: list[str] = field(default_factory=list)
    """Every address that was asked for."""

    def __post_init__(self) -> None:
        def heard(kind: str, text: str) -> None:
            # A browser calls it an error of the page when a case is refused.
            if kind in ("error", "warning") and not REFUSED.search(text):
                self.wrong.append(text)

        self.page.on("console", lambda said: heard(said.type, said.text))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))

    def says(self, key: str, /, **places: Text | str) -> str:
        """A sentence of the page, or of another area if it is named."""
        full = key if "." in key else f"page.{key}"
        return message(full, **places).said_in(self.language)

    def said(self, text: Text) -> str:
        """A text in this language, as a page shows it."""
        return " ".join(text.said_in(self.language).split())

    def goes(self, path: str = "/") -> None:
        self.page.goto(self.url + path)

    def opens(self, name: str) -> None:
        """Open an example as a file of one's own."""
        self.opens_file(EXAMPLES / f"{name}.json")

    def opens_file(self, path: Path) -> None:
        self.page.locator("#file").set_input_files(path)
        expect(self.page.locator("#case")).to_be_visible()

    def shows(self, view: str) -> Locator:
        """Go to a view of the case."""
        self.button(self.says(f"view_{view}")).click()
        shown = self.page.locator(f"#{view}")
        expect(shown).to_be_visible()
        return shown

    def button(self, name: str | re.Pattern[str], inside: Locator | None = None) -> Locator:
        exact = isinstance(name, str)
        return (inside or self.page).get_by_role("button", name=name, exact=exact)

    def act(self, key: str, of: Text, inside: Locator | None = None) -> Locator:
        """The button that does something of something: `Why: mutualism partnership`."""
        words = rf"^{re.escape(self.says(key))}\s*: {re.escape(self.said(of))}$"
        return self.button(re.compile(words), inside)

    def card(self, typology: str) -> Locator:
        return self.page.locator(f'.card[data-typology="{typology}"]')

    def fact(self, slot: str) -> Locator:
        return self.page.locator(f'#case .fact[data-slot="{slot}"]')

    def choice(self, statement: str) -> Locator:
        """The way to suppose a statement, with everything around it opened."""
        found = self.page.locator(f'#case .fact input[value="{statement}"]')
        self.unfolds(found)
        return found

    def unfolds(self, inner: Locator) -> None:
        closed = inner.locator("xpath=ancestor::details[not(@open)]")
        while closed.count():
            closed.first.locator("> summary").click()

    @contextmanager
    def following(self) -> Iterator[None]:
        """Wait until the verdicts have followed what is done inside."""
        verdicts = self.page.locator("#verdicts")
        before = verdicts.get_attribute("data-turn") or ""
        yield
        expect(verdicts).to_have_attribute("data-turn", re.compile(rf"^(?!{before}$)\d+$"))

    def supposes(self, *statements: str) -> None:
        for statement in statements:
            choice = self.choice(statement)
            with self.following():
                choice.click()

    def answers(self, subject: Subject) -> None:
        """The cards show the library's verdicts on a relation, in its words."""
        for typology, outcome in subject.outcomes().items():
            expect(self.card(typology).locator(".answer strong")).to_have_text(both(outcome.says))


def both(text: Text) -> str:
    """A text as it stands in the page: in both languages, if they differ.

    What is out of sight is not laid out, so a browser does not know which of them is shown there.
    """
    return text.id if text.id == text.en else text.id + text.en


def example(
    name: str, period: str | None = None, between: tuple[str, str] | None = None
) -> Subject:
    return subject_of(load_case(EXAMPLES / f"{name}.json"), between=between, period=period)


def changed(subject: Subject, *put: str, unset: tuple[str, ...] = ()) -> Subject:
    """A relation with what is supposed of it."""
    case = restated(subject, Supposing(subject).changes(put, unset))
    relation = subject.relation
    return subject_of(case, between=relation.actors, period=relation.period)


def until(shop: Shop, condition: Callable[[], bool]) -> None:
    """Wait for what is no matter of the page itself."""
    for _ in range(PATIENCE // 20):
        if condition():
            return
        shop.page.wait_for_timeout(20)
    raise AssertionError("nothing came of it")


def drop(shop: Shop, path: Path) -> None:
    """Drop a file onto the page."""
    held = shop.page.evaluate_handle(
        """([text, name]) => {
            const held = new DataTransfer();
            held.items.add(new File([text], name, { type: "application/json" }));
            return held;
        }""",
        [path.read_text(encoding="utf-8"), path.name],
    )
    shop.page.dispatch_event("#drop", "drop", {"dataTransfer": held})


def serve() -> tuple[str, Callable[[], None]]:
    """The page on a port of its own: its address, and how to end it."""
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    config = uvicorn.Config(create_app(Settings(port=port)), log_level="warning", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.01)

    def end() -> None:
        server.should_exit = True
        thread.join()
        listening.close()

    return f"http://127.0.0.1:{port}", end


@pytest.fixture(scope="session")
def served() -> Iterator[str]:
    """The address of the page."""
    url, end = serve()
    yield url
    end()


# Not for the whole session: while playwright is on, other tests cannot run an event loop.
@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser without a window."""
    playwright = sync_api()
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        lacking(f"the page is tried in a browser: install {' or '.join(BROWSERS)}")
    # Chromium keeps no sandbox for root.
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(
            executable_path=found, args=["--no-sandbox"] if root else []
        )
        yield browser
        browser.close()


class Look(TypedDict, total=False):
    """How a reader looks at the page, where it is not as usual."""

    region: str
    """What their browser asks for, if not the language."""
    size: ViewportSize
    scheme: Literal["light", "dark"]


@contextmanager
def visited(browser: Browser, url: str, language: Language, **look: Unpack[Look]) -> Iterator[Shop]:
    """The page as it first shows to a reader of a language; nothing goes wrong, or elsewhere."""
    context = browser.new_context(
        locale=look.get("region", REGIONS[language]),
        viewport=look.get("size", WIDE),
        color_scheme=look.get("scheme", "light"),
        reduced_motion="reduce",
    )
    context.set_default_timeout(PATIENCE)
    shop = Shop(context.new_page(), language, url)
    shop.goes()
    yield shop
    context.close()
    assert shop.wrong == []
    assert [one for one in shop.asked if not one.startswith((f"{url}/", "blob:"))] == []


# One language is enough to see that the page works; that it does in both is tried with the slow tests.
IN_TURN = [LANGUAGES[0], *(pytest.param(one, marks=pytest.mark.slow) for one in LANGUAGES[1:])]


@pytest.fixture(params=IN_TURN)
def language(request: pytest.FixtureRequest) -> Language:
    chosen: Language = request.param
    return chosen


@pytest.fixture
def shop(chromium: Browser, served: str, language: Language) -> Iterator[Shop]:
    """The page, in each language."""
    with visited(chromium, served, language) as opened:
        yield opened
