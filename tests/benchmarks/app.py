"""How many readers two cores carry: `workbench app` with 1, 2, 4, 8 and 12 pages at once.

Run: python tests/benchmarks/app.py [COUNT …]. Each count has a server of its own. All pages are
opened in the same second by one Chromium on the same machine, so that it shares the cores.
"""

import asyncio
import re
import shutil
import subprocess
import sys
import time

from playwright.async_api import async_playwright

COUNTS = (1, 2, 4, 8, 12)
QUIET = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
ADDRESS = re.compile(r"is at (http://\S+)")
ANSWERS = (("2", "You counted the teasers"), ("two", "asks for a number"), ("0", "Right."))
PATIENCE = 180_000


def family(pid):
    """Give the memory of a process and all that it started, in MB, and how many they are."""
    told = subprocess.run(["ps", "-eo", "pid,ppid,rss"], capture_output=True, text=True, check=True)
    rows = [tuple(map(int, line.split())) for line in told.stdout.splitlines()[1:]]
    found = {pid}
    while more := {own for own, parent, _ in rows if parent in found} - found:
        found |= more
    return sum(size for own, _, size in rows if own in found) / 1024, len(found)


async def read(browser, address):
    """Open a page, answer a task in three ways; give the seconds until ready and of each answer."""
    page = await (await browser.new_context()).new_page()
    start = time.monotonic()
    await page.goto(address, wait_until="commit", timeout=PATIENCE)
    field = page.get_by_label("Your answer").first
    await field.wait_for(timeout=PATIENCE)
    ready, times = time.monotonic() - start, []
    for answer, said in ANSWERS:
        start = time.monotonic()
        await field.fill(answer)
        await field.press("Enter")
        await page.wait_for_selector(f"text={said}", timeout=PATIENCE)
        times.append(time.monotonic() - start)
    return ready, times, page


async def measure(playwright, count):
    """Serve lesson 1 to so many readers at once and print what it took."""
    command = [sys.executable, "-m", "workbench.cli", "app", "1_files", "--no-browser"]
    server = subprocess.Popen(  # noqa: ASYNC220 - nothing else runs yet
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    try:
        address = next(found.group(1) for line in server.stdout if (found := ADDRESS.search(line)))
        idle, _ = family(server.pid)
        chromium = await playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(QUIET)
        )
        done = await asyncio.gather(*(read(chromium, address) for _ in range(count)))
        used, before = family(server.pid)
        for *_, page in done:
            await page.goto("about:blank")
        await asyncio.sleep(3)
        _, after = family(server.pid)
        await chromium.close()
    finally:
        server.terminate()
        server.wait()
    ready, times = sorted(one[0] for one in done), sorted(t for one in done for t in one[1])
    print(
        f"{count:>2} pages: ready after {ready[0]:.1f} to {ready[-1]:.1f} s; an answer takes "
        f"{times[len(times) // 2]:.2f} s (middle), {times[-1]:.2f} s (worst); "
        f"{(used - idle) / count:.0f} MB a page; kernels ended with their pages: {before - after}",
        flush=True,
    )


async def main():
    async with async_playwright() as playwright:
        for count in map(int, sys.argv[1:] or COUNTS):
            await measure(playwright, count)


if __name__ == "__main__":
    asyncio.run(main())
