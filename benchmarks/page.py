"""From a click on the page to the frame that shows the new verdicts, measured in the browser."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from benchmarks.material import GOLDEN
from benchmarks.measuring import table

if TYPE_CHECKING:
    from playwright.sync_api import Page

CLICKS = 40
TYPOLOGY = "sulistiyani_organisation"
# From the click until the browser has drawn the frame after the new verdicts.
CHANGES = """async (clicks) => {
    const verdicts = document.getElementById("verdicts");
    const [equal, unequal] = document.querySelectorAll('.fact[data-slot="standing"] input');
    const times = [];
    for (let click = 0; click < clicks; click++) {
        const before = verdicts.dataset.turn;
        const start = performance.now();
        (click % 2 ? equal : unequal).click();
        await new Promise((shown) => {
            const watching = new MutationObserver(() => {
                if (verdicts.dataset.turn === before) return;
                watching.disconnect();
                requestAnimationFrame(() => setTimeout(shown));
            });
            watching.observe(verdicts, { attributes: true });
        });
        times.push(performance.now() - start);
    }
    return times;
}"""
ROUND_TRIPS = """async (clicks) => {
    const times = [];
    for (let click = 0; click < clicks; click++) {
        const start = performance.now();
        await (await fetch("/static/icon.svg")).text();
        await new Promise((shown) => requestAnimationFrame(() => setTimeout(shown)));
        times.push(performance.now() - start);
    }
    return times;
}"""


def main() -> None:
    kemitraan = str(Path(sys.executable).with_name("kemitraan"))
    command = [kemitraan, "serve", "--no-browser", "--lang", "en"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as service:
        assert service.stdout is not None
        said = service.stdout.readline()
        try:
            rows = measured(said.split()[-1])
        finally:
            service.terminate()
    base = median(rows[0][1])
    table(
        f"From a click to the frame that shows it, {CLICKS} clicks",
        ("what is shown", "median ms", "slowest ms", "ratio"),
        [
            (what, f"{median(times):.0f}", f"{max(times):.0f}", f"{median(times) / base:.2f}")
            for what, times in rows
        ],
    )


def measured(url: str) -> list[tuple[str, list[float]]]:
    """Each thing that is shown with its times in milliseconds."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"] if root else []
        )
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(url)
        page.set_input_files("#file", GOLDEN)
        page.click('.fact[data-slot="standing"] > summary')
        rows = [
            ("a small file and a frame", timed(page, ROUND_TRIPS)),
            ("the verdicts after a change", timed(page, CHANGES)),
        ]
        page.click(f"[data-graph={TYPOLOGY}] > summary")
        page.wait_for_selector("svg.proof:visible")
        rows.append(("the same with the proof as a picture", timed(page, CHANGES)))
        browser.close()
    return rows


def timed(page: Page, script: str) -> list[float]:
    times: list[float] = page.evaluate(script, CLICKS)
    return times


if __name__ == "__main__":
    main()
