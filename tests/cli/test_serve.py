"""`kemitraan serve`: it says where it is, answers, and stops without a word."""

from __future__ import annotations

import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import httpx
import pytest
from asking import asked, case_in
from click.testing import CliRunner
from strategies import numbered, random_rulebook
from uvicorn import Config

from classifier.cli import main, serve
from classifier.rulebook.loading import load_rulebook
from classifier.web.app import create_app
from classifier.web.connections import CONNECTIONS, Connection
from classifier.web.settings import PORT, Settings, own_address

EVERYWHERE = "0.0.0.0"  # noqa: S104 - only while a test runs, and with a token
WAIT = 60
RULES = Path(__file__).parents[2] / "rules"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


@contextmanager
def served(*words: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The service in a process of its own, and its address."""
    command = [sys.executable, "-m", "classifier", "serve", "--no-browser", "--lang", "en", *words]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.fullmatch(r"Open (http://\S+)\n", line)
        assert found, line + process.communicate()[1]
        yield process, found[1]
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        process.communicate()


def stopped(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """What a process still says when it is interrupted."""
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=WAIT)
    return process.returncode, out, err


def test_it_answers_at_its_address_and_stops_quietly_when_interrupted() -> None:
    port = free_port()

    with served("--port", str(port)) as (process, url):
        answer = httpx.get(f"{url}api/codebook", timeout=WAIT)
        page = httpx.get(url, timeout=WAIT)
        missing = httpx.get(f"{url}api/nothing", timeout=WAIT)
        ended = stopped(process)

    assert url == f"http://127.0.0.1:{port}/"
    assert (answer.status_code, page.status_code, missing.status_code) == (200, 200, 404)
    assert ended == (0, "", "Stop it with Ctrl-C.\n")


def test_it_stops_while_answers_are_worked_out() -> None:
    case = case_in() | {"periods": {f"p{n}": {"label": "x"} for n in range(100)}}

    with served("--port", str(free_port())) as (process, url), ThreadPoolExecutor(6) as clients:
        asking = [clients.submit(httpx.post, f"{url}api/classify", json=case) for _ in range(6)]
        time.sleep(0.5)
        code, _, err = stopped(process)

    assert (code, err) == (0, "Stop it with Ctrl-C.\n")
    assert all(one.exception() or one.result().status_code in (200, 503) for one in asking)


def test_only_this_machine_can_reach_it() -> None:
    with served("--port", str(free_port())) as (_, url):
        port = int(url.rsplit(":", 1)[1].strip("/"))
        with (
            pytest.raises(ConnectionRefusedError),
            socket.create_connection(("127.0.0.2", port), timeout=5),
        ):
            pass
        assert httpx.get(url, headers={"Host": "evil.example"}, timeout=WAIT).status_code == 421


def test_at_another_address_a_token_is_in_the_url_and_nothing_is_answered_without_it() -> None:
    port = free_port()

    with served("--port", str(port), "--host", EVERYWHERE) as (process, url):
        address, _, token = url.partition("?token=")
        here = f"http://127.0.0.1:{port}/"
        without = httpx.get(f"{here}api/codebook", timeout=WAIT)
        bearer = {"Authorization": f"Bearer {token}"}
        with_it = httpx.get(f"{here}api/codebook", headers=bearer, timeout=WAIT)
        with httpx.Client(follow_redirects=True, timeout=WAIT) as browser:
            page = browser.get(f"{here}?token={token}")
            part = browser.get(f"{here}api/codebook")
        code, _, err = stopped(process)

    assert address == Settings(port=port, name=own_address(EVERYWHERE)).url
    assert len(token) >= 40
    assert (without.status_code, with_it.status_code) == (401, 200)
    assert (page.status_code, part.status_code, str(page.url)) == (200, 200, here)
    assert code == 0
    assert "reached from other computers" in err
    assert token not in err


def test_page_and_service_judge_by_rules_of_ones_own(tmp_path: Path) -> None:
    shutil.copytree(RULES, tmp_path / "rules")
    typology = tmp_path / "rules" / "typologies" / "sulistiyani_organisation.yaml"
    text = typology.read_text(encoding="utf-8")
    typology.write_text(text.replace("linear union of partnership", "row of peers"), "utf-8")
    own = load_rulebook(tmp_path / "rules")

    with served("--port", str(free_port()), "--rules", str(tmp_path / "rules")) as (process, url):
        judged = httpx.post(f"{url}api/classify", json=case_in(), timeout=WAIT)
        page, book = (httpx.get(url + name, timeout=WAIT) for name in ("", "rulebook"))
        stopped(process)

    assert judged.json()["rulebook"]["sha256"] == own.sha256 != load_rulebook().sha256
    for shown in (page, book):
        assert "row of peers" in shown.text
        assert "linear union of partnership" not in shown.text


def test_examples_of_another_codebook_are_on_no_shelf() -> None:
    app = create_app(Settings(), random_rulebook(numbered(1)))

    page = asked("GET", "/", app)

    assert page.status_code == 200
    assert "data-example" not in page.text


def test_rules_that_cannot_be_read_are_told_before_anything_is_served(tmp_path: Path) -> None:
    ran = CliRunner().invoke(main, ["serve", "--rules", str(tmp_path / "nope"), "--lang", "en"])

    assert ran.exit_code == 1
    assert ran.stdout == ""
    assert "nope" in ran.stderr


@pytest.mark.parametrize(("everywhere", "own"), [("0.0.0.0", "192.0.2.7"), ("::", "2001:db8::7")])  # noqa: S104
def test_a_machine_is_found_by_its_address_or_in_no_network_by_its_name(
    everywhere: str, own: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket.socket, "connect", lambda *_: None)
    monkeypatch.setattr(socket.socket, "getsockname", lambda _: (own, 1))
    assert own_address(everywhere) == own

    def nowhere(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(socket.socket, "connect", nowhere)
    assert own_address(everywhere) == socket.gethostname()


def test_a_port_that_is_taken_is_told_with_what_to_do() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        ran = CliRunner().invoke(
            main, ["serve", "--no-browser", "--port", str(port), "--lang", "en"]
        )

    assert ran.exit_code == 1
    assert ran.stdout == ""
    assert f"127.0.0.1:{port}" in ran.stderr
    assert "taken by another program" in ran.stderr
    assert "--port" in ran.stderr


def test_without_a_port_named_the_next_free_one_is_taken_and_told() -> None:
    with ExitStack() as stack:
        with suppress(OSError):  # taken already, which does as well
            stack.enter_context(socket.create_server(("127.0.0.1", PORT)))
        process, url = stack.enter_context(served())
        code, _, err = stopped(process)

    assert url != f"http://127.0.0.1:{PORT}/"
    assert code == 0
    assert f"Port {PORT} is taken" in err


@pytest.mark.parametrize("host", ["192.0.2.1", "nowhere.invalid", "a..b"])
def test_an_address_that_is_not_this_machines_is_told(host: str) -> None:
    ran = CliRunner().invoke(main, ["serve", "--host", host, "--lang", "en"])

    assert ran.exit_code == 1
    assert f"{host}:{PORT}" in ran.stderr
    assert "it must be an address of this computer" in " ".join(ran.stderr.split())


@pytest.mark.parametrize("port", ["0", "65536", "-1", "x", "8765.0", "٣"])
def test_what_is_no_port_is_wrong_usage(port: str) -> None:
    ran = CliRunner().invoke(main, ["serve", f"--port={port}", "--lang", "en"])

    assert ran.exit_code == 2
    assert "is not the number of a port" in ran.stderr


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve, "NEEDED", ("no_such_package",))

    ran = CliRunner().invoke(main, ["serve", "--lang", "en"])

    assert ran.exit_code == 2
    assert '-m pip install "starlette>=0.40" "uvicorn>=0.30"' in ran.stderr


def test_a_browser_is_opened_only_where_it_has_a_window(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    monkeypatch.setattr("uvicorn.Server.run", lambda *_, **__: None)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")

    CliRunner().invoke(main, ["serve"])
    monkeypatch.setenv("DISPLAY", ":0")
    CliRunner().invoke(main, ["serve", "--no-browser"])
    assert opened == []
    CliRunner().invoke(main, ["serve"])

    assert len(opened) == 1
    assert opened[0].startswith("http://127.0.0.1:")


LOADED = """
import sys
from click.testing import CliRunner
from classifier.cli import main
assert CliRunner().invoke(main, ["--help"]).exit_code == 0
print(*sys.modules)
"""


def test_help_loads_nothing_of_the_service() -> None:
    ran = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)

    loaded = set(ran.stdout.split())
    assert "classifier.cli.serve" in loaded
    assert not {"starlette", "uvicorn"} & loaded


def test_connections_are_counted_and_do_not_wait_for_half_a_head(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[Config] = []
    monkeypatch.setattr("uvicorn.Server.run", lambda server, **_: seen.append(server.config))

    CliRunner().invoke(main, ["serve", "--no-browser"])

    assert (seen[0].http, seen[0].limit_concurrency) == (Connection, CONNECTIONS)
