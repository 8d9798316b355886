"""The service gives the library's answers, tells what is wrong, and keeps out what it should."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import shlex
import socket
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from asking import GOLDEN, READ, SEVERAL, app_with, asked, case_in, posted
from starlette.types import Message
from uvicorn import Config, Server

from classifier import classify, load_case, load_rulebook
from classifier.case.relations import MAX_RELATIONS
from classifier.case.schema import case_schema
from classifier.explain.questions import OF_ONE
from classifier.questions.ask import ask
from classifier.questions.compare import compare
from classifier.questions.contested import contested
from classifier.questions.flip import flip
from classifier.questions.subject import Subject, as_json, subject_of
from classifier.questions.support import support
from classifier.questions.supposing.asked import Supposing
from classifier.questions.whatif import whatif
from classifier.questions.why import why
from classifier.rulebook.parsing import Vocabulary, condition
from classifier.web.app import create_app
from classifier.web.connections import Connection
from classifier.web.guard import HEADERS, Guard, session_of
from classifier.web.problems import STATUSES, Refusal, Refused, address_of
from classifier.web.routes import Response, Route
from classifier.web.service import ROUTES, Service
from classifier.web.settings import (
    MAX_BODY,
    MAX_CHANGES,
    MAX_VALUES,
    MAX_WORK,
    SMALL,
    Settings,
)
from classifier.web.working import PLACES, Workshop

CHOSEN = [
    pytest.param(GOLDEN, {}, id="one-relation"),
    pytest.param(SEVERAL, {"between": ["n", "g"], "period": "p2"}, id="several"),
]


WAIT = 60


def subject(path: Path, chosen: dict[str, Any]) -> Subject:
    between = chosen.get("between")
    pair = (between[0], between[1]) if between else None
    return subject_of(load_case(path), between=pair, period=chosen.get("period"))


# What is answered


@pytest.mark.parametrize("path", [GOLDEN, SEVERAL])
def test_a_case_gets_the_classification_of_the_library(path: Path) -> None:
    answer = asked(
        "POST",
        "/api/classify",
        content=path.read_bytes(),
        headers={"Content-Type": "application/json; charset=utf-8"},
    )

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.text == classify(load_case(path)).to_json()


@pytest.mark.parametrize(("path", "chosen"), CHOSEN)
def test_each_question_gets_the_answer_of_the_library(path: Path, chosen: dict[str, Any]) -> None:
    of = subject(path, chosen)
    changes = Supposing(of).changes(["standing=unequal"], ["agreement"])
    expected: dict[str, tuple[dict[str, Any], object]] = {
        "explain": ({}, why(of)),
        "explain?": ({"pattern": "tandon/dependency"}, why(of, "tandon/dependency")),
        "support": ({}, support(of)),
        "contested": ({}, contested(of)),
        "whatif": ({"set": ["standing=unequal"], "unset": ["agreement"]}, whatif(of, changes)),
        "flip": ({}, flip(of)),
        "flip?": ({"to": "tandon/dependency"}, flip(of, "tandon/dependency")),
        "ask": ({}, ask(of)),
    }

    for name, (more, answer) in expected.items():
        said = posted(f"/api/{name}", {"case": case_in(path), **chosen, **more})
        assert (said.status_code, said.text) == (200, as_json(answer)), name
    assert {name.removesuffix("?") for name in expected} == {
        query.called or query.name for query in OF_ONE
    }


def test_two_relations_of_one_case_are_compared() -> None:
    sides: list[dict[str, Any]] = [{"between": ["g", "n"], "period": p} for p in ("p1", "p3")]
    body = {
        name: {"case": case_in(SEVERAL), **side}
        for name, side in zip(("first", "second"), sides, strict=True)
    }

    answer = posted("/api/compare", body)

    assert answer.text == as_json(compare(*(subject(SEVERAL, side) for side in sides)))


def test_a_right_case_is_valid_and_a_wrong_one_has_every_problem_told() -> None:
    wrong = case_in()
    wrong["observations"][0]["value"] = "no such value"
    wrong["sources"]["article"]["speaks_for"] = "nobody"

    right, told = posted("/api/validate", case_in()), posted("/api/validate", wrong)

    assert right.json() == {"valid": True, "problems": []}
    assert told.status_code == 200
    assert not told.json()["valid"]
    pointers = [problem["pointer"] for problem in told.json()["problems"]]
    assert pointers == ["/observations/0/value", "/sources/article/speaks_for"]


def test_what_is_no_json_is_not_valid_either() -> None:
    body = b'{"schema": "kemitraan/case/1",\n "id": "h1",,}'

    told = asked("POST", "/api/validate", content=body, headers=READ)

    assert told.status_code == 200
    assert [problem["line"] for problem in told.json()["problems"]] == [2]


def test_the_codebook_is_given_as_the_command_gives_it() -> None:
    assert asked("GET", "/api/codebook").json() == load_rulebook().codebook.model_dump(mode="json")


def test_the_rulebook_is_given_whole_and_its_conditions_as_they_are_written() -> None:
    book = load_rulebook()

    given = asked("GET", "/api/rulebook").json()

    assert (given["version"], given["sha256"]) == (book.version, book.sha256)
    assert list(given["findings"]) == list(book.findings)
    vocabulary = Vocabulary(
        book.codebook, {n: f.head for n, f in book.findings.items()}, book.letters
    )
    compared = 0
    for typology in book.typologies.values():
        for pattern, shown in zip(
            typology.patterns, given["typologies"][typology.id]["patterns"], strict=True
        ):
            criteria = [*shown["requires"], *shown["excluded_by"]]
            for criterion, one in zip(pattern.criteria, criteria, strict=True):
                assert condition(one["when"], vocabulary) == criterion.when
                compared += 1
    assert compared > 20


@pytest.mark.parametrize(("lang", "header"), [("id", "en"), ("en", "id"), (None, "en")])
def test_the_schema_is_in_the_language_asked_for(lang: str | None, header: str) -> None:
    book = load_rulebook()

    given = asked(
        "GET",
        "/api/schema",
        params={"lang": lang} if lang else {},
        headers={"Accept-Language": header},
    )

    assert given.json() == case_schema(book.codebook, "id" if lang == "id" else "en")


# Without a server

ALONE = """
import sys
from classifier.web.service import Service
print(*sys.modules)
"""


def test_the_service_answers_without_a_server() -> None:
    service, body = Service(Settings(), load_rulebook()), {"case": case_in()}
    sent = {"/api/ask": body, "/page/verdicts": body, "/api/flip": {**body, "to": "x"}}

    for path, one in sent.items():
        answer, over = (
            service.answer("POST", path, body=json.dumps(one).encode()),
            posted(path, one),
        )
        assert (answer.body, answer.status) == (over.text, over.status_code)
    for path in ("/", "/static/page.css", "/gallery/amanah-bunda", "/api/schema", "/nothing"):
        answer, over = service.answer("GET", path), asked("GET", path)
        assert answer.status == over.status_code
        assert answer.body in (over.text, over.content)
    loaded = subprocess.run(
        [sys.executable, "-c", ALONE], capture_output=True, text=True, check=True
    )
    assert not {"starlette", "anyio", "uvicorn"} & set(loaded.stdout.split())


# What is wrong


def test_problems_within_a_question_have_the_places_of_the_whole_body() -> None:
    wrong = case_in()
    wrong["observations"][3]["value"] = "no such value"
    body = json.dumps({"first": {"case": case_in()}, "second": {"case": wrong}}, indent=1)

    answer = asked("POST", "/api/compare", content=body, headers=READ)

    (problem,) = answer.json()["problems"]
    assert answer.status_code == 422
    assert answer.json()["type"] == "/problems/invalid-case"
    assert problem["pointer"] == "/second/case/observations/3/value"
    assert "no such value" in body.split("\n")[problem["line"] - 1]
    assert set(problem["what"]) == set(problem["hint"]) == {"id", "en"}


QUESTIONS = [
    ("ask", {"case": case_in(SEVERAL)}, [""]),
    ("ask", {"case": case_in(SEVERAL), "between": ["g", "x"]}, ["/between"]),
    ("ask", {"case": case_in(SEVERAL), "period": "p9"}, ["/period"]),
    ("ask", {"case": case_in(SEVERAL), "between": ["n", "g"], "period": "p9"}, ["/period"]),
    ("ask", {"case": case_in(SEVERAL), "between": ["g", "n"]}, [""]),
    ("ask", {"case": case_in(), "between": ["g"], "periode": 1}, ["/between", "/periode"]),
    ("ask", {"case": case_in(), "between": []}, ["/between"]),
    ("ask", {}, ["/case"]),
    ("ask", [], [""]),
    ("explain", {"case": case_in(), "pattern": "tandn/dependency"}, ["/pattern"]),
    ("flip", {"case": case_in(), "to": "tandon/dependncy"}, ["/to"]),
    (
        "whatif",
        {"case": case_in(), "set": ["standing=equal", "x y"], "unset": ["agrement"]},
        ["/set/1", "/unset/0"],
    ),
    ("whatif", {"case": case_in(), "set": ["standing=equal"], "unset": ["standing"]}, [""]),
    ("whatif", {"case": case_in(), "set": "standing=equal"}, ["/set"]),
    ("whatif", {"case": case_in(), "unset": ["standing"] * (MAX_CHANGES + 1)}, ["/unset"]),
]


@pytest.mark.parametrize(("name", "body", "pointers"), QUESTIONS)
def test_a_question_that_cannot_be_asked_is_told_at_its_place(
    name: str, body: object, pointers: list[str]
) -> None:
    answer = posted(f"/api/{name}", body)

    assert answer.status_code == 422
    assert answer.json()["type"] == "/problems/invalid-question"
    assert [problem["pointer"] for problem in answer.json()["problems"]] == pointers


def test_the_relations_to_choose_from_are_named_as_a_body_names_them() -> None:
    body: dict[str, Any] = {"case": case_in(SEVERAL)}
    hint = posted("/api/ask", body).json()["problems"][0]["hint"]["en"]
    choice = json.loads(hint.split(": ", 1)[1].split("; ")[1])

    assert posted("/api/ask", body | choice).status_code == 200


BROKEN = {
    "a comma too many": (b'{"case": {},}', 1),
    "twice the same key": (b'{"case": 1,\n"case": 2}', 2),
    "no UTF-8": (b'{"case":\n\n"\xff"}', 3),
    "UTF-16": ('{"case": 1}'.encode("utf-16"), None),
    "a hidden character": ('{"case":\n"\u202e"}'.encode(), 2),
    "not a number": (b'{"case": NaN}', 1),
    "nested without end": (b'{"case": ' + b"[" * 100_000, 1),
    "nothing": (b"", None),
}


@pytest.mark.parametrize(("body", "line"), BROKEN.values(), ids=BROKEN)
def test_what_is_no_json_is_told_with_its_line(body: bytes, line: int | None) -> None:
    answer = asked("POST", "/api/ask", content=body, headers=READ)

    assert answer.status_code == 400
    assert answer.json()["type"] == "/problems/unreadable"
    assert answer.json()["problems"][0]["line"] == line


def test_title_and_detail_are_in_the_language_asked_for() -> None:
    said = {
        header: asked("GET", "/api/nothing", headers={"Accept-Language": header}).json()["title"]
        for header in ("", "id", "en-GB", "fr, en;q=0.5, id;q=0.4", "id, en;q=0.9", "en;q=x", "*")
    }

    english = {header for header, title in said.items() if title == "No such address"}
    assert english == {"en-GB", "fr, en;q=0.5, id;q=0.4"}
    assert len(set(said.values())) == 2


def test_what_is_not_there_and_what_is_not_done_are_problems_too() -> None:
    missing, wrong = asked("GET", "/api/nothing"), asked("GET", "/api/classify")

    assert (missing.status_code, missing.json()["type"]) == (404, "/problems/not-found")
    assert (wrong.status_code, wrong.json()["type"]) == (405, "/problems/no-such-method")
    assert wrong.headers["allow"] == "POST"
    for answer in (missing, wrong):
        assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("kind", STATUSES)
def test_the_address_of_every_kind_of_problem_says_what_it_means(kind: Refusal) -> None:
    said = asked("GET", address_of(kind))

    assert said.status_code == 200
    assert said.text.count(str(STATUSES[kind])) >= 2
    assert "{" not in said.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "multipart/form-data; boundary=application/json"},
        {"Content-Type": "application/json", "Content-Encoding": "gzip"},
        {},
    ],
)
def test_only_what_is_said_to_be_json_is_read(headers: dict[str, str]) -> None:
    answer = asked("POST", "/api/classify", content=GOLDEN.read_bytes(), headers=headers)

    assert answer.status_code == 415


def test_a_fault_of_the_program_is_told_without_its_code(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> Response:
        raise RuntimeError("secret\nof the program")

    monkeypatch.setitem(ROUTES, "/api/broken", Route("GET", broken))
    with caplog.at_level(logging.ERROR):
        answer = asked("GET", "/api/broken")

    assert (answer.status_code, answer.json()["type"]) == (500, "/problems/failed")
    assert "secret" not in answer.text
    assert caplog.messages == ["GET /api/broken: RuntimeError: secret<U+000A>of the program"]


# Limits


def test_a_body_that_says_it_is_too_large_is_not_read() -> None:
    answer = asked(
        "POST",
        "/api/classify",
        content=b"{}",
        headers={"Content-Type": "application/json", "Content-Length": str(MAX_BODY + 1)},
    )

    assert answer.status_code == 413


def test_a_body_in_pieces_is_read_no_further_than_the_limit() -> None:
    sent = 0

    async def pieces() -> AsyncIterator[bytes]:
        nonlocal sent
        for _ in range(1000):
            sent += 100_000
            yield b" " * 100_000

    answer = asked("POST", "/api/ask", content=pieces(), headers=READ)

    assert answer.status_code == 413
    assert answer.json()["type"] == "/problems/too-large"
    assert sent <= MAX_BODY + 200_000


def test_what_would_take_too_long_is_refused() -> None:
    values = {**case_in(), "observations": [0] * MAX_VALUES}
    actors = {f"a{n}": {"name": "A", "kind": "ngo"} for n in range(40)}
    relations = {**case_in(), "actors": actors, "sources": {}, "observations": []}
    work = {
        **case_in(),
        "periods": {f"p{n}": {"label": "a"} for n in range(100)},
        "observations": [{"indicator": "standing", "value": "equal"}] * (MAX_WORK // 100 + 1),
    }
    named = {
        **relations,
        "observations": [{"indicator": "standing", "value": "equal", "between": ["a0", "a1"]}],
    }

    for body in (values, work):
        answer = posted("/api/classify", body)
        assert (answer.status_code, answer.json()["type"]) == (422, "/problems/too-much")
    refused = posted("/api/classify", relations)
    assert (refused.status_code, refused.json()["type"]) == (422, "/problems/invalid-case")
    assert "780" in refused.json()["problems"][0]["what"]["en"]
    assert MAX_RELATIONS < 780
    assert posted("/api/classify", named).status_code == 200


def test_time_ends() -> None:
    answer = posted("/api/classify", case_in(), app_with(seconds=0.001))

    assert (answer.status_code, answer.json()["type"]) == (503, "/problems/time-over")
    assert int(answer.headers["retry-after"]) > 0


def test_work_that_takes_too_long_keeps_its_place_and_what_waits_for_one_never_begins() -> None:
    workshop, over, begun = Workshop(0.05), threading.Event(), list[int]()

    def work() -> None:
        begun.append(1)
        over.wait(10)

    async def late() -> None:
        async with workshop.in_time():
            await workshop.done(work)

    async def all_of_them() -> list[BaseException | None]:
        many = [late() for _ in range(PLACES + 3)]
        return await asyncio.gather(*many, return_exceptions=True)

    given_up = asyncio.run(all_of_them())
    over.set()
    workshop.threads.shutdown(wait=True)

    assert all(isinstance(one, Refused) for one in given_up)
    assert len(begun) == PLACES


def test_what_takes_a_moment_does_not_wait_behind_long_questions() -> None:
    app, over = create_app(Settings(seconds=5)), threading.Event()
    for _ in range(3 * PLACES):
        app.state.workshop.threads.submit(over.wait, WAIT)
    large = case_in() | {"summary": "x" * SMALL}

    quick = [
        posted("/api/classify", case_in(), app),
        posted("/api/validate", case_in(), app),
        posted("/page/open", case_in(), app),
        posted("/page/verdicts", {"case": case_in()}, app),
    ]
    slow = posted("/api/classify", large, app)
    over.set()

    assert [one.status_code for one in quick] == [200, 200, 204, 200]
    assert slow.status_code == 503


@pytest.mark.parametrize("path", ["/api/flip", "/api/ask", "/page/flip", "/nothing", "/static/x"])
def test_what_may_take_long_is_not_let_past(path: str) -> None:
    assert not Service(Settings(), load_rulebook()).is_quick(path, b"{}")


def test_who_waits_while_the_service_is_stopped_is_told_so() -> None:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    async def answering(*_: object) -> None:
        await asyncio.sleep(WAIT)

    async def stopped() -> None:
        headers = [(b"host", b"127.0.0.1:8765")]
        scope = {"type": "http", "method": "POST", "path": "/api/flip", "headers": headers}
        guard = Guard(answering, Settings())
        asking = asyncio.create_task(guard({**scope, "query_string": b""}, receive, send))
        await asyncio.sleep(0)
        asking.cancel()
        await asking

    asyncio.run(stopped())

    assert sent[0]["status"] == 503
    assert json.loads(sent[1]["body"])["type"] == "/problems/stopping"


def test_half_a_head_is_not_waited_for_however_slowly_it_comes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("classifier.web.connections.HEAD_SECONDS", 0.3)
    whole = b"GET /api/schema HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    rest = b"Content-Length: 1000\r\n\r\n"
    unread = whole.replace(b"GET /api/schema", b"POST /api/classify")

    async def read(pieces: Iterable[bytes], port: int) -> bytes:
        """What comes back until the connection is closed."""
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for piece in pieces:
            writer.write(piece)
            await asyncio.sleep(0.05)
            if reader.at_eof():
                break
        read = await asyncio.wait_for(reader.read(), WAIT)
        writer.close()
        return read

    async def tried() -> tuple[bytes, ...]:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            config = Config(
                create_app(Settings()), http=Connection, lifespan="off", log_config=None
            )
            server = Server(config)
            serving = asyncio.create_task(server.serve(sockets=[listener]))
            port = listener.getsockname()[1]
            letters = (bytes([letter]) for letter in (whole + b"X-Slow: " + 2_000 * b"x"))
            found = await asyncio.gather(
                read([], port),
                read([whole], port),
                read(letters, port),
                read([whole + b"Connection: close\r\n\r\n"], port),
                # After an answer the next head is waited for no longer.
                read([whole + b"\r\n", whole], port),
                # Nor for the rest of a body that was answered without it.
                read([whole + rest, b"x"], port),
                read([unread + rest, b"x"], port),
            )
            server.should_exit = True
            await serving
            return tuple(found)

    silent, half, slow, right, second, answered, refused = asyncio.run(tried())

    assert (silent, half, slow) == (b"", b"", b"")
    assert right.startswith(b"HTTP/1.1 200")
    assert second.count(b"HTTP/1.1 ") == 1
    assert answered.startswith(b"HTTP/1.1 200")
    assert refused.startswith(b"HTTP/1.1 415")


# Who is answered

RIGHT = "the-right-one"
EVERYWHERE = "0.0.0.0"  # noqa: S104 - nothing listens there
OWN = {
    "127.0.0.1": "127.0.0.1:8765 127.0.0.1 localhost localhost:1 [::1]:8765 LOCALHOST:8765",
    "192.168.1.5": "192.168.1.5:8765 192.168.1.5",
    EVERYWHERE: f"127.0.0.1 localhost 10.1.2.3:8765 [fe80::1] {socket.gethostname()}:8765",
    "::": "[2001:db8::1]:8765 10.1.2.3",
}
OTHERS = {
    "127.0.0.1": "evil.example 127.0.0.1.evil.example a@127.0.0.1 192.168.1.5:8765 [::2] [::1",
    "192.168.1.5": "127.0.0.1 localhost 192.168.1.6 192.168.1.5:x",
    EVERYWHERE: "evil.example localhost.evil.example 10.1.2.3.evil.example:8765",
}


@pytest.mark.parametrize(("host", "names"), OWN.items())
def test_the_service_answers_to_its_own_names(host: str, names: str) -> None:
    assert all(Settings(host=host).answers_to(name) for name in names.split())


@pytest.mark.parametrize(("host", "names"), OTHERS.items())
def test_the_service_answers_to_no_other_name(host: str, names: str) -> None:
    assert not any(Settings(host=host).answers_to(name) for name in [*names.split(), ""])


@pytest.mark.parametrize("path", ["/api/codebook", "/", "/api/nothing"])
def test_another_name_is_refused_whatever_is_asked(path: str) -> None:
    answer = asked("GET", path, at="evil.example:8765")

    assert answer.status_code == 421
    assert "access-control-allow-origin" not in answer.headers


def test_with_a_token_only_who_brings_it_is_answered() -> None:
    app = app_with(token=RIGHT)
    tokens = {
        f"Bearer {RIGHT}": 200,
        f"bearer {RIGHT}": 200,
        "Bearer x": 401,
        f"Basic {RIGHT}": 401,
    }

    for said, status in tokens.items():
        answer = asked("GET", "/api/codebook", app, headers={"Authorization": said})
        assert answer.status_code == status, said
    for path in ("/api/codebook", f"/api/codebook?token={RIGHT}", "/", "/?token=wrong", "/?token="):
        answer = asked("GET", path, app)
        assert answer.status_code == 401, path
        assert answer.headers["www-authenticate"] == "Bearer"
    assert asked("POST", f"/?token={RIGHT}", app).status_code == 401


def test_a_page_takes_the_token_once_and_then_knows_the_browser() -> None:
    app = app_with(token=RIGHT, port=9000)

    first = asked("GET", f"/page?a=1&token={RIGHT}&b=%26", app, at="127.0.0.1:9000")
    name, _, rest = first.headers["set-cookie"].partition("=")
    session = rest.split(";")[0]

    assert (first.status_code, first.headers["location"]) == (303, "/page?a=1&b=%26")
    assert {"HttpOnly", "SameSite=lax", "Path=/"} <= set(rest.split("; "))
    assert RIGHT not in first.headers["set-cookie"]
    assert (name, session) == ("kemitraan_9000", session_of(RIGHT))
    for value, status in ((session, 200), (RIGHT, 401)):
        headers = {"Cookie": f"{name}={value}"}
        answer = asked("GET", "/api/codebook", app, at="127.0.0.1:9000", headers=headers)
        assert answer.status_code == status


@pytest.mark.parametrize("path", ["//evil.example/a", "/%5Cevil.example/a", "///evil.example"])
def test_a_token_leads_to_no_other_host(path: str) -> None:
    answer = asked("GET", f"http://127.0.0.1:8765{path}?token={RIGHT}", app_with(token=RIGHT))

    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/evil.example")


# What a browser is told


def test_every_answer_has_the_headers_that_keep_a_browser_safe() -> None:
    answers = [
        asked("GET", "/api/codebook"),
        asked("GET", "/api/openapi.json"),
        asked("GET", "/problems/failed"),
        asked("GET", "/api/nothing"),
        asked("OPTIONS", "/api/classify", headers={"Origin": "http://evil.example"}),
        asked("POST", "/api/classify"),
        asked("GET", "/", at="evil.example"),
        asked("GET", f"/?token={RIGHT}", app_with(token=RIGHT)),
        asked("GET", "/", app_with(token=RIGHT)),
        posted("/api/classify", {}),
        posted("/api/classify", case_in(), app_with(seconds=0.001)),
    ]

    for answer in answers:
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
        assert not [name for name in answer.headers if name.startswith("access-control")]


def test_a_script_in_every_text_comes_back_as_text_in_json_only() -> None:
    script = "<script>alert(1)</script>"
    case = case_in()
    texts: dict[str, Any] = {"title": script, "summary": script, "reference": script}
    case |= texts
    for part in (*case["actors"].values(), *case["sources"].values(), *case["observations"]):
        part["note"] = script
    for actor in case["actors"].values():
        actor["name"] = script
    wrong = {**case, "id": script, script: script}

    answers = [posted("/api/classify", case), posted("/api/classify", wrong)]
    answers += [posted(f"/api/{name}", {"case": case}) for name in ("explain", "flip", "ask")]
    answers += [posted(f"/api/{script}", {}), posted("/api/explain", {"case": case, script: 1})]

    for answer in answers:
        assert answer.headers["content-type"] in ("application/json", "application/problem+json")
        assert answer.headers["x-content-type-options"] == "nosniff"
        json.loads(answer.text)


# Many at once


@contextmanager
def serving() -> Iterator[str]:
    """A real server on a port of its own."""
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    config = uvicorn.Config(
        app_with(port=port, seconds=120), ws="none", lifespan="off", log_config=None
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=lambda: server.run(sockets=[listener]))
    thread.start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


def test_fifty_at_once_are_all_answered() -> None:
    case = case_in()
    sent = [("classify", case), ("whatif", {"case": case, "set": ["standing=unequal"]})]
    sent += [("ask", {"case": case}), ("validate", case), ("ask", {"case": 1})]
    expected = [200, 200, 200, 200, 422]
    with serving() as url, ThreadPoolExecutor(50) as clients:

        def status(number: int) -> int:
            name, body = sent[number % len(sent)]
            return httpx.post(f"{url}/api/{name}", json=body, timeout=60).status_code

        statuses = list(clients.map(status, range(50)))

    assert statuses == expected * 10


def test_a_real_server_refuses_what_is_too_large_and_goes_on() -> None:
    with serving() as url:

        def pieces() -> Iterator[bytes]:
            for _ in range(25):
                yield b" " * 100_000
                time.sleep(0.001)

        answer = httpx.post(f"{url}/api/classify", content=pieces(), headers=READ)
        again = httpx.get(f"{url}/api/codebook")

    assert (answer.status_code, again.status_code) == (413, 200)


# The page on the service

SHOWN = [
    pytest.param(command, shown, id=f"{page.name}-{number}")
    for page in sorted(Path("docs").glob("service*.md"))
    for number, (command, shown) in enumerate(
        re.findall(r"```\n\$ (.*?)\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    )
]


@pytest.mark.parametrize(("command", "shown"), SHOWN)
def test_what_the_page_on_the_service_shows_is_what_it_answers(command: str, shown: str) -> None:
    words = shlex.split(command)
    file = Path(re.findall(r"examples/[\w-]+\.json", command)[0])
    body = file.read_text(encoding="utf-8")
    if words[0] == "printf":
        body = words[1] % body
    headers = dict(w.split(": ") for before, w in pairwise(words) if before == "-H")

    said = asked("POST", words[-1], content=body, headers=headers).text

    place = 0
    for passage in shown.split("…\n"):
        found = said.find(passage.removesuffix("\n"), place)
        assert found >= place, passage
        place = found + len(passage)
